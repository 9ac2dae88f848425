internal import Events
internal import SQLite
internal import Values

/// The events of a salvaged store: gives each entry whose event was lost one of its own. The clusterer has
/// read it, and does not read it again.
enum SalvagedEvents {
    /// The counts of these events are to be made yet.
    static func open(_ connection: borrowing Connection) throws(DatabaseError) {
        let row = try connection.prepare(
            """
            SELECT id FROM entries WHERE id <= (SELECT cursor FROM clusterer)
                AND id NOT IN (SELECT entry FROM memberships)
            UNION ALL
            SELECT id FROM expired_entries WHERE id NOT IN (SELECT entry FROM memberships)
            ORDER BY 1
            """)
        var entries: [EntryID] = []
        while try row.step() { entries.append(row.int64(0)) }
        let insert = try connection.prepare(
            """
            INSERT INTO memberships (entry, cluster, score, decision, feed, sort_time)
            SELECT id, ?2, 0, ?3, feed, sort_time FROM (
                SELECT id, feed, sort_time FROM entries
                UNION ALL SELECT id, feed, sort_time FROM expired_entries)
            WHERE id = ?1
            """)
        var decision = Decision(.told)
        decision.words = "the event that it was in was lost with a damaged part of the database"
        let words = DecisionText.text(decision)
        for entry in entries {
            let cluster = try ClusterTable.takeNext(connection)
            try ClusterTable.open(cluster, headline: entry, connection)
            try insert.bind(entry, cluster, words)
            try insert.run()
        }
    }
}
