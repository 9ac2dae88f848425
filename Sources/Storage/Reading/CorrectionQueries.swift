public import Events
internal import SQLite

/// That an entry has another title or another text than it had at an earlier look.
public struct CorrectedEntry: Sendable, Equatable {
    public var entry: EntryID
    /// The event that it is in; nil until the clusterer has read it.
    public var cluster: ClusterID?
    /// The title that it had; nil where that stayed, or there was none.
    public var formerTitle: String?
    /// Whether its plain text is another.
    public var isReworded: Bool
}

/// What feeds made of entries that they had told before.
enum CorrectionQueries {
    /// The entries that say something else than before the revisions behind `revision`, in the order in
    /// which these began. What was changed and changed back is none of them, and neither is another
    /// address, another name of the author, or markup alone.
    static func corrections(
        after revision: Int64, of filter: EntryFilter, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [CorrectedEntry] {
        let row = try connection.prepare(
            """
            SELECT r.entry, m.cluster, r.title, e.title, r.summary, r.content, r.text, e.summary,
                e.content, e.text
            FROM revisions AS r JOIN entries AS e ON e.id = r.entry
                JOIN feeds AS f ON f.id = e.feed
                LEFT JOIN memberships AS m ON m.entry = r.entry
            WHERE r.id > ?1
                AND (?2 IS NULL OR e.feed IN (SELECT value FROM json_each(?2)))
                AND (?3 IS NULL OR EXISTS (
                    SELECT 1 FROM json_each(?3)
                    WHERE lower(coalesce(e.language, f.language)) || '-' GLOB value))
                AND NOT EXISTS (
                    SELECT 1 FROM revisions AS former
                    WHERE former.entry = r.entry AND former.id > ?1 AND former.id < r.id)
            ORDER BY r.id
            """)
        try row.bind(
            revision, try FeedSelection(of: filter, connection).list,
            SoughtLanguages(filter.languages)?.patterns)
        var corrections: [CorrectedEntry] = []
        while try row.step() {
            let (former, title) = (row.optionalString(2), row.optionalString(3))
            let isReworded = body(row, at: 4) != body(row, at: 7)
            guard former != title || isReworded else { continue }
            corrections.append(
                CorrectedEntry(
                    entry: row.int64(0), cluster: row.optionalInt64(1),
                    formerTitle: former == title ? nil : former, isReworded: isReworded))
        }
        return corrections
    }

    /// The plain text of the three columns that hold it, from `place` on.
    private static func body(_ row: borrowing Statement, at place: Int32) -> String {
        StoredBody.plainText(
            text: row.optionalString(place + 2), summary: row.optionalString(place),
            content: row.optionalString(place + 1))
    }
}

extension StoreSession {
    /// The number of the last revision of an entry that is stored; 0: none is.
    public func lastRevision() throws(StoreError) -> Int64 {
        try reading { () throws(DatabaseError) in try RevisionTable.last(connection) }
    }

    /// The entries whose title or text is another since `revision`, in the order in which they were
    /// changed, and the last revision by now, for the next look.
    ///
    /// - Parameter filter: only of feeds, tags and languages that it lets through.
    public func corrections(
        after revision: Int64, of filter: EntryFilter = EntryFilter()
    ) throws(StoreError) -> (entries: [CorrectedEntry], last: Int64) {
        try reading { () throws(DatabaseError) in
            // The last ones may have left the store with their entries.
            let last = max(revision, try RevisionTable.last(connection))
            if last == revision { return ([], last) }
            return (
                try CorrectionQueries.corrections(after: revision, of: filter, connection), last
            )
        }
    }
}
