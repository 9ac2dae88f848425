import Events
import Platform
import SQLite
import Storage
import Subscriptions
import Testing
import Values
import Waiting

@testable import Aggregation

/// How entries that an earlier release stored come into the search index.
struct SearchIndexTests {
    private let folder: ScratchFolder
    private let fetcher = FakeFetcher()

    init() throws { folder = try ScratchFolder() }

    private func aggregator(_ mode: Aggregator.Mode) async throws -> Aggregator {
        try await fetcher.aggregator(in: folder, mode: mode, clusters: false)
    }

    private func found() throws -> SearchAnswer {
        let query = try SearchQueryParser.query("story")
        return try StoreSession(folder: "\(folder.path)/state").search(SearchRequest(query))
    }

    /// A store of three entries whose index knows none of them.
    private func fill() async throws {
        fetcher.serve("https://a.example/feed", items: ["story one", "story two", "story three"])
        let path = "\(folder.path)/feeds.yml"
        try AtomicFile.replace(
            path: path, with: Array("feeds:\n  - https://a.example/feed\n".utf8),
            expecting: try FileIdentity(path: path))
        _ = try await aggregator(.once).run()
        #expect(try found().hits.count == 3)
        let connection = try Connection(
            path: "\(folder.path)/state/tidings.db", mode: .existing, busyTimeout: 1_000)
        try connection.execute(
            """
            INSERT INTO entry_search (entry_search) VALUES ('delete-all');
            UPDATE search_state SET indexed_from = 4;
            """)
        let answer = try found()
        #expect(answer.hits.isEmpty)
        #expect(answer.indexed == 0)
    }

    @Test func `a single round adds them when it has polled`() async throws {
        try await fill()
        _ = try await aggregator(.once).run()
        #expect(try found().hits.count == 3)
        #expect(try found().indexed == nil)
    }

    @Test func `the daemon adds them while it runs`() async throws {
        try await fill()
        let aggregator = try await aggregator(.continuous)
        let run = Task { await aggregator.run() }
        #expect(try await becomesTrue { try found().hits.count == 3 })
        await aggregator.stop()
        _ = await run.value
    }
}
