internal import SQLite
internal import Values

/// The table `revisions`: what entries said before. Its ids are the log of changes.
enum RevisionTable {
    /// How many earlier states of an entry are kept. A feed that changes a counter in a text with
    /// every poll would else grow without end; the first state and the latest ones tell most.
    static let limit = 20

    /// Answers the number of the revision.
    static func insert(
        _ state: EntryState, of entry: EntryID, replaced: Timestamp,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> Int64 {
        let insert = try connection.prepare(
            """
            INSERT INTO revisions (entry, replaced, title, link, author, summary, content, text)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """)
        try insert.bind(
            entry, replaced.seconds, state.title, state.link, state.author, state.summary,
            state.content,
            state.text)
        try insert.run()
        let revision = try connection.lastInsertedID
        // The first stays, and that which the clusterer has read.
        let prune = try connection.prepare(
            """
            DELETE FROM revisions
            WHERE (SELECT count(*) FROM revisions WHERE entry = ?1) > ?2
                AND id = (
                    SELECT id FROM revisions
                    WHERE entry = ?1 AND id > (SELECT min(id) FROM revisions WHERE entry = ?1)
                        AND id <> coalesce(
                            (SELECT revision FROM held_entries WHERE entry = ?1), 0)
                    ORDER BY id LIMIT 1)
            """)
        try prune.bind(entry, limit)
        try prune.run()
        return revision
    }

    /// The number of the last one that was stored; 0: none.
    static func last(_ connection: borrowing Connection) throws(DatabaseError) -> Int64 {
        let row = try connection.prepare("SELECT coalesce(max(id), 0) FROM revisions")
        return try row.step() ? row.int64(0) : 0
    }

    /// Oldest first.
    static func revisions(
        of entry: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [Revision] {
        let row = try connection.prepare(
            """
            SELECT replaced, title, link, author, summary, content, text
            FROM revisions WHERE entry = ?1 ORDER BY id
            """)
        try row.bind(entry)
        var revisions: [Revision] = []
        while try row.step() {
            let (summary, content) = (row.optionalString(4), row.optionalString(5))
            let shown = ShownBody(summary: summary, content: content, text: row.optionalString(6))
            revisions.append(
                Revision(
                    replaced: row.timestamp(0), title: row.optionalString(1),
                    link: row.optionalString(2), author: row.optionalString(3),
                    summary: summary, content: content ?? summary,
                    lead: shown.lead, text: shown.text))
        }
        return revisions
    }

    /// What it was called before, with when that no longer held: oldest first.
    static func titles(
        of entry: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [(replaced: Timestamp, title: String?)] {
        let row = try connection.prepare(
            "SELECT replaced, title FROM revisions WHERE entry = ?1 ORDER BY id")
        try row.bind(entry)
        var titles: [(replaced: Timestamp, title: String?)] = []
        while try row.step() { titles.append((row.timestamp(0), row.optionalString(1))) }
        return titles
    }
}
