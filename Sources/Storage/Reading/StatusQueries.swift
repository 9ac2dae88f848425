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
            failing: try FeedQueries.feeds(leastFailures: 1, connection)
                .filter { $0.isSubscribed && $0.isEnabled }.sorted(by: failsLonger),
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
            let row = try connection.prepare(
                """
                SELECT sum(f.is_subscribed), sum(f.is_subscribed AND NOT f.is_enabled),
                    sum(s.entry_count), max(s.last_polled),
                    min(iif(f.is_subscribed AND f.is_enabled, s.due, NULL))
                FROM feeds AS f JOIN feed_states AS s ON s.feed = f.id
                """)
            _ = try row.step()
            subscribed = row.int(0)
            disabled = row.int(1)
            entries = row.int(2)
            lastPoll = row.optionalTimestamp(3)
            nextDue = row.optionalTimestamp(4)
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
