internal import Events
internal import SQLite

/// Takes a decision back: what it bound is free again, and its entries go back as far as they can.
///
/// An entry goes back when it is still in the event that the decision put it into, and no decision
/// that stands forbids it: a pin, a merge with what stays, a split from what it would go back to. One
/// that another decision kept from going back goes once that is undone too (`HandReturns`). An event
/// whose number became another's gets its number back, and the numbers that led to it. All that the
/// decision changed is told as it was, until a clusterer tells it anew. A copy that was split off its
/// origin is a copy again, and copies that came to what goes back go with it (`HandCopies`).
struct HandUndo {
    let edit: HandEdit

    func undo(
        _ asked: DecisionID?, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Result<DecisionID, HandProblem> {
        let last = try HandTable.last(connection)
        guard let number = asked ?? last else { return .failure(.nothingToUndo) }
        guard let record = try HandTable.record(number, connection) else {
            return .failure(.noDecision(number))
        }
        if let undo = record.undone { return .failure(.alreadyUndone(number, by: undo)) }
        // An older decision is not what "the last" was meant for.
        if asked == nil, record.kind == .recluster { return .failure(.reclusteredLast(number)) }
        if record.kind == .undo || record.kind == .recluster {
            return .failure(.notUndoable(number, record.kind))
        }
        let rows = try HandTable.entries(of: number, connection)
        var concerned = Set(rows.lazy.filter { $0.part == .named }.map(\.entry))
        let former = try HandTable.constraints(connection)
        concerned.formUnion(former.companions(of: rows.lazy.map(\.entry)))
        if record.kind == .merge, let event = record.event {
            // Those, too, that came to one of its events afterwards.
            let event = try ClusterTable.resolve(event, connection)
            concerned.formUnion(
                try MembershipTable.members(of: event, connection).map(\.entry))
        }
        let undo = try HandTable.insert(
            .undo, by: edit.person, at: edit.now, event: nil,
            told: "undid decision \(number): \(record.told)", entries: [], connection)
        try HandTable.setUndone(number, by: undo, connection)
        let constraints = try HandTable.constraints(connection)
        var moves = HandMoves(by: undo)
        let told = Decision.byHand("decision \(number) undone (\(undo))")
        let mayGo = concerned.union(constraints.companions(of: record.entries))
        let copies = try HandCopies(
            beside: mayGo, except: Set(rows.map(\.entry)), connection)
        let returns = try HandReturns(of: concerned, constraints, connection)
        let gone = try returns.entries.map { (entry) throws(DatabaseError) in
            HandTable.Entry(
                entry: entry, former: try MembershipTable.cluster(of: entry, connection),
                anchor: returns.firstDecision(of: entry) ?? 0)
        }
        try returns.giveNumbersBack(connection)
        for (target, decision, entries) in returns.byTarget {
            try moves.place(entries, in: target, told, connection)
            try HandEventTable.recall(target, before: decision, connection)
        }
        // What they were put into is what it was before as well, as far as they left it.
        if let event = record.event, !gone.isEmpty {
            try HandEventTable.recall(event, before: number, connection)
            moves.touch(event)
        }
        try tell(undo, of: record, gone, connection)
        var reunited: Set<Int> = []
        for entry in record.entries {
            // Those that stay together are put together once.
            guard let group = constraints.group(of: entry), reunited.insert(group).inserted
            else { continue }
            let drawn = try reunite(entry, constraints, told, &moves, connection)
            try HandTable.add(drawn, to: undo, connection)
        }
        try HandTable.add(returns.held, to: undo, connection)
        try HandTable.add(
            try copies.follow(constraints, told, &moves, connection), to: undo, connection)
        // Of those that were kept apart from these as well: this one may have kept from them what an
        // earlier one took.
        let candidates = concerned.union(rows.map(\.entry))
        for entry in candidates.union(former.opponents(of: candidates)).sorted() {
            try moves.returnEvidence(of: entry, undoing: number, constraints, connection)
        }
        try moves.finish(connection)
        return .success(undo)
    }

    /// Takes down which entries went back, and says so where some did not.
    private func tell(
        _ undo: DecisionID, of record: HandRecord, _ gone: [HandTable.Entry],
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let moved = try HandTable.entries(of: record.number, connection).filter { entry in
            entry.part == .named && record.event != nil && entry.former != nil
                && entry.former != record.event
        }.map(\.entry)
        let returned = Set(gone.map(\.entry))
        var stayed: [EntryID] = []
        var forgotten: [EntryID] = []
        for entry in moved where !returned.contains(entry) {
            if try MembershipTable.cluster(of: entry, connection) == nil {
                forgotten.append(entry)
            } else {
                stayed.append(entry)
            }
        }
        var told = "undid decision \(record.number): \(record.told)"
        if !stayed.isEmpty {
            told +=
                "; \(HandEdit.list("entry", stayed)) \(stayed.count == 1 ? "stays" : "stay")"
                + " where a later decision or score put \(stayed.count == 1 ? "it" : "them")"
        }
        if !forgotten.isEmpty {
            told +=
                "; \(HandEdit.list("entry", forgotten)) \(forgotten.count == 1 ? "is" : "are")"
                + " no longer stored"
        }
        try HandTable.complete(
            undo, told: told,
            entries: gone
                + (moved.isEmpty ? record.entries : []).filter { !returned.contains($0) }
                .map { HandTable.Entry(entry: $0) }, connection)
    }

    /// Puts an entry together with those that it has to be with now: beside what it is pinned to,
    /// else where most of them are.
    private func reunite(
        _ entry: EntryID, _ constraints: Constraints, _ decision: Decision,
        _ moves: inout HandMoves,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> [HandTable.Entry] {
        var places: [ClusterID: [EntryID]] = [:]
        var pinned: ClusterID?
        for companion in constraints.companions(of: entry) {
            guard let cluster = try MembershipTable.cluster(of: companion, connection) else {
                continue
            }
            places[cluster, default: []].append(companion)
            if constraints.isPinned(companion), pinned == nil {
                let anchor = constraints.anchor(of: companion) ?? companion
                pinned = try MembershipTable.cluster(of: anchor, connection)
            }
        }
        guard places.count > 1 else { return [] }
        let most = places.max {
            $0.value.count != $1.value.count
                ? $0.value.count < $1.value.count : $0.key > $1.key
        }
        guard let home = pinned ?? most?.key else { return [] }
        var drawn: [HandTable.Entry] = []
        for (cluster, entries) in places.sorted(by: { $0.key < $1.key }) where cluster != home {
            for entry in entries {
                let former = try HandTrail(of: entry, connection).event(in: cluster, connection)
                drawn.append(
                    HandTable.Entry(entry: entry, part: .drawn, former: former, anchor: home))
            }
            try moves.place(entries, in: home, decision, connection)
        }
        return drawn
    }
}
