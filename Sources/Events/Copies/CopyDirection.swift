/// Who of two documents with one text copied from the other, and by what evidence.
struct CopyDirection: Sendable {
    /// From weak to strong.
    enum Evidence: Int, Sendable {
        case arrival, published, extent, frame, byline, link, syndication
    }

    var evidence: Evidence
    /// Whether the first of the two is the copy.
    var firstIsCopy: Bool
    /// For a person, about the copy.
    var reason: String

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
                .published, firstIsCopy: first > second,
                "published \(Self.span(abs(first.subtractingSaturated(second)))) later")
        } else {
            self.init(.arrival, firstIsCopy: a.id > b.id, "arrived later")
        }
    }

    /// That a text that holds the whole of two others, which have nothing in common, was put together
    /// from them.
    static func compilation(firstIsCopy: Bool) -> CopyDirection {
        CopyDirection(
            .extent, firstIsCopy: firstIsCopy, "it joins the origin's text with another")
    }

    private init(_ evidence: Evidence, firstIsCopy: Bool, _ reason: String) {
        self.evidence = evidence
        self.firstIsCopy = firstIsCopy
        self.reason = reason
    }

    /// What one says of the other's publisher.
    private static func publishers(_ a: CopyTraits, _ b: CopyTraits) -> CopyDirection? {
        let rules: [(evidence: Evidence, reason: String, holds: (CopyTraits, CopyTraits) -> Bool)] =
            [
                (
                    .syndication, "its source element names the origin",
                    { $0.syndication.contains(where: $1.names.contains) }
                ),
                (
                    .link, "its body links to the origin",
                    { $0.citations.contains(where: $1.names.contains) }
                ),
                (
                    .link, "it links to the site of the origin",
                    { $0.citedDomains.contains(where: $1.names.contains) }
                ),
                (
                    .byline, "its byline names the origin's publisher",
                    { $0.bylines.contains($1.signature) }
                ),
            ]
        for rule in rules {
            let (first, second) = (rule.holds(a, b), rule.holds(b, a))
            if first != second {
                return CopyDirection(rule.evidence, firstIsCopy: first, rule.reason)
            }
        }
        return nil
    }

    /// What stands around the shared text, and what is missing of it.
    private static func frame(_ a: Side, _ b: Side, shared: Int) -> CopyDirection? {
        if a.traits.namesOriginal != b.traits.namesOriginal {
            return CopyDirection(
                .frame, firstIsCopy: a.traits.namesOriginal,
                "a note in its text names an original")
        }
        let first = excess(of: a, over: b, shared: shared)
        let second = excess(of: b, over: a, shared: shared)
        switch (first, second) {
        case (.frame, nil), (nil, .frame):
            return CopyDirection(
                .frame, firstIsCopy: first == .frame, "it has other text around the origin's")
        case (.more, nil), (nil, .more):
            return CopyDirection(
                .extent, firstIsCopy: second == .more, "an excerpt of the origin's text")
        default: return nil
        }
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
        return extra <= shortestRest ? .frame : .more
    }

    /// So few words after a text are a note, not the rest of it.
    private static let shortestRest = 12

    private static func span(_ seconds: Int64) -> String {
        if seconds < 120 { return "\(seconds) s" }
        if seconds < 7_200 { return "\(seconds / 60) min" }
        if seconds < 172_800 { return "\(seconds / 3_600) h" }
        return "\(seconds / 86_400) days"
    }
}

extension Int64 {
    fileprivate func subtractingSaturated(_ other: Int64) -> Int64 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? .max - 1 : Swift.max(difference, -.max)
    }
}
