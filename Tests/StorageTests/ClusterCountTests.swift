import Events
import SQLite
import Testing
import Values

@testable import Storage

/// The kept counts of events are those that counting would find.
@Suite struct ClusterCountTests {
    private let fixture: StoreFixture

    init() throws { fixture = try StoreFixture() }

    private func counted(_ fixture: StoreFixture) throws -> [Int] {
        let row = try fixture.connection().prepare(
            "SELECT count(*), count(*) FILTER (WHERE publishers >= 2) FROM clusters")
        _ = try row.step()
        return [row.int(0), row.int(1)]
    }

    private func told(_ fixture: StoreFixture) throws -> [Int] {
        let status = try fixture.reader().status()
        return [status.clusters, status.sharedClusters]
    }

    @Test func `events that open, grow, merge and go are counted`() async throws {
        let store = try fixture.store()
        let feeds = try await store.subscribe((1...4).map { "https://\($0).example/" })
        for feed in feeds {
            try await store.poll(feed, [entry(id: "1", "One"), entry(id: "2", "Two")])
        }
        #expect(try told(fixture) == [0, 0])

        var changes = ClusterChanges()
        changes.memberships = (1...8).map {
            Membership(document: $0, cluster: $0 <= 4 ? 1 : $0, score: 0)
        }
        try await store.apply(changes, position: .init(cursor: 8, nextCluster: 9))
        #expect(try told(fixture) == counted(fixture))
        #expect(try told(fixture) == [5, 1])

        var merged = ClusterChanges()
        merged.aliases = [.init(old: 8, new: 6)]
        merged.memberships = [Membership(document: 2, cluster: 7, score: 0)]
        try await store.apply(merged, position: .init(cursor: 8, nextCluster: 9))
        #expect(try told(fixture) == counted(fixture))

        let decided = try fixture.reader().decide(.merge([1, 5]), by: "a person")
        _ = try decided.get()
        #expect(try told(fixture) == counted(fixture))
        #expect(try told(fixture)[0] == 3)
    }

    @Test func `those of a database that kept no counts are counted once`() async throws {
        try fixture.makeDatabase(
            version: SchemaFixture.version(before: "counts and members of events"),
            rows: """
                INSERT INTO feeds (url, added, is_subscribed, is_enabled, publisher)
                VALUES ('https://b.example/', 0, 1, 1, 'b');
                INSERT INTO entries (id, feed, title, seen, sort_time)
                VALUES (1, 2, 'One', 1000000050, 1000000030),
                    (2, 1, 'Two', 1000000050, 1000000020);
                INSERT INTO clusters VALUES (1, 1, 0, 0, 1, 1, 1, NULL),
                    (2, 2, 0, 0, 4, 3, 2, NULL), (3, 1, 0, 0, 2, 2, 2, NULL);
                INSERT INTO memberships (entry, cluster, score, decision)
                VALUES (1, 3, 0, ''), (2, 3, 0, '');
                ANALYZE;
                """)
        try await fixture.store().close()
        // Statistics of some tables mislead the planner: none are kept, none are made.
        let statistics = try fixture.connection().prepare(
            "SELECT 1 FROM sqlite_schema WHERE name LIKE 'sqlite_stat%'")
        let hasStatistics = try statistics.step()
        #expect(!hasStatistics)
        #expect(try told(fixture) == [3, 2])
        let event = try #require(try fixture.reader().cluster(3))
        #expect(event.members.map(\.entry.id) == [2, 1])
        #expect(event.cluster.publishers == ["a", "b"])
    }

    @Test func `an entry that gets another date takes another place in its event`() async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        let day: Int64 = 86_400
        func at(_ time: Int64) -> Timestamp { StoreFixture.start.advanced(by: time) }
        // A date in the future is not believed, and the next one that is takes its place.
        try await store.poll(
            feed,
            [
                entry(id: "1", "One", published: at(9 * day)),
                entry(id: "2", "Two", published: at(-day)),
            ])
        var changes = ClusterChanges()
        changes.memberships = [1, 2].map { Membership(document: $0, cluster: 1, score: 0) }
        try await store.apply(changes, position: .init(cursor: 2, nextCluster: 2))
        let before = try #require(try fixture.reader().cluster(1)).members.map(\.entry)
        try await store.poll(feed, [entry(id: "1", "One, later", published: at(-2 * day))])
        try await store.poll(feed, [entry(id: "2", "Two, later", published: at(-2 * day))])
        let event = try #require(try fixture.reader().cluster(1))
        let after = event.members.map(\.entry)
        #expect(before.map(\.id) == [1, 2])
        #expect(after.map(\.id) == [2, 1])
        #expect(after.map(\.sortTime) == [at(-2 * day), at(-day)])
        // So is the event, which is listed by its last entry.
        #expect(event.cluster.first == at(-2 * day))
        #expect(event.cluster.last == at(-day))
    }
}
