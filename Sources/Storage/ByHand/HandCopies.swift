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
        var groups = try HandGroups(of: copies.lazy.map(\.entry), constraints, connection)
        var followed: [HandTable.Entry] = []
        for copy in copies {
            guard let target = try MembershipTable.cluster(of: copy.original, connection),
                target != copy.event,
                try MembershipTable.cluster(of: copy.entry, connection) == copy.event,
                !constraints.isPinned(copy.entry) || constraints.anchor(of: copy.entry) != nil,
                groups.mayGo(copy.entry, to: target)
            else { continue }
            try moves.place([copy.entry], in: target, decision, connection)
            groups.move(copy.entry, to: target)
            followed.append(HandTable.Entry(entry: copy.entry, former: copy.event, anchor: 0))
        }
        return followed
    }
}
