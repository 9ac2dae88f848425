internal import Events
internal import SQLite
internal import Values

/// The table `read_entries`: which entries a person has read.
enum ReadMarks {
    /// What the marks of one `read` carry: the time, but later than that of any before it, whatever the clock
    /// does, so that the last one is known by it.
    ///
    /// Goes through all marks, which have no index of their moments: a person reads now and then.
    static func moment(
        _ now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Timestamp {
        let last = try connection.prepare("SELECT max(read) FROM read_entries")
        guard try last.step(), let moment = last.optionalInt64(0) else { return now }
        return max(now, Timestamp(seconds: moment).advanced(by: 1))
    }

    /// Marks the entries that the event has now, but those that came after `last`; false where all were
    /// marked before.
    @discardableResult
    static func setRead(
        _ event: ClusterID, through last: EntryID = .max, at moment: Timestamp,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> Bool {
        let insert = try connection.prepare(
            """
            INSERT INTO read_entries (entry, read)
            SELECT entry, ?2 FROM memberships WHERE cluster = ?1 AND entry <= ?3
            ON CONFLICT (entry) DO NOTHING
            """)
        try insert.bind(event, moment.seconds, last)
        try insert.run()
        let isChanged = try connection.changedRows > 0
        if last == .max {
            let update = try connection.prepare("UPDATE clusters SET unread = 0 WHERE id = ?1")
            try update.bind(event)
            try update.run()
        } else if isChanged {
            try ClusterTable.count(event, connection)
        }
        return isChanged
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

    /// Whether the event has something unread, and its latest entry is from before `moment`.
    static func isUnread(
        _ event: ClusterID, before moment: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Bool {
        let row = try connection.prepare(
            "SELECT 1 FROM clusters WHERE id = ?1 AND unread > 0 AND last_time < ?2")
        try row.bind(event, moment.seconds)
        return try row.step()
    }

    /// The events with something unread whose latest entry is of the span.
    static func unread(
        since start: Timestamp, before moment: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [ClusterID] {
        let row = try connection.prepare(
            """
            SELECT id FROM clusters INDEXED BY clusters_unread_by_time
            WHERE unread > 0 AND last_time >= ?1 AND last_time < ?2
            """)
        try row.bind(start.seconds, moment.seconds)
        var events: [ClusterID] = []
        while try row.step() { events.append(row.int64(0)) }
        return events
    }
}
