internal import SQLite

/// The long lists of an export: one statement goes through each table in its own order, so that an
/// entry costs no search of its own.
enum ExportQueries {
    /// In the order of arrival; false when `body` said it.
    static func entries(
        _ connection: borrowing Connection, _ body: (ExportedEntry) -> Bool
    ) throws(DatabaseError) -> Bool {
        let row = try connection.prepare(
            """
            SELECT e.id, f.url, e.guid, e.title, e.link, e.author,
                coalesce(e.language, f.language), e.published, e.updated, e.seen, m.cluster,
                m.origin, e.summary, e.content, e.text, e.categories, e.enclosures,
                e.comments_link, e.source_title, e.source_url
            FROM entries AS e CROSS JOIN feeds AS f ON f.id = e.feed
                LEFT JOIN memberships AS m ON m.entry = e.id
            ORDER BY e.id
            """)
        let revision = try connection.prepare(
            """
            SELECT entry, replaced, title, link, author, summary, content
            FROM revisions ORDER BY entry, id
            """)
        var hasRevision = try revision.step()
        while try row.step() {
            var entry = try entry(row, connection)
            while hasRevision, revision.int64(0) <= entry.id {
                if revision.int64(0) == entry.id { entry.revisions.append(self.revision(revision)) }
                hasRevision = try revision.step()
            }
            if !body(entry) { return false }
        }
        return true
    }

    /// What is kept of those that have left, in the order of their arrival; false when `body` said it.
    static func expired(
        _ connection: borrowing Connection, _ body: (EntryRecord) -> Bool
    ) throws(DatabaseError) -> Bool {
        let row = try connection.prepare("SELECT * FROM expired_entry_records ORDER BY id")
        while try row.step() {
            if !body(try EntryQueries.record(row, connection)) { return false }
        }
        return true
    }

    private static func entry(
        _ row: borrowing Statement, _ connection: borrowing Connection
    ) throws(DatabaseError) -> ExportedEntry {
        let id = row.int64(0)
        let seen = row.timestamp(9)
        let (summary, content) = (row.optionalString(12), row.optionalString(13))
        return ExportedEntry(
            id: id, feedURL: row.string(1), guid: row.optionalString(2),
            title: row.optionalString(3), link: row.optionalString(4),
            author: row.optionalString(5), language: row.optionalString(6),
            published: EntryTime.believed(row.optionalTimestamp(7), seen: seen),
            updated: row.optionalTimestamp(8), seen: seen, cluster: row.optionalInt64(10),
            origin: row.isNull(11) ? nil : try MembershipTable.root(of: id, connection),
            summary: summary, content: content,
            text: summary == nil && content == nil ? row.optionalString(14) ?? "" : nil,
            categories: TextList.elements(row.optionalString(15)),
            enclosures: TextList.rows(row.optionalString(16)).compactMap(EntryQueries.enclosure),
            commentsLink: row.optionalString(17),
            source: EntryQueries.source(
                title: row.optionalString(18), url: row.optionalString(19)),
            revisions: [])
    }

    private static func revision(_ row: borrowing Statement) -> ExportedRevision {
        let summary = row.optionalString(5)
        return ExportedRevision(
            replaced: row.timestamp(1), title: row.optionalString(2),
            link: row.optionalString(3), author: row.optionalString(4), summary: summary,
            content: row.optionalString(6) ?? summary)
    }

    /// By number; false when `body` said it.
    static func clusters(
        _ connection: borrowing Connection, _ body: (ExportedCluster) -> Bool
    ) throws(DatabaseError) -> Bool {
        let row = try connection.prepare(
            """
            SELECT id, headline, first_time, last_time, entries, publishers, independent_texts,
                terms
            FROM clusters ORDER BY id
            """)
        while try row.step() {
            let cluster = ExportedCluster(
                id: row.int64(0), headline: row.int64(1), first: row.timestamp(2),
                last: row.timestamp(3), entryCount: row.int(4), publisherCount: row.int(5),
                independentTextCount: row.int(6),
                terms: TextList.elements(row.optionalString(7)))
            if !body(cluster) { return false }
        }
        return true
    }
}
