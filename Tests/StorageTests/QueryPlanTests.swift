import Events
import SQLite
import Storage
import Subscriptions
import Testing
import Values

@testable import Storage

/// How the queries of the command line are answered in a store of 100,000 entries and 20,000
/// clusters, without statistics, which the store never has.
@Suite struct QueryPlanTests {
    private static let feeds = 200

    /// What tells or mends a whole store, or takes back what was marked in it as a whole.
    private static let readsAll = [
        "StoreExport.swift", "ExportQueries.swift", "StoreBackup+Salvage.swift",
        "SearchTable+Check.swift",
        "SalvagedIdentities.swift", "SalvagedEvents.swift", "StoreExamination+Events.swift",
        "LastReading.swift",
    ]

    /// Made once: each test works on a copy.
    private static let filled = Task { try await fill() }

    private static func fill() async throws -> StoreFixture {
        let fixture = try StoreFixture()
        let store = try fixture.store()
        _ = try await store.subscribe((1...feeds).map { "https://\($0).example/" })
        try fixture.connection().execute(
            """
            PRAGMA synchronous = OFF;
            BEGIN;
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
            INSERT INTO entries (feed, seen, sort_time, published, title, link, summary)
            SELECT i % 200 + 1, 1700000000 + i, 1700000000 + i, 1700000000 + i, 'Title ' || i,
                'https://x.example/' || i, 'Text of entry ' || i FROM n;
            INSERT INTO entry_blocks SELECT id >> 8, min(sort_time) FROM entries GROUP BY id >> 8;
            INSERT INTO entry_search (rowid, title, body, scope)
            SELECT id, title, summary, '0 ' || feed FROM entries;
            INSERT INTO feed_tags SELECT id, 0, 'tag' || (id % 2) FROM feeds;
            INSERT INTO identities (feed, key_high, key_low, entry, fingerprint)
            SELECT feed, id * 7919, id, id, id FROM entries ORDER BY feed, id;
            INSERT INTO clusters
            SELECT id, id * 5 - 4, sort_time, sort_time, 5, id % 4 + 1, 2, NULL, id % 2 FROM entries
            WHERE id <= 20000;
            INSERT INTO memberships (
                entry, cluster, score, decision, origin, containment, direction, feed, sort_time)
            SELECT id, (id + 4) / 5, 0.5, '', iif(id % 10 = 0, id - 1, NULL),
                iif(id % 10 = 0, 0.9, NULL), iif(id % 10 = 0, '', NULL), feed, sort_time
            FROM entries;
            INSERT INTO revisions (entry, replaced, title) SELECT id, seen, title FROM entries
            WHERE id % 10 = 0;
            UPDATE clusterer SET cursor = 100000;
            COMMIT;
            """)
        try await store.close()
        return fixture
    }

    private func filledFixture() async throws -> StoreFixture {
        try await Self.filled.value.copy()
    }

    @Test func `every statement in the sources finds its rows by an index`() async throws {
        let fixture = try await filledFixture()
        let connection = try fixture.connection()
        let statements = try StorageSources.statements()
        #expect(statements.count > 80)
        for statement in statements where !Self.readsAll.contains(statement.file) {
            let plan = QueryPlan(
                sql: statement.sql, lines: try connection.queryPlan(of: statement.sql))
            #expect(plan.faults == [], "\(statement.file): \(statement.sql)")
        }
    }

    @Test func `a scan, and a sort of all rows, are found`() async throws {
        let fixture = try await filledFixture()
        let connection = try fixture.connection()
        for sql in [
            "SELECT e.id FROM entries AS e WHERE e.guid = ?1",
            "SELECT id FROM entry_records WHERE author = ?1",
            "SELECT id FROM clusters ORDER BY headline LIMIT 10",
            "DELETE FROM identities WHERE entry = ?1",
            "SELECT count(*) FROM memberships",
            "SELECT id FROM entries WHERE feed = ?1 ORDER BY title LIMIT 10",
        ] {
            let plan = QueryPlan(sql: sql, lines: try connection.queryPlan(of: sql))
            #expect(plan.faults != [], "\(sql)")
        }
    }

    @Test func `no query scans the entries or sorts more than it must`() async throws {
        let fixture = try await filledFixture()
        let reader = try fixture.reader()
        let since = Timestamp(seconds: 1_700_099_000)
        for limit in [50, nil] as [Int?] {
            #expect(try reader.entries(EntryFilter(since: since, limit: limit)).count >= 50)
            #expect(
                try reader.entries(EntryFilter(feeds: [7], since: since, limit: limit)).count >= 5)
        }
        for order in ClusterFilter.Order.allCases {
            for publishers in [1, 2] {
                for since in [since, nil] {
                    for isUnread in [false, true] {
                        var filter = ClusterFilter(
                            since: since, minPublishers: publishers, limit: 20, order: order)
                        filter.isUnread = isUnread
                        filter.until = Timestamp(seconds: 1_700_099_900)
                        filter.minTexts = 2
                        _ = try reader.clusters(filter)
                        filter.entries = EntryFilter(feeds: [7])
                        _ = try reader.clusters(filter)
                    }
                }
            }
        }
        _ = try reader.markAllRead(before: Timestamp(seconds: 1_700_000_100))
        _ = try reader.mark([15_000], isRead: true)
        _ = try reader.mark([15_000], isRead: false)
        #expect(try reader.cluster(77)?.members.count == 5)
        #expect(try reader.entry(500)?.record.copy?.origin == 499)
        #expect(try reader.currentDocument(500)?.title == "Title 500")
        #expect(try reader.living(7) == 7)
        _ = try reader.status()
        for publishers in [1, 3] {
            for isUnread in [false, true] {
                var filter = ClusterFilter(minPublishers: publishers)
                filter.isUnread = isUnread
                filter.minTexts = 2
                // So many rows are looked through at most.
                #expect(try reader.clusterCount(filter) != nil || publishers == 1 && !isUnread)
            }
        }
        #expect(try reader.lateArrivals(after: 500, before: since).events.count == 19_700)
        #expect(try reader.clusterNumbers(beginningWith: 17, limit: 2) == [170, 171])
        check(try reader.connection.queryPlans())
    }

    @Test func `searches and lists with filters read what they answer with`() async throws {
        let fixture = try await filledFixture()
        let reader = try fixture.reader()
        for line in [
            "title", "title -7", "feed:7", "tag:tag0 title", "since:2023-11-15 title lang:en",
            "lang:xx", "until:2024-01-01 title", "until:2024-01-01", "tag:tag0",
        ] {
            for order in SearchRequest.Order.allCases {
                let query = try SearchQueryParser.query(line)
                let request = SearchRequest(query, order: order, limit: 50, calendar: .fixed())
                let hits = try reader.search(request).hits
                #expect(hits.count == (line.contains("lang") ? 0 : 50), "\(line)")
                let clusters = try reader.clusters(ClusterFilter(limit: 5), matching: request)
                #expect(clusters.count <= 5)
            }
        }
        var filter = EntryFilter(limit: 50)
        for before in [nil, 50_000] as [EntryID?] {
            for tags in [[], ["tag0"]] {
                for cluster in [nil, 7] as [ClusterID?] {
                    for languages in [[], ["xx"]] {
                        (filter.before, filter.tags, filter.cluster) = (before, tags, cluster)
                        filter.languages = languages
                        #expect(try reader.entries(filter).isEmpty == (languages != []))
                    }
                }
            }
        }
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
        #expect(try await store.lastEntry(seenBefore: since, after: 99_990, now: since) == nil)
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
            try fixture.believeClock()
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

    private func check(_ plans: [String: [String]]) {
        #expect(plans.count > 10)
        for (sql, lines) in plans {
            #expect(QueryPlan(sql: sql, lines: lines).faults == [], "\(sql)")
        }
    }
}

extension Store {
    fileprivate func queryPlans() throws -> [String: [String]] {
        try connection.queryPlans()
    }
}
