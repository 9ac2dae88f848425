internal import Events
internal import SQLite

/// Where decisions of people put an entry, one after the other, and from where.
struct HandTrail {
    /// That a decision put the entry from one event into another.
    struct Move {
        let decision: DecisionID
        let former: ClusterID
        let event: ClusterID
        /// The number of the decision that took it back.
        let undone: DecisionID?
    }

    /// Those that the entry has not gone back from, oldest first.
    private let moves: [Move]
    /// The event that it went back to when all decisions before `moves` had been undone.
    private let base: ClusterID?
    /// The last undo that brought it back.
    private let returned: DecisionID
    /// The last decision that pinned it.
    private let pinned: DecisionID

    init(of entry: EntryID, _ connection: borrowing Connection) throws(DatabaseError) {
        var moves: [Move] = []
        var base: ClusterID?
        var returned: DecisionID = 0
        var pinned: DecisionID = 0
        let row = try connection.prepare(
            """
            SELECT d.id, d.kind, d.event, d.undone, h.former, h.part, h.anchor
            FROM hand_entries AS h JOIN hand_decisions AS d ON d.id = h.decision
            WHERE h.entry = ?1 AND h.part <> 1 ORDER BY h.decision, h.part
            """)
        try row.bind(entry)
        while try row.step() {
            let (decision, undone) = (row.int64(0), row.optionalInt64(3))
            switch HandRecord.Kind(rawValue: row.string(1)) {
            case .undo where row.int64(5) == 2:
                // Only what it has to be with holds it there.
                if let former = row.optionalInt64(4), let event = row.optionalInt64(6) {
                    moves.append(
                        Move(decision: decision, former: former, event: event, undone: decision))
                }
            case .undo:
                // Before `former` was kept, of all that was undone only what went back was named.
                guard
                    row.optionalInt64(4) != nil || moves.contains(where: { $0.undone == decision })
                else { continue }
                returned = decision
                let first = row.optionalInt64(6)
                var isDone = first == 0
                while !isDone, let last = moves.last, let undone = last.undone, undone <= decision {
                    base = moves.removeLast().former
                    isDone = last.decision == first
                }
            case .merge, .split, .pin:
                if row.string(1) == HandRecord.Kind.pin.rawValue, undone == nil {
                    pinned = decision
                }
                guard let event = row.optionalInt64(2), let former = row.optionalInt64(4),
                    event != former
                else { continue }
                moves.append(
                    Move(decision: decision, former: former, event: event, undone: undone))
            case .unpin, .recluster, nil: break
            }
        }
        self.moves = moves
        self.base = base
        self.returned = returned
        self.pinned = pinned
    }

    /// The event that the entry belongs to, which is in `present`: that one, or one that is a part of it by a
    /// merge that says nothing of the entry itself, since it came to that event afterwards.
    func event(
        in present: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> ClusterID {
        guard let event = moves.last?.event ?? base,
            try ClusterTable.resolve(event, connection) == present
        else { return present }
        return event
    }

    /// Whether it is pinned where it is after all that moved it.
    func isPinnedLast(isHeld: Bool) -> Bool {
        isHeld && pinned > max(moves.last?.decision ?? 0, returned)
    }

    /// The moves, newest first, that put the entry where it is and that were undone: with nothing else to
    /// hold it, it goes back to where it was before all of these.
    ///
    /// - Parameters:
    ///   - present: the event in which it is.
    ///   - isHeld: whether it is pinned where it is, beside no other.
    func undone(
        in present: ClusterID, isHeld: Bool, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [Move] {
        var undone: [Move] = []
        for move in moves.reversed() {
            guard move.undone != nil, !isHeld || move.decision > pinned else { break }
            let place = undone.last?.former ?? present
            if move.event != place {
                guard try ClusterTable.resolve(move.event, connection) == place else { break }
            }
            undone.append(move)
        }
        return undone
    }
}

extension HandTable.Entry {
    /// Takes down of an entry that is in the event `former` which event of it it belongs to.
    mutating func noteEvent(_ connection: borrowing Connection) throws(DatabaseError) {
        guard let present = former else { return }
        former = try HandTrail(of: entry, connection).event(in: present, connection)
    }
}
