import FeedParsing
import Politeness
import Storage
import Subscriptions
import Testing
import Values

/// What becomes of a feed whose address changes in feeds.yml.
@Suite struct MovedFeedTests {
    private static let old = "http://old.example/feed"
    private static let new = "https://new.example/feed"

    private let fixture: StoreFixture
    private let store: Store
    private let id: FeedID

    init() async throws {
        fixture = try StoreFixture()
        store = try fixture.store()
        id = try await store.subscribe(Self.old)
        try await store.poll(id, [entry(id: "1", "One")])
        var state = PollState(due: StoreFixture.start.advanced(by: 900))
        state.validators = Validators(eTag: Array("\"1\"".utf8), url: Self.new)
        state.moved = .init(url: Self.new, firstSeen: StoreFixture.start, sightings: 1)
        state.polls = 7
        _ = try await store.record([PollResult(feed: id, state: state)])
    }

    private func state() async throws -> PollState? {
        try await store.storedFeeds().first?.poll
    }

    @Test func `the address that it moved to is the same feed, with its entries and validators`()
        async throws
    {
        #expect(try await store.subscribe([Self.new]) == [id])
        let state = try #require(try await state())
        #expect(state.moved == nil)
        #expect(state.validators.eTag == Array("\"1\"".utf8))
        #expect(state.due == StoreFixture.start.advanced(by: 900))
        #expect(state.polls == 7)
        let feeds = try fixture.reader().feeds()
        #expect(feeds.map(\.url) == [Self.new])
        #expect(feeds.map(\.entryCount) == [1])
        #expect(try await store.poll(id, [entry(id: "1", "One")]).unchanged == 1)
    }

    @Test func `a feed that is removed first and added later under it is the same too`()
        async throws
    {
        try await settle()
        _ = try await store.subscribe(["https://b.example/"])
        fixture.advance(by: 86_400)
        #expect(try await store.subscribe(["https://b.example/", Self.new]).last == id)
        #expect(try await store.storedFeeds().last?.poll.dueReason == "subscribed again")
    }

    /// Has the move seen so often that it is no mistake.
    private func settle() async throws {
        var state = try #require(try await state())
        state.moved?.sightings = 3
        state.moved?.lastSeen = StoreFixture.start.advanced(by: 2 * 86_400)
        _ = try await store.record([PollResult(feed: id, state: state)])
    }

    @Test func `a feed that was removed is not another that it redirected to now and then`()
        async throws
    {
        _ = try await store.subscribe([])
        #expect(try await store.subscribe([Self.new]) != [id])
        #expect(try fixture.reader().feeds().map(\.entryCount) == [1, 0])
    }

    @Test func `a feed that is added again is the same under the addresses that lead to it`()
        async throws
    {
        try await settle()
        let others = try await store.subscribe(["https://b.example/"])
        let session = try fixture.reader()
        func take(_ url: String) throws -> AddedFeed {
            var document = ParsedFeed()
            document.entries = [entry(id: "1", "One")]
            return try session.take(
                Subscription(url: url), besides: [Subscription(url: "https://b.example/")],
                state: PollState(due: StoreFixture.start), document: document,
                publisher: { feed, _ in feed.url })
        }
        for url in ["https://old.example/feed", Self.new] {
            #expect(try take(url) == .known(id))
            #expect(
                try session.known(
                    Subscription(url: url), besides: [Subscription(url: "https://b.example/")])
                    == id)
        }
        #expect(try session.feeds().count == 2)
        #expect(try take("https://c.example/") == .new(3))
        #expect(try session.feeds(.one(3)).map(\.entryCount) == [1])
        #expect(try await store.subscribe(["https://b.example/", Self.new]) == others + [id])
    }

    @Test func `what a server asked to wait holds at its other scheme too`() async throws {
        var state = PollState(due: StoreFixture.start.advanced(by: 80_000))
        state.failures = 1
        state.manners.heldUntil = StoreFixture.start.advanced(by: 7_200)
        _ = try await store.record([PollResult(feed: id, state: state)])
        #expect(try await store.subscribe(["https://old.example/feed"]) == [id])
        let due = try await self.state()?.due
        #expect(due == StoreFixture.start.advanced(by: 7_200))
    }

    @Test func `a poll of the old address keeps its entries and says nothing of the new one`()
        async throws
    {
        _ = try await store.subscribe([Self.new])
        let before = try await state()
        var document = ParsedFeed()
        document.entries = [entry(id: "1", "One"), entry(id: "2", "Two")]
        var poll = PollResult(feed: id, state: PollState(due: nil), document: document)
        poll.url = Self.old
        let receipts = try await store.record([poll])
        #expect(receipts.map(\.isOvertaken) == [true])
        #expect(receipts.map(\.new) == [1])
        #expect(try await state() == before)
        // One that brought nothing says as little.
        poll.document = nil
        #expect(try await store.record([poll]).map(\.isOvertaken) == [true])
        #expect(try await state() == before)
        poll.url = Self.new
        #expect(try await store.record([poll]).map(\.isOvertaken) == [false])
        #expect(try await state()?.due == nil)
    }

    @Test func `https in place of http is the same feed, and its move stays known`() async throws {
        #expect(try await store.subscribe(["https://old.example/feed"]) == [id])
        #expect(try await state()?.moved?.url == Self.new)
    }

    @Test func `a feed that was gone or failing is asked at its new address at once`() async throws
    {
        for due in [nil, StoreFixture.start.advanced(by: 80_000)] {
            let fixture = try StoreFixture()
            let store = try fixture.store()
            let id = try await store.subscribe(Self.old)
            var state = PollState(due: due)
            state.failures = 3
            _ = try await store.record([PollResult(feed: id, state: state)])
            #expect(try await store.subscribe(["https://old.example/feed"]) == [id])
            let poll = try await store.storedFeeds().first?.poll
            #expect(poll?.due == StoreFixture.start)
            #expect(poll?.dueReason == "its address was changed")
        }
    }

    @Test func `while the old address is still declared, the new one is a feed of its own`()
        async throws
    {
        let ids = try await store.subscribe([Self.old, Self.new])
        #expect(ids.first == id)
        #expect(Set(ids).count == 2)
    }

    @Test func `an address that the store knows already stays the feed that it was`() async throws {
        let both = try await store.subscribe([Self.old, Self.new])
        #expect(try await store.subscribe([Self.new]) == [both[1]])
        #expect(try fixture.reader().feeds().map(\.isSubscribed) == [false, true])
    }

    @Test func `two feeds that moved to one address do not both become it`() async throws {
        let other = try await store.subscribe([Self.old, "https://third.example/"])[1]
        var state = PollState(due: nil)
        state.moved = .init(url: Self.new, firstSeen: StoreFixture.start, sightings: 1)
        _ = try await store.record([PollResult(feed: other, state: state)])
        #expect(try await store.subscribe([Self.new]) == [id])
        #expect(try fixture.reader().feeds().map(\.isSubscribed) == [true, false])
    }

    @Test func `what polling asked of the server is kept`() async throws {
        var state = try #require(try await state())
        state.lifetime = 43_200
        state.manners.requests = 9
        state.manners.visits = 8
        state.manners.conditional = 7
        state.manners.unconditional = 6
        state.manners.early = 5
        state.manners.afterGone = 4
        state.manners.movedAgain = 3
        state.manners.first = StoreFixture.start
        state.manners.last = StoreFixture.start.advanced(by: 70)
        state.manners.shortestInterval = 10
        state.manners.heldUntil = StoreFixture.start.advanced(by: 80)
        state.manners.lastLimited = StoreFixture.start.advanced(by: 60)
        _ = try await store.record([PollResult(feed: id, state: state)])
        #expect(try await self.state() == state)
        #expect(try fixture.reader().feeds().map(\.poll) == [state])
    }
}
