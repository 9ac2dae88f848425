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
            failing: try FeedQueries.feeds(.failing, connection)
                .filter { $0.isSubscribed && $0.isEnabled && $0.poll.failures > 0 }
                .sorted(by: failsLonger),
            writer: try writer(connection))
    }

    /// What the rows of all feeds add up to.
    private struct FeedCounts {
        var tally = FeedTally()
        let entries: Int
        let lastPoll: Timestamp?
        let nextDue: Timestamp?

        /// As `FeedListing.health`; whether a feed is followed at all is asked last, since it is not of
        /// the same table.
        init(now: Timestamp, _ connection: borrowing Connection) throws(DatabaseError) {
            let followed = try connection.prepare(
                "SELECT sum(is_subscribed), sum(is_subscribed AND NOT is_enabled) FROM feeds")
            _ = try followed.step()
            tally.off = followed.int(1)
            let polled = followed.int(0) - tally.off
            let states = try connection.prepare(
                """
                SELECT sum(entry_count), max(last_polled), min(iif(is_polled, due, NULL)),
                    sum(CASE WHEN due IS NULL THEN is_polled END),
                    sum(CASE WHEN due IS NOT NULL AND failures > 0 THEN is_polled END),
                    sum(CASE WHEN due IS NOT NULL AND failures = 0 AND has_moved
                        THEN is_polled END),
                    sum(CASE WHEN due < ?1 AND failures = 0 AND has_moved = 0
                        THEN is_polled END),
                    sum(CASE WHEN due >= ?1 AND failures = 0 AND last_polled IS NULL
                        THEN is_polled END),
                    sum(CASE WHEN failures = 0 AND last_error IS NOT NULL THEN is_polled END)
                FROM (
                    SELECT *, feed NOT IN (
                            SELECT id FROM feeds WHERE is_subscribed = 0 OR is_enabled = 0
                        ) AS is_polled,
                        ifnull(moved_sightings >= 3
                            AND moved_last_seen - moved_first_seen >= 172800, 0) AS has_moved
                    FROM feed_states)
                """)
            try states.bind(now.advanced(by: -FeedHealth.tolerance).seconds)
            _ = try states.step()
            entries = states.int(0)
            lastPoll = states.optionalTimestamp(1)
            nextDue = states.optionalTimestamp(2)
            tally.gone = states.int(3)
            tally.failing = states.int(4)
            tally.moved = states.int(5)
            tally.late = states.int(6)
            tally.new = states.int(7)
            tally.unreached = states.int(8)
            tally.fresh =
                polled - tally.gone - tally.failing - tally.moved - tally.late - tally.new
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
        let last = try EntryLog.last(connection)?.id ?? 0
        func count(_ span: Int64) throws(DatabaseError) -> Int {
            let first = try EntryLog.first(seenFrom: now.advanced(by: -span), connection)
            return last == 0 ? 0 : Int(last + 1 - max(first, 1))
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

    private static func failsLonger(_ a: FeedListing, _ b: FeedListing) -> Bool {
        let never = Timestamp(seconds: .min)
        let (first, second) = (a.poll.lastSuccess ?? never, b.poll.lastSuccess ?? never)
        return first == second ? a.id < b.id : first < second
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
