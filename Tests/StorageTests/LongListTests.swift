import SQLite
import Subscriptions
import Testing

@testable import Storage

/// Lists that are read page by page.
@Suite struct LongListTests {
    private static let feeds = 100
    private static let entries = 34_000

    /// Entries of a hundred feeds, of which 70 have a tag that is of too many to be asked one by one, and
    /// some a language; some entries have one of their own. Four of each time.
    private static func filled() async throws -> StoreFixture {
        let fixture = try StoreFixture()
        let store = try fixture.store()
        _ = try await store.subscribe((1...feeds).map { "https://\($0).example/" })
        try fixture.connection().execute(
            """
            PRAGMA synchronous = OFF;
            BEGIN;
            UPDATE feeds SET language = iif(id % 3 = 0, 'de-AT', 'en');
            INSERT INTO feed_tags SELECT id, 0, 'many' FROM feeds WHERE id <= 70;
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 34000)
            INSERT INTO entries (feed, seen, sort_time, title, language)
            SELECT i * 7 % 100 + 1, 1700000000 + i, 1700000000 + i / 4, 'Title ' || i,
                iif(i % 11 = 0, 'de', NULL) FROM n;
            COMMIT;
            """)
        try await store.close()
        return fixture
    }

    private static func told(
        _ filter: EntryFilter, _ fixture: StoreFixture
    ) throws -> [EntryID] {
        var told: [EntryID] = []
        try fixture.reader().forEachEntry(filter) { entry in
            told.append(entry.id)
            return true
        }
        return told
    }

    @Test func `each entry is told once, in order, however long the list`() async throws {
        let fixture = try await Self.filled()
        let newest = Array((1...EntryID(Self.entries)).reversed())
        func feed(_ id: EntryID) -> Int64 { id * 7 % 100 + 1 }
        var filter = EntryFilter()
        #expect(try Self.told(filter, fixture) == newest)
        filter.tags = ["many"]
        #expect(try Self.told(filter, fixture) == newest.filter { feed($0) <= 70 })
        filter.languages = ["de"]
        let german = newest.filter { $0 % 11 == 0 || feed($0) % 3 == 0 }
        #expect(try Self.told(filter, fixture) == german.filter { feed($0) <= 70 })
        filter.tags = []
        #expect(try Self.told(filter, fixture) == german)
        for limit in [1, 500, 501, 1_500, 7_000] {
            filter.limit = limit
            #expect(try Self.told(filter, fixture) == Array(german.prefix(limit)))
        }
    }

    @Test func `a time that is told by now is the same on all pages of hits`() async throws {
        let fixture = try StoreFixture()
        let store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(feed, (1...600).map { entry(id: "\($0)", "Quake \($0)") })
        var count = 0
        let request = SearchRequest(try SearchQueryParser.query("quake since:1h"))
        _ = try fixture.reader().forEachHit(request) { _ in
            if count == 0 { fixture.advance(by: 7_200) }
            count += 1
            return true
        }
        #expect(count == 600)
    }

    @Test func `pages double up to a bound that memory has`() async throws {
        let fixture = try await Self.filled()
        let other = try fixture.connection()
        func entry(_ place: Int) -> EntryID { EntryID(Self.entries + 1 - place) }
        // Where the person is, and what leaves the store then: it was read, but for the last.
        let leaving = [600: 1_500, 1_600: 3_500, 3_600: 7_500, 7_600: 15_500, 15_600: 31_500]
        let unread = 31_501
        var told: [EntryID] = []
        try fixture.reader().forEachEntry(EntryFilter()) { entry in
            told.append(entry.id)
            for place in [leaving[told.count], told.count == 15_600 ? unread : nil] {
                guard let place, let row = try? other.prepare("DELETE FROM entries WHERE id = ?1")
                else { continue }
                try? row.bind(EntryID(Self.entries + 1 - place))
                try? row.run()
            }
            return true
        }
        let gone = try fixture.reader()
        for place in leaving.values { #expect(try gone.entry(entry(place)) == nil) }
        #expect(told == (1...Self.entries).filter { $0 != unread }.map(entry))
    }
}
