internal import Events
internal import SQLite
internal import Values

/// Carries out what a person decides: takes it down, and changes the stored clusters accordingly.
///
/// To be run in one transaction. Everything is checked before anything is written.
struct HandEdit {
    let person: String
    let now: Timestamp

    func make(
        _ decision: HandDecision, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Result<HandRecord, HandProblem> {
        let number: Result<DecisionID, HandProblem>
        switch decision {
        case .merge(let events): number = try merge(events, connection)
        case .split(let entries, let event): number = try split(entries, from: event, connection)
        case .pin(let entries, let event): number = try pin(entries, to: event, connection)
        case .unpin(let entries): number = try unpin(entries, connection)
        case .undo(let decision):
            number = try HandUndo(edit: self).undo(decision, connection)
        }
        switch number {
        case .failure(let problem): return .failure(problem)
        case .success(let number):
            guard let record = try HandTable.record(number, connection) else {
                return .failure(.noDecision(number))
            }
            return .success(record)
        }
    }

    private func merge(
        _ events: [ClusterID], _ connection: borrowing Connection
    ) throws(DatabaseError) -> Result<DecisionID, HandProblem> {
        var living: Set<ClusterID> = []
        var entries: [HandTable.Entry] = []
        for event in events {
            let id = try ClusterTable.resolve(event, connection)
            let members = try MembershipTable.members(of: id, connection)
            if members.isEmpty { return .failure(.noEvent(event)) }
            guard living.insert(id).inserted else { continue }
            entries += members.map { HandTable.Entry(entry: $0.entry, former: id) }
        }
        let order = living.sorted()
        guard order.count > 1 else { return .failure(.oneEvent(order.first ?? 0)) }
        for place in entries.indices where entries[place].former != order[0] {
            try entries[place].noteEvent(connection)
        }
        let others = Self.list("event", order.dropFirst())
        let number = try HandTable.insert(
            .merge, by: person, at: now, event: order[0],
            told: "merged \(others) into event \(order[0]): \(entries.count) entries",
            entries: entries, connection)
        try HandEventTable.keep(order, before: number, connection)
        var moves = HandMoves(by: number)
        for younger in order.dropFirst() {
            try moves.merge(
                younger, into: order[0],
                .byHand(
                    "event \(younger) merged into \(order[0]) (decision \(number))", event: order[0]
                ),
                connection)
        }
        try moves.finish(connection)
        return .success(number)
    }

    private func split(
        _ entries: [EntryID], from event: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Result<DecisionID, HandProblem> {
        let id = try ClusterTable.resolve(event, connection)
        let members = try MembershipTable.members(of: id, connection)
        if members.isEmpty { return .failure(.noEvent(event)) }
        if let problem = try problem(with: entries, in: id, connection) {
            return .failure(problem)
        }
        let named = Set(entries)
        var leaving: [EntryID] = []
        var left: [EntryID] = []
        for member in members {
            let root = try MembershipTable.root(of: member.entry, connection)
            if named.contains(member.entry) || named.contains(root) {
                leaving.append(member.entry)
            } else {
                left.append(member.entry)
            }
        }
        if left.isEmpty { return .failure(.wholeEvent(id)) }
        let constraints = try HandTable.constraints(connection)
        let freed = leaving.filter(constraints.isPinned).sorted()
        let opened = try ClusterTable.takeNext(connection)
        var rows = leaving.map { HandTable.Entry(entry: $0, former: id) }
        let (gone, others) = (Set(leaving), Set(left))
        for place in rows.indices {
            let entry = rows[place].entry
            try rows[place].noteEvent(connection)
            // What is apart from its origin, over however many copies, is a text of its own.
            guard let copy = try MembershipTable.evidence(of: entry, connection),
                !gone.contains(copy.origin),
                others.contains(try MembershipTable.root(of: entry, connection))
            else { continue }
            rows[place].copy = copy
        }
        let number = try HandTable.insert(
            .split, by: person, at: now, event: opened,
            told: "split \(Self.list("entry", leaving.sorted())) from event \(id) into event"
                + " \(opened)"
                + (freed.isEmpty ? "" : "; \(Self.list("entry", freed)) no longer pinned"),
            entries: rows + left.map { HandTable.Entry(entry: $0, part: .left, former: id) },
            connection)
        try HandEventTable.keep([id], before: number, connection)
        var moves = HandMoves(by: number)
        try moves.place(
            leaving, in: opened, .byHand("split from event \(id) (decision \(number))", event: id),
            connection)
        for row in rows where row.copy != nil {
            try MembershipTable.setEvidence(nil, of: row.entry, connection)
        }
        try moves.finish(connection)
        return .success(number)
    }

    private func pin(
        _ named: [EntryID], to event: ClusterID?, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Result<DecisionID, HandProblem> {
        let entries = Set(named).sorted()
        if let problem = try problem(with: entries, in: nil, connection) {
            return .failure(problem)
        }
        var target: ClusterID?
        if let event {
            let id = try ClusterTable.resolve(event, connection)
            if try MembershipTable.members(of: id, connection).isEmpty {
                return .failure(.noEvent(event))
            }
            target = id
        }
        let constraints = try HandTable.constraints(connection)
        if try arePinned(entries, to: target, constraints, connection) {
            return .failure(.pinnedAlready(entries))
        }
        var rows: [HandTable.Entry] = []
        for entry in entries {
            guard let former = try MembershipTable.cluster(of: entry, connection) else { continue }
            let event = target ?? former
            var anchor = try anchor(of: entry, in: event, constraints, connection)
            if anchor == nil, event != former || constraints.guests.contains(entry) {
                // All that the event has was put there. None is held by what it holds itself.
                anchor = try MembershipTable.members(of: event, connection).map(\.entry)
                    .first { !entries.contains($0) && constraints.anchor(of: $0) != entry }
            }
            rows.append(HandTable.Entry(entry: entry, former: former, anchor: anchor))
        }
        rows += try leftBehind(by: rows, to: target, constraints, connection)
        let formers = Set(rows.compactMap(\.former))
        for place in rows.indices
        where rows[place].part == .named && target != nil && rows[place].former != target {
            try rows[place].noteEvent(connection)
        }
        let number = try HandTable.insert(
            .pin, by: person, at: now, event: target,
            told: "pinned \(Self.list("entry", entries))"
                + (target.map { " to event \($0)" }
                    ?? (entries.count == 1 ? " where it is" : " where they are")),
            entries: rows, connection)
        guard let target else { return .success(number) }
        try HandEventTable.keep(
            formers.union([target]).sorted(), before: number, connection)
        var moves = HandMoves(by: number)
        try moves.place(
            entries, in: target,
            .byHand("pinned to event \(target) (decision \(number))", event: target),
            connection)
        try moves.finish(connection)
        return .success(number)
    }

    /// Whether all are pinned in this event, or where they are.
    private func arePinned(
        _ entries: [EntryID], to target: ClusterID?, _ constraints: Constraints,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> Bool {
        for entry in entries {
            guard constraints.isPinned(entry) else { return false }
            if let target, try MembershipTable.cluster(of: entry, connection) != target {
                return false
            }
        }
        return true
    }

    /// What was pinned beside entries that leave for `target` stays where it is, beside another.
    private func leftBehind(
        by leaving: [HandTable.Entry], to target: ClusterID?, _ constraints: Constraints,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> [HandTable.Entry] {
        let leaving = leaving.filter { target != nil && $0.former != target }
        let gone = Set(leaving.map(\.entry))
        var rows: [HandTable.Entry] = []
        for entry in leaving {
            let left = constraints.pinned(beside: entry.entry).filter { !gone.contains($0) }
            for document in left {
                guard let event = try MembershipTable.cluster(of: document, connection) else {
                    continue
                }
                let anchor = try anchor(
                    of: document, in: event, constraints, leaving: gone, connection)
                // Where all were put there, the first tells where the others stay.
                let first = left[0] == document ? nil : left[0]
                rows.append(
                    HandTable.Entry(
                        entry: document, part: .left, former: event, anchor: anchor ?? first))
            }
        }
        return rows
    }

    /// The entry that tells which event is meant: the one that stands for it, else its oldest text, but
    /// none that was itself put there by a pin. Nil for the one itself, and where there is no other.
    private func anchor(
        of entry: EntryID, in event: ClusterID, _ constraints: Constraints,
        leaving: Set<EntryID> = [], _ connection: borrowing Connection
    ) throws(DatabaseError) -> EntryID? {
        let headline = try ClusterTable.headline(of: event, connection)
        func isOwn(_ entry: EntryID) -> Bool {
            !constraints.guests.contains(entry) && !leaving.contains(entry)
        }
        if let headline, isOwn(headline) { return headline == entry ? nil : headline }
        let members = try MembershipTable.members(of: event, connection).filter {
            $0.entry != entry && !leaving.contains($0.entry)
        }
        let own = members.filter { isOwn($0.entry) }
        return (own.first { $0.origin == nil } ?? own.first)?.entry
    }

    private func unpin(
        _ named: [EntryID], _ connection: borrowing Connection
    ) throws(DatabaseError) -> Result<DecisionID, HandProblem> {
        let entries = Set(named).sorted()
        // An entry may have left the store: its pin may be taken out all the same.
        let constraints = try HandTable.constraints(connection)
        for entry in entries where !constraints.isPinned(entry) {
            return .failure(.notPinned(entry))
        }
        return .success(
            try HandTable.insert(
                .unpin, by: person, at: now, event: nil,
                told: "unpinned \(Self.list("entry", entries))",
                entries: entries.map { HandTable.Entry(entry: $0) }, connection))
    }

    private func problem(
        with entries: [EntryID], in event: ClusterID?, _ connection: borrowing Connection
    ) throws(DatabaseError) -> HandProblem? {
        for entry in entries {
            guard let cluster = try MembershipTable.cluster(of: entry, connection) else {
                return try EntryTable.exists(entry, connection)
                    ? .notClustered(entry) : .noEntry(entry)
            }
            if let event, cluster != event {
                return .notInEvent(entry, event: event, actual: cluster)
            }
        }
        return nil
    }

    /// `entry 4`, `entries 4 and 5`, `entries 4, 5, 6 and 12 more`.
    static func list(_ noun: String, _ ids: some Collection<Int64>) -> String {
        let most = 8
        let shown = ids.prefix(most).map(String.init)
        let many = noun == "entry" ? "entries" : noun + "s"
        if shown.count == 1 { return "\(noun) \(shown[0])" }
        if ids.count > most {
            return "\(many) \(shown.joined(separator: ", ")) and \(ids.count - most) more"
        }
        return "\(many) " + shown.dropLast().joined(separator: ", ") + " and " + (shown.last ?? "")
    }
}
