/// Who of two documents with one text copied from the other, and by what evidence.
struct CopyDirection: Sendable {
    /// From weak to strong.
    enum Evidence: Int, Sendable {
        case arrival, published, extent, frame, byline, link, syndication
    }

    /// What the evidence is, about the copy: kept for every pair, so in a form that takes no memory of
    /// its own.
    enum Reason: Sendable {
        case sourceElement, linkToOrigin, linkToSite, byline, note, frame, excerpt, compilation
        /// So many seconds after the origin.
        case published(later: Int64)
        case arrival

        /// For a person.
        var told: String {
            switch self {
            case .sourceElement: "its source element names the origin"
            case .linkToOrigin: "its body links to the origin"
            case .linkToSite: "it links to the site of the origin"
            case .byline: "its byline names the origin's publisher"
            case .note: "a note in its text names an original"
            case .frame: "it has other text around the origin's"
            case .excerpt: "an excerpt of the origin's text"
            case .compilation: "it joins the origin's text with another"
            case .published(let seconds): "published \(CopyDirection.span(seconds)) later"
            case .arrival: "arrived later"
            }
        }

        var evidence: Evidence {
            switch self {
            case .sourceElement: .syndication
            case .linkToOrigin, .linkToSite: .link
            case .byline: .byline
            case .note, .frame: .frame
            case .excerpt, .compilation: .extent
            case .published: .published
            case .arrival: .arrival
            }
        }
    }

    let reason: Reason
    /// Whether the first of the two is the copy.
    let firstIsCopy: Bool

    var evidence: Evidence { reason.evidence }

    /// Two documents as far as the direction between them needs them.
    struct Side {
        var id: Document.ID
        var published: Int64?
        var traits: CopyTraits
        var extent: TextOverlap.Side
    }

    /// The strongest evidence that speaks for one side only. Total: the order of arrival decides
    /// when nothing else does.
    init(_ a: Side, _ b: Side, shared: Int) {
        let samePublisher = a.traits.publisher == b.traits.publisher
        if !samePublisher, let verdict = Self.publishers(a.traits, b.traits) {
            self = verdict
        } else if !samePublisher, let verdict = Self.frame(a, b, shared: shared) {
            self = verdict
        } else if let first = a.published, let second = b.published, first != second {
            self.init(
                .published(later: abs(first.subtractingSaturated(second))),
                firstIsCopy: first > second)
        } else {
            self.init(.arrival, firstIsCopy: a.id > b.id)
        }
    }

    /// That a text that holds the whole of two others, which have nothing in common, was put together
    /// from them.
    static func compilation(firstIsCopy: Bool) -> CopyDirection {
        CopyDirection(.compilation, firstIsCopy: firstIsCopy)
    }

    /// That nothing counts but that the first came later.
    static let arrivedLater = CopyDirection(.arrival, firstIsCopy: true)

    private init(_ reason: Reason, firstIsCopy: Bool) {
        self.reason = reason
        self.firstIsCopy = firstIsCopy
    }

    /// What one says of the other's publisher.
    private static func publishers(_ a: CopyTraits, _ b: CopyTraits) -> CopyDirection? {
        let rules: [(reason: Reason, holds: (CopyTraits, CopyTraits) -> Bool)] = [
            (.sourceElement, { $0.syndication.contains(where: $1.names.contains) }),
            (.linkToOrigin, { $0.citations.contains(where: $1.names.contains) }),
            (.linkToSite, { $0.citedDomains.contains(where: $1.names.contains) }),
            (.byline, { $0.bylines.contains($1.signature) }),
        ]
        for rule in rules {
            let (first, second) = (rule.holds(a, b), rule.holds(b, a))
            if first != second { return CopyDirection(rule.reason, firstIsCopy: first) }
        }
        return nil
    }

    /// What stands around the shared text, and what is missing of it.
    private static func frame(_ a: Side, _ b: Side, shared: Int) -> CopyDirection? {
        if a.traits.namesOriginal != b.traits.namesOriginal {
            return CopyDirection(.note, firstIsCopy: a.traits.namesOriginal)
        }
        let first = excess(of: a, over: b, shared: shared)
        let second = excess(of: b, over: a, shared: shared)
        let verdict: CopyDirection
        switch (first, second) {
        case (.frame, nil), (nil, .frame):
            verdict = CopyDirection(.frame, firstIsCopy: first == .frame)
        case (.more, nil), (nil, .more):
            verdict = CopyDirection(.excerpt, firstIsCopy: second == .more)
        default: return nil
        }
        let (copy, origin) = verdict.firstIsCopy ? (a, b) : (b, a)
        return isTooEarly(copy, for: origin) ? nil : verdict
    }

    /// By how many seconds the dates of two publishers may be out of step: one writes the time on its wall
    /// as if it were UTC, or no time at all.
    private static let outOfStep: Int64 = 86_400

    /// Whether one was published before there was anything to copy. Who takes an agency's text early often
    /// has less of it than who takes it later.
    private static func isTooEarly(_ copy: Side, for origin: Side) -> Bool {
        guard let first = copy.published, let second = origin.published else { return false }
        return second.subtractingSaturated(first) > outOfStep
    }

    private enum Excess { case frame, more }

    /// What `a` has beyond the whole of `b`'s text: a frame around it, or more of the same text.
    private static func excess(of a: Side, over b: Side, shared: Int) -> Excess? {
        guard b.extent.startIsShared, b.extent.endIsShared, b.extent.shingles > 0 else {
            return nil
        }
        let extra = a.extent.shingles - shared
        if !a.extent.startIsShared {
            // A whole other article before it: the text may be embedded here or taken from here.
            return extra * 2 <= a.extent.shingles ? .frame : nil
        }
        if a.extent.endIsShared { return nil }
        // What says that it goes on elsewhere goes on here.
        if b.traits.isMarked, !a.traits.isMarked { return .more }
        // A note that a reprint has behind the text, unless it stood there before there was a reprint.
        if let first = a.published, let second = b.published, first < second { return .more }
        return extra <= TextOverlap.longestNote ? .frame : .more
    }

    private static func span(_ seconds: Int64) -> String {
        if seconds < 120 { return "\(seconds) s" }
        if seconds < 7_200 { return "\(seconds / 60) min" }
        if seconds < 172_800 { return "\(seconds / 3_600) h" }
        return "\(seconds / 86_400) days"
    }
}

extension Int64 {
    /// The difference, held between `-Int64.max` and `Int64.max`: dates are what feeds say, and this has an
    /// absolute value in any case.
    func subtractingSaturated(_ other: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        if overflow { return self < other ? -.max : .max }
        return Swift.max(difference, -.max)
    }
}
