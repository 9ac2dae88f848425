/// The words in which a decision is told: to people a cluster is an event.
extension Decision {
    /// Rule, score, terms and factors in one line.
    public var text: String {
        switch rule {
        case .told: words ?? "no reason is stored"
        case .byHand: "by hand: \(words ?? "")"
        case .copy: copyText
        case .original: "the original of a text that was held as a copy's"
        case .opened where score == nil: "opened: no event shares a telling term"
        default: scored(heading)
        }
    }

    private var heading: String {
        switch rule {
        case .joined: return "joined"
        case .opened: return "opened, nearest is \(Self.name(event))"
        case .merged:
            let former = formerEvent.map { "\(Self.name($0)) " } ?? ""
            return "\(former)merged into \(Self.number(event))"
        case .moved:
            let fit = formerScore.map { " (\(Self.decimal($0)))" } ?? ""
            let former = formerEvent.map { "from \(Self.name($0))" } ?? "here"
            return "moved \(former)\(fit)"
        case .left: return "left \(Self.name(event))"
        case .split: return "split from \(Self.name(event))"
        default: return rule.rawValue
        }
    }

    private func scored(_ heading: String) -> String {
        var parts = ["\(heading): \(verdict)"]
        if !shared.isEmpty {
            let terms = shared.map { "\($0.name) \(Self.decimal($0.share))" }
            parts.append("shared: " + terms.joined(separator: ", "))
        }
        if !factors.isEmpty { parts.append(factorText) }
        parts += difference
        return parts.joined(separator: "; ")
    }

    /// The first of the factors, and those of the others that change the score.
    private var factorText: String {
        let link = factors.prefix(1).map { "\($0.name) \(Self.decimal($0.value))" }
        let others = factors.dropFirst().filter { Self.decimal($0.value) != "1.000" }.map(\.text)
        return (link + others).joined(separator: ", ")
    }

    /// `score 0.512 ≥ 0.290`; only the score where it was held against nothing.
    public var verdict: String {
        guard let score else { return "" }
        let limit = threshold.map { " \(isMet == true ? "≥" : "<") \(Self.decimal($0))" } ?? ""
        return "score \(Self.decimal(score))\(limit)"
    }

    private var copyText: String {
        guard let overlap else { return "copy" }
        if overlap.isIdentity {
            return "copy: its address, or the whole of a short text, is the same"
        }
        return "copy: \(overlap.text)"
    }

    /// What would have to differ for the score to fall on the other side of the threshold: what the
    /// first factor, which the others multiply, would have to be; each of the others that decides the
    /// case by itself; the strongest term where all hangs on it. Empty where nothing was weighed.
    public var difference: [String] {
        guard let score, let threshold, let isMet, let link = factors.first, score > 0 else {
            return []
        }
        let needed = link.value * threshold / score
        var parts = [
            isMet
                ? "apart with a \(link.name) below \(Self.decimal(needed))"
                : needed > 1
                    ? "no \(link.name) would do, which is 1 at most"
                    : "together from a \(link.name) of \(Self.decimal(needed)) on"
        ]
        for factor in factors.dropFirst() where factor.value > 0 {
            if (score / factor.value >= threshold) != isMet {
                parts.append("\(isMet ? "apart" : "together") if \(factor.name) did not count")
            }
        }
        if isMet, let strongest = shared.first, link.value > 0,
            score * (1 - strongest.share / link.value) < threshold
        {
            parts.append("apart without \"\(strongest.name)\"")
        }
        return parts
    }

    /// Three decimals.
    public static func decimal(_ value: Double) -> String {
        let thousandths = Int((min(max(value, 0), 1e9) * 1_000).rounded())
        let rest = String(thousandths % 1_000)
        return "\(thousandths / 1_000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }

    private static func name(_ event: ClusterID?) -> String { "event \(number(event))" }
    private static func number(_ event: ClusterID?) -> String {
        event.map { "#\($0)" } ?? "unknown"
    }
}

extension Decision.Factor {
    /// `time ×0.821 (3.2 days apart)`.
    public var text: String {
        "\(name) ×\(Decision.decimal(value))" + (source.map { " (\($0))" } ?? "")
    }

    /// `3.2 days apart`: what the value was made from.
    public var source: String? {
        guard let measure else { return nil }
        let hundredths = Int((min(max(measure, -1e9), 1e9) * 100).rounded())
        let (whole, rest) = (hundredths / 100, abs(hundredths % 100))
        let fraction =
            rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
        return "\(whole)\(fraction) \(unit)"
    }
}

extension Decision.Overlap {
    /// `48 of the 52 runs of four words in the shorter text are shared; evidence: byline`.
    public var text: String {
        "\(shared) of the \(min(own, origin)) word runs of the shorter text are shared"
            + " (\(own) here, \(origin) in the origin); evidence: \(evidence)"
    }
}
