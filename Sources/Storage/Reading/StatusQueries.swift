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
        let feeds = try FeedQueries.feeds(connection)
        let subscribed = feeds.filter(\.isSubscribed)
        let space = try DatabaseSpace(connection)
        let active = subscribed.filter(\.isEnabled)
        return StoreStatus(
            path: file.database, schemaVersion: Migration.all.count,
            bytes: space.pages * space.pageSize, freeBytes: space.freeBytes, shrinks: space.shrinks,
            subscribedFeeds: subscribed.count,
            disabledFeeds: subscribed.count - active.count,
            entries: feeds.reduce(0) { $0 + $1.entryCount },
            clusters: try count("SELECT count(*) FROM clusters", connection),
            sharedClusters: try count(
                "SELECT count(*) FROM clusters WHERE publishers >= 2", connection),
            unclusteredEntries: try count(
                "SELECT count(*) FROM entries WHERE id > (SELECT cursor FROM clusterer)",
                connection),
            lastPoll: feeds.lazy.compactMap(\.poll.lastPolled).max(),
            nextDue: active.lazy.compactMap(\.poll.due).min(),
            failing: active.filter { $0.poll.failures > 0 }.sorted(by: failsLonger),
            writer: try writer(connection))
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
