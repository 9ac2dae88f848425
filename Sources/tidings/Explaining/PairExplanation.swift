internal import Events
internal import Storage

/// Why two things are together or apart: what was decided when they came, and what they score now.
struct PairExplanation {
    let a: ExplainedSide
    let b: ExplainedSide
    /// Decisions that were stored and are about the two, by entry.
    let stored: [StoredDecision]
    /// The two, and the events that they are in, weighed now.
    let weighed: [Weighing]
    /// Of two entries: the running text that they share; nil for none.
    let text: TextComparison?
    /// The languages that the two are read as, where they have none in common.
    var languages: (String, String)?
    /// What people decided that keeps the two apart, whatever they score.
    var keptApart: [ByHandRule] = []
    /// How many entries the frequencies of `weighed` are counted over.
    let documentCount: Int

    struct StoredDecision {
        let entry: EntryID
        let decision: Decision
        /// Whether it was made of what the entry said before its feed changed it.
        var isOfFormerText = false
    }

    struct Weighing {
        /// `entry 12 and the rest of event #3`.
        let label: String
        let decision: Decision
    }

    var areTogether: Bool { a.event == b.event }

    /// Of two entries that are held as copies of one text: the entry that it is from.
    var commonOrigin: EntryID? {
        guard let origin = a.entry?.record.copy?.origin, origin == b.entry?.record.copy?.origin
        else { return nil }
        return origin
    }

    /// The entries of one side that are held as copies of one of the other side: also of what people
    /// or scores put apart since, with a decision that says nothing of it.
    var copies: [(entry: EntryID, copy: CopyRecord)] {
        Self.copies(in: a, of: b) + Self.copies(in: b, of: a)
    }

    private static func copies(
        in side: ExplainedSide, of other: ExplainedSide
    ) -> [(entry: EntryID, copy: CopyRecord)] {
        let origins = Set(other.records.map(\.id))
        var copies: [(entry: EntryID, copy: CopyRecord)] = []
        for record in side.records {
            guard let copy = record.copy, origins.contains(copy.origin) else { continue }
            copies.append((record.id, copy))
        }
        return copies
    }
}

extension PairExplanation {
    /// No more stored decisions than a person reads.
    private static let mostStored = 8

    /// Reads what a clusterer would hold that read all entries as they are by now, which takes about as long
    /// as clustering them.
    init(
        _ a: ExplainedSide, _ b: ExplainedSide, in store: StoreSession,
        background: BackgroundFrequencies
    ) throws(StoreError) {
        let (window, current) = try store.windowEntries()
        let clusterer = try Self.clusterer(window, current, for: [a, b], store, background)
        var text: TextComparison?
        if let first = a.entry, let second = b.entry,
            let one = try store.currentDocument(first.record.id),
            let other = try store.currentDocument(second.record.id)
        {
            let standing = (
                clusterer.standingText(of: one.id), clusterer.standingText(of: other.id)
            )
            text =
                TextComparison(one, other, standingText: standing)
                ?? TextComparison(ofStandingBody: one, other, standingText: standing)
            text = text.map { clusterer.judged($0, of: one.id, other.id) }
        }
        self.init(
            a: a, b: b, stored: try Self.stored(a, b, store),
            weighed: Self.pairs(a, b, clusterer).compactMap { label, first, second in
                clusterer.comparison(first, second).map { Weighing(label: label, decision: $0) }
            }, text: text, languages: try Self.languages(a, b, store),
            keptApart: try ByHandRule.keepingApart(a, b, window.constraints, store),
            documentCount: clusterer.documentCount)
    }

    /// What the two are read as, where no term of one can be one of the other.
    private static func languages(
        _ a: ExplainedSide, _ b: ExplainedSide, _ store: StoreSession
    ) throws(StoreError) -> (String, String)? {
        let (first, second) = (try a.languages(in: store), try b.languages(in: store))
        guard !first.isEmpty, !second.isEmpty, first.isDisjoint(with: second) else { return nil }
        func told(_ languages: Set<String>) -> String {
            languages.sorted().joined(separator: "/")
        }
        return (told(first), told(second))
    }

    /// Whether the answer is in one sentence.
    var verdict: String {
        switch (a, b) {
        case (.entry, .entry):
            areTogether
                ? "together: both are in event #\(a.event ?? 0)"
                : "apart: in the events #\(a.event ?? 0) and #\(b.event ?? 0)"
        case (.event(let first, let asked), .event(_, let other)):
            areTogether
                ? asked == other
                    ? "one event: #\(first.cluster.id)"
                    : "together: #\(asked) and #\(other) were merged into one event,"
                        + " #\(first.cluster.id)"
                : "apart: two events"
        case (.entry, .event), (.event, .entry):
            areTogether
                ? "together: the entry is in the event"
                : "apart: the entry is in event #\((a.entry == nil ? b : a).event ?? 0)"
        }
    }

    /// What was decided of an entry of one side that is about the other: of two entries in one event
    /// both decisions, since one of them or both brought them together.
    private static func stored(
        _ a: ExplainedSide, _ b: ExplainedSide, _ store: StoreSession
    ) throws(StoreError) -> [StoredDecision] {
        var found: [EntryID: StoredDecision] = [:]
        for (side, other) in [(a, b), (b, a)] {
            for (entry, membership) in side.memberships {
                guard let decision = membership.decision else { continue }
                var isAbout = side.entry != nil && side.event == other.event
                for event in [decision.event, decision.formerEvent] {
                    guard !isAbout, let event else { continue }
                    isAbout = try isSame(event, as: other, side, store)
                }
                if isAbout {
                    found[entry] = StoredDecision(
                        entry: entry, decision: decision,
                        isOfFormerText: membership.isOfFormerText)
                }
            }
        }
        return Array(found.values.sorted { $0.entry < $1.entry }.prefix(mostStored))
    }

    private static func isSame(
        _ event: ClusterID, as other: ExplainedSide, _ side: ExplainedSide, _ store: StoreSession
    ) throws(StoreError) -> Bool {
        if side.event == other.event {
            // Of two numbers of one event only a decision that names the other number is about both.
            guard case .event(_, let asked) = other else { return true }
            return event == asked
        }
        if event == other.event { return true }
        return try store.living(event) == other.event
    }

    /// What to weigh: the two, then what each of them is part of.
    private static func pairs(
        _ a: ExplainedSide, _ b: ExplainedSide, _ clusterer: Clusterer
    ) -> [(String, ComparisonSide, ComparisonSide)] {
        guard let first = a.event, let second = b.event else { return [] }
        if a.entry == nil, b.entry == nil, first == second { return [] }
        var pairs = [("\(a.label) and \(b.label)", a.comparisonSide, b.comparisonSide)]
        if first == second {
            guard a.entry != nil, b.entry != nil else {
                let entry = a.entry == nil ? b : a
                pairs[0].0 = "\(entry.label) and the rest of event #\(first)"
                return pairs
            }
            // Of two alone that is the pair again.
            guard clusterer.count(of: first) > 2 else { return pairs }
            for side in [a, b] where side.entry?.record.copy == nil {
                pairs.append(
                    (
                        "\(side.label) and the rest of event #\(first)", side.comparisonSide,
                        .cluster(first)
                    ))
            }
            return pairs
        }
        for (side, other) in [(a, b), (b, a)] {
            guard side.entry != nil, other.entry != nil, let event = other.event,
                clusterer.count(of: event) > 1
            else { continue }
            pairs.append(
                ("\(side.label) and event #\(event)", side.comparisonSide, .cluster(event)))
        }
        let isPart = [a, b].contains { side in
            side.entry != nil && side.event.map { clusterer.count(of: $0) > 1 } ?? false
        }
        if isPart {
            pairs.append(
                ("the events #\(first) and #\(second)", .cluster(first), .cluster(second)))
        }
        return pairs
    }

    /// The daemon's clusterer as it would start now if it had read corrected entries once more, with what has
    /// left its window of the sides.
    private static func clusterer(
        _ window: ClusterWindow, _ current: CurrentEntries, for sides: [ExplainedSide],
        _ store: StoreSession, _ background: BackgroundFrequencies
    ) throws(StoreError) -> Clusterer {
        let memberships = Dictionary(window.memberships.map { ($0.document, $0) }) { $1 }
        let held = current.entries.compactMap { entry in
            memberships[entry.id].map { (entry.document, $0) }
        }
        var older: [EntryID: (Document, Membership)] = [:]
        for event in Set(sides.compactMap(\.event)).sorted() {
            for member in try store.cluster(event)?.members ?? []
            where member.entry.id <= window.position.expiredThrough {
                guard let document = try store.currentDocument(member.entry.id) else { continue }
                older[member.entry.id] = (
                    document,
                    Membership(
                        document: document.id, cluster: event, score: member.membership.score,
                        standingText: try store.standingText(of: document.id))
                )
            }
        }
        var clusterer = window.clusterer(background: background)
        clusterer.restore(
            older.sorted { $0.key < $1.key }.map(\.value) + held, revised: current.revised,
            countedElsewhere: window.countedElsewhere, departed: window.departed)
        return clusterer
    }
}
