internal import Events
internal import Values

// How a decision is told in JSON. The factors are a list, since they change with the method.
extension JSONWriter {
    /// A field that is null without a decision.
    mutating func field(_ name: String, _ decision: Decision?) {
        guard let decision else { return field(name, nil as String?) }
        object(name) { $0.write(decision) }
    }

    mutating func write(_ decision: Decision) {
        field("rule", decision.rule.rawValue)
        field("event", decision.event)
        field("former_event", decision.formerEvent)
        field("former_score", decision.formerScore.map(Self.rounded))
        field("score", decision.score.map(Self.rounded))
        field("threshold", decision.threshold.map(Self.rounded))
        field("met", decision.isMet)
        array("factors") { array in
            for factor in decision.factors {
                array.object {
                    $0.field("name", factor.name)
                    $0.field("value", Self.rounded(factor.value))
                    $0.field("measure", factor.measure.map(Self.rounded))
                    $0.field("unit", factor.unit.isEmpty ? nil : factor.unit)
                }
            }
        }
        array("shared_terms") { array in
            for term in decision.shared {
                array.object {
                    $0.field("term", term.name)
                    $0.field("share", Self.rounded(term.share))
                }
            }
        }
        array("would_change", decision.difference)
        if let overlap = decision.overlap {
            object("overlap") { $0.write(overlap) }
        }
    }

    mutating func write(_ overlap: Decision.Overlap) {
        field("shared_shingles", overlap.shared)
        field("shingles", overlap.own)
        field("origin_shingles", overlap.origin)
        field("containment", Self.rounded(overlap.containment))
        field("evidence", overlap.evidence)
    }

    /// Six decimals, as decisions are stored.
    static func rounded(_ value: Double) -> Double { (value * 1_000_000).rounded() / 1_000_000 }
}
