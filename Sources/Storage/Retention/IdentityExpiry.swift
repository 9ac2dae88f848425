internal import SQLite
internal import Values

/// The going of what keeps expired entries from coming back, once no document lists them any more.
enum IdentityExpiry {
    /// A place in the order of the table.
    struct Place: Sendable, Equatable {
        var feed: FeedID = 0
        var key = KeyedHash.Value(high: .min, low: .min)
    }

    /// How long after a document last listed an entry its identity stays, in seconds: a feed that was
    /// broken for months, or put in older issues again, brings nothing back.
    static let span: Int64 = 365 * 86_400
    /// Rows that are read in one step; entries that are looked up after which it ends, since they lie
    /// all over the table; and changes after which it does.
    private static let batch = 4_000
    private static let mostLookUps = 400
    private static let mostChanges = 250

    /// Forgets identities behind `place` whose entry has left, and that a later document of their feed
    /// did not list for as long as `span` (or no document of a feed that is followed no more);
    /// answers how many, and where to go on: nil when all were seen.
    static func forget(
        after place: Place, now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> (identities: Int, next: Place?) {
        let row = try connection.prepare(
            """
            SELECT feed, key_high, key_low, entry, listed FROM identities
            WHERE (feed, key_high, key_low) > (?1, ?2, ?3)
            ORDER BY feed, key_high, key_low LIMIT ?4
            """)
        try row.bind(place.feed, place.key.high, place.key.low, batch)
        let end = now.advanced(by: -span)
        let oldest = try oldestEntry(connection)
        var lookUps = 0
        var next: Place?
        var count = 0
        var old: [(place: Place, listed: Timestamp)] = []
        while old.count < mostChanges, lookUps < mostLookUps, try row.step() {
            count += 1
            let place = Place(
                feed: row.int64(0), key: KeyedHash.Value(high: row.int64(1), low: row.int64(2)))
            next = place
            let listed = row.timestamp(4)
            guard listed < end else { continue }
            // Most that have left were the oldest.
            if let entry = row.optionalInt64(3), entry >= oldest {
                lookUps += 1
                if try EntryTable.exists(entry, connection) { continue }
            }
            // What is shared tells listed entries apart for as long as the feed is followed.
            if row.isNull(3), try isFollowed(place.feed, connection) { continue }
            old.append((place, listed))
        }
        let isEnd = count < batch && old.count < mostChanges && lookUps < mostLookUps
        row.reset()
        var gone = 0
        for (place, listed) in old {
            if listed.seconds == 0 {
                // From before listings were counted: its time begins now.
                try IdentityTable.setListed(now, feed: place.feed, key: place.key, connection)
            } else if try isUnlisted(since: listed, place.feed, connection) {
                try IdentityTable.delete(feed: place.feed, key: place.key, connection)
                gone += 1
            }
        }
        return (gone, isEnd ? nil : next)
    }

    private static func oldestEntry(
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> EntryID {
        let row = try connection.prepare("SELECT min(id) FROM entries")
        return try row.step() ? row.optionalInt64(0) ?? .max : .max
    }

    /// Whether a document came that would have renewed the listing, or none will come.
    private static func isUnlisted(
        since listed: Timestamp, _ feed: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Bool {
        if try !isFollowed(feed, connection) { return true }
        let row = try connection.prepare("SELECT last_document FROM feed_states WHERE feed = ?1")
        try row.bind(feed)
        return try row.step()
            && row.timestamp(0) > listed.advanced(by: 2 * IdentityTable.listingGrain)
    }

    private static func isFollowed(
        _ feed: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Bool {
        let row = try connection.prepare("SELECT 1 FROM feeds WHERE id = ?1 AND is_subscribed = 1")
        try row.bind(feed)
        return try row.step()
    }

    /// Forgets feeds that are followed no more, of which nothing is left, and that were asked last
    /// longer ago than `span`: at most some at a time.
    static func forgetFeeds(
        now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let row = try connection.prepare(
            """
            SELECT f.id FROM feeds AS f JOIN feed_states AS s ON s.feed = f.id
            WHERE f.is_subscribed = 0 AND max(f.added, coalesce(s.last_polled, 0)) < ?1
                AND NOT EXISTS (SELECT 1 FROM entries AS e WHERE e.feed = f.id)
                AND NOT EXISTS (SELECT 1 FROM expired_entries AS e WHERE e.feed = f.id)
                AND NOT EXISTS (SELECT 1 FROM identities AS i WHERE i.feed = f.id)
            LIMIT 200
            """)
        try row.bind(now.advanced(by: -span).seconds)
        var feeds: [FeedID] = []
        while try row.step() { feeds.append(row.int64(0)) }
        row.reset()
        let scripts: [StaticString] = [
            "DELETE FROM feed_tags WHERE feed = ?1", "DELETE FROM feed_states WHERE feed = ?1",
            "DELETE FROM feeds WHERE id = ?1",
        ]
        for feed in feeds {
            for script in scripts {
                let statement = try connection.prepare(script)
                try statement.bind(feed)
                try statement.run()
            }
        }
    }
}
