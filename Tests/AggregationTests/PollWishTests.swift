import Fetching
import Platform
import Politeness
import Storage
import Subscriptions
import TestClock
import Testing
import Values

@testable import Aggregation

/// What people ask for of the next polls, and what a list that is read again makes of what is planned.
@Suite(.timeLimit(.minutes(10)))
struct PollWishTests {
    private static let url = "https://a.example/feed"
    private static let start = TestClock.start

    private let folder: ScratchFolder
    private let fetcher = FakeFetcher()
    private let time = TestClock()
    private let store: Store

    init() throws {
        folder = try ScratchFolder()
        store = try Store(folder: "\(folder.path)/state", clock: time.clock)
    }

    private var clock: WallClock { time.clock }

    /// Back when no poll is under way, nor starts in the place of one that just ended.
    private func rest(_ poller: Poller) async {
        var still = 0
        while still < 2, fetcher.requests.count < 9 {
            still = await poller.turn().running > 0 ? 0 : still + 1
        }
    }

    private func records(_ url: String = Self.url) async throws -> [FeedRecord] {
        try await store.apply([Subscription(url: url)]) { feed, _ in feed.url }
    }

    private func poll(_ url: String = Self.url) async throws {
        let poller = await fetcher.poller(of: store, folder, clock)
        await poller.follow(try await records(url))
        await poller.run()
    }

    @Test
    func `a feed that is gone is polled as asked, though the list is read again before it is`()
        async throws
    {
        fetcher.answer(Self.url) { _ in .response(FetchResponse(status: 410, url: Self.url)) }
        try await poll()
        let gone = try await records()
        #expect(gone.first?.poll.due == nil)
        fetcher.serve(Self.url, items: ["one"])
        for isAsked in [false, true] {
            let poller = await fetcher.poller(of: store, folder, clock)
            await poller.follow(gone)
            if isAsked { await poller.refresh([gone[0].id], force: false) }
            await poller.follow(gone)
            await poller.run()
            #expect(fetcher.requests.count == (isAsked ? 2 : 1))
        }
        #expect(try await records().first?.poll.lastStatus == 200)
    }

    @Test func `what was asked for of a feed is forgotten with it`() {
        var wishes = PollWishes()
        wishes.add(.whole, of: 1, isRunning: true)
        wishes.add(.soon, of: 1)
        wishes.add(.soon, of: 2, isRunning: true)
        wishes.forget { $0 == 1 }
        #expect(wishes[1] == nil && wishes[2] == .soon)
        #expect(!wishes.takeAgain(1) && wishes.takeAgain(2) && !wishes.takeAgain(2))
        #expect(wishes.take(of: 2) == .soon && wishes[2] == nil)
    }

    @Test(arguments: [true, false], [true, false])
    func `what was asked for is still to come when the store is opened anew`(
        isForced: Bool, isDuringPoll: Bool
    ) async throws {
        let urls = [Self.url, "https://b.example/feed"]
        for url in urls { fetcher.serve(url, items: ["one"]) }
        let feeds = try await store.apply(urls.map(Subscription.init(url:))) { feed, _ in feed.url }
        let first = await fetcher.poller(of: store, folder, clock)
        await first.follow(feeds)
        await first.run()
        time.pass(10)
        let stored = try await store.storedFeeds()
        let poller = await fetcher.poller(
            of: store, folder, clock, Schedule(width: 1, pace: nil), mode: .continuous)
        @Sendable func resume() async {
            guard let stored = try? await store.storedFeeds() else { return }
            await poller.resume(stored, opening: await store.opening)
        }
        fetcher.meanwhile { [fetcher, store] _ in
            guard fetcher.requests.count == 3 else { return }
            await poller.hold()
            await store.hold(.inputOutput)
            try? await store.regain()
            if isDuringPoll { await resume() }
        }
        await poller.follow(stored)
        await poller.refresh(nil, force: isForced)
        let run = Task { await poller.run() }
        await rest(poller)
        if !isDuringPoll { await resume() }
        // No more than lies between two requests to one host.
        time.pass(2)
        await rest(poller)
        await poller.stop()
        await run.value
        #expect(Set(fetcher.requests.dropFirst(3).map(\.url)) == Set(urls))
        #expect(fetcher.requests.count == 5)
        #expect(fetcher.requests.dropFirst(3).allSatisfy { $0.validators.isEmpty == isForced })
    }

    @Test(arguments: [("http://127.0.0.1:8080/feed", 2), (Self.url, 1)])
    func `the Retry-After of one's own server holds back no person`(
        url: String, requests: Int
    ) async throws {
        fetcher.answer(url) { _ in
            var response = FetchResponse(status: 503, url: url)
            response.retryAfter = "9000"
            response.peerIsPublic = url == Self.url
            return .response(response)
        }
        try await poll(url)
        time.pass(10)
        let records = try await records(url)
        #expect(records[0].poll.due == Self.start.advanced(by: 9_000))
        let poller = await fetcher.poller(of: store, folder, clock)
        await poller.follow(records)
        await poller.run()
        #expect(fetcher.requests.count == 1)
        let asked = await fetcher.poller(of: store, folder, clock)
        await asked.follow(records)
        await asked.refresh([records[0].id], force: false)
        await asked.run()
        #expect(fetcher.requests.count == requests)
        #expect(try await store.storedFeeds().first?.poll.manners.early == 0)
    }

    @Test(arguments: [5, 600])
    func `a clock that is set back makes nothing due when the list is read again`(
        seconds: Int64
    ) async throws {
        fetcher.serve(Self.url, items: ["one"])
        try await poll()
        let poller = await fetcher.poller(of: store, folder, clock, mode: .continuous)
        await poller.follow(try await records())
        let run = Task { await poller.run() }
        _ = await poller.turn()
        time.pass(-seconds)
        _ = await poller.turn()
        await poller.follow(try await records())
        _ = await poller.turn()
        #expect(await poller.turn().running == 0)
        await poller.stop()
        await run.value
        #expect(fetcher.requests.count == 1)
    }
}
