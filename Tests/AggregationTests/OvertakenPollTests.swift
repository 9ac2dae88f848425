import Fetching
import Platform
import Politeness
import Storage
import Subscriptions
import TestClock
import Testing
import Values

@testable import Aggregation

/// A feed whose address changes in feeds.yml while it is being polled.
struct OvertakenPollTests {
    @Test func `what the old address answers says nothing of the new one, which is asked`()
        async throws
    {
        let (old, new) = ("http://a.example/feed", "https://a.example/feed")
        // Goes on with each look at it, since hosts are spaced by it.
        let clock = TestClock(step: 1).clock
        let folder = try ScratchFolder()
        let store = try Store(folder: "\(folder.path)/state", clock: clock)
        let fetcher = FakeFetcher()
        fetcher.answer(old) { _ in .response(FetchResponse(status: 410, url: old)) }
        fetcher.serve(new, items: ["one"])
        let poller = await fetcher.poller(of: store, folder, clock)
        @Sendable func follow(_ url: String) async {
            guard
                let records = try? await store.apply(
                    [Subscription(url: url)], publisher: { feed, _ in feed.url })
            else { return }
            await poller.follow(records)
        }
        fetcher.meanwhile { request in
            if request.url == old { await follow(new) }
        }
        await follow(old)
        await poller.run()
        #expect(fetcher.requests.map(\.url) == [old, new])
        let poll = try #require(try await store.storedFeeds().first?.poll)
        #expect(poll.lastStatus == 200)
        #expect(poll.due != nil)
        #expect(await poller.tally.newEntries == 1)
    }

    @Test func `an interval that is declared during a poll counts from its end on`() async throws {
        let now = Timestamp(seconds: 1_700_000_000)
        let folder = try ScratchFolder()
        let store = try Store(folder: "\(folder.path)/state", clock: WallClock { now })
        func feed(every interval: Int64, key: String? = nil) async throws -> FeedRecord {
            var subscription = Subscription(url: "http://a.example/feed")
            subscription.interval = interval
            subscription.credential = key
            let records = try await store.apply(
                [subscription], publisher: { feed, _ in feed.url })
            return try #require(records.first)
        }
        let polled = try await feed(every: 6_000)
        let declared = try await feed(every: 600)
        func due(after finding: FeedVisit.Finding, declaredNow: FeedRecord) -> Int64? {
            PollVerdict(
                of: FeedVisit.Visited(finding: finding), on: polled,
                host: Schedule.Host(name: "a.example", isLocal: false),
                start: now, now: now, jitter: 0, outSince: nil
            )
            .state(of: polled, declaredNow: declaredNow, now: now).due?.seconds(since: now)
        }
        let sound = FeedVisit.Finding.answer(
            ResponseFacts(status: 200), .parsed, document: nil)
        #expect(due(after: sound, declaredNow: polled) == 6_000)
        #expect(due(after: sound, declaredNow: declared) == 600)
        // What a person has just mended is tried again.
        let locked = FeedVisit.Finding.answer(ResponseFacts(status: 401), .none, document: nil)
        #expect(due(after: locked, declaredNow: polled) == 6_000)
        #expect(due(after: locked, declaredNow: declared) == 6_000)
        #expect(due(after: locked, declaredNow: try await feed(every: 6_000, key: "mine")) == 0)
    }
}
