import FeedParsing
import Fetching
import Platform
import Politeness
import SQLite
import Storage
import Subscriptions
import TestClock
import Testing
import Values

@testable import Aggregation

/// A poll whose result the database refuses, while it takes others.
@Suite(.timeLimit(.minutes(10)))
struct RefusedPollTests {
    private let folder: ScratchFolder
    private let fetcher = FakeFetcher()
    private let time = TestClock()
    private let lines = Locked<[String]>([])
    private static let url = "https://a.example/feed"
    private static let poison: StaticString = """
        CREATE TRIGGER refusal BEFORE INSERT ON entries WHEN NEW.title = 'poison'
        BEGIN SELECT RAISE(ABORT, 'refused'); END
        """

    init() throws { folder = try ScratchFolder() }

    private var clock: WallClock { time.clock }

    private func poll(_ store: Store) async throws -> PollTally {
        let poller = await fetcher.poller(
            of: store, folder, clock,
            log: Log { [lines] line in
                if line.level == .error { lines.withLock { $0.append(line.text) } }
            })
        await poller.follow(try await store.storedFeeds())
        await poller.run()
        return await poller.tally
    }

    private func store() async throws -> Store {
        let store = try Store(folder: "\(folder.path)/state", clock: clock)
        _ = try await store.apply([Subscription(url: Self.url)]) { feed, _ in feed.url }
        fetcher.serve(Self.url, items: ["one"])
        _ = try await poll(store)
        return store
    }

    /// Has the database refuse entries of that kind.
    private func refuse(_ trigger: StaticString) throws {
        let connection = try Connection(
            path: "\(folder.path)/state/tidings.db", mode: .existing, busyTimeout: 1_000)
        try connection.execute(trigger)
        connection.close()
    }

    /// Back when no poll is under way, or so many requests were made.
    private func rest(_ poller: Poller, _ requests: Int) async {
        while await poller.turn().running > 0, fetcher.requests.count < requests {}
        _ = await poller.turn()
    }

    @Test(arguments: [true, false])
    func `who asks for a poll while one runs that is refused need not wait for it to be made again`(
        isForced: Bool
    ) async throws {
        let store = try await store()
        try refuse(Self.poison)
        fetcher.serve(Self.url, items: ["one", "poison"])
        time.pass(2 * 86_400)
        let feeds = try await store.storedFeeds()
        let poller = await fetcher.poller(of: store, folder, clock, mode: .continuous)
        fetcher.meanwhile { [fetcher] _ in
            guard fetcher.requests.count == 2 else { return }
            await poller.refresh(feeds.map(\.id), force: isForced)
        }
        await poller.follow(feeds)
        let run = Task { await poller.run() }
        await rest(poller, 3)
        #expect(await poller.tally.unstored == 1)
        // No more than lies between two requests to one host.
        time.pass(2)
        await rest(poller, 3)
        await poller.stop()
        await run.value
        #expect(fetcher.requests.count == 3)
        #expect(fetcher.requests.last?.validators.isEmpty == isForced)
    }

    @Test func `what was asked for of a document that is stored in steps is still to come`()
        async throws
    {
        let store = try await store()
        // In the second step.
        try refuse(
            """
            CREATE TRIGGER refusal AFTER INSERT ON entries WHEN NEW.id > 5500
            BEGIN SELECT RAISE(ABORT, 'refused'); END
            """)
        fetcher.serve(Self.url, items: (0..<6_000).map { "item \($0)" })
        time.pass(2 * 86_400)
        let feeds = try await store.storedFeeds()
        let poller = await fetcher.poller(of: store, folder, clock, mode: .continuous)
        await poller.follow(feeds)
        await poller.refresh(feeds.map(\.id), force: true)
        let run = Task { await poller.run() }
        await rest(poller, 3)
        #expect(fetcher.requests.count == 2)
        #expect(try StoreSession(folder: "\(folder.path)/state").feeds().first?.entryCount == 5_001)
        time.pass(100)
        await rest(poller, 3)
        await poller.stop()
        await run.value
        #expect(fetcher.requests.dropFirst().map(\.validators.isEmpty) == [true, true])
    }

    @Test func `it says so, keeps what was known, and is made again ever more seldom`() async throws
    {
        let state = "\(folder.path)/state"
        let store = try await store()
        try refuse(Self.poison)
        func now() async throws -> PollState {
            try #require(try await store.storedFeeds().first).poll
        }
        let before = try await now()
        fetcher.serve(Self.url, items: ["one", "poison"])
        time.pass(2 * 86_400)
        var waits: [Int64] = []
        for _ in 0..<8 {
            #expect(try await poll(store).unstored == 1)
            let poll = try await now()
            #expect(poll.isUnstored && poll.validators == before.validators)
            let due = try #require(poll.due)
            waits.append(due.seconds(since: clock.now))
            time.pass(waits.last ?? 0)
        }
        // In the end as seldom as if it had been taken.
        #expect(waits == [60, 120, 240, 480, 3_600, 3_600, 3_600, 3_600])
        #expect(try await now().polls == 9)
        let reader = try StoreSession(folder: state)
        #expect(try reader.status().failing.map(\.isUnstored) == [true])
        #expect(lines.withLock { $0.count { $0.contains("not stored") } } == 1)
        fetcher.serve(Self.url, items: ["one", "four"])
        #expect(try await poll(store).unstored == 0)
        let after = try await now()
        #expect(!after.isUnstored && after.failures == 0 && after.lastError == nil)
        #expect(try reader.entries(EntryFilter()).count == 2)
    }
}
