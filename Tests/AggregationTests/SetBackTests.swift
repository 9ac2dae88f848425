import Fetching
import Platform
import Politeness
import Storage
import Subscriptions
import Testing
import Values

@testable import Aggregation

/// What a clock that is set back while the daemon runs does to feeds and hosts.
struct SetBackTests {
    private static let urls = ["https://a.example/feed", "https://b.example/feed"]
    private static let start = Timestamp(seconds: 1_700_000_000)
    private let folder: ScratchFolder
    private let time = Locked(start)

    init() throws { folder = try ScratchFolder() }

    private var clock: WallClock { WallClock { [time] in time.withLock { $0 } } }

    private func pass(_ seconds: Int64) { time.withLock { $0 = $0.advanced(by: seconds) } }

    private func holds(_ condition: () async throws -> Bool) async throws -> Bool {
        for _ in 0..<12_000 {
            if try await condition() { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return false
    }

    @Test func `what a server asked for is over when it is, and a wish of a person is met by then`()
        async throws
    {
        let fetcher = FakeFetcher()
        for url in Self.urls {
            fetcher.answer(url) { _ in
                var response = FetchResponse(status: 503, url: url)
                response.retryAfter = url == Self.urls[0] ? "3600" : "0"
                return .response(response)
            }
        }
        let store = try Store(folder: "\(folder.path)/state", clock: clock)
        let records = try await store.apply(Self.urls.map(Subscription.init(url:))) { feed, _ in
            feed.url
        }
        let poller = await fetcher.poller(of: store, folder, clock, mode: .continuous)
        await poller.follow(records)
        let run = Task { await poller.run() }
        #expect(
            try await holds {
                try await store.storedFeeds().allSatisfy { $0.poll.lastStatus == 503 }
            })
        let until = Self.start.advanced(by: 3_600)
        #expect(try await store.hostPauses().map(\.until) == [until])
        #expect(await poller.feeds[records[0].id]?.poll.manners.heldUntil == until)
        // Half an hour, and then a day back.
        pass(1_800)
        await poller.refresh([records[1].id], force: false)
        #expect(try await holds { fetcher.requests.count == 3 })
        pass(-86_400)
        await poller.refresh([records[0].id], force: false)
        let back = until.advanced(by: -86_400)
        #expect(try await holds { try await store.hostPauses().map(\.until) == [back] })
        let poll = await poller.feeds[records[0].id]?.poll
        #expect(poll?.manners.heldUntil == back)
        #expect(poll?.lastPolled == Self.start.advanced(by: -86_400))
        #expect(await poller.planner.due(of: records[0].id) == back)
        await poller.stop()
        await run.value
    }
}
