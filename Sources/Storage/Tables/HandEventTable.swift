internal import Events
internal import SQLite

/// The tables `hand_events` and `untold_events`: by what events were told before people changed them,
/// and those that are still to be told anew.
enum HandEventTable {
    /// Keeps by what an event is told, before a decision changes it.
    static func keep(
        _ events: some Sequence<ClusterID>, before decision: DecisionID,
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
        _ event: ClusterID, before decision: DecisionID, _ connection: borrowing Connection
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

    /// Those of them of which it is not known what they are about, ascending.
    static func unnamed(_ connection: borrowing Connection) throws(DatabaseError) -> [ClusterID] {
        let row = try connection.prepare(
            """
            SELECT u.event FROM untold_events AS u JOIN clusters AS c ON c.id = u.event
            WHERE c.terms IS NULL ORDER BY u.event
            """)
        var events: [ClusterID] = []
        while try row.step() { events.append(row.int64(0)) }
        return events
    }

    static func forgetUntold(_ connection: borrowing Connection) throws(DatabaseError) {
        try connection.execute("DELETE FROM untold_events")
    }

    /// At most `limit` stored entries of an event, in the order of arrival.
    static func entries(
        of event: ClusterID, limit: Int, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [ClusteredEntry] {
        let row = try connection.prepare(
            """
            SELECT m.entry, m.cluster, m.score, m.origin, m.containment, m.direction,
                m.standing_text
            FROM memberships AS m JOIN entries AS e ON e.id = m.entry
            WHERE m.cluster = ?1 LIMIT ?2
            """)
        try row.bind(event, limit)
        var memberships: [Membership] = []
        while try row.step() {
            memberships.append(MembershipTable.membership(of: row.int64(0), row, at: 1))
        }
        var entries: [ClusteredEntry] = []
        for membership in memberships.sorted(by: { $0.document < $1.document }) {
            guard let entry = try EntryLog.entry(membership.document, connection) else { continue }
            entries.append(ClusteredEntry(entry: entry, membership: membership))
        }
        return entries
    }
}
