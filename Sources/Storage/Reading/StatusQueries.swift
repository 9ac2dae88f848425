internal import Politeness
internal import SQLite
internal import Values

/// The store in numbers.
enum StatusQueries {
    static func status(
        _ file: StoreFile, _ connection: borrowing Connection
    ) throws(DatabaseError) -> StoreStatus {
        // Feeds are thousands where entries are millions: what can be told of feeds is counted here
        // and what cannot is kept in counters or answered by an index.
        let feeds = try FeedCounts(connection)
        let clusters = try clusterCounts(connection)
        return StoreStatus(
            path: file.database, schemaVersion: Migration.all.count,
            bytes: try bytes(connection), subscribedFeeds: feeds.subscribed,
            disabledFeeds: feeds.disabled, entries: feeds.entries, clusters: clusters.all,
            sharedClusters: clusters.shared,
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
        let subscribed: Int
        let disabled: Int
        let entries: Int
        let lastPoll: Timestamp?
        let nextDue: Timestamp?

        init(_ connection: borrowing Connection) throws(DatabaseError) {
            let followed = try connection.prepare(
                "SELECT sum(is_subscribed), sum(is_subscribed AND NOT is_enabled) FROM feeds")
            _ = try followed.step()
            subscribed = followed.int(0)
            disabled = followed.int(1)
            let states = try connection.prepare(
                """
                SELECT sum(entry_count), max(last_polled), min(iif(
                    feed IN (SELECT id FROM feeds WHERE is_subscribed = 0 OR is_enabled = 0),
                    NULL, due))
                FROM feed_states
                """)
            _ = try states.step()
            entries = states.int(0)
            lastPoll = states.optionalTimestamp(1)
            nextDue = states.optionalTimestamp(2)
        }
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

    /// The pages of the database: while the daemon runs, many of them are in its log alone and the
    /// file itself may be all but empty.
    private static func bytes(_ connection: borrowing Connection) throws(DatabaseError) -> Int64 {
        Int64(
            try count("PRAGMA page_count", connection) * count("PRAGMA page_size", connection))
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
