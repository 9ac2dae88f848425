internal import Events
internal import SQLite
internal import Values

/// The tables `hand_events` and `untold_events`: by what events were told before people changed them,
/// and those that are still to be told anew.
enum HandEventTable {
    /// Keeps by what an event is told, before a decision changes it.
    static func keep(
        _ events: some Sequence<ClusterID>, before decision: Int64,
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let insert = try connection.prepare(
            """
            INSERT OR IGNORE INTO hand_events (decision, event, headline, terms)
            SELECT ?1, id, headline, terms FROM clusters WHERE id = ?2
            """)
        for event in events {
            try insert.bind(decision, event)
            try insert.run()
        }
    }

    /// Has an event be told as before a decision, where it was there then.
    static func recall(
        _ event: ClusterID, before decision: Int64, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let kept = try connection.prepare(
            "SELECT headline, terms FROM hand_events WHERE decision = ?1 AND event = ?2")
        try kept.bind(decision, event)
        guard try kept.step() else { return }
        let update = try connection.prepare(
            "UPDATE clusters SET headline = ?2, terms = ?3 WHERE id = ?1")
        try update.bind(event, kept.int64(0), kept.optionalString(1))
        try update.run()
    }

    /// Takes down that an event is to be told anew, if there is one.
    static func noteUntold(
        _ event: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let insert = try connection.prepare(
            """
            INSERT OR IGNORE INTO untold_events (event) SELECT id FROM clusters WHERE id = ?1
            """)
        try insert.bind(event)
        try insert.run()
    }

    /// Ascending.
    static func untold(_ connection: borrowing Connection) throws(DatabaseError) -> [ClusterID] {
        let row = try connection.prepare("SELECT event FROM untold_events ORDER BY event")
        var events: [ClusterID] = []
        while try row.step() { events.append(row.int64(0)) }
        return events
    }

    static func forgetUntold(_ connection: borrowing Connection) throws(DatabaseError) {
        try connection.execute("DELETE FROM untold_events")
    }

    /// The first `limit` stored entries of an event of which nobody has told yet what it is about;
    /// none of another.
    static func entries(
        ofNameless event: ClusterID, limit: Int, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [LoggedEntry] {
        let row = try connection.prepare(
            """
            SELECT m.entry FROM clusters AS c JOIN memberships AS m ON m.cluster = c.id
                JOIN entries AS e ON e.id = m.entry
            WHERE c.id = ?1 AND c.terms IS NULL LIMIT ?2
            """)
        try row.bind(event, limit)
        var ids: [EntryID] = []
        while try row.step() { ids.append(row.int64(0)) }
        var entries: [LoggedEntry] = []
        for id in ids.sorted() {
            if let entry = try EntryLog.entry(id, connection) { entries.append(entry) }
        }
        return entries
    }
}
