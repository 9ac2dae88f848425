extension Score {
    /// What `value` is the product of, in the order in which it is told: the one place that gives a
    /// factor its name. Storage, pages and JSON take the list as it is.
    var factors: [Decision.Factor] {
        var factors: [Decision.Factor] = [
            .init("mean link", meanLink),
            .init("size", size, measure: Double(texts), unit: "texts"),
            .init("time", time, measure: days, unit: "days apart"),
            .init("breadth", breadth, measure: loneShare, unit: "of the link in one term"),
            .init("agreement", agreement, measure: differences, unit: "names differ"),
        ]
        // Most scores are told by themselves: what was not asked is not told.
        if contrast != 1 || rivalShare != nil {
            factors.append(
                .init(
                    "contrast", contrast, measure: rivalShare, unit: "of it has the next event"))
        }
        return factors
    }
}

extension Decision {
    /// A decision that a score made.
    init(
        _ rule: Rule, event: ClusterID?, _ score: Score, threshold: Double, shared: [SharedTerm]
    ) {
        self.init(rule, event: event, score: score.value, threshold: threshold)
        factors = score.factors
        self.shared = shared
    }
}
