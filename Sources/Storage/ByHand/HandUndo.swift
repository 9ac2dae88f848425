internal import Events
internal import SQLite
internal import Values

/// Takes a decision back: what it bound is free again, and its entries go back as far as they can.
///
/// An entry goes back when it is still in the event that the decision put it into, and no decision
/// that stands forbids it: a pin, a merge with what stays, a split from what it would go back to. An
/// event whose number became another's in the merge gets its number back; numbers that led to it
/// before the merge go on leading to the other. All that the decision changed is told as it was, until
/// a clusterer tells it anew. A copy that was split off its origin is a copy again.
struct HandUndo {
    let edit: HandEdit

    func undo(
        _ number: Int64?, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Result<Int64, HandProblem> {
        let last = try HandTable.lastBinding(connection)
        guard let number = number ?? last else { return .failure(.nothingToUndo) }
        guard let record = try HandTable.record(number, connection) else {
            return .failure(.noDecision(number))
        }
        if let undo = record.undone { return .failure(.alreadyUndone(number, by: undo)) }
        if record.kind == .undo || record.kind == .recluster {
            return .failure(.notUndoable(number, record.kind))
        }
        let undo = try HandTable.insert(
            .undo, by: edit.person, at: edit.now, event: nil,
            told: "undid decision \(number): \(record.told)", entries: [], connection)
        try HandTable.setUndone(number, by: undo, connection)
        let constraints = try HandTable.constraints(connection)
        var moves = HandMoves()
        let decision = Decision.byHand("decision \(number) undone (\(undo))")
        var returned: Set<EntryID> = []
        for (target, entries) in try returns(of: record, constraints, connection) {
            try ClusterTable.revive(target, connection)
            try moves.place(entries, in: target, decision, connection)
            try HandEventTable.recall(target, before: number, connection)
            returned.formUnion(entries)
        }
        // What they were put into is what it was before as well, as far as they left it.
        if let event = record.event, !returned.isEmpty {
            try HandEventTable.recall(event, before: number, connection)
        }
        try tell(undo, of: record, returned, connection)
        for entry in record.entries {
            try reunite(entry, constraints, decision, &moves, connection)
        }
        if record.kind == .split {
            for entry in record.entries {
                try moves.returnEvidence(
                    of: entry, undoing: number, constraints, connection)
            }
        }
        try moves.finish(connection)
        return .success(undo)
    }

    /// Takes down which entries went back, and says so where some did not.
    private func tell(
        _ undo: Int64, of record: HandRecord, _ returned: Set<EntryID>,
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let moved = try HandTable.entries(of: record.number, connection).filter { entry in
            !entry.isLeft && record.event != nil && entry.former != nil
                && entry.former != record.event
        }.map(\.entry)
        let stayed = moved.filter { !returned.contains($0) }
        var told = "undid decision \(record.number): \(record.told)"
        if !stayed.isEmpty {
            told +=
                "; \(HandEdit.list("entry", stayed)) \(stayed.count == 1 ? "stays" : "stay")"
                + " where a later decision or score put \(stayed.count == 1 ? "it" : "them")"
        }
        try HandTable.complete(
            undo, told: told,
            entries: (moved.isEmpty ? record.entries : returned.sorted()).map {
                HandTable.Entry(entry: $0)
            }, connection)
    }

    /// The entries that go back, by the event that they go back to.
    private func returns(
        of record: HandRecord, _ constraints: Constraints, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [(target: ClusterID, entries: [EntryID])] {
        guard let event = record.event else { return [] }
        let present = try ClusterTable.resolve(event, connection)
        var targets: [EntryID: ClusterID] = [:]
        for entry in try HandTable.entries(of: record.number, connection) where !entry.isLeft {
            guard let former = entry.former, former != event,
                try MembershipTable.cluster(of: entry.entry, connection) == present
            else { continue }
            let living = try ClusterTable.resolve(former, connection)
            // A number that leads to where the entry is was taken by the decision, or by a merge
            // after it.
            targets[entry.entry] = living == present ? former : living
        }
        targets = targets.filter { $0.value != present }
        var isSettled = false
        while !isSettled {
            let before = targets.count
            for (entry, target) in targets.sorted(by: { $0.key < $1.key })
            where try !mayReturn(entry, to: target, targets, constraints, connection) {
                targets[entry] = nil
            }
            isSettled = targets.count == before
        }
        return Dictionary(grouping: targets.keys) { targets[$0] ?? 0 }
            .map { ($0.key, $0.value.sorted()) }.sorted { $0.0 < $1.0 }
    }

    private func mayReturn(
        _ entry: EntryID, to target: ClusterID, _ targets: [EntryID: ClusterID],
        _ constraints: Constraints, _ connection: borrowing Connection
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
            if try MembershipTable.cluster(of: opponent, connection) == target { return false }
        }
        return true
    }

    /// Puts an entry together with those that it has to be with now: beside what it is pinned to,
    /// else where most of them are.
    private func reunite(
        _ entry: EntryID, _ constraints: Constraints, _ decision: Decision,
        _ moves: inout HandMoves,
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        var places: [ClusterID: [EntryID]] = [:]
        var pinned: ClusterID?
        for companion in constraints.companions(of: entry) {
            guard let cluster = try MembershipTable.cluster(of: companion, connection) else {
                continue
            }
            places[cluster, default: []].append(companion)
            if let anchor = constraints.anchor(of: companion), pinned == nil {
                pinned = try MembershipTable.cluster(of: anchor, connection)
            }
        }
        guard places.count > 1 else { return }
        let most = places.max {
            $0.value.count != $1.value.count
                ? $0.value.count < $1.value.count : $0.key > $1.key
        }
        guard let home = pinned ?? most?.key else { return }
        for (cluster, entries) in places.sorted(by: { $0.key < $1.key }) where cluster != home {
            try moves.place(entries, in: home, decision, connection)
        }
    }
}
