import Fetching
import Platform
import Politeness
import Subscriptions
import Testing
import Values

@testable import Aggregation
@testable import Storage

/// Where a feed is asked that moved of late, and whose turn it takes there.
struct MovedFeedTurnTests {
    private static let (old, new) = ("https://a.example/feed", "https://b.example/feed")
    private static let hosts = ["a", "b"].map {
        Schedule.Host(name: "\($0).example", isLocal: false)
    }
    private static let start = Timestamp(seconds: 1_700_000_000)

    /// The addresses that a start asks which comes `late` seconds after the poll was due, while one of the
    /// two hosts is left alone.
    private func asked(late: Int64, paused: Schedule.Host) async throws -> [String] {
        let folder = try ScratchFolder()
        let due = Self.start.advanced(by: 3_600)
        let clock = WallClock { due.advanced(by: late) }
        let store = try Store(folder: "\(folder.path)/state", clock: clock)
        let record = try #require(
            try await store.apply([Subscription(url: Self.old)]) { feed, _ in feed.url }.first)
        var state = PollState(due: due)
        (state.lastPolled, state.lastSuccess, state.lastStatus) = (Self.start, Self.start, 200)
        state.moved = .init(url: Self.new, firstSeen: Self.start, sightings: 1)
        _ = try await store.record([PollResult(feed: record.id, state: state)])
        let fetcher = FakeFetcher()
        fetcher.serve(Self.old, items: ["one"])
        let poller = await fetcher.poller(of: store, folder, clock)
        await poller.keep([HostPause(host: paused, until: clock.now.advanced(by: 9_000))])
        await poller.follow(try await store.storedFeeds())
        await poller.run()
        return fetcher.requests.map { $0.startURL ?? $0.url }
    }

    @Test func `it takes the turn of the host that it is remembered to be at`() async throws {
        #expect(try await asked(late: 0, paused: Self.hosts[0]) == [Self.new])
        #expect(try await asked(late: 0, paused: Self.hosts[1]) == [])
    }

    @Test func `after a restart days later it takes that of its own, which is asked again`()
        async throws
    {
        #expect(try await asked(late: 3 * 86_400, paused: Self.hosts[0]) == [])
        #expect(try await asked(late: 3 * 86_400, paused: Self.hosts[1]) == [Self.old])
    }

    @Test func `one that waits in line until the day is over asks where it stood in line`() throws {
        var hosts = FeedHosts()
        var state = PollState(due: Self.start.advanced(by: 86_000))
        state.moved = .init(url: Self.new, firstSeen: Self.start, sightings: 1)
        let record = FeedRecord(
            id: 1, subscription: Subscription(url: Self.old), poll: state, title: nil,
            siteLink: nil, publisher: "a.example")
        #expect(hosts.host(of: record, now: Self.start) == Self.hosts[1])
        #expect(hosts.door(of: 1)?.address == Self.new)
        #expect(
            hosts.host(of: record, now: Self.start.advanced(by: 90_000)) == Self.hosts[0])
        #expect(hosts.door(of: 1)?.address == Self.old)
    }
}
