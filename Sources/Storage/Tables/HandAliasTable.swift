internal import Events
internal import SQLite

/// The table `hand_aliases`: what numbers of events meant before decisions of people.
enum HandAliasTable {
    /// Keeps that an event is there, and which numbers lead to it, before a decision has all of them lead to
    /// another.
    static func keep(
        _ event: ClusterID, before decision: Int64, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let insert = try connection.prepare(
            """
            INSERT OR IGNORE INTO hand_aliases (decision, old, event)
            SELECT ?1, ?2, ?2 UNION ALL SELECT ?1, old, new FROM cluster_aliases WHERE new = ?2
            """)
        try insert.bind(decision, event)
        try insert.run()
    }

    /// Whether a decision ended an event, which is not there again since.
    static func isEnded(
        _ event: ClusterID, by decision: Int64, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Bool {
        let row = try connection.prepare(
            "SELECT 1 FROM hand_aliases WHERE decision = ?1 AND event = ?2 AND old = ?2")
        try row.bind(decision, event)
        return try row.step()
    }

    /// The pin that took the last entry out of an event, and into which; nil where none did. Such an event is
    /// not part of the other.
    static func pin(
        emptying event: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> (decision: Int64, heir: ClusterID)? {
        let row = try connection.prepare(
            """
            SELECT d.id, d.event FROM hand_aliases AS a JOIN hand_decisions AS d ON d.id = a.decision
            WHERE a.event = ?1 AND a.old = ?1 AND d.kind = 'pin' ORDER BY a.decision DESC
            """)
        try row.bind(event)
        return try row.step() ? (row.int64(0), row.int64(1)) : nil
    }

    /// Has numbers mean an event again that a decision ended, as far as they still lead to `heir`, into
    /// which it put that event's entries.
    static func giveBack(
        _ event: ClusterID, endedBy decision: Int64, heir: ClusterID,
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let update = try connection.prepare(
            """
            UPDATE cluster_aliases SET new = ?2 WHERE new = ?3 AND old IN (
                SELECT old FROM hand_aliases WHERE decision = ?1 AND event = ?2 AND old <> ?2)
            """)
        try update.bind(decision, event, heir)
        try update.run()
        let delete = try connection.prepare(
            "DELETE FROM hand_aliases WHERE decision = ?1 AND event = ?2")
        try delete.bind(decision, event)
        try delete.run()
    }
}
