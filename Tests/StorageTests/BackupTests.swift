import FoundationEssentials
import OtherUser
import Platform
import Politeness
import SQLite
import Testing

@testable import Storage

/// Copies of the database, and putting one in its place.
@Suite struct BackupTests {
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    private var copy: String { fixture.folder.path + "/copy.db" }

    private func backUp(
        to path: String?, isReplacing: Bool = false
    ) throws(StoreError) -> String {
        try StoreBackup.make(
            folder: fixture.state, to: path, isReplacing: isReplacing, clock: fixture.clock,
            progress: { _ in })
    }

    private func restore(_ path: String?) throws(StoreError) -> StoreBackup.Restored {
        try StoreBackup.restore(
            folder: fixture.state, from: path, clock: fixture.clock, progress: { _ in })
    }

    private func titles(of path: String) throws -> [String] {
        let connection = try Connection(path: path, mode: .unchanging, busyTimeout: 0)
        let row = try connection.prepare("SELECT title FROM entries ORDER BY id")
        var titles: [String] = []
        while try row.step() { titles.append(row.string(0)) }
        return titles
    }

    @Test func `a copy is whole, for its owner only, and holds what stood in the log alone`()
        async throws
    {
        let store = try fixture.store()
        try await store.poll(try await store.subscribe(), [entry(id: "1", "One")])
        var shares: [Double] = []
        _ = try StoreBackup.make(
            folder: fixture.state, to: copy, clock: fixture.clock, progress: { shares.append($0) })
        #expect(shares.last == 1)
        #expect(try titles(of: copy) == ["One"])
        #expect(FileStatus(of: copy)?.mode == 0o600)
        #expect(FolderListing.names(in: fixture.folder.path).sorted() == ["copy.db", "state"])
    }

    @Test func `a copy is of one moment while another connection writes`() async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        let text = String(repeating: "word ", count: 400)
        for round in 0..<8 {
            try await store.poll(
                feed, (0..<300).map { entry(id: "\(round)-\($0)", "T", text: text) })
        }
        let writer = try fixture.connection()
        var writes = 0
        _ = try StoreBackup.make(folder: fixture.state, to: copy, clock: fixture.clock) { _ in
            // Between two steps of the copying: what would make a plain one begin anew for ever.
            try? writer.execute(
                "UPDATE entries SET title = title || 'x'; UPDATE feeds SET title = 'new'")
            writes += 1
        }
        #expect(writes > 1)
        #expect(try titles(of: copy).allSatisfy { $0 == "T" })
        #expect(try fixture.reader().entry(1)?.record.title?.hasPrefix("Tx") == true)
    }

    @Test func `a file that is there is replaced only when that is asked for`() async throws {
        let store = try fixture.store()
        try await store.poll(try await store.subscribe(), [entry(id: "1", "One")])
        try Data("precious".utf8).write(to: URL(fileURLWithPath: copy))
        #expect(kind { () throws(StoreError) in _ = try backUp(to: copy) } != nil)
        #expect(try FileBytes.read(path: copy, limit: 99) == Array("precious".utf8))
        _ = try backUp(to: copy, isReplacing: true)
        #expect(try titles(of: copy) == ["One"])
        // The database itself, by whatever name, is no place for its copy.
        let link = fixture.folder.path + "/link.db"
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: fixture.database)
        #expect(
            kind { () throws(StoreError) in _ = try backUp(to: link, isReplacing: true) }
                == .unusable)
    }

    @Test func `the newest backup comes back, and what was there is kept`() async throws {
        var store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(feed, [entry(id: "1", "One")])
        let backup = try backUp(to: nil)
        try await store.poll(feed, [entry(id: "2", "Two")])
        #expect(kind { () throws(StoreError) in _ = try restore(nil) } == .inUse)
        #expect(try titles(of: backup) == ["One"])
        try await store.close()
        _ = consume store

        let done = try restore(nil)
        #expect(done.backup == backup)
        let former = try #require(done.former)
        #expect(try titles(of: former) == ["One", "Two"])
        #expect(FileStatus(of: fixture.database)?.mode == FileStatus(of: former)?.mode)
        store = try fixture.store()
        #expect(try await store.newEntries(after: 0, limit: 9).map(\.title) == ["One"])
        #expect(try await store.subscribe() == feed)
        #expect(try await store.poll(feed, [entry(id: "2", "Two")]).new == 1)
    }

    @Test func `what is replaced is whole without its log, so that no stop can part them`()
        async throws
    {
        let killed = try StoreFixture()
        do {
            let store = try fixture.store()
            let feed = try await store.subscribe()
            try await store.poll(feed, [entry(id: "1", "One")])
            _ = try backUp(to: copy)
            try await store.poll(feed, [entry(id: "2", "Two")])
            try fixture.copyKilled(to: killed.database)
        }
        let done = try StoreBackup.restore(
            folder: killed.state, from: copy, clock: killed.clock, progress: { _ in })
        let former = try #require(done.former)
        #expect(DatabaseFile.size(former + "-wal") == 0)
        #expect(try titles(of: former) == ["One", "Two"])
        #expect(try titles(of: killed.database) == ["One"])
    }

    @Test func `a database whose log somebody reads is not replaced`() async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        let reading = try fixture.connection()
        try reading.execute("BEGIN")
        do {
            let row = try reading.prepare("SELECT count(*) FROM entries")
            _ = try row.step()
        }
        try await store.poll(feed, [entry(id: "1", "One")])
        let file = StoreFile(folder: fixture.state)
        #expect(
            kind { () throws(StoreError) in try StoreBackup.takeInLog(file, waiting: 0) } == .busy)
        try reading.execute("COMMIT")
        try StoreBackup.takeInLog(file, waiting: 0)
        #expect(DatabaseFile.size(fixture.database + "-wal") == 0)
    }

    @Test(arguments: [false, true])
    func `the log of a database that is gone or empty is kept, and not read into the new one`(
        isEmpty: Bool
    ) async throws {
        let damaged = try StoreFixture()
        let log: [UInt8]
        do {
            let store = try fixture.store()
            let feed = try await store.subscribe()
            try await store.poll(feed, [entry(id: "1", "One")])
            _ = try backUp(to: copy)
            try await store.poll(feed, [entry(id: "2", "Two")])
            try fixture.copyKilled(to: damaged.database, files: ["-wal"])
            log = try FileBytes.read(path: damaged.database + "-wal", limit: 1 << 24)
        }
        #expect(!log.isEmpty)
        if isEmpty { try Data().write(to: URL(fileURLWithPath: damaged.database)) }
        let done = try StoreBackup.restore(
            folder: damaged.state, from: copy, clock: damaged.clock, progress: { _ in })
        #expect((done.former != nil) == isEmpty)
        #expect(try titles(of: damaged.database) == ["One"])
        let kept = try #require(
            try FileManager.default.contentsOfDirectory(atPath: damaged.state).first {
                $0.contains(".replaced-") && $0.hasSuffix("-wal")
            })
        #expect(try FileBytes.read(path: "\(damaged.state)/\(kept)", limit: 1 << 24) == log)
    }

    @Test func `a broken database is kept, and its log not taken for that of another`() async throws
    {
        let killed = try StoreFixture()
        do {
            let store = try fixture.store()
            try await store.poll(try await store.subscribe(), [entry(id: "1", "One")])
            _ = try backUp(to: copy)
            try await store.poll(1, [entry(id: "2", "Two")])
            try fixture.copyKilled(to: killed.database)
        }
        // The first page of the file, and the head of the log, which is then of no other database.
        let broken =
            [UInt8](repeating: 0xa5, count: 4_096) + (try killed.fileBytes().dropFirst(4_096))
        try Data(broken).write(to: URL(fileURLWithPath: killed.database))
        let whole = try FileBytes.read(path: killed.database + "-wal", limit: 1 << 24)
        let damaged = [UInt8](repeating: 0xa5, count: 32) + whole.dropFirst(32)
        #expect(whole.count > 4_096 && damaged != whole)
        try Data(damaged).write(to: URL(fileURLWithPath: killed.database + "-wal"))
        #expect(throws: (any Error).self) {
            let connection = try Connection(
                path: killed.database, mode: .existing, busyTimeout: 0)
            _ = try connection.prepare("SELECT count(*) FROM entries").step()
        }
        let done = try StoreBackup.restore(
            folder: killed.state, from: copy, clock: killed.clock, progress: { _ in })
        let former = try #require(done.former)
        #expect(try FileBytes.read(path: former, limit: 1 << 24) == broken)
        #expect(FileStatus(of: killed.database + "-wal") == nil)
        #expect(try titles(of: killed.database) == ["One"])
    }

    @Test func `what is no whole backup is not restored`() async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(feed, (0..<200).map { entry(id: "\($0)", "A title of some length") })
        _ = try backUp(to: copy)
        try await store.close()
        _ = consume store
        let whole = try FileBytes.read(path: copy, limit: 1 << 22)

        // To move the file away, or the database, would not help: another has to be named.
        func refusal(_ bytes: [UInt8]) throws -> String {
            try Data(bytes).write(to: URL(fileURLWithPath: copy))
            let error = #expect(throws: StoreError.self) { try restore(copy) }
            #expect(error?.kind == .unusable)
            return "\(try #require(error))"
        }
        var damaged = whole
        for page in 8..<20 { for byte in 0..<64 { damaged[page * 4_096 + byte] = 0xa5 } }
        #expect(try refusal(damaged).contains("it is damaged"))
        #expect(try refusal(Array(repeating: 0x78, count: 8_192)).contains("it is no backup"))
        #expect(try refusal([]).contains("it is no backup of Tidings (it is empty)"))
        #expect(try refusal(Array(whole.prefix(whole.count / 2))).contains("it is damaged"))
        #expect(kind { () throws(StoreError) in _ = try restore("/nowhere.db") } == .unusable)
        #expect(try fixture.reader().status().entries == 200)
        #expect(kind { () throws(StoreError) in _ = try restore(nil) } == .noDatabase)
    }

    @Test func `of a damaged database all is saved but what stood in the damaged pages`()
        async throws
    {
        let count = 2_000
        do {
            let store = try fixture.store()
            let feeds = try await store.subscribe(["https://a.example/", "https://b.example/"])
            for feed in feeds {
                try await store.poll(
                    feed, (0..<count).map { entry(id: "\($0)", "Title \($0)", text: "Some words.") }
                )
            }
            try await store.close()
        }
        let whole = try fixture.fileBytes()
        // Two leaves of the table of entries: pages of that kind which hold its texts.
        var damaged = whole
        let title = Array("Some words.".utf8)
        let leaves = (1..<whole.count / 4_096).filter { page in
            let bytes = Array(whole[page * 4_096..<(page + 1) * 4_096])
            return bytes[0] == 0x0d && bytes.suffix(title.count + 4).starts(with: title) == false
                && bytes.indices.dropLast(title.count).contains { bytes[$0...].starts(with: title) }
        }
        #expect(leaves.count > 40)
        for leaf in [leaves[10], leaves[30]] {
            for byte in 0..<64 { damaged[leaf * 4_096 + byte] = 0xa5 }
        }
        try Data(damaged).write(to: URL(fileURLWithPath: fixture.database))

        let done = try StoreBackup.salvage(
            folder: fixture.state, clock: fixture.clock, progress: { _ in })
        #expect(done.incomplete == ["entries"])
        #expect(FileStatus(of: done.former)?.size == Int64(whole.count))
        #expect(try await StoreExamination(folder: fixture.state).integrityFaults().isEmpty)
        let left = try titles(of: fixture.database).count
        #expect((2 * count - 200..<2 * count).contains(left))

        // What was lost comes again, and nothing twice.
        let store = try fixture.store()
        let feeds = try await store.subscribe(["https://a.example/", "https://b.example/"])
        #expect(feeds == [1, 2])
        #expect(try await store.storedFeeds().map(\.poll.validators.isEmpty) == [true, true])
        var new = 0
        for feed in feeds {
            new += try await store.poll(
                feed, (0..<count).map { entry(id: "\($0)", "Title \($0)", text: "Some words.") }
            ).new
        }
        #expect(new == 2 * count - left)
    }

    @Test func `of a sound database everything is saved, of a foreign file nothing`() async throws {
        try DatabaseFile.createFolder(fixture.state)
        try SchemaFixture.make(version: Migration.all.count, at: fixture.database)
        let done = try StoreBackup.salvage(
            folder: fixture.state, clock: fixture.clock, progress: { _ in })
        #expect(done.incomplete.isEmpty)
        _ = try fixture.store()
        let reader = try fixture.reader()
        #expect(try reader.status().entries == 3)
        #expect(try reader.cluster(3)?.members.map(\.entry.id) == [1, 3])
        #expect(try reader.history(limit: nil).map(\.person) == ["ann"])

        try Data(repeating: 0x78, count: 9_000).write(to: URL(fileURLWithPath: fixture.database))
        #expect(
            kind { () throws(StoreError) in
                _ = try StoreBackup.salvage(
                    folder: fixture.state, clock: fixture.clock, progress: { _ in })
            } == .notTidings)
        #expect(DatabaseFile.size(fixture.database) == 9_000)
    }

    @Test
    func `entries that were lost leave no trace in events, and their numbers are not used again`()
        async throws
    {
        try DatabaseFile.createFolder(fixture.state)
        try SchemaFixture.make(version: Migration.all.count, at: fixture.database)
        let damaged = try Connection(path: fixture.database, mode: .existing, busyTimeout: 1_000)
        try damaged.execute(
            """
            PRAGMA foreign_keys = OFF;
            INSERT INTO read_entries VALUES (3, 2700);
            UPDATE clusters SET headline = 3 WHERE id = 1;
            DELETE FROM entries WHERE id = 3;
            UPDATE sqlite_sequence SET seq = 2 WHERE name = 'entries'
            """)
        damaged.close()
        // Twice in one second of the clock: both former ones are kept.
        let former = try (0..<2).map { _ in
            try StoreBackup.salvage(
                folder: fixture.state, clock: fixture.clock, progress: { _ in }
            ).former
        }
        #expect(Set(former).count == 2)
        let store = try fixture.store()
        _ = try await store.subscribe(["https://a.example/feed", "https://b.example/feed"])
        let reader = try fixture.reader()
        let event = try #require(try reader.cluster(1))
        #expect(event.members.map(\.entry.id) == [1])
        #expect(event.cluster.entryCount == 1)
        #expect(event.cluster.headline.id == 1)
        try await store.poll(2, [entry(id: "9", "Nine")])
        #expect(try await store.newEntries(after: 3, limit: 9).map(\.id) == [4])
    }

    @Test func `no number is given out again that came after the backup`() async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(feed, [entry(id: "1", "One")])
        try await fixture.cluster(store)
        let backup = try backUp(to: nil)
        try await store.poll(feed, [entry(id: "2", "Two"), entry(id: "3", "Three")])
        try await fixture.cluster(store)
        let before = try await store.clustererPosition()
        try await store.close()
        _ = consume store
        // Many more came, and a newer release wrote it last: one goes back to this one.
        try fixture.connection().execute(
            "UPDATE sqlite_sequence SET seq = 5000 WHERE name = 'entries'; PRAGMA user_version = 99"
        )

        #expect(try restore(nil).backup == backup)
        let restored = try fixture.store()
        let after = try await restored.clustererPosition()
        #expect(after.nextCluster == before.nextCluster)
        #expect(after.cursor < before.cursor)
        try await restored.poll(feed, [entry(id: "9", "Nine")])
        #expect(try await restored.newEntries(after: 1, limit: 9).map(\.id) == [5001])
        #expect(try fixture.reader().status().newEntries.lastDay == 2)
    }

    @Test func `a newer backup that may not be read is passed over, and told of`() async throws {
        let store = try fixture.store()
        try await store.poll(try await store.subscribe(), [entry(id: "1", "One")])
        let older = try backUp(to: nil)
        let newer = older + ".newer.db"
        try FileManager.default.copyItem(atPath: older, toPath: newer)
        try FileManager.default.setAttributes(
            [
                .posixPermissions: 0o000,
                .modificationDate: Date(timeIntervalSince1970: 4_102_444_800),
            ], ofItemAtPath: newer)
        try await store.close()
        _ = consume store
        try OtherUser.takes(fixture.folder.path)
        func restoreIt() throws(StoreError) { _ = try restore(newer) }
        #expect(OtherUser.looks { kind(restoreIt) } == .notPermitted)
        let done = try OtherUser.looks { try restore(nil) }
        #expect(done.backup == older)
        #expect(done.passedOver.map(\.path) == [newer])
    }
}
