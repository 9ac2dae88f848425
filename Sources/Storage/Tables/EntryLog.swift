internal import Events
internal import SQLite
internal import Values

/// The table `entries` as a log, read in the order of arrival.
enum EntryLog {
    /// What every entry of a feed has in common; held once, not once an entry.
    private struct Feed {
        let url: String
        let publisher: String
        let language: String?
    }

    static func entries(
        after cursor: EntryID, limit: Int, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [LoggedEntry] {
        let row = try connection.prepare(
            """
            SELECT id, feed, title, text, summary, content, link, published, seen, language,
                source_url, outgoing_links
            FROM entries WHERE id > ?1 ORDER BY id LIMIT ?2
            """)
        try row.bind(cursor, limit)
        var feeds: [FeedID: Feed] = [:]
        var entries: [LoggedEntry] = []
        while try row.step() {
            entries.append(try entry(row, &feeds, connection))
        }
        return entries
    }

    static func clustered(
        after cursor: EntryID, limit: Int, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [ClusteredEntry] {
        let row = try connection.prepare(
            """
            SELECT e.id, e.feed, e.title, e.text, e.summary, e.content, e.link, e.published,
                e.seen, e.language, e.source_url, e.outgoing_links, m.cluster, m.score, m.origin,
                m.containment, m.direction, m.standing_text
            FROM entries AS e JOIN memberships AS m ON m.entry = e.id
            WHERE e.id > ?1 ORDER BY e.id LIMIT ?2
            """)
        try row.bind(cursor, limit)
        var feeds: [FeedID: Feed] = [:]
        var entries: [ClusteredEntry] = []
        while try row.step() {
            let entry = try entry(row, &feeds, connection)
            entries.append(
                ClusteredEntry(
                    entry: entry, membership: MembershipTable.membership(of: entry.id, row, at: 12))
            )
        }
        return entries
    }

    /// An entry as the clusterer read it, or would; nil when it has left the store.
    static func entry(
        _ id: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> LoggedEntry? {
        let row = try connection.prepare(
            """
            SELECT id, feed, title, text, summary, content, link, published, seen, language,
                source_url, outgoing_links
            FROM entries WHERE id = ?1
            """)
        try row.bind(id)
        var feeds: [FeedID: Feed] = [:]
        return try row.step() ? try entry(row, &feeds, connection) : nil
    }

    /// The last of the entries after `cursor` that were seen before `moment`, without a gap; nil when
    /// the next one was not.
    static func last(
        seenBefore moment: Timestamp, after cursor: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> EntryID? {
        let row = try connection.prepare("SELECT id, seen FROM entries WHERE id > ?1 ORDER BY id")
        try row.bind(cursor)
        var last: EntryID?
        while try row.step(), row.timestamp(1) < moment { last = row.int64(0) }
        return last
    }

    /// The last one, and when it was seen.
    static func last(
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> (id: EntryID, seen: Timestamp)? {
        let row = try connection.prepare("SELECT id, seen FROM entries ORDER BY id DESC LIMIT 1")
        return try row.step() ? (row.int64(0), row.timestamp(1)) : nil
    }

    /// The first of the entries that were first seen at `moment` or later: found by halving, since
    /// they were seen in the order of their ids. One above all where there is none.
    static func first(
        seenFrom moment: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> EntryID {
        let last = try connection.prepare("SELECT max(id) FROM entries")
        guard try last.step(), !last.isNull(0) else { return 0 }
        let row = try connection.prepare(
            "SELECT id, seen FROM entries WHERE id >= ?1 ORDER BY id LIMIT 1")
        var (low, high) = (EntryID(0), last.int64(0) + 1)
        while low < high {
            let middle = low + (high - low) / 2
            try row.bind(middle)
            let isLater = try !row.step() || row.timestamp(1) >= moment
            if isLater { high = middle } else { low = row.int64(0) + 1 }
            row.reset()
        }
        return low
    }

    private static func entry(
        _ row: borrowing Statement, _ feeds: inout [FeedID: Feed],
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> LoggedEntry {
        let id = row.int64(1)
        let feed: Feed
        if let known = feeds[id] {
            feed = known
        } else {
            feed = try self.feed(id, connection)
            feeds[id] = feed
        }
        let seen = row.timestamp(8)
        return LoggedEntry(
            id: row.int64(0), feed: id, feedURL: feed.url, publisher: feed.publisher,
            title: row.string(2),
            text: StoredBody.plainText(
                text: row.optionalString(3), summary: row.optionalString(4),
                content: row.optionalString(5)),
            link: row.optionalString(6),
            published: EntryTime.believed(row.optionalTimestamp(7), seen: seen), seen: seen,
            language: row.optionalString(9) ?? feed.language,
            syndicatedFrom: row.optionalString(10),
            outgoingLinks: TextList.elements(row.optionalString(11)))
    }

    private static func feed(
        _ id: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Feed {
        let row = try connection.prepare("SELECT url, publisher, language FROM feeds WHERE id = ?1")
        try row.bind(id)
        // The foreign key sees to it that there is one.
        _ = try row.step()
        return Feed(
            url: row.string(0), publisher: row.string(1), language: row.optionalString(2))
    }
}
