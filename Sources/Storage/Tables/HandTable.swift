internal import Events
internal import SQLite
internal import Values

/// The tables `hand_decisions` and `hand_entries`: what people decided about events.
enum HandTable {
    /// What an entry is to a decision; by the numbers of the column `part`.
    enum Part: Int64 {
        case named = 0
        /// It was left rather than named: by a split, or by a pin of the entry that it was pinned beside.
        case left = 1
        /// An undo drew it to what it has to be with now.
        case drawn = 2
    }

    /// An entry that a decision names.
    struct Entry {
        let entry: EntryID
        var part = Part.named
        /// The event in which it was.
        var former: ClusterID?
        /// The entry beside which it is pinned; of one that was drawn the event into which; of one that an undo
        /// brought back the decision before which it is as it was, 0 where none had moved it.
        var anchor: EntryID?
        /// The evidence that it is a copy, which a split takes from it.
        var copy: CopyEvidence?
    }

    /// Takes a decision down, answers its number, and has the clusterer take notice.
    static func insert(
        _ kind: HandRecord.Kind, by person: String, at now: Timestamp, event: ClusterID?,
        told: String, entries: [Entry], _ connection: borrowing Connection
    ) throws(DatabaseError) -> DecisionID {
        let statement = try connection.prepare(
            """
            INSERT INTO hand_decisions (made, person, kind, event, told)
            VALUES (?1, ?2, ?3, ?4, ?5)
            """)
        try statement.bind(now.seconds, person, kind.rawValue, event, told)
        try statement.run()
        let number = try connection.lastInsertedID
        try add(entries, to: number, connection)
        // A clusterer counts its terms anew when it takes this over.
        try connection.execute(
            """
            UPDATE clusterer SET hand_revision = hand_revision + 1,
                weighed_through = consolidated_through;
            DELETE FROM counted_elsewhere
            """)
        return number
    }

    /// Says of a decision that was taken down what became of it, and of which entries.
    static func complete(
        _ number: DecisionID, told: String, entries: [Entry], _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare(
            "UPDATE hand_decisions SET told = ?2 WHERE id = ?1")
        try statement.bind(number, told)
        try statement.run()
        try add(entries, to: number, connection)
    }

    static func add(
        _ entries: [Entry], to number: DecisionID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let insert = try connection.prepare(
            """
            INSERT OR IGNORE INTO hand_entries (
                decision, part, entry, former, anchor, origin, containment, direction)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """)
        for entry in entries {
            try insert.bind(
                number, entry.part.rawValue, entry.entry, entry.former, entry.anchor,
                entry.copy?.origin, entry.copy?.containment, entry.copy?.direction)
            try insert.run()
        }
    }

    /// The evidence that an entry is a copy that the last split which took some took from it, where
    /// that split was undone after the decision `decision` was made, or is that one.
    ///
    /// Nil while that split stands: a merge may have overruled it since, which does not undo it.
    static func takenEvidence(
        of entry: EntryID, undoing decision: DecisionID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> CopyEvidence? {
        let row = try connection.prepare(
            """
            SELECT h.origin, h.containment, h.direction, d.undone
            FROM hand_entries AS h JOIN hand_decisions AS d ON d.id = h.decision
            WHERE h.entry = ?1 AND h.origin IS NOT NULL ORDER BY h.decision DESC LIMIT 1
            """)
        try row.bind(entry)
        guard try row.step(), let undone = row.optionalInt64(3), undone > decision else {
            return nil
        }
        return CopyEvidence(
            origin: row.int64(0), containment: row.double(1), direction: row.string(2))
    }

    /// What all that was not undone comes to.
    static func constraints(
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> Constraints {
        let row = try connection.prepare(
            """
            SELECT d.id, d.kind, d.event FROM hand_decisions AS d
            WHERE d.undone IS NULL ORDER BY d.id
            """)
        var steps: [Constraints.Step] = []
        while try row.step() {
            let entries = try entries(of: row.int64(0), connection)
            let named = entries.filter { $0.part == .named }
            switch HandRecord.Kind(rawValue: row.string(1)) {
            case .merge: steps.append(.join(named.map(\.entry)))
            case .split:
                steps.append(
                    .separate(
                        named.map(\.entry), from: entries.filter { $0.part == .left }.map(\.entry)))
            case .pin:
                let event = row.optionalInt64(2)
                // Before it leaves, what was pinned beside it has another to stay beside.
                steps += entries.filter { $0.part == .left }.map {
                    .hold($0.entry, beside: $0.anchor)
                }
                steps += named.map { entry in
                    .pin(
                        entry.entry, beside: entry.anchor,
                        isMoved: event != nil && entry.former != event)
                }
            case .unpin: steps += named.map { .unpin($0.entry) }
            case .undo, .recluster, nil: break
            }
        }
        return Constraints(steps)
    }

    /// By number.
    static func entries(
        of decision: DecisionID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [Entry] {
        let row = try connection.prepare(
            """
            SELECT entry, part, former, anchor FROM hand_entries WHERE decision = ?1
            ORDER BY part, entry
            """)
        try row.bind(decision)
        var entries: [Entry] = []
        while try row.step() {
            entries.append(
                Entry(
                    entry: row.int64(0), part: Part(rawValue: row.int64(1)) ?? .left,
                    former: row.optionalInt64(2),
                    anchor: row.optionalInt64(3)))
        }
        return entries
    }

    /// Newest first, at most `limit`; nil: all.
    static func history(
        limit: Int?, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [HandRecord] {
        let row = try connection.prepare(
            """
            SELECT id, made, person, kind, event, told, undone FROM hand_decisions
            ORDER BY id DESC LIMIT ?1
            """)
        try row.bind(limit ?? -1)
        var records: [HandRecord] = []
        while try row.step() {
            if let record = try record(row, connection) { records.append(record) }
        }
        return records
    }

    static func record(
        _ number: DecisionID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> HandRecord? {
        let row = try connection.prepare(
            """
            SELECT id, made, person, kind, event, told, undone FROM hand_decisions WHERE id = ?1
            """)
        try row.bind(number)
        return try row.step() ? try record(row, connection) : nil
    }

    /// The last decision that binds something and was not undone.
    static func last(
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> DecisionID? {
        let row = try connection.prepare(
            """
            SELECT id FROM hand_decisions
            WHERE undone IS NULL AND kind <> 'undo' ORDER BY id DESC LIMIT 1
            """)
        return try row.step() ? row.int64(0) : nil
    }

    /// Whether an event is one that a split opened which is undone.
    static func isSplitUndone(
        _ event: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Bool {
        let row = try connection.prepare(
            """
            SELECT EXISTS (
                SELECT 1 FROM hand_decisions
                WHERE event = ?1 AND kind = 'split' AND undone IS NOT NULL)
            """)
        try row.bind(event)
        return try row.step() && row.int64(0) != 0
    }

    /// The last reclustering; 0: none.
    static func lastReclustering(
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> DecisionID {
        try first(
            "SELECT id FROM hand_decisions WHERE kind = 'recluster' ORDER BY id DESC LIMIT 1",
            connection)
    }

    /// The last decision of any kind, undone or not; 0: none.
    static func lastDecision(
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> DecisionID {
        try first("SELECT id FROM hand_decisions ORDER BY id DESC LIMIT 1", connection)
    }

    private static func first(
        _ sql: StaticString, _ connection: borrowing Connection
    ) throws(DatabaseError) -> DecisionID {
        let row = try connection.prepare(sql)
        return try row.step() ? row.int64(0) : 0
    }

    static func setUndone(
        _ number: DecisionID, by undo: DecisionID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare(
            "UPDATE hand_decisions SET undone = ?2 WHERE id = ?1")
        try statement.bind(number, undo)
        try statement.run()
    }

    private static func record(
        _ row: borrowing Statement, _ connection: borrowing Connection
    ) throws(DatabaseError) -> HandRecord? {
        // A kind of a later version is nothing that this one could tell.
        guard let kind = HandRecord.Kind(rawValue: row.string(3)) else { return nil }
        return HandRecord(
            number: row.int64(0), made: row.timestamp(1), person: row.string(2), kind: kind,
            event: row.optionalInt64(4), told: row.string(5),
            entries: try entries(of: row.int64(0), connection).filter { $0.part == .named }.map(
                \.entry),
            undone: row.optionalInt64(6))
    }
}
