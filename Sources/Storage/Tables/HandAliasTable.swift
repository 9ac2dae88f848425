internal import Events
internal import SQLite

/// The table `hand_aliases`: what numbers of events meant before decisions of people.
enum HandAliasTable {
    /// Keeps that an event is there, and which numbers lead to it, before a decision has all of them lead to
    /// another.
    static func keep(
        _ event: ClusterID, before decision: DecisionID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let insert = try connection.prepare(
            """
            INSERT OR IGNORE INTO hand_aliases (decision, old, event)
            SELECT ?1, ?2, ?2 UNION ALL SELECT ?1, old, new FROM cluster_aliases WHERE new = ?2
            """)
        try insert.bind(decision, event)
        try insert.run()
    }

    /// The decision that ended an event; nil where none did. `heir` is the event that it is a part of since,
    /// where it is and the decision stands: one that an undo, or a pin of its last entry, left without
    /// entries is part of none.
    static func lastEnd(
        of event: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> (decision: DecisionID, heir: ClusterID?)? {
        let row = try connection.prepare(
            """
            SELECT d.id, CASE WHEN d.kind = 'merge' AND d.undone IS NULL THEN d.event END
            FROM hand_aliases AS a JOIN hand_decisions AS d ON d.id = a.decision
            WHERE a.event = ?1 AND a.old = ?1 ORDER BY a.decision DESC LIMIT 1
            """)
        try row.bind(event)
        return try row.step() ? (row.int64(0), row.optionalInt64(1)) : nil
    }

    /// The event that a number means by what stands: itself, there or not, unless a merge that stands
    /// made it a part of another, or score did.
    static func standing(
        _ number: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> ClusterID {
        var (event, seen) = (number, Set<ClusterID>())
        while seen.insert(event).inserted {
            let living = try ClusterTable.resolve(event, connection)
            if living == event { break }
            guard let end = try lastEnd(of: event, connection) else { return living }
            guard let heir = end.heir else { break }
            event = heir
        }
        return event
    }

    /// Has a number mean an event of its own again, and those mean it that led to it before decisions
    /// ended it, as far as they lead to where it does.
    static func giveBack(
        _ event: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let heir = try ClusterTable.resolve(event, connection)
        let update = try connection.prepare(
            """
            UPDATE cluster_aliases SET new = ?1 WHERE new = ?2 AND old IN (
                SELECT old FROM hand_aliases WHERE event = ?1 AND old <> ?1)
            """)
        try update.bind(event, heir)
        try update.run()
        let delete = try connection.prepare("DELETE FROM hand_aliases WHERE event = ?1")
        try delete.bind(event)
        try delete.run()
        try ClusterTable.revive(event, connection)
    }
}
