public import Events
internal import SQLite

/// What was marked as read last, which a person may want to take back.
enum LastReading {
    /// The events with entries that were marked last (see `ReadMarks.moment`), and the moment of these marks;
    /// nil: none was.
    ///
    /// Goes through all marks, which have no index of their moments: a person asks for it now and then.
    static func events(
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> (events: [ClusterID], moment: Int64)? {
        let last = try connection.prepare("SELECT max(read) FROM read_entries")
        guard try last.step(), let moment = last.optionalInt64(0) else { return nil }
        let row = try connection.prepare(
            """
            SELECT m.cluster FROM read_entries AS r JOIN memberships AS m ON m.entry = r.entry
            WHERE r.read = ?1
            """)
        try row.bind(moment)
        var events: Set<ClusterID> = []
        while try row.step() { events.insert(row.int64(0)) }
        return (events.sorted(), moment)
    }

    /// Takes back what was marked of an event at `moment`; what was read before stays read.
    static func takeBack(
        _ event: ClusterID, _ moment: Int64, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let delete = try connection.prepare(
            """
            DELETE FROM read_entries
            WHERE read = ?2 AND entry IN (SELECT entry FROM memberships WHERE cluster = ?1)
            """)
        try delete.bind(event, moment)
        try delete.run()
        try ClusterTable.count(event, connection)
    }
}

extension StoreSession {
    /// Takes back what was marked as read last, all of it at once; answers the events, none where nothing is
    /// marked.
    public func takeBackLastReading() throws(StoreError) -> [ClusterID] {
        let last = try reading { () throws(DatabaseError) in try LastReading.events(connection) }
        guard let last else { return [] }
        var rest = last.events[...]
        while !rest.isEmpty {
            let batch = rest.prefix(Self.readingBatch)
            rest = rest.dropFirst(batch.count)
            try writing { () throws(DatabaseError) in
                for event in batch {
                    try LastReading.takeBack(event, last.moment, connection)
                }
            }
        }
        return last.events
    }
}
