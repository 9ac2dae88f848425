internal import SQLite
internal import Values

/// The table `identities`: under which keys a feed's entries are known, and what they looked like.
///
/// The one table that an unchanged entry touches, by one look-up.
enum IdentityTable {
    /// Seconds for which a listing is not noted again: a write a month, not one a poll.
    static let listingGrain: Int64 = 30 * 86_400

    struct Row {
        /// Nil: several entries share the key, and the next rung of the ladder tells them apart.
        let entry: EntryID?
        let fingerprint: Int64
        /// When a document last listed it, to `listingGrain`.
        let listed: Timestamp

        var isShared: Bool { entry == nil }
    }

    /// Whether there is any of the feed.
    static func holds(
        feed: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Bool {
        let statement = try connection.prepare("SELECT 1 FROM identities WHERE feed = ?1 LIMIT 1")
        try statement.bind(feed)
        return try statement.step()
    }

    static func row(
        feed: FeedID, key: KeyedHash.Value, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Row? {
        let statement = try connection.prepare(
            """
            SELECT entry, fingerprint, listed FROM identities
            WHERE feed = ?1 AND key_high = ?2 AND key_low = ?3
            """)
        try statement.bind(feed, key.high, key.low)
        guard try statement.step() else { return nil }
        return Row(
            entry: statement.optionalInt64(0), fingerprint: statement.int64(1),
            listed: statement.timestamp(2))
    }

    static func insert(
        feed: FeedID, key: KeyedHash.Value, entry: EntryID, fingerprint: Int64, listed: Timestamp,
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare(
            """
            INSERT OR REPLACE INTO identities (feed, key_high, key_low, entry, fingerprint, listed)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """)
        try statement.bind(feed, key.high, key.low, entry, fingerprint, listed.seconds)
        try statement.run()
    }

    static func markShared(
        feed: FeedID, key: KeyedHash.Value, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare(
            """
            INSERT OR REPLACE INTO identities (feed, key_high, key_low, entry, fingerprint)
            VALUES (?1, ?2, ?3, NULL, 0)
            """)
        try statement.bind(feed, key.high, key.low)
        try statement.run()
    }

    static func setListed(
        _ moment: Timestamp, feed: FeedID, key: KeyedHash.Value,
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare(
            """
            UPDATE identities SET listed = ?4 WHERE feed = ?1 AND key_high = ?2 AND key_low = ?3
            """)
        try statement.bind(feed, key.high, key.low, moment.seconds)
        try statement.run()
    }

    static func delete(
        feed: FeedID, key: KeyedHash.Value, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare(
            "DELETE FROM identities WHERE feed = ?1 AND key_high = ?2 AND key_low = ?3")
        try statement.bind(feed, key.high, key.low)
        try statement.run()
    }

    static func setFingerprint(
        _ fingerprint: Int64, feed: FeedID, key: KeyedHash.Value,
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare(
            """
            UPDATE identities SET fingerprint = ?4
            WHERE feed = ?1 AND key_high = ?2 AND key_low = ?3
            """)
        try statement.bind(feed, key.high, key.low, fingerprint)
        try statement.run()
    }
}
