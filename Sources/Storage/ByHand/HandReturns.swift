internal import Events
internal import SQLite

/// Which entries go back where once a decision is undone: those that it put where they are, and those that
/// it alone kept from going back when another was undone.
///
/// An entry goes back to where it was before all decisions that brought it there and that were undone,
/// whatever the order in which they were; as far as nothing that stands is against it.
struct HandReturns {
    /// The moves that each entry goes back from, newest first.
    private var moves: [EntryID: [HandTrail.Move]] = [:]
    private var targets: [EntryID: ClusterID] = [:]

    /// - Parameters:
    ///   - entries: those that may go back.
    ///   - constraints: what stands.
    init(
        of entries: Set<EntryID>, _ constraints: Constraints, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        for entry in entries.sorted() {
            guard let present = try MembershipTable.cluster(of: entry, connection) else { continue }
            let undone = try HandTrail(of: entry, connection).undone(
                in: present,
                isHeld: constraints.isPinned(entry) && constraints.anchor(of: entry) == nil,
                connection)
            guard let last = undone.last else { continue }
            let living = try ClusterTable.resolve(last.former, connection)
            // A number that leads to where the entry is was taken by the decision, or by a merge
            // after it.
            let isTaken = try HandAliasTable.isEnded(
                last.former, by: last.decision, connection)
            let pin = try HandAliasTable.pin(emptying: last.former, connection)
            let isEmptied = living != last.former && pin != nil
            let target = isTaken || isEmptied || living == present ? last.former : living
            if target == present { continue }
            moves[entry] = undone
            targets[entry] = target
        }
        let wanted = targets
        var isSettled = false
        while !isSettled {
            let before = targets.count
            for (entry, target) in targets.sorted(by: { $0.key < $1.key })
            where try !mayReturn(entry, to: target, constraints, connection) {
                targets[entry] = nil
            }
            isSettled = targets.count == before
        }
        // Some were kept by others that do not go back either.
        for (entry, target) in wanted.sorted(by: { $0.key < $1.key }) where targets[entry] == nil {
            if try mayReturn(entry, to: target, constraints, connection) {
                targets[entry] = target
            }
        }
    }

    /// Ascending.
    var entries: [EntryID] { targets.keys.sorted() }

    /// The entries by the event that they go back to, and the decision before which it was as it is to be.
    var byTarget: [(target: ClusterID, decision: Int64, entries: [EntryID])] {
        Dictionary(grouping: targets.keys) { targets[$0] ?? 0 }.map { target, entries in
            let decisions = entries.compactMap { moves[$0]?.last?.decision }
            return (target, decisions.min() ?? 0, entries.sorted())
        }
        .sorted { $0.target < $1.target }
    }

    /// Has the numbers mean what they meant before, newest decision first.
    func giveNumbersBack(_ connection: borrowing Connection) throws(DatabaseError) {
        let living = Set(targets.values)
        var ended: [Int64: [ClusterID: ClusterID]] = [:]
        for target in living.sorted() {
            try ClusterTable.revive(target, connection)
            if let pin = try HandAliasTable.pin(emptying: target, connection) {
                ended[pin.decision, default: [:]][target] = pin.heir
            }
        }
        for entry in targets.keys {
            for move in moves[entry] ?? [] where living.contains(move.former) {
                ended[move.decision, default: [:]][move.former] = move.event
            }
        }
        for (decision, events) in ended.sorted(by: { $0.key > $1.key }) {
            for (event, former) in events.sorted(by: { $0.key < $1.key }) {
                try HandAliasTable.giveBack(
                    event, endedBy: decision, heir: ClusterTable.resolve(former, connection),
                    connection)
            }
        }
    }

    private func mayReturn(
        _ entry: EntryID, to target: ClusterID, _ constraints: Constraints,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> Bool {
        // A pin holds an entry beside its anchor, wherever that one goes.
        if let anchor = constraints.anchor(of: entry) {
            let cluster = try MembershipTable.cluster(of: anchor, connection)
            if let cluster, cluster != target, targets[anchor] != target { return false }
        }
        for companion in constraints.companions(of: entry) where companion != entry {
            let cluster = try MembershipTable.cluster(of: companion, connection)
            if let cluster, cluster != target, targets[companion] != target { return false }
        }
        for opponent in constraints.opponents(of: entry) {
            let cluster = try MembershipTable.cluster(of: opponent, connection)
            if (targets[opponent] ?? cluster) == target { return false }
        }
        return true
    }
}
