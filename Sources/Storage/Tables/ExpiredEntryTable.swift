internal import SQLite
internal import Values

/// The table `expired_entries`: what is kept of entries that have left, for as long as their event is.
enum ExpiredEntryTable {
    /// What is known of an entry that has left, for telling it from others; nil: nothing.
    static func kept(
        of id: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> (link: String?, title: String?)? {
        let row = try connection.prepare("SELECT link, title FROM expired_entries WHERE id = ?1")
        try row.bind(id)
        return try row.step() ? (row.optionalString(0), row.optionalString(1)) : nil
    }

    /// Takes an entry out of the store: its texts, its revisions and its place in every list and index
    /// go. What a timeline tells of it stays when it is in an event, and its identity stays, so that
    /// it does not come back with the next poll.
    ///
    /// The one place where entries are deleted.
    static func expire(
        _ id: EntryID, at now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let keep = try connection.prepare(
            """
            INSERT OR REPLACE INTO expired_entries (
                id, feed, expired, seen, sort_time, published, title, link, author, language)
            SELECT id, feed, ?2, seen, sort_time, published, title, link, author, language
            FROM entries WHERE id = ?1 AND EXISTS (SELECT 1 FROM memberships WHERE entry = ?1)
            """)
        try keep.bind(id, now.seconds)
        try keep.run()
        try SearchTable.remove(id, connection)
        let delete = try connection.prepare("DELETE FROM entries WHERE id = ?1")
        try delete.bind(id)
        try delete.run()
    }
}
