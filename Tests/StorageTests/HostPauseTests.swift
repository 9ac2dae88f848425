import Politeness
import Subscriptions
import Testing
import Values

@testable import Storage

/// The pauses that hosts ask for.
struct HostPauseTests {
    /// The longest that a server may ask to wait.
    private static let longest: Int64 = 30 * 86_400
    private let host = Schedule.Host(name: "a.example", isLocal: false)

    private func poll(
        _ feed: FeedID, at url: String? = nil, pausedFor seconds: Int64
    ) -> PollResult {
        var result = PollResult(feed: feed, state: PollState(due: nil))
        result.url = url
        result.hostPauses = [
            HostPause(host: host, until: StoreFixture.start.advanced(by: seconds))
        ]
        return result
    }

    @Test func `a pause is stored with the poll that it came with, and never shortened`()
        async throws
    {
        let fixture = try StoreFixture()
        let store = try fixture.store()
        let feeds = try await store.subscribe(["https://a.example/1", "https://a.example/2"])
        _ = try await store.record([
            poll(feeds[0], at: "https://a.example/1", pausedFor: 900),
            poll(feeds[1], pausedFor: 60),
        ])
        let until = StoreFixture.start.advanced(by: 900)
        #expect(try await store.hostPauses() == [HostPause(host: host, until: until)])
    }

    @Test func `a new pause makes room of those that were over when it was asked for`()
        async throws
    {
        let fixture = try StoreFixture()
        let store = try fixture.store()
        let feed = try #require(try await store.subscribe(["https://a.example/1"]).first)
        _ = try await store.record([poll(feed, pausedFor: 60)])
        var later = PollResult(feed: feed, state: PollState(due: nil))
        let other = Schedule.Host(name: "b.example", isLocal: false)
        later.hostPauses = [
            HostPause(host: other, until: StoreFixture.start.advanced(by: Self.longest + 60))
        ]
        _ = try await store.record([later])
        #expect(try await store.hostPauses().map(\.host) == [other])
    }

    @Test func `a feed that is added brings the pause that its server asked for`() async throws {
        let fixture = try StoreFixture()
        let store = try fixture.store()
        let until = StoreFixture.start.advanced(by: 900)
        var state = PollState(due: until)
        state.lastPolled = StoreFixture.start
        let session = try fixture.reader()
        let added = try session.take(
            Subscription(url: "https://a.example/1"), besides: [], state: state, document: nil,
            hostPauses: [HostPause(host: host, until: until)], publisher: { feed, _ in feed.url })
        #expect(added == .new(1))
        #expect(try session.feeds().map(\.poll.due) == [until])
        #expect(try session.hostPauses().map(\.until) == [until])
        #expect(try await store.hostPauses().map(\.until) == [until])
        // Also where the feed is there already.
        let other = Schedule.Host(name: "b.example", isLocal: false)
        let again = try session.take(
            Subscription(url: "https://a.example/1"), besides: [], state: state, document: nil,
            hostPauses: [HostPause(host: other, until: until)], publisher: { feed, _ in feed.url })
        #expect(again == .known(1))
        #expect(try session.hostPauses().map(\.host) == [host, other])
        // By then it is over.
        fixture.advance(by: 900)
        #expect(try session.hostPauses().isEmpty)
    }

    @Test func `a pause that another stored does not go back with the clock`() async throws {
        let fixture = try StoreFixture()
        let store = try fixture.store()
        let feed = try #require(try await store.subscribe(["https://a.example/1"]).first)
        _ = try await store.record([poll(feed, pausedFor: 900)])
        let pause = HostPause(host: host, until: StoreFixture.start.advanced(by: 900))
        let moved = HostPause(host: host, until: StoreFixture.start.advanced(by: 300))
        for _ in 0..<2 {
            try await store.moveHostPauses([pause], by: -600)
            #expect(try await store.hostPauses() == [moved])
        }
    }

    @Test func `a pause that is over is forgotten, and one of a wrong clock is cut short`()
        async throws
    {
        let fixture = try StoreFixture()
        let store = try fixture.store()
        let feed = try #require(try await store.subscribe(["https://a.example/1"]).first)
        _ = try await store.record([poll(feed, pausedFor: -1)])
        #expect(try await store.hostPauses() == [])
        _ = try await store.record([poll(feed, pausedFor: 1 << 40)])
        let end = StoreFixture.start.advanced(by: Self.longest)
        #expect(try await store.hostPauses() == [HostPause(host: host, until: end)])
    }

    @Test func `a server that asked to be left alone after the backup still is`() async throws {
        let fixture = try StoreFixture()
        let store = try fixture.store()
        let urls = ["https://a.example/feed", "https://b.example/feed", "https://c.example/feed"]
        let feeds = try await store.subscribe(urls)
        // Of the second one nothing is asked any more, of the third one nothing was yet.
        for feed in feeds.prefix(2) { try await store.poll(feed, []) }
        _ = try StoreBackup.make(
            folder: fixture.state, to: nil, clock: fixture.clock, progress: { _ in })
        let now = StoreFixture.start
        let until = now.advanced(by: 900)
        func pause(_ name: String, until: Timestamp) -> HostPause {
            HostPause(host: .init(name: name, isLocal: false), until: until)
        }
        var state = PollState(due: until)
        state.lastPolled = now
        state.dueReason = "Retry-After, 15 min"
        state.manners.heldUntil = until
        for feed in feeds {
            var result = PollResult(feed: feed, state: state)
            result.hostPauses = [
                pause("a.example", until: until), pause("b.example", until: now.advanced(by: 60)),
            ]
            _ = try await store.record([result])
        }
        try await store.close()
        _ = consume store
        fixture.advance(by: 100)

        _ = try StoreBackup.restore(
            folder: fixture.state, from: nil, clock: fixture.clock, progress: { _ in })
        let restored = try fixture.store()
        #expect(try await restored.hostPauses() == [pause("a.example", until: until)])
        _ = try await restored.subscribe(urls)
        let polls = try await restored.storedFeeds().map(\.poll)
        #expect(polls.map(\.due) == [nil, nil, until])
        #expect(polls.map { $0.earliest(now: now) } == [until, until, until])
        #expect(polls[2].nextDue(now: now) == until)
        #expect(polls[2].dueReason == state.dueReason)
    }

    @Test func `a restore keeps of the hold of a wrong clock what was still to pass`() async throws
    {
        let fixture = try StoreFixture()
        let store = try fixture.store()
        let feed = try await store.subscribe()
        _ = try StoreBackup.make(
            folder: fixture.state, to: nil, clock: fixture.clock, progress: { _ in })
        fixture.advance(by: 365 * 86_400)
        var state = PollState(due: fixture.clock.now.advanced(by: 900))
        state.lastPolled = fixture.clock.now
        state.manners.heldUntil = state.due
        _ = try await store.record([PollResult(feed: feed, state: state)])
        try await store.close()
        _ = consume store
        fixture.advance(by: -365 * 86_400)
        _ = try StoreBackup.restore(
            folder: fixture.state, from: nil, clock: fixture.clock, progress: { _ in })
        let restored = try fixture.store()
        _ = try await restored.subscribe()
        let poll = try #require(try await restored.storedFeeds().first?.poll)
        let until = StoreFixture.start.advanced(by: 900)
        #expect(poll.earliest(now: StoreFixture.start) == until)
        #expect(poll.due == until)
    }
}
