import Fetching
import Platform
import Politeness
import Storage
import Subscriptions
import TestClock
import Testing
import Values
import Waiting

@testable import Aggregation

/// What a clock that is set back while the daemon runs does to feeds and hosts.
struct SetBackTests {
    private static let urls = ["https://a.example/feed", "https://b.example/feed"]
    private static let start = TestClock.start
    private let folder: ScratchFolder
    private let time = TestClock()

    init() throws { folder = try ScratchFolder() }

    private var clock: WallClock { time.clock }

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
            try await becomesTrue {
                try await store.storedFeeds().allSatisfy { $0.poll.lastStatus == 503 }
            })
        let until = Self.start.advanced(by: 3_600)
        #expect(try await store.hostPauses().map(\.until) == [until])
        #expect(await poller.feeds[records[0].id]?.poll.manners.heldUntil == until)
        // Half an hour, and then a day back.
        time.pass(1_800)
        await poller.refresh([records[1].id], force: false)
        #expect(try await becomesTrue { fetcher.requests.count == 3 })
        time.pass(-86_400)
        await poller.refresh([records[0].id], force: false)
        let back = until.advanced(by: -86_400)
        #expect(try await becomesTrue { try await store.hostPauses().map(\.until) == [back] })
        let poll = await poller.feeds[records[0].id]?.poll
        #expect(poll?.manners.heldUntil == back)
        #expect(poll?.lastPolled == Self.start.advanced(by: -86_400))
        #expect(await poller.planner.due(of: records[0].id) == back)
        await poller.stop()
        await run.value
    }

    /// A poller that has polled the first of `urls`, and its task.
    private func polled(
        _ fetcher: FakeFetcher, _ store: Store
    ) async throws -> (poller: Poller, run: Task<Void, Never>, feed: FeedID) {
        let records = try await records(store)
        let poller = await fetcher.poller(of: store, folder, clock, mode: .continuous)
        await poller.follow(records)
        let run = Task { await poller.run() }
        #expect(
            try await becomesTrue { await poller.feeds[records[0].id]?.poll.lastPolled != nil })
        return (poller, run, records[0].id)
    }

    private func records(_ store: Store) async throws -> [FeedRecord] {
        try await store.apply([Subscription(url: Self.urls[0])]) { feed, _ in feed.url }
    }

    private func limited(_ status: Int) -> FakeFetcher {
        let fetcher = FakeFetcher()
        fetcher.answer(Self.urls[0]) { _ in
            var response = FetchResponse(status: status, url: Self.urls[0])
            response.retryAfter = "3600"
            return .response(response)
        }
        return fetcher
    }

    @Test(arguments: [false, true])
    func `a list that is read again before the loop has looked makes nothing due`(
        isHeld: Bool
    ) async throws {
        let fetcher = FakeFetcher()
        fetcher.serve(Self.urls[0], items: ["one"])
        let store = try Store(folder: "\(folder.path)/state", clock: clock)
        let (poller, run, feed) = try await polled(fetcher, store)
        let due = try #require(await poller.planner.due(of: feed))
        if isHeld { await poller.hold() }
        time.pass(-86_400)
        let again = try await records(store)
        if isHeld {
            await poller.resume(again, opening: await store.opening)
        } else {
            await poller.follow(again)
        }
        _ = await poller.turn()
        #expect(await poller.planner.due(of: feed) == due.advanced(by: -86_400))
        #expect(fetcher.requests.count == 1)
        await poller.stop()
        await run.value
    }

    @Test(arguments: [(true, 365 * 86_400), (false, 1_800)] as [(Bool, Int64)])
    func `a clock that leaps ahead and is put right makes nothing due, and ends no pause`(
        isHeld: Bool, leap: Int64
    ) async throws {
        let fetcher = limited(503)
        let store = try Store(folder: "\(folder.path)/state", clock: clock)
        let (poller, run, feed) = try await polled(fetcher, store)
        let due = try #require(await poller.planner.due(of: feed))
        let poll = await poller.feeds[feed]?.poll
        if isHeld { await poller.hold() }
        time.pass(leap)
        _ = await poller.turn()
        time.pass(-leap)
        _ = await poller.turn()
        await poller.keepUp()
        let pauses = try await store.hostPauses()
        #expect(pauses.map(\.until) == [Self.start.advanced(by: 3_600)])
        await poller.keep(pauses)
        let again = try await records(store)
        await poller.resume(again, opening: await store.opening)
        _ = await poller.turn()
        #expect(await poller.planner.due(of: feed) == due)
        #expect(await poller.planner.pauses(now: Self.start).map(\.value) == pauses.map(\.until))
        #expect(await poller.feeds[feed]?.poll == poll)
        #expect(fetcher.requests.count == 1)
        await poller.stop()
        await run.value
    }

    @Test func `a feed is not due sooner than its state says after a clock that went back little`()
        async throws
    {
        let store = try Store(folder: "\(folder.path)/state", clock: clock)
        let (poller, run, feed) = try await polled(limited(503), store)
        time.pass(1_800)
        _ = await poller.turn()
        time.pass(-1_200)
        _ = await poller.turn()
        // Else the poll would count as one before the time that the server named.
        let poll = try #require(await poller.feeds[feed]?.poll)
        let held = try #require(poll.manners.heldUntil)
        #expect(await poller.planner.due(of: feed).map { $0 >= held } == true)
        #expect(try await store.hostPauses().map(\.until) == [held])
        await poller.refresh([feed], force: false)
        #expect(await poller.planner.due(of: feed).map { $0 >= held } == true)
        await poller.stop()
        await run.value
    }

    @Test func `what came after the clock went back does not go back with it`() async throws {
        let fetcher = limited(429)
        let store = try Store(folder: "\(folder.path)/state", clock: clock)
        // While the poll is under way; and `tidings add` stores a pause before the daemon has looked.
        let other = HostPause(
            host: .init(name: "b.example", isLocal: false),
            until: Self.start.advanced(by: -3_600 + 1_200))
        let state = "\(folder.path)/state"
        fetcher.meanwhile { [time, clock] _ in
            time.pass(-3_600)
            let session = try? StoreSession(folder: state, clock: clock)
            _ = try? session?.take(
                Subscription(url: Self.urls[1]), besides: [], state: PollState(due: nil),
                document: nil,
                hostPauses: [other], publisher: { feed, _ in feed.url })
        }
        let (poller, run, feed) = try await polled(fetcher, store)
        _ = await poller.turn()
        _ = await poller.turn()
        #expect(fetcher.requests.count == 1)
        let poll = try #require(await poller.feeds[feed]?.poll)
        let now = Self.start.advanced(by: -3_600)
        #expect(poll.lastPolled == now && poll.manners.last == now)
        #expect(poll.manners.heldUntil == Self.start)
        #expect(await poller.planner.due(of: feed) == poll.due)
        #expect(poll.due.map { $0 >= Self.start } == true)
        #expect(try await store.hostPauses().map(\.until) == [Self.start, other.until])
        await poller.stop()
        await run.value
    }

    @Test func `stored pauses go back once the store can be written again`() async throws {
        let store = try Store(folder: "\(folder.path)/state", clock: clock)
        let (poller, run, _) = try await polled(limited(503), store)
        let until = Self.start.advanced(by: 3_600)
        #expect(try await store.hostPauses().map(\.until) == [until])
        await store.hold(.readOnly)
        time.pass(-86_400)
        await poller.keepUp()
        time.pass(-86_400)
        await poller.keepUp()
        #expect(await poller.owedSetBack == -2 * 86_400)
        try await store.regain()
        await poller.keepUp()
        let back = until.advanced(by: -2 * 86_400)
        #expect(
            try await becomesTrue { try await store.hostPauses().map(\.until) == [back] })
        #expect(await poller.owedSetBack == 0)
        await poller.stop()
        await run.value
    }

    @Test func `a poll that waits to be stored goes back with the clock`() async throws {
        let store = try Store(folder: "\(folder.path)/state", clock: clock)
        let record = try await records(store)[0]
        var response = FetchResponse(status: 429, url: Self.urls[0])
        response.retryAfter = "3600"
        let verdict = PollVerdict(
            of: .init(finding: .answer(response.facts, .none, document: nil)), on: record,
            host: .init(name: "a.example", isLocal: false), start: Self.start, now: Self.start,
            jitter: 0, outSince: nil)
        let poll = EndedPoll(
            feed: record, verdict: verdict, setBack: -10, place: nil, wish: nil)
        let now = Self.start.advanced(by: -600)
        #expect(
            poll.moved(to: -10, now: now).verdict.result.hostPauses == verdict.result.hostPauses)
        let moved = poll.moved(to: -610, now: now)
        #expect(moved.setBack == -610)
        let until = Self.start.advanced(by: 3_000)
        #expect(moved.verdict.result.hostPauses.map(\.until) == [until])
        #expect(moved.verdict.result.state.manners.heldUntil == until)
        #expect(moved.verdict.result.state.lastPolled == now)
    }
}
