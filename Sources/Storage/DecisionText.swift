internal import Events

/// How a column of text holds a decision: a row a fact, its name first, in the form of `TextList`.
///
/// One column and not one a factor, since the factors change with the method; about 250 bytes, less
/// than JSON would take, and read without a parser for it, by a person with the `sqlite3` program too.
/// A row with a name that is not known is passed over.
enum DecisionText {
    /// Empty for no decision.
    static func text(_ decision: Decision?) -> String {
        guard let decision else { return "" }
        var rows = [["rule", decision.rule.rawValue]]
        if let event = decision.event { rows.append(["event", "\(event)"]) }
        if let former = decision.formerEvent {
            rows.append(["former", "\(former)"] + number(decision.formerScore))
        }
        if decision.score != nil || decision.threshold != nil {
            rows.append(["score"] + number(decision.score))
            rows.append(["threshold"] + number(decision.threshold))
        }
        for factor in decision.factors {
            let measure = factor.measure.map { [plain($0), factor.unit] } ?? []
            rows.append(["factor", factor.name, plain(factor.value)] + measure)
        }
        for term in decision.shared { rows.append(["term", term.name, plain(term.share)]) }
        if let overlap = decision.overlap {
            rows.append(
                ["overlap"] + [overlap.shared, overlap.own, overlap.origin].map(String.init)
                    + [overlap.evidence])
        }
        if let words = decision.words { rows.append(["words", words]) }
        return TextList.text(rows: rows) ?? ""
    }

    /// Nil where no decision was stored.
    static func decision(_ text: String) -> Decision? {
        if text.isEmpty { return nil }
        var decision = Decision(.told)
        for row in TextList.rows(text) { take(row, into: &decision) }
        return decision
    }

    private static func take(_ row: [String], into decision: inout Decision) {
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

    private static func number(_ value: Double?) -> [String] { value.map { [plain($0)] } ?? [] }

    /// Six decimals: a score that is told as above its threshold still is when it is read.
    private static func plain(_ value: Double) -> String {
        let rounded = (value * 1_000_000).rounded() / 1_000_000
        return rounded == rounded.rounded() && abs(rounded) < 1e15
            ? "\(Int64(rounded))" : "\(rounded)"
    }
}
