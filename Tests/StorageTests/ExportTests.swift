import Subscriptions
import Testing

@testable import Storage

/// What a reader takes along.
@Suite struct ExportTests {
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    @Test func `an export tells everything once, in one moment's order`() async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(feed, [entry(id: "1", "One"), entry(id: "2", "Two")])
        var kinds: [String] = []
        try fixture.reader().export { record in
            switch record {
            case .feed(let feed): kinds.append("feed \(feed.id)")
            case .entry(let entry): kinds.append("entry \(entry.title ?? "")")
            case .expired(let entry): kinds.append("expired \(entry.title ?? "")")
            case .cluster, .alias, .decision, .read: kinds.append("more")
            }
            return true
        }
        #expect(kinds == ["feed 1", "entry Two", "entry One"])
    }

    @Test func `an export tells what is kept of entries that have left`() async throws {
        let store = try fixture.store()
        let feed = try await fixture.declare(store, Retention.bounds(entries: 1))
        try await store.poll(feed, fixture.items(1...2))
        try await fixture.cluster(store)
        // What a feed lists stays.
        try await fixture.pollFewer(store, feed, fixture.items(2...2))
        try await fixture.expire(store, Retention.bounds(entries: 1))
        var told: [EntryID: Bool] = [:]
        try fixture.reader().export { record in
            switch record {
            case .entry(let entry): told[entry.id] = false
            case .expired(let entry):
                told[entry.id] = entry.title?.hasPrefix("Title ") == true && entry.expired != nil
            case .cluster(let event): #expect(told[event.headline] != nil)
            default: break
            }
            return true
        }
        #expect(told.values.sorted { !$0 && $1 } == [false, true])
    }
}
