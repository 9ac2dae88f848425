import Events
import SQLite
import Subscriptions
import Testing

@testable import Storage

/// The room that the database takes, and databases from before there was retention.
@Suite struct RetentionSpaceTests {
    private static let day: Int64 = 86_400
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    @Test func `a database that is too large gives up its oldest entries, and the file shrinks`()
        async throws
    {
        let store = try fixture.store()
        let feed = try await fixture.declare(store, Retention.bounds())
        let text = String(repeating: "words that fill a page of news ", count: 300)
        for block in 0..<10 {
            try await store.poll(
                feed,
                (0..<100).map { number in
                    entry(id: "\(block) \(number)", "Title \(block) \(number)", text: text)
                })
        }
        try await fixture.cluster(store)
        let before = try fixture.reader().status().bytes
        let round = try await fixture.expire(store, Retention.bounds(size: before / 2))
        #expect(!round.isTooLarge)
        #expect(round.bytes > before / 4)
        let left = try fixture.stored()
        // The search index gives its room back a little later than the entries give theirs.
        #expect(left.count >= 300)
        #expect(left.count < 600)
        #expect(left.last == 1_000)
        #expect(left.first == 1_001 - Int64(left.count))
        let after = try fixture.reader().status()
        #expect(after.shrinks)
        #expect(after.bytes - after.freeBytes <= before / 2)
        #expect(DatabaseFile.size(fixture.database) == after.bytes)
        #expect(DatabaseFile.size(fixture.database + "-wal") == 0)
        #expect(try fixture.connection().integrity() == "ok")
    }

    @Test func `a database that cannot shrink is not rewritten, and says so`() async throws {
        try fixture.makeDatabase(version: Migration.all.count, shrinks: false)
        let store = try fixture.store()
        #expect(try fixture.reader().status().shrinks == false)
        let round = try await fixture.expire(store, .standard)
        #expect(round.bytes == 0)
    }

    @Test func `a database of the former form keeps its events, and expires`() async throws {
        try fixture.makeDatabase(
            version: SchemaFixture.version(before: "what is kept of expired entries"),
            rows: """
                INSERT INTO feed_states (
                    feed, due_reason, failures, polls, not_modified, bytes_received, entry_count)
                VALUES (1, '', 0, 1, 0, 0, 2);
                INSERT INTO entries (id, feed, title, seen, sort_time)
                VALUES (1, 1, 'One', 0, 0), (2, 1, 'Two', 0, 0);
                INSERT INTO identities VALUES (1, 5, 5, 1, 0), (1, 6, 6, 2, 0);
                INSERT INTO clusters VALUES (1, 1, 0, 0, 2, 1, 1, NULL);
                INSERT INTO memberships (
                    entry, cluster, score, decision, origin, standing_text, feed, sort_time)
                VALUES (1, 1, 0, 'rule' || char(9) || 'opened', NULL, 3, 1, 0),
                    (2, 1, 0.5, '', 1, 0, 1, 0);
                UPDATE clusterer SET cursor = 2, next_cluster = 2, expired_through = 2;
                UPDATE search_state SET indexed_from = 3;
                """)
        let store = try fixture.store()
        let known = try await store.clustered(after: 0, limit: 9)
        #expect(known.map(\.membership.standingText) == [3, 0])
        #expect(known.map { $0.membership.copy?.origin } == [nil, 1])
        // Nobody knows yet how long the feed's document is.
        let feed = try await store.subscribe()
        #expect(try await fixture.expire(store, Retention.bounds(keep: 30 * Self.day)).entries == 0)
        try await fixture.pollFewer(store, feed, [])
        _ = try await store.subscribe()
        #expect(try await fixture.expire(store, Retention.bounds(keep: 30 * Self.day)).entries == 2)
        #expect(try fixture.reader().cluster(1)?.members.map(\.entry.title) == ["One", "Two"])
        let detail = try fixture.reader().cluster(1)
        #expect(detail?.members.last?.entry.copy?.originPublisher == "https://a.example/feed")
    }
}

extension Connection {
    borrowing func integrity() throws -> String {
        let row = try prepare("PRAGMA integrity_check")
        _ = try row.step()
        return row.string(0)
    }
}
