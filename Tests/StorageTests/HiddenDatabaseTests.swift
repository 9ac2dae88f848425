import FoundationEssentials
import OtherUser
import Platform
import Testing

@testable import Storage

@Suite struct HiddenDatabaseTests {
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    /// Who read that it is gone would make a new one.
    @Test func `a database in a folder that was closed to its daemon is not told as gone`()
        async throws
    {
        try await fixture.store().close()
        let file = StoreFile(folder: fixture.state)
        func setMode(_ mode: Int, of path: String) throws {
            try FileManager.default.setAttributes(
                [.posixPermissions: mode], ofItemAtPath: path)
        }
        try setMode(0o755, of: fixture.folder.path)
        try OtherUser.takes(fixture.state)
        let opened = OtherUser.looks { file.opened }
        #expect(opened != nil)
        try setMode(0, of: fixture.state)
        defer { try? setMode(0o700, of: fixture.state) }
        let hidden = StoreError(.notPermitted, path: file.database)
        OtherUser.looks {
            #expect(throws: hidden) { try file.require(opened) }
            #expect(file.absence == hidden)
        }
        try setMode(0o700, of: fixture.state)
        try FileManager.default.removeItem(atPath: file.database)
        #expect(OtherUser.looks { file.absence }.kind == .missing)
    }

    @Test func `a folder that cannot be reached for another reason is told as gone`() throws {
        let path = fixture.folder.path + "/loop"
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: path)
        #expect(StoreFile(folder: path).absence.kind == .missing)
    }
}
