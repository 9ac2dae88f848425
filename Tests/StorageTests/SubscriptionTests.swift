import FeedParsing
import Politeness
import Storage
import Subscriptions
import Testing
import Values

/// What becomes of feeds when feeds.yml changes.
@Suite struct SubscriptionTests {
    private let fixture: StoreFixture
    private let store: Store

    init() async throws {
        fixture = try StoreFixture()
        store = try fixture.store()
    }

    @Test func `a new feed is due at once`() async throws {
        let records = try await store.apply([Subscription(url: "https://a.example/feed")]) { _, _ in
            "a"
        }
        #expect(records.map(\.poll.due) == [StoreFixture.start])
        #expect(records.map(\.publisher) == ["a"])
        #expect(records[0].title == nil)
    }

    @Test func `feeds keep their ids and the order of the file`() async throws {
        let first = try await store.subscribe(["https://a.example/", "https://b.example/"])
        let second = try await store.subscribe(["https://b.example/", "https://a.example/"])
        #expect(second == first.reversed())
    }

    @Test func `a feed that is gone from the file keeps its entries and is not polled`()
        async throws
    {
        let id = try await store.subscribe()
        try await store.poll(id, [entry(id: "1", "One")])
        _ = try await store.subscribe(["https://b.example/"])
        #expect(try await store.storedFeeds().map(\.subscription.url) == ["https://b.example/"])
        let reader = try fixture.reader()
        #expect(try reader.feeds().map(\.isSubscribed) == [false, true])
        #expect(try reader.entries(EntryFilter(feeds: [id])).count == 1)
    }

    /// Takes `id` out of the file for so many seconds, and answers what is known of it then.
    private func away(_ id: FeedID, _ state: PollState, seconds: Int64) async throws -> PollState? {
        _ = try await store.record([PollResult(feed: id, state: state)])
        _ = try await store.subscribe(["https://b.example/"])
        fixture.advance(by: seconds)
        let back = try await store.apply([Subscription(url: "https://a.example/feed")]) { _, _ in
            "a"
        }
        #expect(back.map(\.id) == [id])
        return back.first?.poll
    }

    @Test func `a feed that comes back after long resumes, and is due at once`() async throws {
        let id = try await store.subscribe()
        var state = PollState(due: StoreFixture.start.advanced(by: 90_000))
        state.validators.eTag = Array("\"1\"".utf8)
        let back = try await away(id, state, seconds: 21_600)
        state.due = StoreFixture.start.advanced(by: 21_600)
        state.dueReason = "subscribed again"
        #expect(back == state)
    }

    @Test func `a feed that comes back goes on waiting for what its server asked for`() async throws
    {
        let id = try await store.subscribe()
        var state = PollState(due: StoreFixture.start.advanced(by: 95_000))
        state.manners.heldUntil = StoreFixture.start.advanced(by: 90_000)
        #expect(
            try await away(id, state, seconds: 21_600)?.due
                == StoreFixture.start.advanced(by: 90_000))
    }

    @Test(arguments: [90_000, nil] as [Int64?], [1, 21_599] as [Int64])
    func
        `a feed that is out of the file for less than six hours is due as it was, also if it is gone`(
            due: Int64?, seconds: Int64
        ) async throws
    {
        let id = try await store.subscribe()
        let state = PollState(due: due.map { StoreFixture.start.advanced(by: $0) })
        // As when an editor empties the file before it writes it.
        #expect(try await away(id, state, seconds: seconds) == state)
    }

    @Test(
        arguments: [(0, nil, 600), (0, 90_000, 86_400), (2, nil, 86_400)] as [(Int, Int64?, Int64)])
    func `a shorter interval counts from the last poll, but not against a failure or a server`(
        failures: Int, held: Int64?, due: Int64
    ) async throws {
        let id = try await store.subscribe()
        var state = PollState(due: StoreFixture.start.advanced(by: 86_400))
        state.lastPolled = StoreFixture.start
        state.failures = failures
        state.manners.heldUntil = held.map { StoreFixture.start.advanced(by: $0) }
        _ = try await store.record([PollResult(feed: id, state: state)])
        var subscription = Subscription(url: "https://a.example/feed")
        subscription.interval = 600
        let records = try await store.apply([subscription]) { _, _ in "a" }
        #expect(records.map(\.poll.due) == [StoreFixture.start.advanced(by: due)])
    }

    @Test func `a feed that was gone for good is tried when it is named again`() async throws {
        let id = try await store.subscribe()
        _ = try await store.record([PollResult(feed: id, state: PollState(due: nil))])
        #expect(try await store.storedFeeds().map(\.poll.due) == [nil])
        _ = try await store.subscribe([])
        fixture.advance(by: 21_600)
        _ = try await store.subscribe()
        #expect(
            try await store.storedFeeds().map(\.poll.due)
                == [StoreFixture.start.advanced(by: 21_600)])
    }

    @Test func `a feed that is switched off is declared, and not active`() async throws {
        var off = Subscription(url: "https://a.example/feed")
        off.isEnabled = false
        #expect(try await store.apply([off]) { _, _ in "a" }.count == 1)
        #expect(try await store.storedFeeds().isEmpty)
        let reader = try fixture.reader()
        #expect(try reader.feeds().map(\.isEnabled) == [false])
        #expect(try reader.status().feeds.off == 1)
    }

    @Test func `title and tags follow the file`() async throws {
        var subscription = Subscription(url: "https://a.example/feed")
        subscription.title = "Mine"
        subscription.tags = ["news", "world"]
        _ = try await store.apply([subscription]) { _, _ in "a" }
        let reader = try fixture.reader()
        #expect(try reader.feeds().map(\.title) == ["Mine"])
        #expect(try reader.feeds().map(\.tags) == [["news", "world"]])
        subscription.title = nil
        subscription.tags = ["world"]
        _ = try await store.apply([subscription]) { _, _ in "a" }
        #expect(try reader.feeds().map(\.title) == [nil])
        #expect(try reader.feeds().map(\.tags) == [["world"]])
    }

    @Test func `who speaks is asked again when a document names its site`() async throws {
        let declared = [Subscription(url: "https://hosting.example/feed")]
        _ = try await store.apply(declared) { feed, site in site ?? feed.url }
        var document = ParsedFeed()
        document.link = "https://a.example/"
        document.entries = [entry(id: "1", "One")]
        _ = try await store.record([
            PollResult(feed: 1, state: PollState(due: nil), document: document)
        ])
        #expect(try await store.newEntries(after: 0, limit: 1).map(\.publisher) == [document.link])
        let again = try await store.apply(declared) { feed, site in site ?? feed.url }
        #expect(again.map(\.publisher) == [document.link])
    }

    @Test func `headers stay out of the database and come back with the active feeds`() async throws
    {
        var subscription = Subscription(url: "https://a.example/feed")
        subscription.headers = [RequestHeader(name: "X-Key", value: "f00dcafe-secret")]
        _ = try await store.apply([subscription]) { _, _ in "a" }
        #expect(try await store.storedFeeds().first?.subscription.headers == subscription.headers)
        try await store.close()
        let dump = try fixture.fileBytes()
        #expect(!String(decoding: dump, as: UTF8.self).contains("f00dcafe-secret"))
    }
}
