internal import Events
internal import SQLite
internal import Values

/// The going of events whose entries have all expired, for good: their numbers lead nowhere then.
enum EventExpiry {
    /// A place in the order of latest entries.
    struct Place: Sendable, Equatable {
        var last = Int64.min
        var id: ClusterID = 0
    }

    /// Events that are looked at in one step, and entries of them after which it ends.
    private static let batch = 200
    private static let mostMembers = 200

    /// Forgets events behind `place` whose latest entry is from before `moment`, unless an entry of
    /// theirs is stored; answers how many, and where to go on: nil when all were seen.
    static func forget(
        after place: Place, before moment: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> (events: Int, next: Place?) {
        let row = try connection.prepare(
            """
            SELECT last_time, id, entries FROM clusters INDEXED BY clusters_by_time
            WHERE last_time < ?1 AND (last_time, id) > (?2, ?3)
            ORDER BY last_time, id LIMIT ?4
            """)
        try row.bind(moment.seconds, place.last, place.id, batch)
        var found: [(place: Place, members: Int)] = []
        while try row.step() {
            found.append((Place(last: row.int64(0), id: row.int64(1)), row.int(2)))
        }
        row.reset()
        var next: Place?
        var members = 0
        var gone = 0
        for event in found {
            next = event.place
            if try hasStoredEntry(event.place.id, connection) { continue }
            try forget(event.place.id, connection)
            gone += 1
            members += event.members
            if members >= mostMembers { return (gone, next) }
        }
        return (gone, found.count < batch ? nil : next)
    }

    private static func hasStoredEntry(
        _ cluster: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Bool {
        let row = try connection.prepare(
            """
            SELECT 1 FROM memberships AS m JOIN entries AS e ON e.id = m.entry
            WHERE m.cluster = ?1 LIMIT 1
            """)
        try row.bind(cluster)
        return try row.step()
    }

    private static func forget(
        _ cluster: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let scripts: [StaticString] = [
            """
            DELETE FROM expired_entries
            WHERE id IN (SELECT entry FROM memberships WHERE cluster = ?1)
            """,
            """
            DELETE FROM read_entries
            WHERE entry IN (SELECT entry FROM memberships WHERE cluster = ?1)
            """,
            "DELETE FROM memberships WHERE cluster = ?1",
            "DELETE FROM cluster_aliases WHERE new = ?1",
            "DELETE FROM clusters WHERE id = ?1",
        ]
        for script in scripts {
            let statement = try connection.prepare(script)
            try statement.bind(cluster)
            try statement.run()
        }
    }
}
