internal import FeedParsing
internal import Politeness
internal import SQLite
internal import Subscriptions
internal import Values

/// The tables `feeds` and `feed_tags`: what feeds.yml declares and what documents tell of themselves.
enum FeedTable {
    /// What feeds.yml sets of a feed, as it is stored.
    struct Declared: Equatable {
        var id: FeedID
        var isSubscribed: Bool
        var isEnabled: Bool
        var publisher: String
        var givenTitle: String?
        /// The site that its document named.
        var siteLink: String?
        /// See `AccessMark`; nil where a former version stored the feed.
        var access: Int64?
    }

    /// All that is stored of a feed.
    struct Known {
        let declared: Declared
        /// The feed's own title.
        let title: String?
        /// When it was taken out of feeds.yml, if it was.
        let removed: Timestamp?
        let poll: PollState
    }

    /// Nil when there is no feed of that address. One query: each start asks it of each feed.
    static func known(
        url: String, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Known? {
        let row = try connection.prepare(
            """
            SELECT s.due, s.due_reason, s.last_polled, s.last_success, s.last_status, s.failures,
                s.polls, s.not_modified, s.bytes_received, s.etag, s.last_modified,
                s.validators_url, s.last_error, s.moved_url, s.moved_first_seen, s.moved_last_seen,
                s.moved_sightings, s.ttl, s.update_period, s.skip_hours, s.skip_days,
                s.publications, s.visits, s.requests, s.conditional, s.unconditional, s.early,
                s.after_gone, s.moved_again, s.first_visit, s.last_visit, s.shortest_interval,
                s.held_until, s.last_limited, s.lifetime, s.cause, s.outage_since,
                f.id, f.is_subscribed, f.is_enabled, f.publisher, f.given_title, f.site_link,
                f.access, f.title, f.removed
            FROM feeds AS f JOIN feed_states AS s ON s.feed = f.id WHERE f.url = ?1
            """)
        try row.bind(url)
        guard try row.step() else { return nil }
        let first = FeedStateTable.columnCount
        let declared = Declared(
            id: row.int64(first), isSubscribed: row.int64(first + 1) != 0,
            isEnabled: row.int64(first + 2) != 0, publisher: row.string(first + 3),
            givenTitle: row.optionalString(first + 4), siteLink: row.optionalString(first + 5),
            access: row.optionalInt64(first + 6))
        return Known(
            declared: declared, title: row.optionalString(first + 7),
            removed: row.optionalTimestamp(first + 8), poll: FeedStateTable.state(row, from: 0))
    }

    static func insert(
        _ subscription: Subscription, publisher: String, access: Int64, at now: Timestamp,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> FeedID {
        let statement = try connection.prepare(
            """
            INSERT INTO feeds (url, added, is_subscribed, is_enabled, publisher, given_title, access)
            VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6)
            """)
        try statement.bind(
            subscription.url, now.seconds, subscription.isEnabled, publisher, subscription.title,
            access)
        try statement.run()
        return try connection.lastInsertedID
    }

    static func update(
        _ declared: Declared, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare(
            """
            UPDATE feeds SET is_subscribed = ?2, is_enabled = ?3, given_title = ?4, access = ?5,
                removed = iif(?2, NULL, removed)
            WHERE id = ?1
            """)
        try statement.bind(
            declared.id, declared.isSubscribed, declared.isEnabled, declared.givenTitle,
            declared.access)
        try statement.run()
    }

    /// Where a feed is, and where it was seen to have moved.
    struct Address {
        let id: FeedID
        let url: String
        let isFollowed: Bool
        let moved: PollState.Move?
    }

    /// Every feed with its addresses, those that are followed first.
    static func addresses(_ connection: borrowing Connection) throws(DatabaseError) -> [Address] {
        let row = try connection.prepare(
            """
            SELECT f.id, f.url, f.is_subscribed, s.moved_url, s.moved_first_seen,
                s.moved_sightings, s.moved_last_seen
            FROM feeds AS f JOIN feed_states AS s ON s.feed = f.id ORDER BY f.id
            """)
        var followed: [Address] = []
        var others: [Address] = []
        while try row.step() {
            var moved: PollState.Move?
            if let url = row.optionalString(3) {
                moved = PollState.Move(
                    url: url, firstSeen: row.timestamp(4), sightings: row.int(5),
                    lastSeen: row.timestamp(6))
            }
            let feed = Address(
                id: row.int64(0), url: row.string(1), isFollowed: row.int64(2) != 0, moved: moved)
            if feed.isFollowed { followed.append(feed) } else { others.append(feed) }
        }
        return followed + others
    }

    static func url(
        of id: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> String? {
        let row = try connection.prepare("SELECT url FROM feeds WHERE id = ?1")
        try row.bind(id)
        return try row.step() ? row.string(0) : nil
    }

    static func setURL(
        _ url: String, of id: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare("UPDATE feeds SET url = ?2 WHERE id = ?1")
        try statement.bind(id, url)
        try statement.run()
    }

    static func publisher(
        of id: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> String? {
        let row = try connection.prepare("SELECT publisher FROM feeds WHERE id = ?1")
        try row.bind(id)
        return try row.step() ? row.string(0) : nil
    }

    static func setPublisher(
        _ publisher: String, of id: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare("UPDATE feeds SET publisher = ?2 WHERE id = ?1")
        try statement.bind(id, publisher)
        try statement.run()
    }

    static func subscribed(
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> Set<FeedID> {
        let row = try connection.prepare("SELECT id FROM feeds WHERE is_subscribed = 1")
        var ids: Set<FeedID> = []
        while try row.step() { ids.insert(row.int64(0)) }
        return ids
    }

    static func unsubscribe(
        _ id: FeedID, at now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare(
            "UPDATE feeds SET is_subscribed = 0, removed = ?2 WHERE id = ?1")
        try statement.bind(id, now.seconds)
        try statement.run()
    }

    /// The tags of every feed that has some, in the order of the file.
    static func tags(
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> [FeedID: [String]] {
        let row = try connection.prepare("SELECT feed, tag FROM feed_tags ORDER BY feed, position")
        var tags: [FeedID: [String]] = [:]
        while try row.step() { tags[row.int64(0), default: []].append(row.string(1)) }
        return tags
    }

    /// Those of one feed, in the order of the file.
    static func tags(
        of feed: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [String] {
        let row = try connection.prepare(
            "SELECT tag FROM feed_tags WHERE feed = ?1 ORDER BY position")
        try row.bind(feed)
        var tags: [String] = []
        while try row.step() { tags.append(row.string(0)) }
        return tags
    }

    static func setTags(
        _ tags: [String], of id: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let delete = try connection.prepare("DELETE FROM feed_tags WHERE feed = ?1")
        try delete.bind(id)
        try delete.run()
        let insert = try connection.prepare(
            "INSERT INTO feed_tags (feed, position, tag) VALUES (?1, ?2, ?3)")
        for (position, tag) in tags.enumerated() {
            try insert.bind(id, position, tag)
            try insert.run()
        }
    }

    /// Takes over what a document tells of the feed; what it leaves out stays as it was.
    static func describe(
        _ id: FeedID, by document: ParsedFeed, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        // The condition spares the write when nothing changed, as is the rule.
        let statement = try connection.prepare(
            """
            UPDATE feeds SET
                title = coalesce(?2, title), site_link = coalesce(?3, site_link),
                description = coalesce(?4, description), language = coalesce(?5, language),
                format = ?6, notes = ?7
            WHERE id = ?1 AND (
                title IS NOT coalesce(?2, title) OR site_link IS NOT coalesce(?3, site_link)
                OR description IS NOT coalesce(?4, description)
                OR language IS NOT coalesce(?5, language) OR format IS NOT ?6 OR notes IS NOT ?7)
            """)
        try statement.bind(
            id, document.title, document.link, document.description, document.language,
            document.format.rawValue, TextList.text(document.notes) ?? "")
        try statement.run()
    }

    /// Nil when there is no such feed.
    static func record(
        _ id: FeedID, _ subscription: Subscription, _ connection: borrowing Connection
    ) throws(DatabaseError) -> FeedRecord? {
        let row = try connection.prepare(
            "SELECT title, site_link, publisher FROM feeds WHERE id = ?1")
        try row.bind(id)
        guard try row.step(), let poll = try FeedStateTable.state(of: id, connection) else {
            return nil
        }
        return FeedRecord(
            id: id, subscription: subscription, poll: poll, title: row.optionalString(0),
            siteLink: row.optionalString(1), publisher: row.string(2))
    }
}
