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

    private struct Feeds {
        var known: [FeedID: Feed] = [:]
        /// What entries were read with up to one, in ascending order of these; see `HeldTable`.
        var held: [FeedID: [(through: EntryID, feed: Feed)]] = [:]
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
        var feeds = Feeds()
        var entries: [LoggedEntry] = []
        while try row.step() {
            entries.append(try entry(row, &feeds, connection))
        }
        return entries
    }

    /// The same, with which of them the clusterer holds otherwise.
    static func current(
        after cursor: EntryID, limit: Int, _ connection: borrowing Connection
    ) throws(DatabaseError) -> CurrentEntries {
        let entries = try entries(after: cursor, limit: limit, connection)
        let last = entries.last?.id ?? cursor
        return CurrentEntries(
            entries: entries,
            revised: try HeldTable.revised(after: cursor, through: last, connection),
            reading: LogReading(
                after: cursor, through: last, revision: try RevisionTable.last(connection)))
    }

    /// As the clusterer read them.
    static func clustered(
        after cursor: EntryID, limit: Int, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [ClusteredEntry] {
        guard cursor < .max else { return [] }
        let row = try clusteredRows(connection)
        try row.bind(cursor + 1, EntryID.max, false, limit)
        var feeds = try heldFeeds(connection)
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
        let row = try clusteredRows(connection)
        try row.bind(id, id, true, 1)
        var feeds = try heldFeeds(connection)
        return try row.step() ? try entry(row, &feeds, connection) : nil
    }

    /// Entries as the clusterer read them, from the number ?1 to ?2, oldest first and ?4 at the most, each
    /// with its membership; where ?3 is set those without one as well.
    private static func clusteredRows(
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> Statement {
        try connection.prepare(
            """
            SELECT e.id, e.feed, iif(r.id IS NULL, e.title, r.title),
                iif(r.id IS NULL, e.text, r.text), iif(r.id IS NULL, e.summary, r.summary),
                iif(r.id IS NULL, e.content, r.content), iif(r.id IS NULL, e.link, r.link),
                iif(r.id IS NULL, e.published, h.published), e.seen,
                iif(r.id IS NULL, e.language, h.language),
                iif(r.id IS NULL, e.source_url, h.source_url),
                iif(r.id IS NULL, e.outgoing_links, h.outgoing_links), m.cluster, m.score,
                m.origin, m.containment, m.direction, m.standing_text
            FROM entries AS e LEFT JOIN memberships AS m ON m.entry = e.id
                LEFT JOIN held_entries AS h ON h.entry = e.id
                LEFT JOIN revisions AS r ON r.id = h.revision AND r.entry = h.entry
            WHERE e.id BETWEEN ?1 AND ?2 AND (?3 OR m.entry IS NOT NULL) ORDER BY e.id LIMIT ?4
            """)
    }

    /// The last of the entries after `cursor` that came before `moment`, without a gap; nil when the
    /// next one did not.
    ///
    /// A clock that was wrong when some were stored must not hold up the rest, nor take it along. One
    /// that was seen later than `now` says nothing, and goes with the next one that does; one that was
    /// seen before a former one came when that did. Told by what is stored alone, so that a restart
    /// changes nothing.
    static func last(
        seenBefore moment: Timestamp, after cursor: EntryID, now: Timestamp,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> EntryID? {
        let row = try connection.prepare("SELECT id, seen FROM entries WHERE id > ?1 ORDER BY id")
        try row.bind(cursor)
        let future = now.advanced(by: ArrivalRuns.tolerance)
        var came = Timestamp(seconds: .min)
        var last: EntryID?
        while try row.step() {
            if row.timestamp(1) > future { continue }
            came = max(came, row.timestamp(1))
            guard came < moment else { break }
            last = row.int64(0)
        }
        return last
    }

    /// The last one, and when it was seen.
    static func last(
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> (id: EntryID, seen: Timestamp)? {
        let row = try connection.prepare("SELECT id, seen FROM entries ORDER BY id DESC LIMIT 1")
        return try row.step() ? (row.int64(0), row.timestamp(1)) : nil
    }

    /// When the first one after `cursor` was seen.
    static func firstArrival(
        after cursor: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Timestamp? {
        let row = try connection.prepare(
            "SELECT seen FROM entries WHERE id > ?1 ORDER BY id LIMIT 1")
        try row.bind(cursor)
        return try row.step() ? row.timestamp(0) : nil
    }

    private static func entry(
        _ row: borrowing Statement, _ feeds: inout Feeds,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> LoggedEntry {
        let id = row.int64(1)
        let number = row.int64(0)
        let feed: Feed
        if let held = feeds.held[id]?.first(where: { $0.through >= number }) {
            feed = held.feed
        } else if let known = feeds.known[id] {
            feed = known
        } else {
            feed = try self.feed(id, connection)
            feeds.known[id] = feed
        }
        let seen = row.timestamp(8)
        return LoggedEntry(
            id: number, feed: id, feedURL: feed.url, publisher: feed.publisher,
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

    private static func heldFeeds(
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> Feeds {
        let row = try connection.prepare(
            "SELECT feed, through, url, publisher, language FROM held_feeds ORDER BY feed, through")
        var feeds = Feeds()
        while try row.step() {
            let feed = Feed(
                url: row.string(2), publisher: row.string(3), language: row.optionalString(4))
            feeds.held[row.int64(0), default: []].append((row.int64(1), feed))
        }
        return feeds
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
