import Platform
import SQLite
import Subscriptions
import TestClock
import Testing
import Values

@testable import Storage

/// What is asked of the log by time finds everything, whatever the clock said when it was stored.
@Suite struct ArrivalRunTests {
    private static let day: Int64 = 86_400
    private let fixture: StoreFixture

    init() throws { fixture = try StoreFixture() }

    /// Stores so many entries at each of these moments after the start, and sets the clock to the last.
    private func fill(_ rounds: [(moment: Int64, entries: Int)]) async throws -> Store {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        for (round, (moment, count)) in rounds.enumerated() {
            fixture.time.set(to: StoreFixture.start.advanced(by: moment))
            let entries = (0..<count).map { entry(id: "\(round) \($0)", "storm") }
            try await store.poll(feed, entries)
        }
        return store
    }

    private func found(_ text: String) throws -> [EntryID] {
        let query = try SearchQueryParser.query(text)
        return try fixture.reader().search(SearchRequest(query)).hits.map(\.entry.id).sorted()
    }

    @Test
    func `a search by time and the status find what came before and after a start in the past`()
        async throws
    {
        _ = try await fill([(0, 40), (-4 * 365 * Self.day, 20), (60, 40)])
        #expect(try found("storm since:24h") == Array(1...40) + Array(61...100))
        #expect(try found("since:24h") == Array(1...40) + Array(61...100))
        #expect(try fixture.reader().status().newEntries.lastDay == 80)
        #expect(try fixture.reader().status().newEntries.lastWeek == 80)
    }

    @Test func `what came while the clock was ahead is not counted as new`() async throws {
        let store = try await fill([
            (0, 60), (400 * Self.day, 100), (2 * Self.day, 20), (3 * Self.day, 5),
        ])
        #expect(try fixture.reader().status().newEntries.lastDay == 25)
        fixture.advance(by: 3_600)
        #expect(try fixture.reader().status().newEntries.lastDay == 5)
        #expect(try fixture.reader().status().newEntries.lastWeek == 85)
        #expect(try found("storm since:24h").count == 105)
        // Also once the oldest have left.
        try fixture.connection().execute(
            "DELETE FROM entries WHERE id <= 100")
        #expect(try fixture.reader().status().newEntries.lastWeek == 25)
        try await fixture.expire(store, Retention.bounds())
        #expect(try runs() == [161])
    }

    private func runs() throws -> [Int64] {
        let connection = try fixture.connection()
        let row = try connection.prepare("SELECT entry FROM clock_setbacks ORDER BY entry")
        var runs: [Int64] = []
        while try row.step() { runs.append(row.int64(0)) }
        return runs
    }

    @Test func `a clock that is set back by a little has entries come when the last one did`()
        async throws
    {
        let store = try await fill([(0, 2), (-3_600, 2), (10, 1), (-3_591, 1), (20, 1)])
        let times = try await store.newEntries(after: 0, limit: 9).map {
            $0.seen.seconds(since: StoreFixture.start)
        }
        #expect(times == [0, 0, 0, 0, 10, -3_591, 20])
        #expect(try runs() == [6])
    }

    @Test func `runs of a former database are found when it is migrated`() throws {
        try DatabaseFile.createFolder(fixture.state)
        try SchemaFixture.make(version: 13, at: fixture.database)
        try fixture.connection().execute(
            """
            INSERT INTO entries (id, feed, seen, sort_time, title) VALUES
                (9, 1, 900, 900, 'x'), (10, 1, 1700, 1700, 'x'), (12, 1, 1650, 1650, 'x');
            """)
        _ = try fixture.store()
        #expect(try runs() == [9, 12])
        let runs = try ArrivalRuns(fixture.connection())
        let first = try [1_500, 1_600, 1_650, 1_700, 1_701].map { moment in
            try runs.first(seenFrom: Timestamp(seconds: moment), fixture.connection())
        }
        #expect(first == [1, 3, 10, 10, 13])
    }

    @Test func `the window is let go of past entries that a wrong clock stored`() async throws {
        let store = try await fill([
            (0, 2), (400 * Self.day, 2), (Self.day, 2), (-900 * Self.day, 2), (2 * Self.day, 2),
            (401 * Self.day, 2),
        ])
        func last(_ days: Int64, _ now: Int64, after cursor: EntryID = 0) async throws -> EntryID? {
            try await store.lastEntry(
                seenBefore: StoreFixture.start.advanced(by: days * Self.day), after: cursor,
                now: StoreFixture.start.advanced(by: now * Self.day))
        }
        #expect(try await last(0, 10) == nil)
        #expect(try await last(1, 10) == 2)
        #expect(try await last(2, 10) == 8)
        #expect(try await last(3, 10) == 10)
        // A restart on the way asks from there.
        #expect(try await last(1, 10, after: 2) == nil)
        #expect(try await last(2, 10, after: 2) == 8)
        #expect(try await last(402, 500) == 12)
    }
}
