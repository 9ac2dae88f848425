import Politeness
import SQLite
import Testing
import Values

@testable import Storage

/// Lists of some of the feeds, and what one is found by.
@Suite struct FeedSubsetTests {
    private let fixture: StoreFixture

    init() throws { fixture = try StoreFixture() }

    @Test func `failing and single feeds are listed by id, with their tags`() async throws {
        let store = try fixture.store()
        let feeds = try await store.subscribe((1...4).map { "https://\($0).example/feed" })
        var failing = PollState(due: nil)
        failing.failures = 2
        failing.lastError = "the server answered 503"
        _ = try await store.record([
            PollResult(feed: feeds[3], state: failing), PollResult(feed: feeds[1], state: failing),
        ])
        try fixture.connection().execute("INSERT INTO feed_tags VALUES (2, 0, 'b'), (2, 1, 'a')")
        let reader = try fixture.reader()
        #expect(try reader.feeds(.failing).map(\.id) == [feeds[1], feeds[3]])
        #expect(try reader.feeds(.failing).map(\.tags) == [["b", "a"], []])
        #expect(try reader.feeds(.one(feeds[1])) == [try reader.feeds()[1]])
        #expect(try reader.feeds(.one(99)) == [])
        #expect(
            try reader.feeds(.at(url: "https://2.example/feed")) == reader.feeds(.one(feeds[1])))
        #expect(try reader.feeds(.at(url: "https://2.example/")) == [])
        #expect(try reader.status().failing.map(\.id) == [feeds[1], feeds[3]])
    }

    @Test func `status tells of all feeds what their rows add up to`() async throws {
        let store = try fixture.store()
        let feeds = try await store.subscribe((1...3).map { "https://\($0).example/feed" })
        try await store.poll(feeds[0], [entry(id: "1", "One"), entry(id: "2", "Two")])
        for (place, feed) in feeds.enumerated() {
            var state = PollState(due: StoreFixture.start.advanced(by: Int64(place)))
            state.lastPolled = StoreFixture.start.advanced(by: -Int64(place))
            _ = try await store.record([PollResult(feed: feed, state: state)])
        }
        // The first is gone from the file: its entries count, its due time does not.
        _ = try await store.subscribe((2...3).map { "https://\($0).example/feed" })
        let status = try fixture.reader().status()
        #expect(status.feeds.all == 2)
        #expect(status.feeds.off == 0)
        #expect(status.entries == 2)
        #expect(status.lastPoll == StoreFixture.start)
        #expect(status.nextDue == StoreFixture.start.advanced(by: 1))
    }

    @Test func `one feed is found by number, address and title, and else all are told`()
        async throws
    {
        let store = try fixture.store()
        _ = try await store.subscribe((1...3).map { "https://\($0).example/feed" })
        try fixture.connection().execute("UPDATE feeds SET title = 'The Ledger' WHERE id = 3")
        let reader = try fixture.reader()
        #expect(try reader.feedNames(like: "2").map(\.id) == [2])
        #expect(try reader.feedNames(like: "https://1.example/feed").map(\.id) == [1])
        #expect(try reader.feedNames(like: "The Ledger").map(\.id) == [3])
        #expect(try reader.feedNames(like: "ledger").map(\.id) == [1, 2, 3])
        // A feed may call itself what it likes.
        try fixture.connection().execute("UPDATE feeds SET title = '2' WHERE id = 1")
        #expect(try reader.feedNames(like: "2").map(\.id) == [2])
    }

    @Test func `a table of all feeds tells what their listings do, but of what never was one`()
        async throws
    {
        let store = try fixture.store()
        let feeds = try await store.subscribe((1...5).map { "https://\($0).example/feed" })
        try await store.poll(feeds[0], [entry(id: "1", "One")])
        var state = PollState(due: StoreFixture.start)
        (state.failures, state.lastPolled) = (3, StoreFixture.start)
        let weeks = StoreFixture.start.advanced(by: 30 * 86_400)
        state.moved = PollState.Move(
            url: "https://new.example/", firstSeen: StoreFixture.start, sightings: 9,
            lastSeen: weeks)
        _ = try await store.record([PollResult(feed: feeds[1], state: state)])
        try fixture.connection().execute(
            "UPDATE feeds SET is_subscribed = 0 WHERE id IN (3, 5); UPDATE feeds SET title = 'Four' WHERE id = 4; UPDATE feed_states SET last_success = 7 WHERE feed = 3"
        )
        let reader = try fixture.reader()
        var told: [FeedOverview] = []
        try reader.forEachFeed { told.append($0) }
        #expect(told.map(\.hasMoved) == [false, true, false, false])
        #expect(try told == reader.feeds().filter { $0.id != 5 }.map(\.overview))
    }
}
