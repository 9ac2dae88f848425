import FoundationEssentials
import Testing
import Values

@testable import Storage

/// What the store does when the log beside its database is taken away.
@Suite struct RemovedLogTests {
    @Test func `a log that is removed from beside an open database costs nothing of what it held`()
        async throws
    {
        let fixture = try StoreFixture()
        let store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(feed, [entry(id: "1", "One")])
        try FileManager.default.removeItem(atPath: fixture.database + "-wal")
        await #expect {
            try await store.poll(feed, [entry(id: "2", "Two")])
        } throws: {
            ($0 as? StoreError)?.kind == .logMissing
        }
        await store.hold(.logMissing)
        try await store.regain()
        #expect(try await store.subscribe() == feed)
        try await store.poll(feed, [entry(id: "2", "Two")])
        #expect(try await store.newEntries(after: 0, limit: 9).map(\.title) == ["One", "Two"])
    }
}
