import FeedParsing
import Platform
import SQLite
import Testing

@testable import Storage

/// What a restore and a salvage, one after the other, leave of the numbers that were given out, and of a folder.
@Suite struct GivenNumberTests {
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    private func restore(_ path: String? = nil) throws(StoreError) {
        _ = try StoreBackup.restore(
            folder: fixture.state, from: path, clock: fixture.clock, progress: { _ in })
    }

    private func salvage() throws(StoreError) {
        _ = try StoreBackup.salvage(
            folder: fixture.state, clock: fixture.clock, progress: { _ in })
    }

    enum Step: CaseIterable { case restore, salvage }

    private static let orders: [[Step]] = [
        [.restore, .salvage], [.salvage, .restore], [.restore, .restore, .salvage, .salvage],
    ]

    /// The first feed, entry and decision that a store stores.
    private func store(_ name: String) async throws {
        let store = try fixture.store()
        _ = try await store.subscribe(["https://\(name).example/feed"])
        let feed = try #require(try await store.storedFeeds().first?.id)
        try await store.poll(feed, [entry(id: name, name)])
        try await fixture.cluster(store)
        try await store.close()
    }

    private func pinNewest() throws -> Int64 {
        let reader = try fixture.reader()
        let newest = try #require(try reader.entries(EntryFilter(limit: 1)).first?.id)
        return try reader.decide(.pin([newest], to: nil), by: "kim").get().number
    }

    @Test(arguments: orders)
    func `no number is given out again, whatever a restore passed over and a salvage lost`(
        order: [Step]
    ) async throws {
        try await store("one")
        #expect(try pinNewest() == 1)
        _ = try StoreBackup.make(
            folder: fixture.state, to: nil, clock: fixture.clock, progress: { _ in })
        fixture.advance(by: 60)
        try await store("two")
        #expect(try pinNewest() == 2)
        for step in order {
            fixture.advance(by: 60)
            switch step {
            case .restore: try restore()
            case .salvage: try salvage()
            }
        }
        fixture.advance(by: 60)
        do {
            let store = try fixture.store()
            #expect(try await store.clustererPosition().nextCluster == 3)
            try await store.close()
        }
        try await store("three")
        let reader = try fixture.reader()
        #expect(try reader.feeds().map(\.id).max() == 3)
        #expect(try reader.entries(EntryFilter()).map(\.id).max() == 3)
        #expect(try pinNewest() == 3)
    }

    @Test func `a restore that finds no backup makes no folder`() throws {
        #expect(throws: StoreError(.noDatabase, path: "\(fixture.state)/backups")) {
            try restore()
        }
        let junk = "\(fixture.folder.path)/junk.db"
        try AtomicFile.replace(path: junk, with: Array("junk".utf8), expecting: nil)
        for path in [junk, "/nowhere.db"] {
            let error = #expect(throws: StoreError.self) { try restore(path) }
            #expect(error?.kind == .unusable)
        }
        #expect(!FilePresence.exists(fixture.state))
    }

    @Test func `a backup is restored into a folder that it makes`() async throws {
        try await store("one")
        let copy = "\(fixture.folder.path)/copy.db"
        _ = try StoreBackup.make(
            folder: fixture.state, to: copy, clock: fixture.clock, progress: { _ in })
        let other = try StoreFixture()
        _ = try StoreBackup.restore(
            folder: other.state, from: copy, clock: other.clock, progress: { _ in })
        #expect(try other.reader().entries(EntryFilter()).count == 1)
    }
}
