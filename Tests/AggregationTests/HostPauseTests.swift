import Fetching
import Platform
import Politeness
import Storage
import Subscriptions
import TestClock
import Testing
import Values

@testable import Aggregation

/// What becomes of a host's pause when a person insists, and after a restart.
struct HostPauseTests {
    private static let urls = ["https://a.example/feed", "https://b.example/feed"]
    private static let hosts = ["a", "b"].map {
        Schedule.Host(name: "\($0).example", isLocal: false)
    }
    private static let start = TestClock.start
    /// Goes on with each look at it, since hosts are spaced by it.
    private let clock = TestClock(step: 1).clock

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
                result.hostPauses = [pause]
                return result
            })
        let fetcher = FakeFetcher()
        for url in Self.urls { fetcher.serve(url, items: ["one"]) }
        let poller = await fetcher.poller(of: store, folder, clock)
        await poller.keep(try await store.hostPauses())
        await poller.follow(try await store.storedFeeds())
        await poller.refresh([records[0].id], force: force)
        await poller.run()
        #expect(fetcher.requests.map(\.url) == (force ? [Self.urls[0]] : []))
        // What the next start reads.
        #expect(try await store.hostPauses() == (force ? [pauses[1]] : pauses))
    }

    /// Polls `urls` in one round, and what is stored then of their pauses.
    private func poll(
        _ urls: [String], _ fetcher: FakeFetcher, _ schedule: Schedule = Schedule(pace: nil)
    ) async throws -> (pauses: [HostPause], feeds: [FeedRecord]) {
        let folder = try ScratchFolder()
        let store = try Store(folder: "\(folder.path)/state", clock: clock)
        _ = try await store.apply(urls.map(Subscription.init(url:))) { feed, _ in feed.url }
        let poller = await fetcher.poller(of: store, folder, clock, schedule)
        await poller.follow(try await store.storedFeeds())
        await poller.run()
        return (try await store.hostPauses(), try await store.storedFeeds())
    }

    /// A fetcher that is led from each of `urls` to `target` and there told to stay away for an hour.
    private func limiting(_ urls: [String], target: String) -> FakeFetcher {
        let fetcher = FakeFetcher()
        for url in urls {
            fetcher.lead(url, to: target)
            fetcher.answer(url) { _ in
                var response = FetchResponse(status: 429, url: target)
                response.redirects = [.init(status: 301, url: target)]
                response.retryAfter = "3600"
                return .response(response)
            }
        }
        return fetcher
    }

    @Test func `a site that redirects to https and limits there is left alone under both`()
        async throws
    {
        let urls = (0..<20).map { "http://a.example/\($0)" }
        let fetcher = limiting(urls, target: "https://www.a.example/feed")
        let (pauses, _) = try await poll(urls, fetcher)
        // As many as may run at once.
        #expect(fetcher.requests.count <= 2)
        #expect(pauses.map(\.host.name) == ["a.example"])
    }

    @Test func `a redirector is not paused for one target, and no feed is led to it meanwhile`()
        async throws
    {
        let urls = (0..<8).map { "https://short.example/\($0)" }
        let fetcher = limiting(urls, target: "https://a.example/feed")
        let free = "https://short.example/free"
        fetcher.serve(free, items: ["one"])
        let (pauses, feeds) = try await poll(urls + [free], fetcher)
        #expect(pauses.map(\.host) == [Self.hosts[0]])
        #expect(fetcher.requests.count == 9)
        let polls = feeds.map(\.poll)
        #expect(polls.count { $0.lastStatus == 429 } <= 2)
        let held = polls.filter(\.isHeld)
        #expect(held.count >= 6)
        #expect(polls.last?.lastStatus == 200)
        let until = try #require(pauses.first?.until)
        for poll in held {
            #expect(poll.failures == 0 && poll.lastError == nil)
            #expect(poll.due == until)
        }
    }

    @Test func `feeds that are led to one host from many take its places, and ask their own once`()
        async throws
    {
        let urls = (0..<40).map { "https://origin\($0).example/feed" }
        let target = "https://b.example/feed"
        let fetcher = FakeFetcher()
        for url in urls {
            fetcher.serve(url, items: [url])
            fetcher.lead(url, to: target)
        }
        let (pauses, feeds) = try await poll(urls, fetcher)
        #expect(pauses.isEmpty)
        #expect(feeds.allSatisfy { $0.poll.lastStatus == 200 && !$0.poll.isHeld })
        #expect(fetcher.reached.withLock { $0[target] } == 40)
        #expect(fetcher.requests.count == 40)
    }

    @Test func `a round is not over while feeds wait for a host that redirects lead to`()
        async throws
    {
        let urls = (0..<120).map { "https://origin\($0).example/feed" }
        let target = "https://b.example/feed"
        let fetcher = FakeFetcher()
        for url in urls {
            fetcher.serve(url, items: [url])
            fetcher.lead(url, to: target)
        }
        let (_, feeds) = try await poll(urls, fetcher, Schedule(mostLed: 3, pace: nil))
        #expect(feeds.allSatisfy { $0.poll.lastStatus == 200 })
    }

    @Test func `force ends the pause of a feed's own host, and no other on the way`() async throws {
        let folder = try ScratchFolder()
        let store = try Store(folder: "\(folder.path)/state", clock: clock)
        let records = try await store.apply([Subscription(url: Self.urls[0])]) { feed, _ in
            feed.url
        }
        let fetcher = FakeFetcher()
        fetcher.serve(Self.urls[0], items: ["one"])
        fetcher.lead(Self.urls[0], to: Self.urls[1])
        let poller = await fetcher.poller(of: store, folder, clock)
        let until = Self.start.advanced(by: 9_000)
        await poller.keep(Self.hosts.map { HostPause(host: $0, until: until) })
        await poller.follow(records)
        await poller.refresh(nil, force: true)
        await poller.run()
        #expect(fetcher.requests.count == 1)
        #expect(fetcher.reached.withLock { $0.isEmpty })
        let poll = try await store.storedFeeds().first?.poll
        #expect(poll?.isHeld == true)
        #expect(poll?.due == until)
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
            result.hostPauses = [
                HostPause(host: Self.hosts[0], until: Self.start.advanced(by: seconds))
            ]
            _ = try await store.record([result])
        }
        try await pause(900)
        try await store.endPauses(of: [Self.hosts[0]])
        try await pause(60)
        #expect(
            try await store.hostPauses().map(\.until) == [Self.start.advanced(by: 60)])
    }
}
