internal import SQLite

/// The table `identities`: under which keys a feed's entries are known, and what they looked like.
///
/// The one table that an unchanged entry touches, by one look-up.
enum IdentityTable {
    struct Row {
        /// Nil: several entries share the key, and the next rung of the ladder tells them apart.
        let entry: EntryID?
        let fingerprint: Int64

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
            SELECT entry, fingerprint FROM identities
            WHERE feed = ?1 AND key_high = ?2 AND key_low = ?3
            """)
        try statement.bind(feed, key.high, key.low)
        guard try statement.step() else { return nil }
        return Row(entry: statement.optionalInt64(0), fingerprint: statement.int64(1))
    }

    static func insert(
        feed: FeedID, key: KeyedHash.Value, entry: EntryID, fingerprint: Int64,
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare(
            """
            INSERT OR REPLACE INTO identities (feed, key_high, key_low, entry, fingerprint)
            VALUES (?1, ?2, ?3, ?4, ?5)
            """)
        try statement.bind(feed, key.high, key.low, entry, fingerprint)
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
