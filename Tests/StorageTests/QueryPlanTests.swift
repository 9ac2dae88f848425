import Events
import SQLite
import Storage
import Subscriptions
import Testing
import Values

@testable import Storage

/// How the queries of the command line are answered in a store of 100,000 entries and 20,000
/// clusters, after SQLite has gathered its statistics.
@Suite struct QueryPlanTests {
    private static let feeds = 200
    private static let entries = 100_000

    private func filledFixture() async throws -> StoreFixture {
        let fixture = try StoreFixture()
        let store = try fixture.store()
        _ = try await store.subscribe((1...Self.feeds).map { "https://\($0).example/" })
        try fixture.connection().execute(
            """
            BEGIN;
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
            INSERT INTO entries (feed, seen, sort_time, published, title, link, summary)
            SELECT i % 200 + 1, 1700000000 + i, 1700000000 + i, 1700000000 + i, 'Title ' || i,
                'https://x.example/' || i, 'Text of entry ' || i FROM n;
            INSERT INTO identities (feed, key_high, key_low, entry, fingerprint)
            SELECT feed, id * 7919, id, id, id FROM entries;
            INSERT INTO clusters
            SELECT id, id * 5 - 4, sort_time, sort_time, 5, id % 4 + 1, 2, NULL FROM entries
            WHERE id <= 20000;
            INSERT INTO memberships (entry, cluster, score, decision, origin, containment, direction)
            SELECT id, (id + 4) / 5, 0.5, '', iif(id % 10 = 0, id - 1, NULL),
                iif(id % 10 = 0, 0.9, NULL), iif(id % 10 = 0, '', NULL) FROM entries;
            UPDATE clusterer SET cursor = 100000;
            COMMIT;
            ANALYZE;
            """)
        try await store.close()
        return fixture
    }

    @Test func `no query scans the entries or sorts more than it must`() async throws {
        let fixture = try await filledFixture()
        let reader = try fixture.reader()
        let since = Timestamp(seconds: 1_700_099_000)
        for limit in [50, nil] as [Int?] {
            #expect(try reader.entries(EntryFilter(since: since, limit: limit)).count >= 50)
            #expect(try reader.entries(EntryFilter(feed: 7, since: since, limit: limit)).count >= 5)
        }
        for order in ClusterFilter.Order.allCases {
            for publishers in [1, 2] {
                for since in [since, nil] {
                    _ = try reader.clusters(
                        ClusterFilter(
                            since: since, minPublishers: publishers, limit: 20, order: order))
                }
            }
        }
        #expect(try reader.cluster(77)?.members.count == 5)
        #expect(try reader.entry(500)?.record.copy?.origin == 499)
        #expect(try reader.document(500)?.title == "Title 500")
        #expect(try reader.living(7) == 7)
        _ = try reader.status()
        check(try reader.connection.queryPlans())
    }

    @Test func `what polling and clustering ask is answered by look-ups`() async throws {
        let fixture = try await filledFixture()
        let store = try fixture.store()
        let feed = try await store.subscribe((1...Self.feeds).map { "https://\($0).example/" })[6]
        try await store.poll(feed, [entry(id: "new", "New"), entry(id: "newer", "Newer")])
        try await store.poll(feed, [entry(id: "new", "Changed")])
        _ = try await store.newEntries(after: 99_990, limit: 20)
        let since = Timestamp(seconds: 1_700_099_990)
        #expect(try await store.clustered(after: 99_990).count == 10)
        #expect(try await store.lastEntry(seenBefore: since, after: 99_990) == nil)
        var changes = ClusterChanges()
        changes.memberships = [
            Membership(document: 100_001, cluster: 20_001, score: 0)
        ]
        changes.aliases = [.init(old: 1, new: 2)]
        try await store.apply(changes, position: .init(cursor: 100_002, nextCluster: 20_002))
        _ = try await store.takeRequests()
        check(try await store.queryPlans())
    }

    @Test func `what expires is found by look-ups, and deleted by them`() async throws {
        let fixture = try await filledFixture()
        try fixture.connection().execute(
            """
            UPDATE feed_states SET entry_count = 500, listed = 20, last_document = 1;
            UPDATE clusterer SET expired_through = 90000;
            UPDATE feeds SET is_subscribed = (id > 3);
            INSERT INTO feeds (url, added, is_subscribed, is_enabled, publisher)
            VALUES ('https://gone.example/', 0, 0, 1, 'gone');
            INSERT INTO feed_states (
                feed, due_reason, failures, polls, not_modified, bytes_received)
            SELECT max(id), '', 0, 0, 0, 0 FROM feeds;
            """)
        let store = try fixture.store()
        let bytes = try fixture.reader().status().bytes
        // The entries lie a second apart from the start of the clock on, and so do the clusters.
        let rounds: [(days: Int64, limits: Retention)] = [
            (1, Retention(keep: 84_400, keepEntries: nil, keepEvents: nil, maxSize: nil)),
            (1, Retention(keep: nil, keepEntries: 485, keepEvents: nil, maxSize: bytes - 400_000)),
            (
                400,
                Retention(keep: nil, keepEntries: nil, keepEvents: 402 * 86_400 - 300, maxSize: nil)
            ),
        ]
        for (days, limits) in rounds {
            fixture.advance(by: days * 86_400)
            var round = try #require(try await store.expiryRound(limits, isAskedFor: true))
            while !round.isDone { round = try await store.expire(round) }
            #expect(round.entries + round.events + round.identities > 100)
        }
        check(try await store.queryPlans())
        let reader = try fixture.reader()
        #expect(try reader.cluster(400)?.members.first?.entry.expired != nil)
        #expect(try reader.clusters(ClusterFilter(limit: 50)).count == 50)
        check(try reader.connection.queryPlans())
    }

    /// Of the tables that grow without bound only what a query answers with may be read.
    private func check(_ plans: [String: [String]]) {
        #expect(plans.count > 10)
        for (sql, lines) in plans {
            for line in lines where line.hasPrefix("SCAN") {
                let isBounded =
                    // A handful of rows a feed, or one in all.
                    [
                        "SCAN f", "SCAN s", "SCAN feeds", "SCAN feed_tags", "SCAN store",
                        "SCAN sqlite_master", "SCAN retention",
                        // What people decided.
                        "SCAN d",
                    ].contains {
                        line == $0 || line.hasPrefix($0 + " ")
                    }
                    || ["SCAN clusterer", "SCAN requests", "SCAN CONSTANT ROW"]
                        .contains { line.hasPrefix($0) }
                    // Counting takes one pass over an index of clusters.
                    || sql.hasPrefix("SELECT count(*) FROM clusters")
                    // In the order of the index, until the limit is reached.
                    || line.contains("USING INDEX clusters_by_size")
                #expect(isBounded, "\(line) in \(sql)")
            }
            if lines.contains(where: { $0.hasPrefix("USE TEMP B-TREE FOR ORDER BY") }) {
                let sortsFew =
                    // A window of time, the members of one cluster, or ids alone.
                    sql.contains("FROM clusters INDEXED BY clusters_")
                    || sql.contains("WHERE m.cluster = ?1")
                    || sql.hasPrefix("SELECT id FROM entries INDEXED BY entries_by_time")
                #expect(sortsFew, "a sort in \(sql)")
            }
        }
    }
}

extension Store {
    fileprivate func queryPlans() throws -> [String: [String]] {
        try connection.queryPlans()
    }
}
