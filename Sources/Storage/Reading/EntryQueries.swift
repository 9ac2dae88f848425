internal import FeedParsing
internal import SQLite

/// Entries as people read them.
enum EntryQueries {
    /// The next of the list, at most `limit`.
    ///
    /// - Parameter place: behind which they stand; nil: the list begins.
    static func page(
        _ filter: EntryFilter, behind place: EntryPage.Place? = nil, limit: Int,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> [EntryRecord] {
        let page = try EntryPage(filter, behind: place, limit: limit, connection)
        var entries: [EntryRecord] = []
        if let cluster = filter.cluster {
            let row = try connection.prepare(
                """
                SELECT * FROM entry_records
                WHERE cluster = ?7 AND sort_time >= ?1 AND (sort_time, id) < (?2, ?3)
                    AND (?4 IS NULL OR feed IN (SELECT value FROM json_each(?4)))
                    AND (?5 IS NULL OR EXISTS (
                        SELECT 1 FROM json_each(?5) WHERE lower(language) || '-' GLOB value))
                ORDER BY sort_time DESC, id DESC LIMIT ?6
                """)
            try row.bind(
                page.since, page.before.time, page.before.entry, page.feedList,
                page.languages?.patterns, limit, try ClusterTable.resolve(cluster, connection))
            while try row.step() { entries.append(try record(row, connection)) }
        } else {
            for id in try page.ids(connection) {
                if let entry = try record(id, connection) { entries.append(entry) }
            }
        }
        return entries
    }

    static func record(
        _ id: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> EntryRecord? {
        let row = try connection.prepare("SELECT * FROM entry_records WHERE id = ?1")
        try row.bind(id)
        return try row.step() ? record(row, connection) : nil
    }

    /// The same of one that may have expired.
    static func record(
        orExpired id: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> EntryRecord? {
        if let stored = try record(id, connection) { return stored }
        return try expired(id, connection)
    }

    /// What is kept of one that has expired.
    static func expired(
        _ id: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> EntryRecord? {
        let row = try connection.prepare("SELECT * FROM expired_entry_records WHERE id = ?1")
        try row.bind(id)
        return try row.step() ? record(row, connection) : nil
    }

    static func detail(
        _ id: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> EntryDetail? {
        guard let record = try record(id, connection) else { return nil }
        let row = try connection.prepare(
            """
            SELECT guid, updated, summary, content, text, categories, enclosures, comments_link,
                source_title, source_url, outgoing_links
            FROM entries WHERE id = ?1
            """)
        try row.bind(id)
        guard try row.step() else { return nil }
        let (summary, content) = (row.optionalString(2), row.optionalString(3))
        let shown = ShownBody(summary: summary, content: content, text: row.optionalString(4))
        return EntryDetail(
            record: record, guid: row.optionalString(0), updated: row.optionalTimestamp(1),
            summary: summary, content: content ?? summary,
            lead: shown.lead, text: shown.text,
            categories: TextList.elements(row.optionalString(5)),
            enclosures: TextList.rows(row.optionalString(6)).compactMap(enclosure),
            commentsLink: row.optionalString(7),
            source: source(title: row.optionalString(8), url: row.optionalString(9)),
            outgoingLinks: TextList.elements(row.optionalString(10)),
            membership: try MembershipTable.record(of: id, connection),
            revisions: try RevisionTable.revisions(of: id, connection))
    }

    /// Reads a row of the view `entry_records`, or of `expired_entry_records`.
    static func record(
        _ row: borrowing Statement, _ connection: borrowing Connection
    ) throws(DatabaseError) -> EntryRecord {
        let id = row.int64(0)
        let seen = row.timestamp(8)
        var copy: CopyRecord?
        if !row.isNull(13) {
            copy = try self.copy(
                id, containment: row.double(14), direction: row.string(15), connection)
        }
        // Of one that has expired no text is left.
        let opening =
            row.isNull(5) && row.isNull(16) ? try EntryOpening.text(of: id, connection) : nil
        return EntryRecord(
            id: id, feed: row.int64(1), feedURL: row.string(2), feedTitle: row.optionalString(3),
            publisher: row.string(4), title: row.optionalString(5), link: row.optionalString(6),
            published: EntryTime.believed(row.optionalTimestamp(7), seen: seen), seen: seen,
            sortTime: row.timestamp(9), author: row.optionalString(10),
            language: row.optionalString(11), cluster: row.optionalInt64(12), copy: copy,
            expired: row.optionalTimestamp(16),
            opening: opening)
    }

    private static func copy(
        _ id: EntryID, containment: Double, direction: String,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> CopyRecord {
        let root = try MembershipTable.root(of: id, connection)
        var copy = CopyRecord(
            origin: root, originLink: nil, originPublisher: nil, containment: containment,
            direction: direction)
        let row = try connection.prepare(
            """
            SELECT e.link, f.publisher FROM entries AS e JOIN feeds AS f ON f.id = e.feed
            WHERE e.id = ?1
            UNION ALL
            SELECT e.link, f.publisher FROM expired_entries AS e JOIN feeds AS f ON f.id = e.feed
            WHERE e.id = ?1
            """)
        try row.bind(root)
        if try row.step() {
            copy.originLink = row.optionalString(0)
            copy.originPublisher = row.string(1)
        }
        return copy
    }

    static func enclosure(_ fields: [String]) -> ParsedEntry.Enclosure? {
        guard fields.count == 3 else { return nil }
        return ParsedEntry.Enclosure(
            url: fields[0], type: fields[1].isEmpty ? nil : fields[1], length: Int64(fields[2]))
    }

    static func source(title: String?, url: String?) -> ParsedEntry.Source? {
        title == nil && url == nil ? nil : ParsedEntry.Source(title: title, url: url)
    }
}
