import Fetching
import LoopbackOrigin
import Platform
import Politeness
import RawOrigin
import Storage
import Subscriptions
import TestClock
import Testing
import Values
import Waiting

@testable import Aggregation

/// From what comes over the wire to what is stored of a feed: through fetcher, planner, policy and store.
/// The origin is the feeds' proxy, so that they are of public hosts.
@Suite(.timeLimit(.minutes(10)))
struct AnsweredPollTests {
    private static let url = "http://a.example/feed"
    private static let day: Int64 = 86_400

    private let folder: ScratchFolder
    private let origin: LoopbackOrigin
    private let fetcher = HTTPFetcher(product: "Tidings-test/1")
    private let store: Store
    private let time = TestClock()

    init() throws {
        folder = try ScratchFolder()
        origin = try LoopbackOrigin()
        store = try Store(folder: "\(folder.path)/state", clock: time.clock)
    }

    private var clock: WallClock { time.clock }

    private func follow(
        _ urls: [String], proxy: String? = nil, interval: Int64? = nil
    ) async throws {
        let subscriptions = urls.map {
            var subscription = Subscription(url: $0)
            subscription.proxy = proxy ?? origin.baseURL
            subscription.interval = interval
            return subscription
        }
        _ = try await store.apply(subscriptions) { feed, _ in feed.url }
    }

    /// Polls what is due, as a daemon does that has just been started, and tells what is stored then. What is
    /// due within a minute it would wait for, by a clock that stands.
    @discardableResult
    private func poll(refresh feeds: [FeedID] = []) async throws -> [PollState] {
        let poller = await fetcher.poller(of: store, folder, clock)
        await poller.keep(try await store.hostPauses())
        await poller.follow(try await store.storedFeeds())
        if !feeds.isEmpty { await poller.refresh(feeds, force: false) }
        await poller.run()
        return try await store.storedFeeds().map(\.poll)
    }

    /// The same for the one feed that there is.
    private func pollOne() async throws -> PollState { try #require(try await poll().first) }

    private func wait(of state: PollState) -> Int64? { state.due?.seconds(since: clock.now) }

    private func end() async throws {
        await fetcher.stop()
        origin.stop()
        try await store.close()
    }

    private static func feed(_ headers: [(String, String)] = []) -> LoopbackOrigin.Response {
        var response = LoopbackOrigin.Response(
            text: "<rss version=\"2.0\"><channel><title>A</title><item><guid>1</guid>"
                + "<title>One</title></item></channel></rss>")
        for (name, value) in headers { response.add(name, value) }
        return response
    }

    private static func status(
        _ status: Int, _ headers: [(String, String)] = []
    ) -> LoopbackOrigin.Response {
        var response = LoopbackOrigin.Response(status: status)
        for (name, value) in headers { response.add(name, value) }
        return response
    }

    @Test func `a 304 to the validators that came, byte for byte, keeps the pace of the document`()
        async throws
    {
        origin.handle(Self.url) { request in
            request.header("If-None-Match") == "W/\"a b\""
                ? Self.status(304)
                : Self.feed([("ETag", "W/\"a b\""), ("Cache-Control", "max-age=7200")])
        }
        try await follow([Self.url])
        let first = try await pollOne()
        #expect(wait(of: first) == 7_200)
        // Not before.
        time.pass(7_199)
        #expect(try await pollOne() == first)
        time.pass(1)
        let second = try await pollOne()
        #expect((second.notModified, second.failures, second.lastStatus) == (1, 0, 304))
        #expect(second.validators == first.validators)
        #expect(wait(of: second) == 7_200)
        #expect(origin.log.count == 2)
        try await end()
    }

    @Test(arguments: [429, 503])
    func `a limit with Retry-After holds for the whole host, also after a restart`(
        status: Int
    ) async throws {
        let other = "http://www.a.example/other"
        origin.handle(Self.url) { _ in Self.status(status, [("Retry-After", "5000")]) }
        origin.handle(other) { _ in Self.feed() }
        try await follow([Self.url])
        let limited = try await pollOne()
        #expect((limited.failures, limited.lastStatus) == (1, status))
        #expect(wait(of: limited) == 5_000)
        try await follow([Self.url, other])
        let feeds = try await store.storedFeeds().map(\.id)
        try await poll(refresh: feeds)
        #expect(origin.log.count == 1)
        // The other alone, since hosts are spaced by a clock that stands here.
        try await follow([other])
        time.pass(4_900)
        try await poll()
        #expect(origin.log.count == 1)
        time.pass(100)
        #expect(try await pollOne().lastStatus == 200)
        #expect(origin.log.map(\.request.path) == [Self.url, other])
        try await end()
    }

    @Test func `an interval takes no wait back behind a host that is left alone`() async throws {
        let others = ["http://b.example/feed", "http://c.example/feed"]
        for url in others {
            origin.handle(url) { _ in .redirect(302, to: Self.url) }
        }
        origin.handle(Self.url) { _ in Self.status(429, [("Retry-After", "86400")]) }
        try await follow([others[0]])
        try await poll()
        for _ in 0..<4 {
            try await follow([others[1]], interval: 2)
            try await poll()
            time.pass(100)
        }
        #expect(origin.log.map(\.request.path) == [others[0], Self.url, others[1]])
        try await end()
    }

    @Test func `a refresh without force does not come before a Retry-After is over`() async throws {
        origin.handle(Self.url) { _ in Self.feed([("Retry-After", "5000")]) }
        try await follow([Self.url])
        #expect(wait(of: try await pollOne()) == Self.day)
        let feeds = try await store.storedFeeds().map(\.id)
        time.pass(4_900)
        try await poll(refresh: feeds)
        #expect(origin.log.count == 1)
        time.pass(100)
        #expect(try await poll(refresh: feeds).first?.manners.early == 0)
        #expect(origin.log.count == 2)
        try await end()
    }

    @Test func `a refresh that fails moves no regular poll, whatever came before it`() async throws
    {
        origin.handle(Self.url) { _ in Self.status(401) }
        try await follow([Self.url])
        let first = try await pollOne()
        #expect((first.failures, wait(of: first)) == (1, 3_600))
        let feeds = try await store.storedFeeds().map(\.id)
        for _ in 0..<4 {
            time.pass(60)
            let asked = try #require(try await poll(refresh: feeds).first)
            #expect((asked.failures, asked.due) == (1, first.due))
        }
        #expect(origin.log.count == 5)
        // The regular one counts, and is the second of the feed.
        time.pass(3_360)
        let second = try await pollOne()
        #expect((second.failures, wait(of: second)) == (2, 7_200))
        origin.handle(Self.url) { _ in Self.feed() }
        #expect(try await poll(refresh: feeds).first?.failures == 0)
        try await end()
    }

    @Test func `an outage of the server is asked after again, ever less`() async throws {
        origin.handle(Self.url) { _ in Self.status(503) }
        try await follow([Self.url])
        for wait: Int64 in [900, 1_800, 3_600] {
            #expect(self.wait(of: try await pollOne()) == wait)
            time.pass(wait)
        }
        #expect(try await store.hostPauses().isEmpty)
        try await end()
    }

    @Test func `relative links are those of the address that was asked, whatever server is named`()
        async throws
    {
        let count = Locked(0)
        origin.handle(Self.url) { _ in
            let round = count.withLock { count in
                count += 1
                return count
            }
            var response = LoopbackOrigin.Response(
                text: "<rss version=\"2.0\"><channel><title>A</title>"
                    + "<item><link>/one</link><title>One</title></item></channel></rss>")
            response.add("Content-Location", "http://back-\(round % 2).example/feed")
            return response
        }
        try await follow([Self.url])
        for _ in 0..<4 {
            _ = try await pollOne()
            time.pass(2 * Self.day)
        }
        #expect(count.withLock { $0 } == 4)
        let entries = try StoreSession(folder: "\(folder.path)/state").entries(EntryFilter())
        #expect(entries.map(\.link) == ["http://a.example/one"])
        try await end()
    }

    @Test func `a feed that is gone is not asked again, and keeps its entries`() async throws {
        let isGone = Locked(false)
        origin.handle(Self.url) { _ in
            isGone.withLock { $0 } ? Self.status(410) : Self.feed()
        }
        try await follow([Self.url])
        try await poll()
        isGone.withLock { $0 = true }
        time.pass(Self.day)
        let gone = try await pollOne()
        #expect(gone.due == nil)
        #expect(gone.lastError?.hasPrefix("410 Gone") == true)
        time.pass(30 * Self.day)
        try await poll()
        #expect(origin.log.count == 2)
        #expect(try StoreSession(folder: "\(folder.path)/state").entries(EntryFilter()).count == 1)
        try await end()
    }

    @Test func `an address that redirects for good is left once that was seen over two days`()
        async throws
    {
        let new = "http://b.example/feed"
        origin.handle(Self.url) { _ in .redirect(301, to: new) }
        origin.handle(new) { _ in Self.feed() }
        try await follow([Self.url])
        for _ in 0..<2 {
            #expect(try await pollOne().moved?.isSettled == false)
            time.pass(Self.day)
        }
        #expect(try await pollOne().moved?.isSettled == true)
        #expect(origin.log.map(\.request.path) == [Self.url, new, Self.url, new, Self.url, new])
        time.pass(Self.day)
        #expect(try await pollOne().failures == 0)
        #expect(origin.log.map(\.request.path).suffix(2) == [new, new])
        try await end()
    }

    @Test func `a page in place of a feed is a failure, and what was known stays`() async throws {
        let isPage = Locked(false)
        origin.handle(Self.url) { _ in
            isPage.withLock { $0 }
                ? LoopbackOrigin.Response(text: "<!DOCTYPE html><p>Log in", type: "text/html")
                : Self.feed([("ETag", "\"1\"")])
        }
        try await follow([Self.url])
        let sound = try await pollOne()
        isPage.withLock { $0 = true }
        time.pass(Self.day)
        let page = try await pollOne()
        #expect((page.failures, page.validators) == (1, sound.validators))
        #expect(wait(of: page) == 3_600)
        origin.handle(Self.url) { _ in .redirect(302, to: "/login.html") }
        origin.handle("http://a.example/login.html") { _ in
            LoopbackOrigin.Response(text: "<!DOCTYPE html><p>Log in", type: "text/html")
        }
        time.pass(3_600)
        let state = try await pollOne()
        let error = try #require(state.lastError)
        #expect(error.hasPrefix("redirected to http://a.example/login.html: this is an HTML page"))
        #expect(state.cause == .webPage)
        try await end()
    }

    @Test func `a redirect that leads nowhere is the server's failure, and counts as a visit`()
        async throws
    {
        origin.handle(Self.url) { _ in .redirect(302, to: "ftp://a.example/feed") }
        try await follow([Self.url])
        let state = try await pollOne()
        #expect(!state.isRefused && state.failures == 1 && state.manners.visits == 1)
        #expect(wait(of: state) == 900)
        try await end()
    }

    @Test func `a handshake that fails is no answer`() async throws {
        // It opens the tunnel and speaks no TLS in it.
        let proxy = try RawOrigin(.init("HTTP/1.1 200 OK\r\n\r\n"))
        try await follow(["https://a.example/feed"], proxy: proxy.baseURL)
        let state = try await pollOne()
        #expect((state.failures, state.lastStatus, state.manners.visits) == (1, nil, 0))
        #expect(state.lastError?.hasPrefix("no secure connection to a.example") == true)
        #expect(wait(of: state) == 900)
        proxy.stop()
        try await end()
    }

    @Test func `one feed that leads to a private address is its own failure`() async throws {
        origin.handle(Self.url) { _ in .redirect(302, to: "http://192.168.0.1/login") }
        try await follow([Self.url])
        let state = try await pollOne()
        #expect(state.failures == 1 && state.isRefused)
        #expect(wait(of: state) == 3_600)
        #expect(origin.log.map(\.request.path) == [Self.url])
        try await end()
    }

    @Test func `where all are led to one, a network wants a login, and they lose nothing by it`()
        async throws
    {
        let urls = (0..<10).map { "http://h\($0).example/feed" }
        let wantsLogin = Locked(false)
        for url in urls {
            origin.handle(url) { _ in
                wantsLogin.withLock { $0 }
                    ? .redirect(302, to: "http://192.168.0.1/login") : Self.feed()
            }
        }
        try await follow(urls)
        #expect(try await poll().allSatisfy { $0.lastStatus == 200 })
        wantsLogin.withLock { $0 = true }
        time.pass(2 * Self.day)
        let events = Locked<[LogEvent]>([])
        let poller = await fetcher.poller(
            of: store, folder, clock, Schedule(), mode: .continuous,
            log: Log { line in events.withLock { $0.append(line.event) } })
        await poller.follow(try await store.storedFeeds())
        let run = Task { await poller.run() }
        #expect(try await becomesTrue { await poller.tally.polls >= 10 })
        let led = try await store.storedFeeds().map(\.poll)
        #expect(events.withLock { $0.contains(.networkOutage) })
        #expect(led.count { $0.failures == 0 } >= 6)
        #expect(!origin.log.contains { $0.request.path.contains("192.168.0.1") })

        // Somebody logs in.
        wantsLogin.withLock { $0 = false }
        let back = clock.now
        for _ in 0..<60 {
            time.pass(5)
            _ = await poller.turn()
            try await Task.sleep(for: .milliseconds(20))
            if await poller.tally.polls - poller.tally.failures >= 10 { break }
        }
        #expect(events.withLock { $0.contains(.networkBack) })
        #expect(
            try await store.storedFeeds().allSatisfy {
                $0.poll.failures == 0 && $0.poll.lastSuccess.map { $0 >= back } == true
            })
        await poller.stop()
        await run.value
        try await end()
    }
}
