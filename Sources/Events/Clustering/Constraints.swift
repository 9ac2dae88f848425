/// What people decided about documents, as the clusterer has to respect it: groups that stay
/// together, groups that are never joined by score, and documents that stay where they are.
///
/// By document, not by cluster: clusters are derived, and a constraint outlives them, a restart, a
/// replay from nothing and the expiry of some of its documents.
public struct Constraints: Sendable, Equatable {
    /// What one decision says.
    public enum Step: Sendable, Equatable {
        /// These belong together; what set them apart before is void.
        case join([Document.ID])
        /// The first belong together and never to any of the others. Pins of the first are void, and
        /// so is what kept them with documents that they are not named with.
        case separate([Document.ID], from: [Document.ID])
        /// It stays in the cluster in which `beside` is, nil or itself where no other tells which
        /// that is. `isMoved`: it was put there, so all that was said of it before is void.
        case pin(Document.ID, beside: Document.ID?, isMoved: Bool)
        case unpin(Document.ID)
    }

    /// The number of the group of each document that has one.
    private let groups: [Document.ID: Int]
    /// By group, ascending; a group of one has something to be kept apart from, or a pin.
    private let members: [[Document.ID]]
    /// By group.
    private let foes: [Set<Int>]
    /// Pinned documents, and beside which each stays.
    private let pins: [Document.ID: Document.ID]
    /// The pinned documents, ascending.
    public let pinned: [Document.ID]

    public static let none = Constraints([])

    /// What `steps`, oldest first, come to: the later word counts.
    public init(_ steps: [Step]) {
        var ledger = Ledger()
        for step in steps { ledger.take(step) }
        self.init(ledger)
    }

    private init(_ ledger: Ledger) {
        (groups, members, foes) = ledger.closure()
        pins = ledger.pins
        pinned = pins.keys.sorted()
    }

    /// These, and what `steps` say after them.
    public func adding(_ steps: [Step]) -> Constraints {
        var ledger = Ledger(members: members, foes: foes, pins: pins)
        for step in steps { ledger.take(step) }
        return Constraints(ledger)
    }

    /// What is left of these for the documents that `isKept` is true of.
    func keeping(_ isKept: (Document.ID) -> Bool) -> Constraints {
        Constraints(
            Ledger(
                members: members.map { $0.filter(isKept) }, foes: foes,
                pins: pins.filter { isKept($0.key) }))
    }

    public var isEmpty: Bool { groups.isEmpty }

    public func isPinned(_ document: Document.ID) -> Bool { pins[document] != nil }

    /// All documents of which something was decided, in no order that means anything.
    public var documents: some Collection<Document.ID> { groups.keys }

    /// Whether anything was decided of a document.
    func contains(_ document: Document.ID) -> Bool { groups[document] != nil }

    /// The document in whose cluster a pinned one stays; nil for one that is not pinned, or that
    /// no other holds.
    public func anchor(of document: Document.ID) -> Document.ID? {
        pins[document].flatMap { $0 == document ? nil : $0 }
    }

    /// The documents that stay together with this one, itself among them, ascending; empty for one of
    /// which nothing was decided.
    public func companions(of document: Document.ID) -> [Document.ID] {
        groups[document].map { members[$0] } ?? []
    }

    /// Whether two documents may not be in one cluster.
    public func areApart(_ a: Document.ID, _ b: Document.ID) -> Bool {
        guard let a = groups[a], let b = groups[b] else { return false }
        return foes[a].contains(b)
    }

    /// The documents that may not be in one cluster with this one, in no order that means anything.
    public func opponents(of document: Document.ID) -> [Document.ID] {
        groups[document].map { foes[$0].flatMap { members[$0] } } ?? []
    }
}

/// The decisions as they are taken in, one after the other.
private struct Ledger {
    private typealias Group = Int

    private var groups: [Document.ID: Group] = [:]
    private var members: [Group: Set<Document.ID>] = [:]
    private var foes: [Group: Set<Group>] = [:]
    private(set) var pins: [Document.ID: Document.ID] = [:]
    private var nextGroup = 0

    init() {}

    /// - Parameters:
    ///   - members: by group; a group of none is nothing.
    ///   - foes: by group.
    init(members: [[Document.ID]], foes: [Set<Int>], pins: [Document.ID: Document.ID]) {
        for (group, documents) in members.enumerated() where !documents.isEmpty {
            self.members[group] = Set(documents)
            self.foes[group] = foes[group].filter { !members[$0].isEmpty }
            for document in documents { groups[document] = group }
        }
        self.pins = pins
        nextGroup = members.count
    }

    mutating func take(_ step: Constraints.Step) {
        switch step {
        case .join(let documents):
            guard let first = documents.first else { return }
            let group = group(of: first)
            for document in documents.dropFirst() { unite(self.group(of: document), into: group) }
        case .separate(let named, let others):
            guard let first = named.first else { return }
            let others = others.filter { !named.contains($0) }
            let leaving = Set(named)
            for document in named { pins[document] = nil }
            // Who was pinned beside one that leaves stays with those that do not.
            for (document, anchor) in pins where leaving.contains(anchor) {
                pins[document] = others.first { $0 != document } ?? document
            }
            for document in named { leave(document) }
            let group = group(of: first)
            for document in named.dropFirst() { unite(self.group(of: document), into: group) }
            for document in others {
                let other = self.group(of: document)
                foes[group, default: []].insert(other)
                foes[other, default: []].insert(group)
            }
        case .pin(let document, let anchor, let isMoved):
            if isMoved {
                leave(document)
                let group = group(of: document)
                for other in foes.removeValue(forKey: group) ?? [] { foes[other]?.remove(group) }
            }
            pins[document] = anchor ?? document
        case .unpin(let document):
            pins[document] = nil
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
        for foe in foes.removeValue(forKey: other) ?? [] {
            foes[foe]?.remove(other)
            guard foe != group else { continue }
            foes[foe]?.insert(group)
            foes[group, default: []].insert(foe)
        }
    }

    /// Takes a document out of its group; what the group is kept apart from, it still is.
    private mutating func leave(_ document: Document.ID) {
        guard let old = groups[document], members[old]?.count ?? 0 > 1 else { return }
        members[old]?.remove(document)
        groups[document] = nil
        let own = group(of: document)
        for foe in foes[old] ?? [] {
            foes[foe]?.insert(own)
            foes[own, default: []].insert(foe)
        }
    }

    /// The groups when pinned documents are with those that they are pinned beside, numbered by their
    /// first documents; those of one that has nothing to keep to are left out.
    func closure() -> (groups: [Document.ID: Int], members: [[Document.ID]], foes: [Set<Int>]) {
        var closed = self
        for (document, anchor) in pins.sorted(by: { $0.key < $1.key }) {
            let group = closed.group(of: anchor)
            closed.unite(closed.group(of: document), into: group)
        }
        let kept = closed.members.filter { group, members in
            members.count > 1 || !(closed.foes[group] ?? []).isEmpty
                || members.contains { pins[$0] != nil }
        }.map { (group: $0.key, members: $0.value.sorted()) }
            .sorted { $0.members[0] < $1.members[0] }
        var groups: [Document.ID: Int] = [:]
        var numbers: [Group: Int] = [:]
        for (number, entry) in kept.enumerated() {
            numbers[entry.group] = number
            for document in entry.members { groups[document] = number }
        }
        let foes = kept.map { entry in
            Set((closed.foes[entry.group] ?? []).compactMap { numbers[$0] })
        }
        return (groups, kept.map(\.members), foes)
    }
}
