internal import Events
internal import Storage

/// What people decided that keeps two entries or events apart: no score goes against it.
enum ByHandRule: Equatable {
    /// One of each of two events: they, or what they are kept together with, were split.
    case setApart(EntryID, EntryID)
    /// One of each of two events.
    case pinned(EntryID, EntryID)
    /// Nothing moves it.
    case pinnedAlone(EntryID)
    /// It is in its event with others that people put together.
    case putTogether(EntryID)

    /// Raw words of `explain --json`.
    var name: String {
        switch self {
        case .setApart: "set-apart"
        case .pinned: "pinned"
        case .pinnedAlone: "pinned-alone"
        case .putTogether: "put-together"
        }
    }

    /// The entries that it is about, that of the first side first.
    var entries: [EntryID] {
        switch self {
        case .setApart(let one, let other), .pinned(let one, let other): [one, other]
        case .pinnedAlone(let entry), .putTogether(let entry): [entry]
        }
    }

    /// In words, with what ends it.
    var text: String {
        switch self {
        case .setApart(let one, let other):
            "entries \(one) and \(other) are kept apart: no score puts them into one event;"
                + " `tidings merge` does"
        case .pinned(let one, let other):
            "entries \(one) and \(other) are pinned: no score makes their events one;"
                + " `tidings unpin` frees them"
        case .pinnedAlone(let entry):
            "entry \(entry) is pinned: no score moves it; `tidings unpin` frees it"
        case .putTogether(let entry):
            "entry \(entry) was put together with others of its event: no score moves it alone;"
                + " `tidings undo` or `tidings split` frees it"
        }
    }

    /// All that keeps the two apart; none for what is together.
    static func keepingApart(
        _ a: ExplainedSide, _ b: ExplainedSide, _ constraints: Constraints, _ store: StoreSession
    ) throws(StoreError) -> [ByHandRule] {
        guard a.event != b.event, !constraints.isEmpty else { return [] }
        let (first, second) = (try entries(beside: a, store), try entries(beside: b, store))
        var rules: [ByHandRule] = []
        let opponents = constraints.opponents(of: first)
        if let other = second.first(where: opponents.contains),
            let one = first.first(where: { constraints.areApart($0, other) })
        {
            rules.append(.setApart(one, other))
        }
        if let one = first.first(where: constraints.isPinned),
            let other = second.first(where: constraints.isPinned)
        {
            return rules + [.pinned(one, other)]
        }
        for entry in [a, b].compactMap({ $0.entry?.record.id }) {
            if constraints.isPinned(entry) {
                rules.append(.pinnedAlone(entry))
            } else if constraints.companions(of: entry).count > 1 {
                rules.append(.putTogether(entry))
            }
        }
        return rules
    }

    /// The entries of the event of a side, an entry that was asked for first.
    private static func entries(
        beside side: ExplainedSide, _ store: StoreSession
    ) throws(StoreError) -> [EntryID] {
        guard let asked = side.entry?.record.id else { return side.records.map(\.id) }
        let members = try side.event.map { (event) throws(StoreError) in try store.cluster(event) }
        return [asked] + (members??.members.map(\.entry.id) ?? []).filter { $0 != asked }
    }
}
