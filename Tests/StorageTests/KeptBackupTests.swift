import FoundationEssentials
import Glibc
import OtherUser
import Platform
import Testing
import Values

@testable import Storage

/// The copies in the state folder: their names, their order, and which of them can be restored.
@Suite struct KeptBackupTests {
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    private func backUp() throws(StoreError) -> String {
        try StoreBackup.make(
            folder: fixture.state, to: nil, clock: fixture.clock, progress: { _ in })
    }

    private func restoreNewest() throws(StoreError) -> StoreBackup.Restored {
        try StoreBackup.restore(
            folder: fixture.state, from: nil, clock: fixture.clock, progress: { _ in })
    }

    @Test(.enabled(if: geteuid() == 0, "only root can give files away"))
    func `what root backs up is the owner's of the database`() async throws {
        try await fixture.store().close()
        for path in [fixture.state, fixture.database] {
            #expect(unsafe chown(path, 65_534, 65_534) == 0)
        }
        let backup = try backUp()
        for path in [backup, fixture.state + "/backups"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.ownerAccountID] as? UInt32 == 65_534, "\(path)")
        }
    }

    @Test func `what was copied of a database at work counts as closed once it is restored`()
        async throws
    {
        let store = try fixture.store()
        _ = try backUp()
        try await store.close()
        _ = try restoreNewest()
        #expect(try await !StoreExamination(folder: fixture.state).marks().isMarkedOpen)
    }

    @Test func `backups of one second have names of their own, which any system takes`() throws {
        _ = try fixture.store()
        let first = try backUp()
        #expect(!first.dropFirst(fixture.state.utf8.count).contains(":"))
        let second = try backUp()
        let third = try backUp()
        #expect(second == first.dropLast(3) + "-2.db")
        #expect(third == first.dropLast(3) + "-3.db")
        // An earlier release wrote the time with colons.
        let former = "\(fixture.state)/backups/2020-01-31T18:30:15Z.db"
        try FileManager.default.copyItem(atPath: first, toPath: former)
        for path in [first, second, third, former] {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1_000)], ofItemAtPath: path)
        }
        let listed = try StoreBackup.list(folder: fixture.state)
        #expect(listed.map(\.path) == [third, second, first, former])
        #expect(listed.allSatisfy { $0.fault == nil })
        #expect(BackupName("2026-01-01T10:00:00Z.db") < BackupName("2026-01-01T100001Z.db"))
        #expect(BackupName("2026-01-01T100000Z-10.db") > BackupName("2026-01-01T10:00:00Z-9.db"))
    }

    @Test func `what is no backup is told in the list, and passed over`() async throws {
        let store = try fixture.store()
        try await store.poll(try await store.subscribe(), [entry(id: "1", "One")])
        let sound = try backUp()
        let bytes = try FileBytes.read(path: sound, limit: 1 << 22)
        try await store.close()
        _ = consume store
        var foreign = bytes
        foreign[70] = 0
        var newer = bytes
        newer[62] = 1
        var damaged = bytes
        for page in 8..<20 { for byte in 0..<64 { damaged[page * 4_096 + byte] = 0xa5 } }
        let junk: [(String, [UInt8], KeptBackup.Fault?)] = [
            ("2030-01-01T00:00:00Z.db", Array("junk".utf8), .foreign),
            ("2030-01-02T000000Z.db", [], .foreign), ("foreign.db", foreign, .foreign),
            ("short.db", Array(bytes.prefix(bytes.count / 2)), .short),
            (
                "newer.db", newer,
                .newer(found: 256 + Migration.all.count, known: Migration.all.count)
            ),
            // Of this its beginning tells nothing.
            ("damaged.db", damaged, nil),
        ]
        for (name, content, _) in junk {
            let path = "\(fixture.state)/backups/\(name)"
            try Data(content).write(to: URL(fileURLWithPath: path))
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 4_102_444_800)],
                ofItemAtPath: path)
        }
        let listed = try StoreBackup.list(folder: fixture.state)
        #expect(listed.count == junk.count + 1)
        for (name, _, fault) in junk {
            let found = listed.first { $0.path.hasSuffix("/\(name)") }
            #expect(found?.fault == fault, "\(name)")
        }
        let done = try restoreNewest()
        #expect(done.backup == sound)
        #expect(done.passedOver.count == junk.count)
        #expect(done.passedOver.allSatisfy { $0.fault != nil })
        // With none that is sound nothing is put in place.
        try FileManager.default.removeItem(atPath: sound)
        #expect(kind { () throws(StoreError) in _ = try restoreNewest() } == .unusable)
        #expect(try fixture.reader().status().entries == 1)
    }

    @Test func `who may not look into the folder is not told that there is no backup`() throws {
        _ = try fixture.store()
        _ = try backUp()
        func listed() -> StoreError.Kind? {
            OtherUser.looks {
                kind { () throws(StoreError) in _ = try StoreBackup.list(folder: fixture.state) }
            }
        }
        func saved() -> StoreError.Kind? {
            OtherUser.looks {
                kind { () throws(StoreError) in
                    _ = try StoreBackup.salvage(folder: fixture.state) { _ in }
                }
            }
        }
        try fixture.close(fixture.folder.path, false)
        try fixture.close(fixture.state, true)
        #expect(listed() == .notPermitted)
        #expect(saved() == .notPermitted)
        try fixture.close(fixture.state, false)
        try fixture.close("\(fixture.state)/backups", true)
        #expect(listed() == .notPermitted)
        try fixture.close("\(fixture.state)/backups", false)
        #expect(listed() == nil)
    }
}
