import FeedParsing
import Fetching
import Platform
import Politeness
import SQLite
import Storage
import Subscriptions
import Testing
import Values

@testable import Aggregation

/// A poll whose result the database refuses, while it takes others.
struct RefusedPollTests {
    private let folder: ScratchFolder
    private let fetcher = FakeFetcher()
    private let time = Locked(Timestamp(seconds: 1_700_000_000))
    private let lines = Locked<[String]>([])
    private static let url = "https://a.example/feed"

    init() throws { folder = try ScratchFolder() }

    private var clock: WallClock { WallClock { [time] in time.withLock { $0 } } }

    private func pass(_ seconds: Int64) { time.withLock { $0 = $0.advanced(by: seconds) } }

    private func poll(_ store: Store) async throws -> PollTally {
        let poller = Poller(
            mode: .once,
            visit: FeedVisit(
                fetcher: fetcher,
                credentials: CredentialStore(folder: "\(folder.path)/secrets")),
            recorder: Recorder(store: store, opening: await store.opening), clock: clock,
            chance: { 0 },
            log: Log { [lines] line in
                if line.level == .error { lines.withLock { $0.append(line.text) } }
            },
            onNewEntries: {})
        await poller.follow(try await store.storedFeeds())
        await poller.run()
        return await poller.tally
    }

    @Test func `it says so, keeps what was known, and is made again ever more seldom`() async throws
    {
        let state = "\(folder.path)/state"
        let store = try Store(folder: state, clock: clock)
        _ = try await store.apply([Subscription(url: Self.url)]) { feed, _ in feed.url }
        fetcher.serve(Self.url, items: ["one"])
        _ = try await poll(store)
        let connection = try Connection(
            path: "\(state)/tidings.db", mode: .existing, busyTimeout: 1_000)
        try connection.execute(
            """
            CREATE TRIGGER refusal BEFORE INSERT ON entries WHEN NEW.title = 'poison'
            BEGIN SELECT RAISE(ABORT, 'refused'); END
            """)
        connection.close()
        func now() async throws -> PollState {
            try #require(try await store.storedFeeds().first).poll
        }
        let before = try await now()
        fetcher.serve(Self.url, items: ["one", "poison"])
        pass(2 * 86_400)
        var waits: [Int64] = []
        for _ in 0..<8 {
            #expect(try await poll(store).unstored == 1)
            let poll = try await now()
            #expect(poll.isUnstored && poll.validators == before.validators)
            let due = try #require(poll.due)
            waits.append(due.seconds(since: time.withLock { $0 }))
            pass(waits.last ?? 0)
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
