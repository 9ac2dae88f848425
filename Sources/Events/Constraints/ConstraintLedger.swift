/// Groups of documents that stay together, and which of them are never together with which.
struct ConstraintGroups: Sendable, Equatable {
    /// Each ascending; a group of none is nothing.
    var members: [[Document.ID]] = []
    /// By group: others by their places.
    var foes: [Set<Int>] = []
    /// Groups of which each is apart from all others here that have another mark, by their places: what
    /// `foes` would tell of some thousands in as many times as many words.
    var rivals: [Int: Document.ID] = [:]

    /// The places of the groups that documents are in.
    var places: [Document.ID: Int] {
        var places: [Document.ID: Int] = [:]
        for (place, documents) in members.enumerated() {
            for document in documents { places[document] = place }
        }
        return places
    }

    func keeping(_ isKept: (Document.ID) -> Bool) -> ConstraintGroups {
        ConstraintGroups(
            members: members.map { $0.filter(isKept) }, foes: foes, rivals: rivals)
    }
}

/// The decisions as they are taken in, one after the other.
struct ConstraintLedger {
    private typealias Group = Int

    private var groups: [Document.ID: Group] = [:]
    private var members: [Group: Set<Document.ID>] = [:]
    /// By group: which others it is apart from, and by which step.
    private var foes: [Group: [Group: Int]] = [:]
    private var steps = 0
    private var rivals: [Group: Document.ID] = [:]
    private(set) var pins: [Document.ID: Document.ID] = [:]
    private var nextGroup = 0

    /// Those of `pins` that were put where they are.
    private(set) var guests: Set<Document.ID> = []

    init() {}

    init(
        _ said: ConstraintGroups, pins: [Document.ID: Document.ID], guests: Set<Document.ID>
    ) {
        for (group, documents) in said.members.enumerated() where !documents.isEmpty {
            members[group] = Set(documents)
            for foe in said.foes[group] where !said.members[foe].isEmpty {
                foes[group, default: [:]][foe] = 0
            }
            rivals[group] = said.rivals[group]
            for document in documents { groups[document] = group }
        }
        self.pins = pins
        self.guests = guests
        nextGroup = said.members.count
    }

    mutating func take(_ step: Constraints.Step) {
        steps += 1
        switch step {
        case .join(let documents):
            guard let first = documents.first else { return }
            let group = group(of: first)
            for document in documents.dropFirst() { unite(self.group(of: document), into: group) }
        case .separate(let named, let others):
            guard let first = named.first else { return }
            let leaving = Set(named)
            let others = others.filter { !leaving.contains($0) }
            for document in named { unpin(document) }
            leaveBehind(by: leaving, among: others)
            for document in named { leave(document) }
            let group = group(of: first)
            for document in named.dropFirst() { unite(self.group(of: document), into: group) }
            for document in others {
                let other = self.group(of: document)
                setApart(group, other, by: steps)
            }
        case .pin(let document, let anchor, let isMoved):
            if isMoved {
                free(document)
                leaveBehind(by: [document], among: [])
            } else if let anchor, let split = self.step(between: document, anchor) {
                // They were together by what was undone since. The later word counts, against all of that
                // step: what else it set apart was there as well.
                for group in foes.keys { foes[group] = foes[group]?.filter { $0.value != split } }
            }
            pin(document, beside: anchor)
            if isMoved, anchor != nil { guests.insert(document) }
        case .hold(let document, let anchor):
            if pins[document] != nil { pin(document, beside: anchor) }
        case .unpin(let document):
            unpin(document)
        case .rivals(let documents):
            for document in documents {
                let group = group(of: document)
                rivals[group] = rivals[group] ?? document
            }
        }
    }

    /// Takes all back that was said of a document, but for its pin.
    private mutating func free(_ document: Document.ID) {
        leave(document)
        let group = group(of: document)
        for other in (foes.removeValue(forKey: group) ?? [:]).keys { foes[other]?[group] = nil }
        rivals[group] = nil
    }

    /// The step that set two documents apart.
    private func step(between document: Document.ID, _ other: Document.ID) -> Int? {
        guard let group = groups[document], let foe = groups[other] else { return nil }
        return foes[group]?[foe]
    }

    private mutating func setApart(_ group: Group, _ foe: Group, by step: Int) {
        foes[group, default: [:]][foe] = step
        foes[foe, default: [:]][group] = step
    }

    /// One that stays where no other tells which cluster that is, is a guest of nobody there.
    private mutating func pin(_ document: Document.ID, beside anchor: Document.ID?) {
        pins[document] = anchor ?? document
        if anchor == nil || anchor == document { guests.remove(document) }
    }

    private mutating func unpin(_ document: Document.ID) {
        pins[document] = nil
        guests.remove(document)
    }

    /// Has those that were pinned beside documents which leave stay with `others`, which do not: beside
    /// the first that is no guest there, else beside the first of those that are left behind. Those that are
    /// not among the others, since what brought them there was undone, stay where they are.
    private mutating func leaveBehind(by leaving: Set<Document.ID>, among others: [Document.ID]) {
        let left = pins.filter { leaving.contains($0.value) && !leaving.contains($0.key) }.keys
            .sorted()
        if left.isEmpty { return }
        let own = others.first {
            !guests.contains($0) && !leaving.contains($0) && !left.contains($0)
        }
        let staying = Set(others).intersection(left)
        for (group, anchor) in [
            (left.filter(staying.contains), own), (left.filter { !staying.contains($0) }, nil),
        ] {
            guard let first = anchor ?? group.first(where: { !guests.contains($0) }) ?? group.first
            else { continue }
            for document in group { pin(document, beside: first) }
        }
    }

    private mutating func group(of document: Document.ID) -> Group {
        if let known = groups[document] { return known }
        defer { nextGroup += 1 }
        groups[document] = nextGroup
        members[nextGroup] = [document]
        return nextGroup
    }

    private mutating func unite(_ other: Group, into group: Group) {
        guard other != group else { return }
        for document in members.removeValue(forKey: other) ?? [] {
            groups[document] = group
            members[group]?.insert(document)
        }
        if let mark = rivals.removeValue(forKey: other) { rivals[group] = rivals[group] ?? mark }
        for (foe, step) in foes.removeValue(forKey: other) ?? [:] {
            foes[foe]?[other] = nil
            guard foe != group else { continue }
            setApart(group, foe, by: max(step, foes[group]?[foe] ?? 0))
        }
    }

    /// Takes a document out of its group; what the group is kept apart from, it still is.
    private mutating func leave(_ document: Document.ID) {
        guard let old = groups[document], members[old]?.count ?? 0 > 1 else { return }
        members[old]?.remove(document)
        groups[document] = nil
        let own = group(of: document)
        rivals[own] = rivals[old]
        for (foe, step) in foes[old] ?? [:] { setApart(own, foe, by: step) }
    }

    /// What was said, whatever is pinned.
    var said: ConstraintGroups { numbered { _ in false } }

    /// The groups when pinned documents are with those that they are pinned beside.
    var closure: ConstraintGroups {
        var closed = self
        for (document, anchor) in pins.sorted(by: { $0.key < $1.key }) {
            let group = closed.group(of: anchor)
            closed.unite(closed.group(of: document), into: group)
        }
        return closed.numbered { pins[$0] != nil }
    }

    /// The groups, numbered by their first documents; those of one that has nothing to keep to are left
    /// out, but for those that `isKept` is true of.
    private func numbered(_ isKept: (Document.ID) -> Bool) -> ConstraintGroups {
        let kept = members.filter { group, members in
            members.count > 1 || !(foes[group] ?? [:]).isEmpty || rivals[group] != nil
                || members.contains(where: isKept)
        }.map { (group: $0.key, members: $0.value.sorted()) }
            .sorted { $0.members[0] < $1.members[0] }
        var numbers: [Group: Int] = [:]
        for (number, entry) in kept.enumerated() { numbers[entry.group] = number }
        return ConstraintGroups(
            members: kept.map(\.members),
            foes: kept.map { entry in
                Set((foes[entry.group] ?? [:]).keys.compactMap { numbers[$0] })
            },
            rivals: Dictionary(
                uniqueKeysWithValues: rivals.compactMap { group, mark in
                    numbers[group].map { ($0, mark) }
                }))
    }
}
