import Events
import Platform
import Storage
import Subscriptions
import TestClock
import Testing
import Values

@testable import Aggregation

/// Retention in the running pipeline.
struct ExpiryTests {
    private static let day: Int64 = 86_400
    private let folder: ScratchFolder
    private let fetcher = FakeFetcher()
    private let time = TestClock()
    private let lines = Locked<[String]>([])

    init() throws { folder = try ScratchFolder() }

    private var clock: WallClock { time.clock }
    private var log: Log { Log { [lines] line in lines.withLock { $0.append(line.text) } } }
    private var state: String { "\(folder.path)/state" }

    /// Time that a daemon sees go by: at least a day.
    private func live(_ seconds: Int64) async throws {
        time.pass(seconds - Self.day)
        let store = try Store(folder: state, clock: clock)
        for _ in 0..<2 {
            _ = try await store.believedTime(at: clock.now)
            time.pass(Self.day / 2)
        }
        _ = try await store.believedTime(at: clock.now)
        try await store.close()
    }

    private func reader() throws -> StoreSession { try StoreSession(folder: state, clock: clock) }

    private func follow(_ text: String) throws {
        let path = "\(folder.path)/feeds.yml"
        try AtomicFile.replace(
            path: path, with: Array(text.utf8), expecting: try FileIdentity(path: path))
    }

    private func poll() async throws {
        _ = try await fetcher.aggregator(in: folder, clock: clock, log: log).run()
    }

    private func stored() throws -> [String] {
        try reader().entries(EntryFilter()).compactMap(\.title).sorted()
    }

    @Test func `entries past their time leave with the round, and their events stay`() async throws
    {
        let url = "https://a.example/feed"
        fetcher.serve(url, items: ["one", "two", "three"])
        try follow("feeds: [\(url)]\n")
        try await poll()
        try await live(20 * Self.day)
        fetcher.serve(url, items: ["four"])
        try await poll()
        let events = try reader().clusters(ClusterFilter()).map(\.id)
        #expect(try stored().count == 4)
        try await live(350 * Self.day)
        try await poll()
        #expect(try stored() == ["four"])
        #expect(try reader().clusters(ClusterFilter()).map(\.id) == events)
        #expect(lines.withLock { $0 }.contains { $0.hasPrefix("expired: 3 entries") })
        // The document lists them again.
        fetcher.serve(url, items: ["one", "two", "three", "four"])
        time.pass(2 * Self.day)
        try await poll()
        #expect(try stored() == ["four"])
    }

    @Test func `bounds of feeds.yml hold, those of a feed before those of all`() async throws {
        let urls = ["https://a.example/feed", "https://b.example/feed"]
        for url in urls { fetcher.serve(url, items: ["\(url) 1", "\(url) 2"]) }
        try follow(
            """
            defaults: {keep: 30d}
            feeds:
              - \(urls[0])
              - url: \(urls[1])
                keep: forever
            """)
        try await poll()
        for url in urls { fetcher.serve(url, items: ["\(url) 3"]) }
        try await live(20 * Self.day)
        try await poll()
        try await live(20 * Self.day)
        try await poll()
        #expect(try stored() == ["\(urls[0]) 3", "\(urls[1]) 1", "\(urls[1]) 2", "\(urls[1]) 3"])
    }

    @Test func `what nobody follows any more expires though nothing comes`() async throws {
        fetcher.serve("https://a.example/feed", items: ["one", "two"])
        try follow("feeds: [https://a.example/feed]\n")
        try await poll()
        try follow("feeds: []\n")
        try await live(300 * Self.day)
        try await poll()
        #expect(try stored().count == 2)
        try await live(100 * Self.day)
        try await poll()
        #expect(try stored().isEmpty)
        #expect(try reader().status().clusters == 2)
    }

    @Test func `a round comes hourly, at once with other bounds, and again after a stop`()
        async throws
    {
        fetcher.serve("https://a.example/feed", items: ["one", "two"])
        try follow("feeds: [https://a.example/feed]\n")
        try await poll()
        fetcher.serve("https://a.example/feed", items: ["three"])
        // That the feed lists fewer is believed after a week.
        for days in [20, 7] as [Int64] {
            try await live(days * Self.day)
            try await poll()
        }

        let store = try Store(folder: state, clock: clock)
        let stopping = Locked(true)
        let watch = StoreWatch(store: store, state: state, runtime: [], clock: clock, log: log)
        let expirer = Expirer(
            store: store, watch: watch, clock: clock, log: log, stopping: stopping)
        var retention = Retention(keep: nil, keepEntries: nil, keepEvents: nil, maxSize: nil)
        await expirer.keep(retention)
        time.pass(3_599)
        await expirer.round()
        #expect(try await store.expiryRound(retention) == nil)
        time.pass(1)
        await expirer.round()
        // It was stopped, and is due still.
        #expect(try await store.expiryRound(retention) != nil)
        stopping.withLock { $0 = false }
        await expirer.round()
        #expect(try await store.expiryRound(retention) == nil)
        #expect(try stored().count == 3)
        // The feed is not declared to this store, so that what is said of all holds for it.
        retention.keepEntries = 1
        await expirer.keep(retention)
        await expirer.round()
        #expect(try stored() == ["three"])
        retention.maxSize = 1
        await expirer.keep(retention)
        for _ in 0..<3 {
            await expirer.round()
            time.pass(3_600)
        }
        #expect(lines.withLock { $0 }.filter { $0.contains("larger than max_size") }.count == 1)
        try await store.close()
        await expirer.round()
        await expirer.round()
        #expect(
            lines.withLock { $0 }.filter { $0.contains("past its time stays until the next run") }
                .count == 1)
    }

    /// Feeds of ten entries, of which the document lists the last alone, a week apart.
    private func archive() async throws {
        let url = "https://a.example/feed"
        try follow("feeds: [\(url)]\n")
        for week in 1...6 {
            // Of another length each week, by which the server tells documents apart.
            let name = String(repeating: "a", count: week)
            fetcher.serve(url, items: (1...10).map { "\(name) \($0)" })
            try await poll()
            time.pass(7 * Self.day)
        }
        fetcher.serve(url, items: ["last"])
        try await poll()
        #expect(try stored().count == 61)
    }

    @Test func `one start with the clock ahead takes nothing with it`() async throws {
        try await archive()
        let events = try reader().clusters(ClusterFilter()).map(\.id)
        let store = try Store(folder: state, clock: clock)
        let window = try await store.clustererPosition().expiredThrough
        try await store.close()
        for years in [10, 10, 3] as [Int64] {
            time.pass(years * 365 * Self.day)
            try await poll()
            #expect(lines.withLock { $0 }.contains { $0.contains("nothing expires by its age") })
            #expect(try reader().status().leap != nil)
            time.pass(-years * 365 * Self.day)
            try await poll()
            #expect(try reader().status().leap == nil)
        }
        #expect(try stored().count == 61)
        #expect(try reader().clusters(ClusterFilter()).map(\.id) == events)
        let later = try Store(folder: state, clock: clock)
        #expect(try await later.clustererPosition().expiredThrough == window)
        try await later.close()
    }

    @Test func `a machine that was off for long catches up a day later, by itself`() async throws {
        try await archive()
        time.pass(500 * Self.day)
        try await poll()
        #expect(try stored().count == 61)
        for _ in 0..<2 {
            time.pass(Self.day / 2)
            try await poll()
        }
        #expect(try stored() == ["last"])
        #expect(try reader().status().leap == nil)
        #expect(lines.withLock { $0 }.contains { $0.hasPrefix("expired: 60 entries") })
    }

    @Test func `entries that came while the clock was ahead hold up neither window nor retention`()
        async throws
    {
        let url = "https://a.example/feed"
        try follow("defaults: {keep: 15d}\nfeeds: [\(url)]\n")
        func arrive(_ name: String, _ count: Int) async throws -> EntryID {
            fetcher.serve(url, items: (1...count).map { "\(name) \($0)" })
            try await poll()
            let store = try Store(folder: state, clock: clock)
            let expired = try await store.clustererPosition().expiredThrough
            try await store.close()
            return expired
        }
        _ = try await arrive("first", 24)
        time.pass(400 * Self.day)
        _ = try await arrive("of the future", 3)
        time.pass(-400 * Self.day)
        try await poll()
        var expired: EntryID = 0
        for round in 1...7 {
            time.pass(5 * Self.day)
            expired = try await arrive(String(repeating: "a", count: round), 20)
        }
        // 27 and 20 a round; the last two rounds and what came just now are in the window.
        #expect(expired == 27 + 4 * 20)
        #expect(try stored().count == 3 + 4 * 20)
        #expect(try stored().allSatisfy { !$0.hasPrefix("first") })
    }
}
