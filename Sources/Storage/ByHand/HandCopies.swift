internal import Events
internal import SQLite

/// The copies that stand beside their originals before a decision is undone, for those to follow that go.
struct HandCopies {
    private struct Copy {
        let entry: EntryID
        let original: EntryID
        let event: ClusterID
    }

    private var copies: [Copy] = []

    /// - Parameters:
    ///   - entries: those that may go.
    ///   - named: those of which the decision itself says where they were.
    init(
        beside entries: some Sequence<EntryID>, except named: Set<EntryID>,
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        var events: Set<ClusterID> = []
        for entry in entries {
            if let event = try MembershipTable.cluster(of: entry, connection) {
                events.insert(event)
            }
        }
        for event in events.sorted() {
            for member in try MembershipTable.members(of: event, connection)
            where member.origin != nil && !named.contains(member.entry) {
                let original = try MembershipTable.root(of: member.entry, connection)
                guard try MembershipTable.cluster(of: original, connection) == event else {
                    continue
                }
                copies.append(Copy(entry: member.entry, original: original, event: event))
            }
        }
    }

    /// Puts those that were left behind beside their originals again, as far as nothing that people decided
    /// is against it; answers them.
    func follow(
        _ constraints: Constraints, _ decision: Decision, _ moves: inout HandMoves,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> [HandTable.Entry] {
        var followed: [HandTable.Entry] = []
        for copy in copies {
            guard let target = try MembershipTable.cluster(of: copy.original, connection),
                target != copy.event,
                try MembershipTable.cluster(of: copy.entry, connection) == copy.event,
                try mayFollow(copy, to: target, constraints, connection)
            else { continue }
            try moves.place([copy.entry], in: target, decision, connection)
            followed.append(HandTable.Entry(entry: copy.entry, former: copy.event, anchor: 0))
        }
        return followed
    }

    private func mayFollow(
        _ copy: Copy, to target: ClusterID, _ constraints: Constraints,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> Bool {
        if constraints.isPinned(copy.entry), constraints.anchor(of: copy.entry) == nil {
            return false
        }
        for companion in constraints.companions(of: copy.entry) where companion != copy.entry {
            let event = try MembershipTable.cluster(of: companion, connection)
            if let event, event != target { return false }
        }
        for opponent in constraints.opponents(of: copy.entry) {
            if try MembershipTable.cluster(of: opponent, connection) == target { return false }
        }
        return true
    }
}
