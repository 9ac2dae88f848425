internal import Events
internal import SQLite

/// Where decisions of people put an entry, one after the other, and from where.
struct HandTrail {
    /// That a decision put the entry from one event into another.
    struct Move {
        let decision: Int64
        let former: ClusterID
        let event: ClusterID
        /// The number of the decision that took it back.
        let undone: Int64?
    }

    /// Those that the entry has not gone back from, oldest first.
    private let moves: [Move]
    /// The last decision that pinned it.
    private let pinned: Int64

    init(of entry: EntryID, _ connection: borrowing Connection) throws(DatabaseError) {
        var moves: [Move] = []
        var pinned: Int64 = 0
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
                while let last = moves.last?.undone, last <= decision { moves.removeLast() }
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
        self.pinned = pinned
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
