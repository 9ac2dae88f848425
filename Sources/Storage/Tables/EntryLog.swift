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
        since: Timestamp, after cursor: EntryID, limit: Int, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [ClusteredEntry] {
        let row = try connection.prepare(
            """
            SELECT e.id, e.feed, e.title, e.text, e.summary, e.content, e.link, e.published,
                e.seen, e.language, e.source_url, e.outgoing_links, m.cluster, m.score, m.reason,
                m.origin, m.containment, m.direction
            FROM entries AS e JOIN memberships AS m ON m.entry = e.id
            WHERE e.id = ?1
            """)
        var feeds: [FeedID: Feed] = [:]
        var entries: [ClusteredEntry] = []
        for id in try clusteredIDs(since: since, after: cursor, limit: limit, connection) {
            try row.bind(id)
            if try row.step() {
                let entry = try entry(row, &feeds, connection)
                entries.append(ClusteredEntry(entry: entry, membership: membership(row, of: id)))
            }
            row.reset()
        }
        return entries
    }

    /// The ids come from the index of times and are sorted before any text is read.
    private static func clusteredIDs(
        since: Timestamp, after cursor: EntryID, limit: Int, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [EntryID] {
        let row = try connection.prepare(
            """
            SELECT id FROM entries INDEXED BY entries_by_time
            WHERE sort_time >= ?1 AND id > ?2
                AND EXISTS (SELECT 1 FROM memberships WHERE entry = entries.id)
            ORDER BY id LIMIT ?3
            """)
        try row.bind(since.seconds, cursor, limit)
        var ids: [EntryID] = []
        while try row.step() { ids.append(row.int64(0)) }
        return ids
    }

    private static func membership(
        _ row: borrowing Statement, of entry: EntryID
    ) -> Membership {
        let copy = row.optionalInt64(15).map { origin in
            CopyEvidence(origin: origin, containment: row.double(16), direction: row.string(17))
        }
        return Membership(
            document: entry, cluster: row.int64(12), score: row.double(13), reason: row.string(14),
            copy: copy)
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
