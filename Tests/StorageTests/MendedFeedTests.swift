import Politeness
import SQLite
import Storage
import Subscriptions
import Testing
import Values

/// A feed that failed, whose reader changes in feeds.yml what its fetches depend on.
@Suite struct MendedFeedTests {
    private let fixture: StoreFixture
    private let store: Store
    private let due = StoreFixture.start.advanced(by: 80_000)

    init() throws {
        fixture = try StoreFixture()
        _ = try fixture.store()
        // Marks of access are short: by keys of chance two were the same in one run of two thousand.
        try fixture.connection().execute("UPDATE store SET hash_key_low = 1, hash_key_high = 2")
        store = try fixture.store()
    }

    /// When the feed is due after a poll that left `state` and an edit of its item.
    private func due(
        after state: PollState, edit: (inout Subscription) -> Void
    ) async throws -> Timestamp? {
        var subscription = Subscription(url: "https://a.example/feed")
        subscription.headers = [RequestHeader(name: "X-Key", value: "one")]
        let records = try await store.apply([subscription]) { _, _ in "a" }
        _ = try await store.record([PollResult(feed: records[0].id, state: state)])
        // The same list again, as after a start, changes nothing.
        #expect(
            try await store.apply([subscription]) { _, _ in "a" }.map(\.poll.due) == [state.due])
        edit(&subscription)
        return try await store.apply([subscription]) { _, _ in "a" }.first?.poll.due
    }

    private func failed(status: Int?) -> PollState {
        var state = PollState(due: due)
        state.lastPolled = StoreFixture.start
        state.lastStatus = status
        state.lastError = "refused"
        state.failures = 2
        return state
    }

    @Test(arguments: [nil, 200, 401, 403, 404] as [Int?])
    func `a feed that a person has to mend is due when they did`(status: Int?) async throws {
        let edits: [(inout Subscription) -> Void] = [
            { $0.allowPrivate = .any }, { $0.credential = "secret" },
            { $0.proxy = "http://proxy.example:3128" }, { $0.sizeLimit = 1 << 20 },
            { $0.headers = [RequestHeader(name: "X-Key", value: "two")] }, { $0.timeout = 90 },
        ]
        for edit in edits {
            #expect(
                try await due(after: failed(status: status), edit: edit) == StoreFixture.start)
        }
    }

    @Test func `of feeds that were asked alike only the one that was mended is due`() async throws {
        var feeds = ["a", "b"].map { Subscription(url: "https://\($0).example/feed") }
        let records = try await store.apply(feeds) { feed, _ in feed.url }
        _ = try await store.record(
            records.map { PollResult(feed: $0.id, state: failed(status: 401)) })
        feeds[1].timeout = 90
        var dues = try await store.apply(feeds) { feed, _ in feed.url }.map(\.poll.due)
        #expect(dues == [due, StoreFixture.start])
        feeds[0].timeout = 90
        dues = try await store.apply(feeds) { feed, _ in feed.url }.map(\.poll.due)
        #expect(dues == [StoreFixture.start, StoreFixture.start])
    }

    @Test func `other keys, and a feed that is well, make nothing due`() async throws {
        #expect(try await due(after: failed(status: nil)) { $0.title = "Mine" } == due)
        var well = PollState(due: due)
        well.lastStatus = 200
        #expect(try await due(after: well) { $0.credential = "secret" } == due)
    }

    @Test(arguments: [429, 503])
    func `what its server has to mend makes nothing due`(status: Int) async throws {
        #expect(
            try await due(after: failed(status: status)) { $0.credential = "secret" } == due)
    }

    @Test func `what its server asked to wait holds`() async throws {
        var state = failed(status: 403)
        state.manners.heldUntil = StoreFixture.start.advanced(by: 7_200)
        #expect(
            try await due(after: state) { $0.credential = "secret" } == state.manners.heldUntil)
    }

    @Test func `a feed that is gone for good stays so`() async throws {
        var state = failed(status: 410)
        state.due = nil
        #expect(try await due(after: state) { $0.credential = "secret" } == nil)
    }
}
