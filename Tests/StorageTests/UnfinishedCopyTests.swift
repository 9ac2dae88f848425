import FoundationEssentials
import Platform
import TestClock
import Testing
import Values

@testable import Storage

/// What becomes of copies that were ended before they were whole.
@Suite struct UnfinishedCopyTests {
    private let fixture: StoreFixture
    private let backups: String

    init() throws {
        fixture = try StoreFixture()
        backups = fixture.state + "/backups"
    }

    private func leave(_ paths: [String]) throws {
        try FileManager.default.createDirectory(
            atPath: backups, withIntermediateDirectories: true)
        for path in paths { try Data("half".utf8).write(to: URL(fileURLWithPath: path)) }
    }

    private func isThere(_ path: String) -> Bool { FileStatus(of: path) != nil }

    /// Sets the clock to `seconds` after the last write of the file.
    private func set(_ seconds: Int64, after path: String) throws {
        let written = try #require(try FileIdentity(path: path)).modified / 1_000_000_000
        fixture.time.set(to: Timestamp(seconds: written + seconds))
    }

    private func backUp(to path: String?) throws -> String {
        try StoreBackup.make(
            folder: fixture.state, to: path, isReplacing: true, clock: fixture.clock,
            progress: { _ in })
    }

    @Test func `a copy in the making has a name by which it is known when it is left`() throws {
        _ = try fixture.store()
        let new = try NewFile(beside: fixture.database)
        #expect(NewFile.target(ofName: AtomicFile.name(of: new.path)) == "tidings.db")
        #expect(StoreExamination(folder: fixture.state).unfinishedCopies == [new.path])
        for name in [
            ".tidings.db", "tidings.db.unfinished-AbCd12", ".tidings.db.unfinished-AbCd1",
            ".tidings.db.unfinished-AbCd-2", "..unfinished-AbCd12", ".tidings.db.backup", "",
        ] {
            #expect(NewFile.target(ofName: name) == nil, "\(name)")
        }
    }

    @Test(arguments: ["start", "restore", "salvage"])
    func `who has the lock takes away what others left in the place of the database`(
        who: String
    ) async throws {
        let store = try fixture.store()
        try await store.poll(try await store.subscribe(), [entry(id: "1", "One")])
        try await store.close()
        _ = consume store
        let backup = try backUp(to: nil)
        let left = [
            fixture.database.replacing("tidings.db", with: ".tidings.db.unfinished-AbCd12"),
            fixture.database.replacing("tidings.db", with: ".tidings.db.unfinished-AbCd12-journal"),
            backups + "/.before-schema-19.db.unfinished-zzzzz1",
        ]
        // Of a backup that is being made, a person's own, and that of an earlier release.
        let others = [
            backups + "/.2026-01-01T00:00:00Z.db.unfinished-AbCd12", backups + "/before.db",
            fixture.state + "/.tidings.db.backup", fixture.state + "/.tidings.db.TNPwRD",
        ]
        try leave(left + others)
        try set(10, after: left[0])
        let examination = StoreExamination(folder: fixture.state)
        #expect(Set(examination.unfinishedCopies) == Set(left + [others[0], others[3]]))
        switch who {
        case "start": _ = try fixture.store()
        case "restore":
            _ = try StoreBackup.restore(
                folder: fixture.state, from: backup, clock: fixture.clock, progress: { _ in })
        default:
            _ = try StoreBackup.salvage(
                folder: fixture.state, clock: fixture.clock, progress: { _ in })
        }
        #expect(left.filter(isThere).isEmpty)
        #expect(others.allSatisfy(isThere))
        #expect(Set(examination.unfinishedCopies) == [others[0], others[3]])
    }

    @Test func `a backup takes away what nothing wrote to for an hour`() throws {
        _ = try fixture.store()
        let own = backups + "/.2026-01-01T00:00:00Z.db.unfinished-AbCd12"
        let target = fixture.folder.path + "/copy.db"
        let beside = fixture.folder.path + "/.copy.db.unfinished-AbCd12"
        let other = fixture.folder.path + "/.other.db.unfinished-AbCd12"
        try leave([own, own + "-journal", beside, other])
        try set(3_500, after: beside)
        _ = try backUp(to: nil)
        _ = try backUp(to: target)
        #expect([own, own + "-journal", beside, other].allSatisfy(isThere))
        try set(3_700, after: other)
        _ = try backUp(to: target)
        #expect(!isThere(beside))
        #expect([own, other].allSatisfy(isThere))
        _ = try backUp(to: nil)
        #expect(!isThere(own) && !isThere(own + "-journal"))
        #expect(isThere(other))
    }
}

extension String {
    fileprivate func replacing(_ end: String, with other: String) -> String {
        "\(dropLast(end.count))\(other)"
    }
}
