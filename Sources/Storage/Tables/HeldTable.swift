internal import SQLite

/// The tables `held_entries` and `held_feeds`: what the clusterer holds of entries and feeds that say
/// something else by now.
///
/// A clusterer that runs goes on with the texts that it read. One that starts again has to read those,
/// or it would decide otherwise than without the restart. They are kept from the first change on, for
/// as long as the entries are in the window, or until a reclustering reads what they say by then: that is
/// what is held from there on.
enum HeldTable {
    /// To be called before an entry gets another text.
    ///
    /// - Parameters:
    ///   - revision: the row of `revisions` that keeps what it says so far.
    ///   - read: the last entry that was handed to the clusterer in this run; 0: none.
    static func keep(
        _ entry: EntryID, revision: Int64, read: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        // The first change alone: what came later was never read.
        let statement = try connection.prepare(
            """
            INSERT OR IGNORE INTO held_entries (
                entry, revision, published, language, source_url, outgoing_links)
            SELECT id, ?2, published, language, source_url, outgoing_links FROM entries
            WHERE id = ?1 AND id <= max(?3, (SELECT cursor FROM clusterer))
                AND id > (SELECT expired_through FROM clusterer)
            """)
        try statement.bind(entry, revision, read)
        try statement.run()
    }

    /// To be called before a feed gets another address, publisher or language; `language`: nothing is
    /// kept where this is nil or the one that it has.
    static func keep(
        feed: FeedID, language: String?, read: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare(
            """
            SELECT 1 FROM feeds WHERE id = ?1 AND ?2 IS NOT NULL AND language IS NOT ?2
            """)
        try statement.bind(feed, language)
        if try statement.step() { try keep(feed: feed, read: read, connection) }
    }

    static func keep(
        feed: FeedID, read: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        // An index that has the ids: the log might be read to its end for a feed that is silent.
        let statement = try connection.prepare(
            """
            INSERT OR IGNORE INTO held_feeds (feed, through, url, publisher, language)
            SELECT id, last, url, publisher, language
            FROM feeds, (
                SELECT max(id) AS last FROM entries INDEXED BY entries_of_feed
                WHERE feed = ?1 AND id <= max(?2, (SELECT cursor FROM clusterer)))
            WHERE id = ?1 AND last > (SELECT expired_through FROM clusterer)
            """)
        try statement.bind(feed, read)
        try statement.run()
    }

    /// The entries after `cursor`, up to `last`, of which another text is kept than they have.
    static func revised(
        after cursor: EntryID, through last: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Set<EntryID> {
        let row = try connection.prepare(
            "SELECT entry FROM held_entries WHERE entry > ?1 AND entry <= ?2")
        try row.bind(cursor, last)
        var revised: Set<EntryID> = []
        while try row.step() { revised.insert(row.int64(0)) }
        return revised
    }

    /// Has the clusterer hold entries, up to `cursor`, as they were read once more in `readings`, oldest
    /// entries first.
    static func renew(
        _ readings: [LogReading], through cursor: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        guard let first = readings.first else { return }
        try forget(after: first.after, connection)
        // What an entry said when it was read is the first of what it said before since. That has no date
        // and no language: they are those of now.
        let insert = try connection.prepare(
            """
            INSERT OR IGNORE INTO held_entries (
                entry, revision, published, language, source_url, outgoing_links)
            SELECT e.id, r.id, e.published, e.language, e.source_url, e.outgoing_links
            FROM revisions AS r CROSS JOIN entries AS e ON e.id = r.entry
            WHERE r.id > ?1 AND +r.entry > ?2 AND +r.entry <= ?3 ORDER BY r.id
            """)
        for reading in readings {
            try insert.bind(reading.revision, reading.after, min(reading.through, cursor))
            try insert.run()
        }
    }

    /// Whether anything is kept of entries after `cursor`, which are to be read as they are now.
    static func holds(
        after cursor: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Bool {
        let row = try connection.prepare(
            """
            SELECT EXISTS (SELECT 1 FROM held_entries WHERE entry > ?1)
                OR EXISTS (SELECT 1 FROM held_feeds WHERE through > ?1)
            """)
        try row.bind(cursor)
        return try row.step() && row.int64(0) != 0
    }

    /// Forgets what is kept of entries after `cursor`.
    static func forget(
        after cursor: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        // Of several changes of a feed what is up to the cursor was read before the first.
        let scripts: [StaticString] = [
            "DELETE FROM held_entries WHERE entry > ?1",
            """
            INSERT OR IGNORE INTO held_feeds (feed, through, url, publisher, language)
            SELECT feed, ?1, url, publisher, language FROM held_feeds
            WHERE through > ?1 ORDER BY feed, through
            """,
            "DELETE FROM held_feeds WHERE through > ?1",
        ]
        try run(scripts, cursor, connection)
    }

    /// Forgets what is kept of entries that have left the window.
    static func forget(
        through last: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let scripts: [StaticString] = [
            "DELETE FROM held_entries WHERE entry <= ?1",
            "DELETE FROM held_feeds WHERE through <= ?1",
        ]
        try run(scripts, last, connection)
    }

    private static func run(
        _ scripts: [StaticString], _ entry: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        for script in scripts {
            let statement = try connection.prepare(script)
            try statement.bind(entry)
            try statement.run()
        }
    }
}
