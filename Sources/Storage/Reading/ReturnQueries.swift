public import Events
internal import SQLite

/// Which events people had back.
enum ReturnQueries {
    /// The events to which undos after `decision` and up to `last` brought entries back that are there.
    static func events(
        after decision: DecisionID, through last: DecisionID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Set<ClusterID> {
        let row = try connection.prepare(
            """
            SELECT m.cluster
            FROM hand_decisions AS d CROSS JOIN hand_entries AS h ON h.decision = d.id
                CROSS JOIN memberships AS m ON m.entry = h.entry
            WHERE d.id > ?1 AND d.id <= ?2 AND d.kind = 'undo' AND h.part = 0
                AND h.former <> m.cluster
            """)
        try row.bind(decision, last)
        var events: Set<ClusterID> = []
        while try row.step() { events.insert(row.int64(0)) }
        return events
    }
}

extension StoreSession {
    /// The number of the last decision by hand; 0: there is none.
    public func lastDecision() throws(StoreError) -> DecisionID {
        try reading { () throws(DatabaseError) in try HandTable.lastDecision(connection) }
    }

    /// The events that got entries back by an undo that was made after `decision`; and the last decision,
    /// for the next look.
    public func returns(
        after decision: DecisionID
    ) throws(StoreError) -> (events: Set<ClusterID>, last: DecisionID) {
        try reading { () throws(DatabaseError) in
            let last = max(decision, try HandTable.lastDecision(connection))
            if last == decision { return ([], last) }
            return (
                try ReturnQueries.events(after: decision, through: last, connection), last
            )
        }
    }
}
