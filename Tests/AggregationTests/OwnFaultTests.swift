import Fetching
import Platform
import Politeness
import Storage
import Subscriptions
import TestClock
import Testing
import Values

@testable import Aggregation

/// What is the matter with our own network, machine, clock and secrets, and no feed's failure.
@Suite(.timeLimit(.minutes(10)))
struct OwnFaultTests {
    private let folder: ScratchFolder
    private let fetcher = FakeFetcher()
    private let time = TestClock(at: Self.now)
    private let store: Store
    private let events = Locked<[LogEvent]>([])
    private static let url = "https://a.example/feed"
    /// The moment of the machine, which its files are of.
    private static let now = WallClock.system.now

    init() throws {
        folder = try ScratchFolder()
        store = try Store(folder: "\(folder.path)/state", clock: time.clock)
    }

    private var clock: WallClock { time.clock }

    /// Starts anew, polls what is due, and tells what is stored then.
    @discardableResult
    private func poll(_ subscriptions: [Subscription]) async throws -> [PollState] {
        let log = Log { [events] line in
            if line.level <= .warning || line.event == .networkBack {
                events.withLock { $0.append(line.event) }
            }
        }
        let poller = await fetcher.poller(
            of: store, folder, clock, credentials: CredentialStore(systemdFolder: folder.path),
            log: log)
        await poller.follow(try await store.apply(subscriptions) { feed, _ in feed.url })
        await poller.run()
        return try await store.storedFeeds().map(\.poll)
    }

    @Test func `an outage that a restart interrupts is one still, and costs no feed a day`()
        async throws
    {
        let urls = (0..<6).map { "https://h\($0).example/feed" }
        let feeds = urls.map { Subscription(url: $0) }
        for url in urls { fetcher.serve(url, items: ["one"]) }
        try await poll(feeds)
        for url in urls { fetcher.answer(url) { _ in .failure(.resolve(host: "h")) } }
        // Each poll is a new start.
        time.pass(86_400)
        for _ in 0..<100 {
            try await poll(feeds)
            time.pass(600)
        }
        let waiting = try await poll(feeds)
        #expect(waiting.allSatisfy { $0.isWaitedOut })
        #expect(waiting.allSatisfy { $0.due.map { $0.seconds(since: clock.now) < 7_200 } == true })
        #expect(events.withLock { $0.contains(.networkOutage) })

        for url in urls { fetcher.serve(url, items: ["two"]) }
        time.pass(7_200)
        #expect(try await poll(feeds).allSatisfy { $0.failures == 0 && $0.lastError == nil })
        #expect(events.withLock { $0.contains(.networkBack) })
    }

    @Test func `what this machine lacks is told once and costs no feed anything`() async throws {
        let feeds = (0..<5).map { Subscription(url: "https://h\($0).example/feed") }
        for feed in feeds {
            fetcher.answer(feed.url) { _ in .failure(.local(reason: "no more files")) }
        }
        var waits: [Int64?] = []
        for _ in 0..<4 {
            let states = try await poll(feeds)
            #expect(
                states.allSatisfy { $0.failures == 0 && !$0.isFailing && $0.manners.visits == 0 })
            waits.append(states.first?.due?.seconds(since: clock.now))
            time.pass(waits.last.flatMap(\.self) ?? 0)
        }
        #expect(waits == [60, 120, 240, 480])
        // Once in each run.
        #expect(events.withLock { $0 } == [.localFault, .localFault, .localFault, .localFault])
    }

    @Test func `a secret that comes is tried, and one that was refused not with each start`()
        async throws
    {
        var feed = Subscription(url: Self.url)
        feed.credential = "members"
        fetcher.answer(Self.url) { _ in .response(FetchResponse(status: 401, url: Self.url)) }
        // Without one it is not asked.
        time.pass(-100)
        #expect(try await poll([feed]).map(\.isRefused) == [true])
        #expect(fetcher.requests.isEmpty)
        try AtomicFile.replace(
            path: "\(folder.path)/members", with: Array("me:wrong".utf8), expecting: nil)
        time.pass(10)
        #expect(try await poll([feed]).map(\.lastStatus) == [401])
        #expect(fetcher.requests.count == 1)
        // As after each start of a service, for which systemd puts the file there anew.
        time.pass(10)
        try await poll([feed])
        #expect(fetcher.requests.count == 1)
    }

    @Test(arguments: [404, 200])
    func `Retry-After outlasts a start with the clock behind`(status: Int) async throws {
        fetcher.serve(Self.url, items: ["one"])
        let (url, feed) = (Self.url, Subscription(url: Self.url))
        fetcher.answer(url) { _ in
            var response = FetchResponse(status: status, url: url)
            response.retryAfter = "86400"
            response.body = .memory(
                Array("<rss version=\"2.0\"><channel><title>A</title></channel></rss>".utf8))
            return .response(response)
        }
        try await poll([feed])
        time.pass(-3_600)
        for _ in 0..<9 {
            let states = try await poll([feed])
            #expect(states.first?.earliest(now: clock.now) == states.first?.manners.heldUntil)
            time.pass(9_000)
        }
        #expect(fetcher.requests.count == 1)
        time.pass(9_000)
        try await poll([feed])
        #expect(fetcher.requests.count == 2)
    }
}
