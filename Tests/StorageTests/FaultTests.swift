import Events
import FoundationEssentials
import Glibc
import OtherUser
import Platform
import Politeness
import SQLite
import Testing
import Values
import Waiting

@testable import Storage

/// What the store does when its place is taken away, and given back.
@Suite struct FaultTests {
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    private func kind(_ body: () async throws -> Void) async -> StoreError.Kind? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? StoreError)?.kind
        }
    }

    @Test func `a database that is moved away is missed, and taken up where it comes back`()
        async throws
    {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(feed, [entry(id: "1", "One")])
        let away = fixture.folder.path + "/away"
        try FileManager.default.moveItem(atPath: fixture.state, toPath: away)
        #expect(await kind { try await store.poll(feed, [entry(id: "2", "Two")]) } == .missing)
        #expect(await kind { _ = try await store.takeRequests() } == .missing)
        await store.hold(.missing)
        #expect(await kind { try await store.regain() } == .missing)
        // Nothing is made where it was.
        #expect(FileStatus(of: fixture.state) == nil)
        try FileManager.default.moveItem(atPath: away, toPath: fixture.state)
        try await store.regain()
        #expect(await store.opening == 2)
        #expect(try await store.subscribe() == feed)
        #expect(try await store.poll(feed, [entry(id: "2", "Two")]).new == 1)
        #expect(try await store.newEntries(after: 0, limit: 9).map(\.title) == ["One", "Two"])
    }

    @Test func `an empty place is not taken for a database`() async throws {
        let store = try fixture.store()
        try FileManager.default.removeItem(atPath: fixture.state)
        try DatabaseFile.createFolder(fixture.state)
        await store.hold(.missing)
        #expect(await kind { try await store.regain() } == .missing)
        #expect(FolderListing.names(in: fixture.state).isEmpty)
    }

    private var fixtureHasDaemon: Bool {
        DaemonPresence(state: fixture.state, runtime: []) != .absent
    }

    @Test func `a store that is held for a full disk stays open, and others let go`() async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        await store.hold(.diskFull)
        #expect(fixtureHasDaemon)
        try await store.regain()
        #expect(await store.opening == 1)
        await store.hold(.readOnly)
        // A program that a test beside this one starts holds our locks for the moment before it is
        // another program.
        #expect(try await becomesTrue { !fixtureHasDaemon })
        #expect(await kind { try await store.poll(feed, []) } == .closed)
        try await store.regain()
        #expect(await store.opening == 2)
        #expect(fixtureHasDaemon)
        try await store.poll(feed, [])
    }

    @Test
    func `a store that is full at any page rolls back, and takes the same when there is room`()
        async throws
    {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(feed, [entry(id: "0", "Zero")])
        let entries = (1...40).map {
            entry(id: "\($0)", "Title \($0)", text: String(repeating: "word ", count: 200))
        }
        // SQLite's own bound answers as a full disk does. A pragma takes no parameter.
        let bounds: [StaticString] = [
            "PRAGMA max_page_count = 1", "PRAGMA max_page_count = 36",
            "PRAGMA max_page_count = 38", "PRAGMA max_page_count = 40",
            "PRAGMA max_page_count = 42", "PRAGMA max_page_count = 44",
            "PRAGMA max_page_count = 46", "PRAGMA max_page_count = 48",
            "PRAGMA max_page_count = 50", "PRAGMA max_page_count = 54",
            "PRAGMA max_page_count = 58", "PRAGMA max_page_count = 62",
            "PRAGMA max_page_count = 1000000",
        ]
        var refusals = 0
        for bound in bounds {
            try await store.bound(bound)
            let kind = await kind { try await store.poll(feed, entries) }
            if kind == nil { break }
            refusals += 1
            #expect(kind == .diskFull)
            #expect(try fixture.reader().entries(EntryFilter()).map(\.title) == ["Zero"])
        }
        #expect(refusals > 5)
        #expect(try fixture.reader().status().entries == 41)
        #expect(try await StoreExamination(folder: fixture.state).integrityFaults().isEmpty)
    }

    @Test func `a damaged file is not opened again, and another in its place is`() async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(feed, [entry(id: "1", "One")])
        let backup = try StoreBackup.make(
            folder: fixture.state, to: nil, clock: fixture.clock, progress: { _ in })
        await store.hold(.corrupt)
        #expect(await kind { try await store.regain() } == .corrupt)
        // The daemon that waits is in nobody's way.
        var restored: StoreBackup.Restored?
        for _ in 0..<20 where restored == nil {
            restored = try? StoreBackup.restore(
                folder: fixture.state, from: backup, clock: fixture.clock, progress: { _ in })
        }
        #expect(restored?.former != nil)
        try await store.regain()
        #expect(await store.opening == 2)
        #expect(try await store.subscribe() == feed)
        #expect(try await store.newEntries(after: 0, limit: 9).map(\.title) == ["One"])
    }

    @Test func `what rests on an earlier opening is not stored in a backup that was put back`()
        async throws
    {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(feed, [entry(id: "1", "One")])
        let backup = try StoreBackup.make(
            folder: fixture.state, to: nil, clock: fixture.clock, progress: { _ in })
        try await store.poll(feed, [entry(id: "2", "Two")])
        let before = await store.opening
        await store.hold(.inputOutput)
        _ = try StoreBackup.restore(
            folder: fixture.state, from: backup, clock: fixture.clock, progress: { _ in })
        try await store.regain()

        // A feed whose validator is that of the second entry would not be asked for it again.
        var state = PollState(due: nil)
        state.validators.eTag = Array("two".utf8)
        let poll = PollResult(feed: feed, state: state)
        #expect(
            await kind { _ = try await store.record([poll], opening: before) } == .reopened)
        let position = ClustererPosition(cursor: 2, nextCluster: 3)
        #expect(
            await kind {
                try await store.apply(ClusterChanges(), position: position, opening: before)
            } == .reopened)
        #expect(try await store.clustererPosition().cursor == 0)
        #expect(try fixture.reader().feeds()[0].poll.validators.eTag == nil)

        let now = await store.opening
        _ = try await store.record([poll], opening: now)
        try await store.apply(
            ClusterChanges(), position: .init(cursor: 1, nextCluster: 1), opening: now)
        #expect(try await store.clustererPosition().cursor == 1)
    }

    @Test func `a lock of another program is a fault that goes with it`() async throws {
        let store = try fixture.store()
        let file = StoreFile(folder: fixture.state)
        let error = StoreError(
            DatabaseError(code: 5, message: "database is locked"), path: file.database)
        #expect(error.kind == .busy)
        #expect(error.kind.isOfPlace)
        await store.hold(.busy)
        try await store.regain()
        #expect(await store.opening == 1)
    }

    @Test(
        arguments: [
            (13, 0, StoreError.Kind.diskFull), (778, 28, .diskFull), (778, 122, .diskFull),
            (778, 30, .readOnly), (778, 5, .inputOutput), (1034, 5, .inputOutput),
            (8, 0, .readOnly), (14, 30, .readOnly), (11, 0, .corrupt), (26, 0, .notTidings),
            (5, 0, .busy), (6, 0, .busy), (3, 0, .notPermitted), (14, 13, .notPermitted),
            (19, 0, .failed(code: 19)),
        ] as [(Int32, Int32, StoreError.Kind)])
    func `each fault of SQLite and of the system is told as what it is`(
        code: Int32, system: Int32, kind: StoreError.Kind
    ) throws {
        _ = try fixture.store()
        let error = StoreError(
            DatabaseError(code: code, message: "x", systemCode: system), path: fixture.database)
        #expect(error.kind == kind)
        #expect(kind.isOfPlace == (kind != .failed(code: 19)))
        #expect(!error.description.contains("\n"))
    }

    @Test func `a statement is not told to a person, and of an unknown fault its beginning`() {
        let sql = "INSERT INTO read_marks (a)\n    VALUES (?1)\n    ON CONFLICT (a) DO NOTHING"
        let known = StoreError(
            DatabaseError(code: 8, message: "attempt to write", sql: sql), path: "/nosuch/x.db")
        #expect(!"\(known)".contains("INSERT"))
        let unknown = StoreError(
            DatabaseError(code: 1, message: "no such table", sql: sql), path: "/nosuch/x.db")
        #expect("\(unknown)".contains("in: INSERT INTO read_marks (a) VALUES (?1) …"))
    }

    @Test func `the second writer is told who the first is`() async throws {
        let store = try fixture.store()
        let refusal = #expect(throws: StoreError.self) { try fixture.store() }
        #expect(refusal?.kind == .inUse)
        let pid = DatabaseFile.processID
        #expect(
            "\(try #require(refusal))".contains(
                "tidingsd (process \(pid), since \(StoreFixture.start.rfc3339))"))
        try await store.close()
        _ = try fixture.store()
    }

    @Test func `a report is found in the lock, and in a runtime folder without the disk`()
        async throws
    {
        let runtime = fixture.folder.path + "/run"
        func found() -> DaemonReport? {
            DaemonPresence(state: fixture.state, runtime: ["/proc/none", runtime]).report
        }
        #expect(found() == nil)
        let store = try fixture.store()
        #expect(found() == store.started)
        var report = store.started
        report.fault = .init(since: StoreFixture.start, text: "it fails")
        await store.publish(report)
        await store.hold(.diskFull)
        #expect(found() == report)
        await store.hold(.readOnly)
        #expect(try await becomesTrue { found() == nil })
        // The lock that is taken anew says the same.
        try await store.regain()
        #expect(found() == report)
        await store.hold(.readOnly)
        #expect(try await becomesTrue { found() == nil })

        let mine = DaemonReport(
            processID: 7, since: StoreFixture.start,
            fault: .init(since: StoreFixture.start, text: "a\tb\nc\u{1b}[2J"))
        let file = ReportFile.make(mine, state: fixture.state, folders: ["/proc/none", runtime])
        let isMade = file != nil
        #expect(isMade)
        #expect(found()?.processID == 7)
        let text = try #require(found()?.fault?.text)
        #expect(!text.utf8.contains { $0 < 0x20 })
        _ = consume file
        #expect(try await becomesTrue { found() == nil })
    }

    @Test func `who may not look at the lock is not told that no daemon runs`() throws {
        let store = try fixture.store()
        let runtime = fixture.folder.path + "/run"
        func presence() -> DaemonPresence {
            OtherUser.looks { DaemonPresence(state: fixture.state, runtime: [runtime]) }
        }
        try fixture.close(fixture.folder.path, false)
        try fixture.close(fixture.state, true)
        #expect(
            presence()
                == .hidden(StoreError(.notPermitted, path: "\(fixture.state)/tidings.lock")))
        let closed = OtherUser.looks { StoreExamination(folder: fixture.state).closedFolder }
        #expect(closed == fixture.state)
        try fixture.close(fixture.state, false)
        #expect(OtherUser.looks { StoreExamination(folder: fixture.state).closedFolder } == nil)
        // Only the lock is closed, which is as good.
        try fixture.close("\(fixture.state)/tidings.lock", true)
        #expect(presence().report == nil && presence() != .absent)
        try fixture.close("\(fixture.state)/tidings.lock", false)
        #expect(presence().report?.processID == DatabaseFile.processID)
        // Its disk is away, and what the daemon left elsewhere is closed.
        let file = ReportFile.make(
            .ofThisProcess(since: StoreFixture.start), state: fixture.state, folders: [runtime])
        let isLeft = file != nil
        #expect(isLeft)
        try fixture.close(runtime, true)
        #expect(presence().report != nil)
        try FileManager.default.moveItem(
            atPath: fixture.state, toPath: fixture.folder.path + "/away")
        #expect(presence().report == nil && presence() != .absent)
        try fixture.close(runtime, false)
        try FileManager.default.moveItem(
            atPath: fixture.folder.path + "/away", toPath: fixture.state)
        _ = consume file
        _ = consume store
    }

    @Test func `a report is as long as ever, whatever it says`() throws {
        let long = String(repeating: "ü", count: 9_000)
        let report = DaemonReport(
            processID: 1, since: StoreFixture.start,
            fault: .init(since: StoreFixture.start, text: long))
        #expect(
            report.bytes.count == DaemonReport(processID: 1, since: .init(seconds: 0)).bytes.count)
        #expect(DaemonReport(bytes: report.bytes)?.fault?.text.isEmpty == false)
        #expect(DaemonReport(bytes: []) == nil)
        #expect(DaemonReport(bytes: Array("process\tx\nsince".utf8)) == nil)
    }

    @Test func `links in the place of the store's files are not followed`() async throws {
        let victim = fixture.folder.path + "/victim"
        for name in ["tidings.db", "tidings.lock"] {
            try Data("precious".utf8).write(to: URL(fileURLWithPath: victim))
            try? FileManager.default.removeItem(atPath: fixture.state)
            try DatabaseFile.createFolder(fixture.state)
            try FileManager.default.createSymbolicLink(
                atPath: "\(fixture.state)/\(name)", withDestinationPath: victim)
            #expect(await kind { _ = try fixture.store() } == .symbolicLink)
            #expect(try FileBytes.read(path: victim, limit: 99) == Array("precious".utf8))
        }
    }

    @Test func `files are for the group where the folder is, whatever the umask`() throws {
        _ = try fixture.store()
        #expect(FileStatus(of: fixture.database)?.mode == 0o600)
        #expect(FileStatus(of: fixture.state + "/tidings.lock")?.mode == 0o600)
        try FileManager.default.removeItem(atPath: fixture.state)
        try DatabaseFile.createFolder(fixture.state)
        FolderMode.shareWithGroup(fixture.state)
        _ = try fixture.store()
        #expect(FileStatus(of: fixture.database)?.mode == 0o660)
        #expect(FileStatus(of: fixture.state + "/tidings.lock")?.mode == 0o660)
    }

    @Test func `a file beside which nothing can be made is read, with its log`() async throws {
        let feed: Int64
        do {
            let store = try fixture.store()
            feed = try await store.subscribe()
            try await store.poll(feed, [entry(id: "1", "One")])
            try fixture.copyKilled(to: fixture.folder.path + "/copy.db")
        }
        let connection = try Connection(
            path: fixture.folder.path + "/copy.db", mode: .unchanging, busyTimeout: 0)
        let row = try connection.prepare("SELECT title FROM entries")
        #expect(try row.step())
        #expect(row.string(0) == "One")
        #expect(FileStatus(of: fixture.folder.path + "/copy.db-shm") == nil)
    }

    @Test func `a place that can hold no files is told as such`() throws {
        _ = try fixture.store()
        #expect(
            throws: StoreError(
                .unusable, path: "/proc/copy.db",
                detail: "no file can be made in /proc, whoever asks; name one on a disk")
        ) {
            try StoreBackup.make(
                folder: fixture.state, to: "/proc/copy.db", clock: fixture.clock,
                progress: { _ in })
        }
    }

    @Test func `a large file is checked beside the work, and is sound once that has ended`()
        async throws
    {
        /// What is behind the last page is no part of the database, and a checkpoint cuts it off.
        func opened() throws -> Store {
            unsafe truncate(fixture.database, 300 << 20)
            return try fixture.store()
        }
        _ = try fixture.store()
        var store = try opened()
        // That stop was not clean, and this one comes before the look has ended.
        let first = try #require(await store.takeCheck())
        #expect(await store.takeCheck() == nil)
        try await store.close()
        store = try opened()
        let second = try #require(await store.takeCheck())
        await store.endCheck(of: first + 1)
        try await store.close()
        store = try opened()
        #expect(await store.takeCheck() != nil)
        await store.endCheck(of: second)
        try await store.close()
        store = try opened()
        #expect(await store.takeCheck() == nil)
    }
}

extension Store {
    fileprivate func bound(_ pragma: StaticString) throws {
        let row = try connection.prepare(pragma)
        _ = try row.step()
    }
}
