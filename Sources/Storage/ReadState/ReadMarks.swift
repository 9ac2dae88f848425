internal import Events
internal import SQLite
internal import Values

/// The table `read_entries`: which entries a person has read.
enum ReadMarks {
    /// Marks all entries that the event has now.
    static func setRead(
        _ event: ClusterID, at now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let insert = try connection.prepare(
            """
            INSERT INTO read_entries (entry, read)
            SELECT entry, ?2 FROM memberships WHERE cluster = ?1
            ON CONFLICT (entry) DO NOTHING
            """)
        try insert.bind(event, now.seconds)
        try insert.run()
        let update = try connection.prepare("UPDATE clusters SET unread = 0 WHERE id = ?1")
        try update.bind(event)
        try update.run()
    }

    static func setUnread(
        _ event: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let delete = try connection.prepare(
            """
            DELETE FROM read_entries
            WHERE entry IN (SELECT entry FROM memberships WHERE cluster = ?1)
            """)
        try delete.bind(event)
        try delete.run()
        try ClusterTable.count(event, connection)
    }

    /// The events with something unread whose latest entry is from before `moment`; at most `limit`.
    static func unread(
        before moment: Timestamp, limit: Int, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [ClusterID] {
        let row = try connection.prepare(
            """
            SELECT id FROM clusters INDEXED BY clusters_unread_by_time
            WHERE unread > 0 AND last_time < ?1 LIMIT ?2
            """)
        try row.bind(moment.seconds, limit)
        var events: [ClusterID] = []
        while try row.step() { events.append(row.int64(0)) }
        return events
    }
}
