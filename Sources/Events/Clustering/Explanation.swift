/// The words in which a decision is told: to people a cluster is an event.
enum Explanation {
    /// A term that two sides share and its part of the mean link.
    typealias SharedTerm = (name: String, share: Double)

    static func text(
        _ rule: String, _ score: Score, _ relation: String, _ threshold: Double,
        _ shared: [SharedTerm]
    ) -> String {
        "\(rule): score \(decimal(score.value)) \(relation) \(decimal(threshold))"
            + list(shared)
            + "; mean link \(decimal(score.meanLink)), size ×\(decimal(score.size)),"
            + " short ×\(decimal(score.short)), time ×\(decimal(score.time)),"
            + " breadth ×\(decimal(score.breadth))"
    }

    /// The shared terms as the end of a reason; nothing when there are none.
    static func list(_ shared: [SharedTerm]) -> String {
        if shared.isEmpty { return "" }
        return "; shared: "
            + shared.map { "\($0.name) \(decimal($0.share))" }.joined(separator: ", ")
    }

    /// Three decimals.
    static func decimal(_ value: Double) -> String {
        let thousandths = Int((min(max(value, 0), 1e9) * 1_000).rounded())
        let rest = String(thousandths % 1_000)
        return "\(thousandths / 1_000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }

    static func percent(_ share: Double) -> String {
        "\(Int((share * 100).rounded())) %"
    }
}

extension Clusterer {
    /// The five terms that add most to the mean link of a document with a cluster's originals.
    func sharedTerms(of slot: Int, with cluster: Int) -> [Explanation.SharedTerm] {
        let document = documents[slot]
        let scale = Weight.unitSquared * Double(max(1, clusters[cluster].shape.count))
        var shares: [(place: Int, share: Double)] = []
        let sums = sums(of: document.terms.terms, in: cluster)
        for i in document.weights.indices where document.weights[i] > 0 {
            let sum = sums[i]
            if sum > 0 { shares.append((i, Double(Int64(document.weights[i]) * sum) / scale)) }
        }
        shares.sort { $0.share != $1.share ? $0.share > $1.share : $0.place < $1.place }
        return shares.prefix(5).map { place, share in
            (vocabulary.names[Int(document.terms.terms[place])], share)
        }
    }
}
