import Platform
import SQLite
import Testing
import Waiting

@testable import Storage

/// Whom a command takes for the daemon.
@Suite struct DaemonPresenceTests {
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    private var presence: DaemonPresence { DaemonPresence(state: fixture.state, runtime: []) }

    @Test func `who asks whether a daemon runs is not taken for one`() throws {
        let file = StoreFile(folder: fixture.state)
        try DatabaseFile.createFolder(fixture.state)
        try DatabaseFile.create(file.lock)
        // As `DaemonReport.lock` of another command holds it at this moment.
        let look = try FileLock(path: file.lock, waitingUpTo: 0, isShared: true)
        #expect(presence == .absent)
        #expect(!file.hasWriter)
        _ = consume look
        let lock = try file.lockForWriting(.ofThisProcess(since: StoreFixture.start))
        #expect(presence.report?.processID == DatabaseFile.processID)
        _ = consume lock
    }

    @Test func `a restore that is at work is not taken for a daemon`() throws {
        let file = StoreFile(folder: fixture.state)
        let lock = try file.lockForWriting(
            .ofThisProcess(since: StoreFixture.start, work: .restore))
        guard case .replacing(let restore) = presence else {
            Issue.record("\(presence)")
            return
        }
        #expect(restore.processID == DatabaseFile.processID)
        #expect(presence.isAbsent && presence.report == nil)
        let refusal = #expect(throws: StoreError.self) { try fixture.store() }
        #expect(refusal?.kind == .inRestore)
        let told = "`tidings restore` (process \(restore.processID), since "
        #expect(try #require(refusal).description.hasPrefix(told))
        _ = consume lock
        // One of an earlier release, which had the store for no other work, tells of none.
        #expect(DaemonReport(bytes: Array("process\t7\nsince\t9\n".utf8))?.work == .polling)
    }

    @Test func `a daemon that waits for a restore does not hide it`() throws {
        try DatabaseFile.createFolder(fixture.state)
        try DatabaseFile.create(StoreFile(folder: fixture.state).lock)
        let runtime = "\(fixture.state)-run"
        let report = ReportFile.make(
            .ofThisProcess(since: StoreFixture.start), state: fixture.state, folders: [runtime])
        defer { report?.remove() }
        func presence() -> DaemonPresence {
            DaemonPresence(state: fixture.state, runtime: [runtime])
        }
        #expect(presence().report != nil)
        let lock = try StoreFile(folder: fixture.state).lockForWriting(
            .ofThisProcess(since: StoreFixture.start, work: .restore))
        #expect(presence().isAbsent)
        _ = consume lock
        #expect(presence().report != nil)
    }

    @Test func `restore and salvage tell what they are while they work`() async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(feed, [entry(id: "1", "One")])
        try await store.close()
        _ = try StoreBackup.make(folder: fixture.state, to: nil, progress: { _ in })
        var seen: [DaemonPresence] = []
        _ = try StoreBackup.restore(folder: fixture.state, from: nil) { _ in seen.append(presence) }
        let restored = seen.count
        _ = try StoreBackup.salvage(folder: fixture.state) { _ in seen.append(presence) }
        #expect(restored > 0 && seen.count > restored)
        for presence in seen {
            guard case .replacing = presence else {
                Issue.record("\(presence)")
                continue
            }
        }
        #expect(try await becomesTrue { presence == .absent })
    }
}
