internal import Values

/// What somebody asks to have weighed.
public enum ComparisonSide: Sendable, Equatable {
    case document(Document.ID)
    /// All originals of a cluster but those that are the other side.
    case cluster(ClusterID)
}

/// Weighing on request: the code of the decisions over what is held now, and nothing is decided.
extension Clusterer {
    /// So many shared terms are told to somebody who asks.
    private static let termsAsked = 8

    /// How the two would score now, as groups, with the threshold for joining groups. A document
    /// counts also where it is a copy. Nil where a side is not held, or holds nothing but the other.
    public func comparison(_ a: ComparisonSide, _ b: ComparisonSide) -> Decision? {
        var (first, second) = (members(of: a), members(of: b))
        if case .cluster = a { first.removeAll(where: second.contains) }
        if case .cluster = b { second.removeAll(where: first.contains) }
        guard !first.isEmpty, !second.isEmpty else { return nil }
        var link = window.link(first, second, terms: Self.termsAsked)
        // As a decision would: of documents by that which came last, of a document and a cluster by the
        // document; two clusters are merged by what they share alone.
        switch (a, b) {
        case (.cluster, .cluster): break
        case (.document, .cluster): raise(&link.score, of: first[0], beside: second)
        case (.cluster, .document): raise(&link.score, of: second[0], beside: first)
        case (.document, .document):
            raise(&link.score, of: max(first[0], second[0]), beside: first + second)
        }
        var event: ClusterID?
        if case .cluster(let id) = b { event = id }
        return Decision(
            .weighed, event: event, link.score, threshold: settings.mergeThreshold,
            shared: link.shared)
    }

    /// Raises the score of a document with others by how far these stand out.
    private func raise(_ score: inout Score, of slot: Int, beside others: [Int]) {
        let own = Set((others + [slot]).map { window.documents[$0].cluster })
        // What is asked for changes the working space alone.
        var asked = window
        asked.raise(
            &score, of: window.probe(of: slot), GroupShape(of: window.documents[slot]),
            besides: own.sorted(), barred: barred(for: slot))
    }

    private func members(of side: ComparisonSide) -> [Int] {
        switch side {
        case .document(let id): return window.slot(of: id).map { [$0] } ?? []
        case .cluster(let id):
            guard
                let cluster = window.clusters.indices.first(where: {
                    window.clusters[$0].id == id && !window.clusters[$0].members.isEmpty
                })
            else {
                return []
            }
            let originals = window.originals(of: cluster)
            return (originals.isEmpty ? window.clusters[cluster].members : originals).sorted()
        }
    }

    /// A comparison as it was judged beside all that is held, which two texts alone do not tell: one may
    /// join others, or come when very many had the text.
    public func judged(_ text: TextComparison, of a: Document.ID, _ b: Document.ID)
        -> TextComparison
    {
        guard let first = window.slot(of: a), let second = window.slot(of: b) else { return text }
        var text = text
        for (slot, other) in [(first, second), (second, first)] {
            let partners = window.documents[slot].partners
            guard let held = partners.first(where: { $0.slot == other && $0.isCopy }) else {
                continue
            }
            // It is one by its words, and nobody's for which it was needed.
            if isNeedless(held, of: slot) {
                text.isCopy = false
                text.caveat = .heldBefore
                break
            }
            text.copy = window.documents[slot].id
            text.direction = held.direction.reason.told
            text.overlap = Decision.Overlap(held.overlap, held.direction)
            text.isCopy = true
            text.caveat = nil
            text.needed = min(text.needed, held.overlap.shared)
            break
        }
        return text
    }

    /// The documents of a cluster that are held; 0 where none of that number is.
    public func count(of cluster: ClusterID) -> Int {
        window.clusters.first { $0.id == cluster && !$0.members.isEmpty }?.members.count ?? 0
    }

    /// How many documents the frequencies are counted over.
    public var documentCount: Int { window.documents.count }
}

/// The running text of two documents, compared on request.
public struct TextComparison: Sendable, Equatable {
    /// The word runs that both have: `own` are those of `copy`, `origin` those of the other.
    public var overlap: Decision.Overlap
    /// The document that the evidence would make the copy.
    public var copy: Document.ID
    /// Why that one, for a person.
    public var direction: String
    /// So many shared runs would make it a copy, if nothing else stands against it.
    public var needed: Int
    /// Whether one is a near-verbatim copy of the other.
    public var isCopy: Bool
    /// What makes it none although enough is shared; nil for a copy, and where too little is shared.
    public internal(set) var caveat: Caveat?

    /// Why shared text tells no copy.
    public enum Caveat: Sendable {
        /// The body of one stands in the place of a text, under a headline that it says nothing of.
        case standingBody
        /// One template, filled with two parties.
        case notice
        /// The names and numbers differ in more places than agree.
        case particulars
        /// Two may quote one statement at any length.
        case quotation
        /// The headlines differ; under one it would be enough.
        case headlines
        /// One feed has both, which may be standing text of its own.
        case feed
        /// A mark alone tells it, and a report without one had the words before.
        case heldBefore
    }

    /// Nil where the two have no run of words in common, and nothing else that tells a copy.
    ///
    /// - Parameter standingText: of either, as it was judged when it arrived; see `Membership`.
    public init?(
        _ a: Document, _ b: Document, standingText: (UInt32, UInt32) = (0, 0),
        settings: ClusterSettings = .standard
    ) {
        // As where nothing else is held.
        var pair = Window(background: .none, settings: settings)
        var analyzer = TextAnalyzer(settings: settings)
        let standing = [standingText.0, standingText.1].map { StandingParts(bits: $0) }
        for (document, parts) in zip([a, b], standing) {
            _ = pair.hold(document, analyzer: &analyzer, judged: parts)
        }
        let telling = pair.tellingOverlaps(of: 1)
        // An identity that says nothing within its feed is told by the words that both have, if there are any.
        var found = telling.first { !$0.isIdentity || pair.isTelling($0, for: 1) }
        if found == nil {
            // What is shared is told also where it is too little for a copy.
            var eager = settings
            (eager.containment, eager.leastShared, eager.leastAlike) = (0, 1, 1)
            var index = CopyIndex(settings: eager)
            for (slot, document) in [a, b].enumerated() {
                var text = DocumentTokens(document)
                _ = text.strip(standing[slot], of: document)
                found = index.add(text.body, under: pair.documents[slot].title).first
            }
        }
        guard let overlap = found else { return nil }
        let partner = pair.documents[1].partners.first
        isCopy = partner != nil
        let direction = partner?.direction ?? pair.direction(of: overlap, from: 1)
        copy = direction.firstIsCopy ? b.id : a.id
        self.direction = direction.reason.told
        self.overlap = Decision.Overlap(
            direction.firstIsCopy ? overlap : overlap.reversed(slot: 1), direction)
        let shared = pair.sharedText(overlap, of: 1)
        let (share, least) =
            pair.haveStandingText(1, 0)
            ? (settings.standingContainment, settings.standingLeastShared)
            : (shared.needed(settings), settings.leastShared)
        let runs = max(least, Int((share * Double(overlap.shorter)).rounded(.up)))
        // Less is enough under one headline.
        needed = isCopy ? min(runs, overlap.shared) : runs
        if !isCopy { caveat = shared.caveat(settings) ?? (telling.isEmpty ? nil : .feed) }
    }
}

extension TextComparison {
    /// What two have in common of which one had the whole body taken for standing text; nil for others.
    public init?(
        ofStandingBody a: Document, _ b: Document, standingText: (UInt32, UInt32)
    ) {
        let isStanding = [(a, standingText.0), (b, standingText.1)].contains { document, bits in
            var text = DocumentTokens(document)
            let isThere = text.body.count > 0
            _ = text.strip(StandingParts(bits: bits), of: document)
            return isThere && text.body.count == 0
        }
        guard isStanding else { return nil }
        self.init(a, b)
        isCopy = false
        caveat = .standingBody
    }
}

extension Document {
    /// The language that the clusterer reads it as: a subtag of BCP 47 in lower case, declared or
    /// told by its words. Texts of two languages have no term in common.
    public var readLanguage: String { DocumentTokens(self).language.code }
}
