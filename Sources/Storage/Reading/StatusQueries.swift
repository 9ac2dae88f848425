internal import Politeness
internal import SQLite
internal import Values

/// The store in numbers.
enum StatusQueries {
    static func status(
        _ file: StoreFile, now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> StoreStatus {
        // Feeds are thousands where entries are millions: what can be told of feeds is counted here
        // and what cannot is kept in counters or answered by an index.
        let feeds = try FeedCounts(now: now, connection)
        let days = try age(now: now, connection)
        let clusters = try clusterCounts(connection)
        let space = try DatabaseSpace(connection)
        return StoreStatus(
            path: file.database, schemaVersion: Migration.all.count,
            bytes: space.pages * space.pageSize, freeBytes: space.freeBytes, shrinks: space.shrinks,
            feeds: feeds.tally, entries: feeds.entries,
            newEntries: try newEntries(now: now, days: days, connection),
            clusters: clusters.all, sharedClusters: clusters.shared,
            newClusters: try newClusters(now: now, days: days, connection),
            unclusteredEntries: try count(
                "SELECT count(*) FROM entries WHERE id > (SELECT cursor FROM clusterer)",
                connection),
            lastPoll: feeds.lastPoll, nextDue: feeds.nextDue,
            failing: feeds.failing,
            writer: try writer(connection), leap: try ClockTable.stored(connection)?.leap)
    }

    /// What the rows of all feeds add up to.
    private struct FeedCounts {
        var tally = FeedTally()
        let failing: [FailingFeed]
        let entries: Int
        let lastPoll: Timestamp?
        let nextDue: Timestamp?

        /// Counted as `FeedOverview.health`.
        init(now: Timestamp, _ connection: borrowing Connection) throws(DatabaseError) {
            let followed = try connection.prepare(
                "SELECT sum(is_subscribed), sum(is_subscribed AND NOT is_enabled) FROM feeds")
            _ = try followed.step()
            tally.off = followed.int(1)
            let polled = followed.int(0) - tally.off

            // Each sum over all feeds costs half a millisecond: three counts of twenty bits are one.
            let states = try connection.prepare(
                """
                SELECT sum(entry_count), max(last_polled), min(iif(is_polled, due, NULL)),
                    sum(CASE
                        WHEN failures > 0 OR due IS NULL THEN 0
                        WHEN last_error IS NOT NULL
                            AND coalesce(cause, '') NOT IN (?2, ?3, ?4, ?5) THEN 0
                        WHEN moved_sightings >= ?6
                            AND moved_last_seen - moved_first_seen >= ?7 THEN is_polled << 40
                        WHEN due < ?1 THEN is_polled << 20
                        WHEN last_polled IS NULL THEN is_polled
                        ELSE 0 END)
                FROM (
                    SELECT *, feed NOT IN (
                        SELECT id FROM feeds WHERE is_subscribed = 0 OR is_enabled = 0) AS is_polled
                    FROM feed_states)
                """)
            try states.bind(now.advanced(by: -FeedHealth.tolerance).seconds)
            for (place, cause) in PollState.Cause.faultless.enumerated() {
                try states.bind(cause.rawValue, at: Int32(place + 2))
            }
            try states.bind(PollState.Move.leastSightings, at: 6)
            try states.bind(PollState.Move.leastSpan, at: 7)
            _ = try states.step()
            entries = states.int(0)
            lastPoll = states.optionalTimestamp(1)
            nextDue = states.optionalTimestamp(2)
            let counts = states.int64(3)
            tally.moved = Int(counts >> 40)
            tally.late = Int(counts >> 20 & 0xfffff)
            tally.new = Int(counts & 0xfffff)

            let troubled = try Self.troubled(connection)
            failing = troubled.filter(\.isFailing).map(\.feed)
            tally.unreached = troubled.count { !$0.isFailing && $0.isWaitedOut }
            tally.gone = failing.count { $0.due == nil }
            tally.failing = failing.count - tally.gone
            tally.fresh =
                polled - tally.gone - tally.failing - tally.moved - tally.late - tally.new
        }

        /// A feed whose last poll had something go wrong, be it no failure of its own.
        private struct Troubled {
            let feed: FailingFeed
            let isFailing: Bool
            let isWaitedOut: Bool
        }

        /// The feeds that are polled and whose last poll had something go wrong, the longest without a
        /// good one first.
        private static func troubled(
            _ connection: borrowing Connection
        ) throws(DatabaseError) -> [Troubled] {
            let row = try connection.prepare(
                """
                SELECT feed, due, failures, last_polled, last_success, last_status, cause,
                    last_error
                FROM feed_states
                WHERE last_error IS NOT NULL AND feed NOT IN (
                    SELECT id FROM feeds WHERE is_subscribed = 0 OR is_enabled = 0)
                """)
            var feeds: [Troubled] = []
            while try row.step() {
                var state = PollState(due: row.optionalTimestamp(1))
                state.failures = row.int(2)
                state.end(by: FeedStateTable.cause(row, 6))
                state.lastError = row.string(7)
                let feed = FailingFeed(
                    id: row.int64(0), due: state.due, failures: state.failures,
                    lastPolled: row.optionalTimestamp(3), lastSuccess: row.optionalTimestamp(4),
                    lastStatus: row.optionalInt64(5).map(Int.init), error: row.string(7),
                    isRefused: state.isRefused, isUnstored: state.isUnstored,
                    wasUnreached: state.wasUnreached, isHeld: state.isHeld)
                feeds.append(
                    Troubled(
                        feed: feed, isFailing: state.isFailing, isWaitedOut: state.isWaitedOut))
            }
            let never = Timestamp(seconds: .min)
            return feeds.sorted {
                let (a, b) = ($0.feed, $1.feed)
                let (first, second) = (a.lastSuccess ?? never, b.lastSuccess ?? never)
                return first == second ? a.id < b.id : first < second
            }
        }
    }

    /// Seconds of the last day and of the last week.
    private static let day: Int64 = 86_400
    private static let week: Int64 = 7 * day

    /// The days that the store is old, at most a week.
    private static func age(
        now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Double {
        let row = try connection.prepare("SELECT created FROM store")
        guard try row.step() else { return 0 }
        return Double(min(week, max(0, now.seconds(since: row.timestamp(0))))) / Double(day)
    }

    /// Told by their ids, of which none is given twice: counting a week of entries would cost more than
    /// all the rest.
    private static func newEntries(
        now: Timestamp, days: Double, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Arrivals {
        let runs = try ArrivalRuns(connection)
        // What was stored while the clock was ahead came at another time.
        let end = now.advanced(by: ArrivalRuns.tolerance)
        func count(_ span: Int64) throws(DatabaseError) -> Int {
            try runs.count(seenFrom: now.advanced(by: -span), before: end, connection)
        }
        return Arrivals(lastDay: try count(day), lastWeek: try count(week), days: days)
    }

    /// So many clusters are counted of a day or a week, and no more.
    private static let mostCounted = 50_000

    private static func newClusters(
        now: Timestamp, days: Double, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Arrivals {
        let row = try connection.prepare(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM clusters INDEXED BY clusters_by_time
                WHERE last_time >= ?1 AND first_time >= ?1 LIMIT ?2)
            """)
        func count(_ span: Int64) throws(DatabaseError) -> Int {
            row.reset()
            try row.bind(now.advanced(by: -span).seconds, mostCounted)
            return try row.step() ? row.int(0) : 0
        }
        let lastWeek = try count(week)
        return Arrivals(
            lastDay: try count(day), lastWeek: lastWeek, days: days,
            isAtLeast: lastWeek == mostCounted)
    }

    private static func clusterCounts(
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> (all: Int, shared: Int) {
        let row = try connection.prepare("SELECT clusters, shared FROM cluster_counts")
        return try row.step() ? (row.int(0), row.int(1)) : (0, 0)
    }

    private static func count(
        _ sql: StaticString, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Int {
        let row = try connection.prepare(sql)
        return try row.step() ? row.int(0) : 0
    }

    private static func writer(
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> WriterSession {
        let row = try connection.prepare("SELECT writer, opened, closed FROM store")
        _ = try row.step()
        return WriterSession(
            processID: row.int(0), opened: row.timestamp(1), closed: row.optionalTimestamp(2))
    }
}
