import FeedParsing
import Fetching
import Platform
import Politeness
import Storage
import Subscriptions
import Testing
import Values

@testable import Aggregation

/// What becomes of a host's pause when a person insists, and after a restart.
struct HostPauseTests {
    private static let urls = ["https://a.example/feed", "https://b.example/feed"]
    private static let hosts = ["a", "b"].map {
        Schedule.Host(name: "\($0).example:443", isLocal: false)
    }
    private static let start = Timestamp(seconds: 1_700_000_000)
    /// Goes on with each look at it, since hosts are spaced by it.
    private let clock: WallClock

    init() {
        let looks = Locked<Int64>(0)
        clock = WallClock {
            Self.start.advanced(
                by: looks.withLock { looks in
                    looks += 1
                    return looks
                })
        }
    }

    @Test(arguments: [false, true])
    func `a pause that a person ends is not there again after a restart`(force: Bool) async throws {
        let folder = try ScratchFolder()
        let store = try Store(folder: "\(folder.path)/state", clock: clock)
        let records = try await store.apply(Self.urls.map(Subscription.init(url:))) { feed, _ in
            feed.url
        }
        let until = Self.start.advanced(by: 900)
        let pauses = Self.hosts.map { HostPause(host: $0, until: until) }
        _ = try await store.record(
            zip(records, pauses).map { record, pause in
                var result = PollResult(feed: record.id, state: PollState(due: until))
                result.hostPause = pause
                return result
            })
        let fetcher = FakeFetcher()
        for url in Self.urls { fetcher.serve(url, items: ["one"]) }
        let poller = Poller(
            mode: .once,
            visit: FeedVisit(
                fetcher: fetcher, parser: FeedParser(),
                credentials: CredentialStore(folder: "\(folder.path)/secrets"), clock: clock),
            recorder: Recorder(store: store, opening: await store.opening), clock: clock,
            chance: { 0 }, log: Log { _ in }, onNewEntries: {})
        await poller.keep(try await store.hostPauses())
        await poller.follow(try await store.activeFeeds())
        await poller.refresh([records[0].id], force: force)
        await poller.run()
        #expect(fetcher.requests.map(\.url) == (force ? [Self.urls[0]] : []))
        // What the next start reads.
        #expect(try await store.hostPauses() == (force ? [pauses[1]] : pauses))
    }

    @Test func `a new pause after one that was ended is as long as the server asks for`()
        async throws
    {
        let folder = try ScratchFolder()
        let store = try Store(folder: "\(folder.path)/state", clock: clock)
        let records = try await store.apply([Subscription(url: Self.urls[0])]) { feed, _ in
            feed.url
        }
        func pause(_ seconds: Int64) async throws {
            var result = PollResult(feed: records[0].id, state: PollState(due: nil))
            result.hostPause = HostPause(
                host: Self.hosts[0], until: Self.start.advanced(by: seconds))
            _ = try await store.record([result])
        }
        try await pause(900)
        try await store.endPauses(of: [Self.hosts[0]])
        try await pause(60)
        #expect(
            try await store.hostPauses().map(\.until) == [Self.start.advanced(by: 60)])
    }
}
