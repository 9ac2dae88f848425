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
    /// Entries whose event is no part of the one that they are in any more, and that others keep there: they
    /// go once nothing does.
    private(set) var held: [HandTable.Entry] = []

    /// - Parameters:
    ///   - entries: those that may go back.
    ///   - constraints: what stands.
    init(
        of entries: Set<EntryID>, _ constraints: Constraints, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        for entry in entries.sorted() {
            guard let present = try MembershipTable.cluster(of: entry, connection) else { continue }
            let trail = try HandTrail(of: entry, connection)
            let isHeld = constraints.isPinned(entry) && constraints.anchor(of: entry) == nil
            let undone = try trail.undone(in: present, isHeld: isHeld, connection)
            let former: ClusterID
            if let last = undone.last {
                former = last.former
            } else {
                // Of itself nothing was undone, but perhaps a merge by which its event is a part of this.
                if trail.isPinnedLast(isHeld: isHeld) { continue }
                former = try trail.event(in: present, connection)
            }
            let target = try HandAliasTable.standing(former, connection)
            if target == present { continue }
            moves[entry] = undone
            targets[entry] = target
        }
        try sendCopiesOn(connection)
        try settle(constraints, connection)
    }

    /// Has those stay that something that stands is against.
    private mutating func settle(
        _ constraints: Constraints, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let wanted = targets.sorted { $0.key < $1.key }
        var groups = try HandGroups(of: targets.keys, constraints, connection)
        for (entry, target) in wanted { groups.setTarget(target, of: entry) }
        var isSettled = false
        while !isSettled {
            let before = targets.count
            for (entry, target) in wanted
            where targets[entry] != nil && !groups.mayGo(entry, to: target) {
                targets[entry] = nil
                groups.setTarget(nil, of: entry)
            }
            isSettled = targets.count == before
        }
        // Some were kept by others that do not go back either.
        for (entry, target) in wanted where targets[entry] == nil {
            if groups.mayGo(entry, to: target) {
                targets[entry] = target
                groups.setTarget(target, of: entry)
            } else if moves[entry]?.isEmpty == true {
                held.append(
                    HandTable.Entry(
                        entry: entry, part: .drawn, former: target,
                        anchor: try MembershipTable.cluster(of: entry, connection)))
            }
        }
    }

    /// Has copies that came to an event which a split had opened, and that is undone, go to where their
    /// originals do: these have left it.
    private mutating func sendCopiesOn(_ connection: borrowing Connection) throws(DatabaseError) {
        for (entry, target) in targets where try HandTable.isSplitUndone(target, connection) {
            let original = try MembershipTable.root(of: entry, connection)
            guard original != entry,
                let event = try MembershipTable.cluster(of: original, connection)
            else { continue }
            let home = targets[original] ?? event
            targets[entry] =
                try MembershipTable.cluster(of: entry, connection) == home ? nil : home
        }
    }

    /// Ascending.
    var entries: [EntryID] { targets.keys.sorted() }

    /// The first of the decisions before which an entry is again; nil where it was none that moved it.
    func firstDecision(of entry: EntryID) -> DecisionID? { moves[entry]?.last?.decision }

    /// The entries by the event that they go back to, and the decision before which it was as it is to be.
    var byTarget: [(target: ClusterID, decision: DecisionID, entries: [EntryID])] {
        Dictionary(grouping: targets.keys) { targets[$0] ?? 0 }.map { target, entries in
            let decisions = entries.compactMap { moves[$0]?.last?.decision }
            return (target, decisions.min() ?? 0, entries.sorted())
        }
        .sorted { $0.target < $1.target }
    }

    /// Has the numbers mean what they meant before, newest decision first.
    func giveNumbersBack(_ connection: borrowing Connection) throws(DatabaseError) {
        var ended: [(decision: DecisionID, event: ClusterID)] = []
        for event in Set(targets.values) {
            let decision = try HandAliasTable.lastEnd(of: event, connection)?.decision
            ended.append((decision ?? 0, event))
        }
        for (_, event) in ended.sorted(by: { ($0.decision, $0.event) > ($1.decision, $1.event) }) {
            try HandAliasTable.giveBack(event, connection)
        }
    }
}
