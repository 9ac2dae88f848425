internal import Politeness
internal import SQLite
internal import Values

/// Feeds as people read them.
enum FeedQueries {
    /// What a table of all feeds has, by id. One that was removed and never brought anything, such as a
    /// mistyped address, is kept for what its server said, and nobody's to see.
    static func forEachOverview(
        _ connection: borrowing Connection, _ body: (FeedOverview) -> Void
    ) throws(DatabaseError) {
        let row = try connection.prepare(
            """
            SELECT f.id, f.url, coalesce(f.given_title, f.title), f.is_subscribed, f.is_enabled,
                s.entry_count, s.last_polled, s.due, s.failures, s.moved_url, s.moved_first_seen,
                s.moved_last_seen, s.moved_sightings, s.last_error IS NOT NULL, s.cause
            FROM feeds AS f JOIN feed_states AS s ON s.feed = f.id
            WHERE f.is_subscribed = 1 OR s.entry_count > 0 OR s.last_success IS NOT NULL
            ORDER BY f.id
            """)
        while try row.step() {
            let move = row.optionalString(9).map {
                PollState.Move(
                    url: $0, firstSeen: row.timestamp(10), sightings: row.int(12),
                    lastSeen: row.timestamp(11))
            }
            let failures = row.int(8)
            let isFailing = PollState.isFailing(
                failures: failures, hasError: row.int64(13) != 0,
                cause: FeedStateTable.cause(row, 14))
            body(
                FeedOverview(
                    id: row.int64(0), url: row.string(1), title: row.optionalString(2),
                    isSubscribed: row.int64(3) != 0, isEnabled: row.int64(4) != 0,
                    entryCount: row.int(5), lastPolled: row.optionalTimestamp(6),
                    due: row.optionalTimestamp(7), failures: failures, isFailing: isFailing,
                    hasMoved: move?.isSettled == true))
        }
    }

    /// By id.
    static func feeds(
        _ subset: FeedSubset, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [FeedListing] {
        switch subset {
        case .all:
            return try listings(
                connection.prepare("SELECT * FROM feed_listings ORDER BY id"),
                tags: FeedTable.tags(connection), connection)
        case .one(let id):
            let row = try connection.prepare("SELECT * FROM feed_listings WHERE id = ?1")
            try row.bind(id)
            return try listings(row, connection)
        case .at(let url):
            let row = try connection.prepare("SELECT * FROM feed_listings WHERE url = ?1")
            try row.bind(url)
            return try listings(row, connection)
        case .failing:
            // In the order of the index that holds these alone: asked for another, SQLite would go
            // through all feeds.
            return try listings(
                connection.prepare("SELECT * FROM feed_listings WHERE last_error IS NOT NULL"),
                connection
            ).sorted { $0.id < $1.id }
        }
    }

    /// What all feeds are found by, by id.
    static func names(_ connection: borrowing Connection) throws(DatabaseError) -> [FeedName] {
        try names(
            connection.prepare(
                """
                SELECT id, url, coalesce(given_title, title), is_subscribed FROM feeds ORDER BY id
                """))
    }

    /// The same of those alone whose number or address is `name`, else of those whose title is, to the
    /// letter: titles have no index, and all feeds are read for them.
    static func names(
        exactly name: String, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [FeedName] {
        let row = try connection.prepare(
            """
            SELECT id, url, coalesce(given_title, title), is_subscribed FROM feeds
            WHERE id = ?1 OR url = ?2
            """)
        try row.bind(FeedID(name), name)
        let found = try names(row)
        if !found.isEmpty { return found.sorted { $0.id < $1.id } }
        let titled = try connection.prepare(
            """
            SELECT id, url, coalesce(given_title, title), is_subscribed FROM feeds
            WHERE coalesce(given_title, title) = ?1 ORDER BY id
            """)
        try titled.bind(name)
        return try names(titled)
    }

    private static func names(
        _ row: borrowing Statement
    ) throws(DatabaseError) -> [FeedName] {
        var names: [FeedName] = []
        while try row.step() {
            names.append(
                FeedName(
                    id: row.int64(0), url: row.string(1), title: row.optionalString(2),
                    isSubscribed: row.int64(3) != 0))
        }
        return names
    }

    /// - Parameter tags: those of all feeds, where all are listed.
    private static func listings(
        _ row: borrowing Statement, tags: [FeedID: [String]]? = nil,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> [FeedListing] {
        var feeds: [FeedListing] = []
        while try row.step() {
            let own = FeedStateTable.columnCount
            let id = row.int64(own + 2)
            let feedTags: [String]
            if let tags {
                feedTags = tags[id] ?? []
            } else {
                feedTags = try FeedTable.tags(of: id, connection)
            }
            feeds.append(
                FeedListing(
                    id: id, url: row.string(own + 3), title: row.optionalString(own + 4),
                    siteLink: row.optionalString(own + 5), publisher: row.string(own + 6),
                    tags: feedTags,
                    isSubscribed: row.int64(own + 7) != 0,
                    isEnabled: row.int64(own + 8) != 0,
                    poll: FeedStateTable.state(row, from: 0), entryCount: row.int(own),
                    newestEntry: row.optionalTimestamp(own + 1),
                    notes: TextList.elements(row.string(own + 9))))
        }
        return feeds
    }
}
