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
        /// What the first is pinned beside has left: it stays where it is, where `beside` tells which
        /// cluster that is. Nothing for one that is not pinned.
        case hold(Document.ID, beside: Document.ID?)
        case unpin(Document.ID)
        /// None of these is ever put where another is; nothing for those that stay together.
        case rivals([Document.ID])
    }

    /// What was said of documents, those that are pinned left out.
    private let said: ConstraintGroups
    /// The same, with pinned documents in one group with those that they are pinned beside.
    private let closed: ConstraintGroups
    /// The place in `closed` of the group of each document that has one.
    private let groups: [Document.ID: Int]
    /// Pinned documents, and beside which each stays.
    private let pins: [Document.ID: Document.ID]
    /// Those of the pinned documents that were put where they are, and are guests there: what they tell
    /// is another event's, so they count for nothing in the one that they are in.
    public let guests: Set<Document.ID>
    /// The pinned documents, ascending.
    public let pinned: [Document.ID]

    public static let none = Constraints([])

    /// What `steps`, oldest first, come to: the later word counts.
    public init(_ steps: [Step]) {
        var ledger = ConstraintLedger()
        for step in steps { ledger.take(step) }
        self.init(ledger)
    }

    private init(_ ledger: ConstraintLedger) {
        said = ledger.said
        closed = ledger.closure
        groups = closed.places
        pins = ledger.pins
        guests = ledger.guests
        pinned = pins.keys.sorted()
    }

    /// These, and what `steps` say after them.
    public func adding(_ steps: [Step]) -> Constraints {
        var ledger = ConstraintLedger(said, pins: pins, guests: guests)
        for step in steps { ledger.take(step) }
        return Constraints(ledger)
    }

    /// What is left of these for the documents that `isKept` is true of.
    func keeping(_ isKept: (Document.ID) -> Bool) -> Constraints {
        // What is together by way of one that is not kept stays so.
        Constraints(
            ConstraintLedger(
                closed.keeping(isKept), pins: pins.filter { isKept($0.key) },
                guests: guests.filter(isKept)))
    }

    /// Whether both bind the same, in whatever words it was said.
    public static func == (one: Constraints, other: Constraints) -> Bool {
        one.closed == other.closed && one.pins == other.pins && one.guests == other.guests
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

    /// The other documents that are pinned beside this one, ascending.
    public func pinned(beside document: Document.ID) -> [Document.ID] {
        pins.filter { $0.value == document && $0.key != document }.map(\.key).sorted()
    }

    /// The documents that stay together with this one, itself among them, ascending; empty for one of
    /// which nothing was decided.
    public func companions(of document: Document.ID) -> [Document.ID] {
        groups[document].map { closed.members[$0] } ?? []
    }

    /// All that stay together with any of these, each group looked at once.
    public func companions(of documents: some Sequence<Document.ID>) -> Set<Document.ID> {
        members(of: Set(documents.lazy.compactMap(group)))
    }

    /// Whether two documents may not be in one cluster.
    public func areApart(_ a: Document.ID, _ b: Document.ID) -> Bool {
        guard let a = groups[a], let b = groups[b] else { return false }
        if closed.foes[a].contains(b) { return true }
        guard let one = closed.rivals[a], let other = closed.rivals[b] else { return false }
        return one != other
    }

    /// The documents that may not be in one cluster with this one, in no order that means anything.
    public func opponents(of document: Document.ID) -> [Document.ID] {
        guard let group = groups[document] else { return [] }
        return foes(of: CollectionOfOne(group)).flatMap { closed.members[$0] }
    }

    /// All that may not be in one cluster with one of these, each group looked at once.
    public func opponents(of documents: some Sequence<Document.ID>) -> Set<Document.ID> {
        members(of: foes(of: Set(documents.lazy.compactMap(group))))
    }
}

// By groups: what many documents have in common need not be told of each of them.
extension Constraints {
    /// The number of the group of those that stay together with a document; nil for one of which nothing
    /// was decided. It means nothing to other constraints.
    public func group(of document: Document.ID) -> Int? { groups[document] }

    /// The documents of a group that `group` answered, ascending.
    public func members(of group: Int) -> [Document.ID] { closed.members[group] }

    /// The groups that may not be in one cluster with one of these.
    public func foes(of groups: some Collection<Int>) -> Set<Int> {
        var foes: Set<Int> = []
        for group in groups {
            foes.formUnion(closed.foes[group])
            guard let mark = closed.rivals[group] else { continue }
            foes.formUnion(closed.rivals.lazy.filter { $0.value != mark }.map(\.key))
        }
        return foes
    }

    private func members(of groups: Set<Int>) -> Set<Document.ID> {
        Set(groups.lazy.flatMap { closed.members[$0] })
    }
}
