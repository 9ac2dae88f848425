internal import SQLite
internal import Values

/// Feeds as people read them.
enum FeedQueries {
    /// By id.
    static func feeds(
        _ selection: FeedSelection, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [FeedListing] {
        switch selection {
        case .all:
            return try listings(
                connection.prepare("SELECT * FROM feed_listings ORDER BY id"), connection)
        case .one(let id):
            let row = try connection.prepare("SELECT * FROM feed_listings WHERE id = ?1")
            try row.bind(id)
            return try listings(row, connection)
        case .failing:
            return try listings(
                connection.prepare(
                    "SELECT * FROM feed_listings WHERE failures > 0 ORDER BY id"), connection)
        case .held(let moment):
            let row = try connection.prepare(
                "SELECT * FROM feed_listings WHERE held_until > ?1 ORDER BY id")
            try row.bind(moment.seconds)
            return try listings(row, connection)
        }
    }

    /// What all feeds are found by, by id.
    static func names(_ connection: borrowing Connection) throws(DatabaseError) -> [FeedName] {
        let row = try connection.prepare(
            """
            SELECT id, url, coalesce(given_title, title), is_subscribed FROM feeds ORDER BY id
            """)
        var names: [FeedName] = []
        while try row.step() {
            names.append(
                FeedName(
                    id: row.int64(0), url: row.string(1), title: row.optionalString(2),
                    isSubscribed: row.int64(3) != 0))
        }
        return names
    }

    private static func listings(
        _ row: borrowing Statement, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [FeedListing] {
        let tags = try FeedTable.tags(connection)
        var feeds: [FeedListing] = []
        while try row.step() {
            let own = FeedStateTable.columnCount
            let id = row.int64(own + 2)
            feeds.append(
                FeedListing(
                    id: id, url: row.string(own + 3), title: row.optionalString(own + 4),
                    siteLink: row.optionalString(own + 5), publisher: row.string(own + 6),
                    tags: tags[id] ?? [], isSubscribed: row.int64(own + 7) != 0,
                    isEnabled: row.int64(own + 8) != 0,
                    poll: FeedStateTable.state(row, from: 0), entryCount: row.int(own),
                    newestEntry: row.optionalTimestamp(own + 1),
                    notes: TextList.elements(row.string(own + 9))))
        }
        return feeds
    }
}
