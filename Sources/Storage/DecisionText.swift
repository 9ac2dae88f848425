internal import Events

/// How a column of text holds a decision: a row a fact, what it is first, in the form of `TextList`.
///
/// One column and not one a factor, since the factors change with the method. Every entry has a
/// decision, so what each of them would repeat is a letter: about 130 bytes. A person can still read it
/// with the `sqlite3` program. A row of a kind that is not known is passed over.
///
///     =  joined  17  .512346  .29      the rule, the event, the score and its threshold
///     f  9  .2                         the former event and its score
///     m  .433                          factors, see `letters`: value and measure
///     t  .81  3.25
///     x  depth  .9  2  levels          a factor without a letter, with its unit
///     +  quake  .102  sorrana  .05     the shared terms with their shares
///     o  48  60  52  byline            the overlap of a copy
///     w  pinned to entry 3             words
enum DecisionText {
    /// The factors that have a letter. What is stored is read by them: none is ever changed.
    private static let letters: [(letter: String, name: String, unit: String)] = [
        ("m", "mean link", ""), ("s", "size", "texts"), ("t", "time", "days apart"),
        ("b", "breadth", "of the link in one term"), ("a", "agreement", "names differ"),
        ("c", "contrast", "of it has the next event"),
    ]

    /// Empty for no decision.
    static func text(_ decision: Decision?) -> String {
        guard let decision else { return "" }
        var rows = [
            [
                "=", decision.rule.rawValue, decision.event.map { "\($0)" } ?? "",
                fine(decision.score), fine(decision.threshold),
            ]
        ]
        if let former = decision.formerEvent {
            rows.append(["f", "\(former)", fine(decision.formerScore)])
        }
        for factor in decision.factors {
            let known = letters.first {
                $0.name == factor.name && ($0.unit == factor.unit || factor.measure == nil)
            }
            rows.append(
                (known.map { [$0.letter] } ?? ["x", factor.name]) + [
                    coarse(factor.value), factor.measure.map(coarse) ?? "",
                ] + (known == nil ? [factor.unit] : []))
        }
        if !decision.shared.isEmpty {
            rows.append(["+"] + decision.shared.flatMap { [$0.name, coarse($0.share)] })
        }
        if let overlap = decision.overlap {
            rows.append(
                ["o"] + [overlap.shared, overlap.own, overlap.origin].map(String.init)
                    + [overlap.evidence])
        }
        if let words = decision.words { rows.append(["w", words]) }
        return TextList.text(rows: rows.map(trimmed)) ?? ""
    }

    /// Nil where no decision was stored.
    static func decision(_ text: String) -> Decision? {
        if text.isEmpty { return nil }
        var decision = Decision(.told)
        for row in TextList.rows(text) {
            if !take(row, into: &decision) { FormerDecisionText.take(row, into: &decision) }
        }
        return decision
    }

    /// False for a row of another form.
    private static func take(_ row: [String], into decision: inout Decision) -> Bool {
        func field(_ place: Int) -> String { place < row.count ? row[place] : "" }
        switch row.first {
        case "=":
            decision.rule = Decision.Rule(rawValue: field(1)) ?? .told
            decision.event = ClusterID(field(2))
            decision.score = Double(field(3))
            decision.threshold = Double(field(4))
        case "f":
            decision.formerEvent = ClusterID(field(1))
            decision.formerScore = Double(field(2))
        case "x":
            decision.factors.append(
                .init(
                    field(1), Double(field(2)) ?? 0, measure: Double(field(3)), unit: field(4)))
        case "+":
            for place in stride(from: 1, to: row.count, by: 2) {
                decision.shared.append(.init(field(place), Double(field(place + 1)) ?? 0))
            }
        case "o":
            decision.overlap = .init(
                shared: Int(field(1)) ?? 0, own: Int(field(2)) ?? 0, origin: Int(field(3)) ?? 0,
                evidence: field(4))
        case "w": decision.words = field(1)
        case let letter?:
            guard let known = letters.first(where: { $0.letter == letter }) else { return false }
            let measure = Double(field(2))
            decision.factors.append(
                .init(
                    known.name, Double(field(1)) ?? 0, measure: measure,
                    unit: measure == nil ? "" : known.unit))
        case nil: return false
        }
        return true
    }

    /// Without the empty fields at its end.
    private static func trimmed(_ row: [String]) -> [String] {
        var row = row
        while row.last?.isEmpty == true { row.removeLast() }
        return row
    }

    /// Six decimals: a score that is told as above its threshold still is when it is read.
    private static func fine(_ value: Double?) -> String {
        value.map { plain($0, steps: 1_000_000) } ?? ""
    }

    /// Four decimals, where three are told to people.
    private static func coarse(_ value: Double) -> String { plain(value, steps: 10_000) }

    /// Without the zero before the point.
    private static func plain(_ value: Double, steps: Double) -> String {
        let rounded = (value * steps).rounded() / steps
        if rounded == rounded.rounded(), abs(rounded) < 1e15 { return "\(Int64(rounded))" }
        let text = "\(rounded)"
        return text.hasPrefix("0.") ? String(text.dropFirst()) : text
    }
}

/// How earlier releases wrote decisions, about 280 bytes each: they stay as they are.
enum FormerDecisionText {
    static func take(_ row: [String], into decision: inout Decision) {
        func field(_ place: Int) -> String { place < row.count ? row[place] : "" }
        switch row.first {
        case "rule": decision.rule = Decision.Rule(rawValue: field(1)) ?? .told
        case "event": decision.event = ClusterID(field(1))
        case "former":
            decision.formerEvent = ClusterID(field(1))
            decision.formerScore = Double(field(2))
        case "score": decision.score = Double(field(1))
        case "threshold": decision.threshold = Double(field(1))
        case "factor":
            decision.factors.append(
                .init(
                    field(1), Double(field(2)) ?? 0, measure: Double(field(3)), unit: field(4)))
        case "term": decision.shared.append(.init(field(1), Double(field(2)) ?? 0))
        case "overlap":
            decision.overlap = .init(
                shared: Int(field(1)) ?? 0, own: Int(field(2)) ?? 0, origin: Int(field(3)) ?? 0,
                evidence: field(4))
        case "words": decision.words = field(1)
        default: break
        }
    }
}
