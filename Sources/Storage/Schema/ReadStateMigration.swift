extension Migration {
    /// Migration 11: what a person has read, and indexes of events that answer all filters of a list.
    ///
    /// - What was read is kept by entry: so it is right however events are merged, split or clustered
    ///   anew. It stays when the entry expires, for as long as its membership does.
    /// - `clusters.unread` counts the texts of an event that were read in none of their copies; it is
    ///   derived, like the counts beside it.
    /// - The indexes by time hold what lists filter by, so that a filter that lets little through does
    ///   not look into a row for each event. `id` stands behind the time since lists are in that order.
    static let readState: StaticString = """
        CREATE TABLE read_entries (
            entry INTEGER PRIMARY KEY,
            read INTEGER NOT NULL
        ) STRICT;

        ALTER TABLE clusters ADD COLUMN unread INTEGER NOT NULL DEFAULT 0;
        UPDATE clusters SET unread = independent_texts;

        DROP INDEX clusters_by_time;
        DROP INDEX clusters_shared_by_time;
        CREATE INDEX clusters_by_time
        ON clusters (last_time, id, first_time, publishers, independent_texts);
        CREATE INDEX clusters_shared_by_time
        ON clusters (last_time, id, first_time, publishers, independent_texts)
        WHERE publishers >= 2;
        CREATE INDEX clusters_unread_by_time
        ON clusters (last_time, id, first_time, publishers, independent_texts)
        WHERE unread > 0;

        PRAGMA user_version = 11;
        """
}
