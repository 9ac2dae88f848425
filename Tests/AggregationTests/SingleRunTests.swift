import Events
import Fetching
import Glibc
import Platform
import Politeness
import SQLite
import Storage
import Subscriptions
import TestClock
import Testing
import Values

@testable import Aggregation

/// What a single run does of what people asked for.
struct SingleRunTests {
    private let folder: ScratchFolder
    private let fetcher = FakeFetcher()

    init() throws { folder = try ScratchFolder() }

    private func run() async throws -> PollTally {
        try await fetcher.aggregator(in: folder).run()
    }

    @Test func `a single run answers what was asked for before it, once`() async throws {
        let url = "https://a.example/feed"
        fetcher.serve(url, items: ["one"])
        try AtomicFile.replace(
            path: "\(folder.path)/feeds.yml", with: Array("feeds:\n  - \(url)\n".utf8),
            expecting: nil)
        #expect(try await run().polls == 1)
        let reader = try StoreSession(folder: "\(folder.path)/state")
        try reader.request(.refresh(feeds: nil, force: true))
        #expect(try await run().polls == 1)
        #expect(fetcher.requests.last?.validators.isEmpty == true)
        #expect(try await run().polls == 0)
    }

    @Test func `a single run that could not cluster says so, and the next one makes up for it`()
        async throws
    {
        let url = "https://a.example/feed"
        fetcher.serve(url, items: ["one"])
        try AtomicFile.replace(
            path: "\(folder.path)/feeds.yml", with: Array("feeds:\n  - \(url)\n".utf8),
            expecting: nil)
        #expect(try await !run().isUnclustered)
        func change(_ statement: StaticString) throws {
            let connection = try Connection(
                path: "\(folder.path)/state/tidings.db", mode: .existing, busyTimeout: 1_000)
            try connection.execute(statement)
            connection.close()
        }
        try change(
            """
            CREATE TRIGGER refusal BEFORE INSERT ON memberships
            BEGIN SELECT RAISE(ABORT, 'refused'); END
            """)
        fetcher.serve(url, items: ["one", "two"])
        let reader = try StoreSession(folder: "\(folder.path)/state")
        try reader.request(.refresh(feeds: nil, force: true))
        let tally = try await run()
        #expect(tally.newEntries == 1 && tally.unstored == 0 && tally.isUnclustered)
        try change("DROP TRIGGER refusal")
        #expect(try await !run().isUnclustered)
        #expect(try reader.entries(EntryFilter()).allSatisfy { $0.cluster != nil })
    }

    @Test func `a database that goes away in the round is told once, and the run ends`()
        async throws
    {
        let url = "https://a.example/feed"
        fetcher.serve(url, items: ["one"])
        let (folder, lines) = (folder, Locked<[String]>([]))
        try AtomicFile.replace(
            path: "\(folder.path)/feeds.yml", with: Array("feeds:\n  - \(url)\n".utf8),
            expecting: nil)
        let database = "\(folder.path)/state/tidings.db"
        let time = TestClock(over: .system)
        fetcher.meanwhile { _ in
            unsafe rename(database, "\(folder.path)/tidings.db")
            // A look of the clusterer that came before stored what time it was: the one after has to again.
            time.pass(3_600)
        }
        let log = Log { line in lines.withLock { $0.append(line.text) } }
        let tally = try await fetcher.aggregator(in: folder, clock: time.clock, log: log)
            .run()
        #expect(tally.unstored == 1 && tally.isUnclustered)
        let told = lines.withLock { $0 }
        #expect(told.count { $0.hasPrefix("nothing can be stored: ") } == 1, "\(told)")
        // Nothing expires of a place that is known to be away.
        #expect(!told.contains { $0.hasPrefix("what is past its time") }, "\(told)")
    }
}
