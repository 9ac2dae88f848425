/// What a cluster is told by: the document that stands for it, and its telling terms.
extension Clusterer {
    /// The terms that a cluster is told by.
    private static let topicLength = 8

    /// Both at once, since both are read off the sum of the originals' vectors.
    ///
    /// The headline is the original that is most like all of them, one with a title before one
    /// without, the earlier of equals; nil where the origin of all of them has left the window. The
    /// terms are those that weigh most in the sum.
    ///
    /// `sums` is working space, empty before and after.
    func outline(of cluster: Int, _ sums: inout TermSums) -> (headline: Int?, terms: [String]) {
        let members = clusters[cluster].members.sorted()
        let originals = members.filter { documents[$0].origin == $0 }
        // What is left of a copy group whose origin has left the window still is a copy.
        let candidates = originals.filter { documents[$0].membership.copy == nil }
        for slot in originals { sums.add(documents[slot]) }
        defer { sums.reset() }
        return (mostCentral(of: candidates, sums), telling(sums))
    }

    private func mostCentral(of candidates: [Int], _ sums: TermSums) -> Int? {
        guard candidates.count > 1 else { return candidates.first }
        var best = candidates[0]
        var bestDot: Int64 = -1
        for slot in candidates {
            let document = documents[slot]
            var dot: Int64 = 0
            for i in document.weights.indices {
                dot &+= Int64(document.weights[i]) &* sums[document.terms.terms[i]]
            }
            let isBetter =
                document.title.isEmpty == documents[best].title.isEmpty
                ? dot > bestDot : !document.title.isEmpty
            if bestDot < 0 || isBetter { (best, bestDot) = (slot, dot) }
        }
        return best
    }

    /// The names of the terms with the greatest sums. A pair of names is told whole, not its words
    /// again beside it.
    private func telling(_ sums: TermSums) -> [String] {
        var top = TopTerms(limit: 2 * Self.topicLength)
        // A digit by itself tells nobody anything.
        for term in sums.touched where vocabulary.names[Int(term)].utf8.count > 1 {
            // A pair of names counts little in a vector, beside its words; it is told in their place.
            let isPair = WholeNames.isPair(vocabulary.names[Int(term)])
            let weight = isPair ? Double(sums[term]) / settings.namePairFactor : Double(sums[term])
            top.offer(term, weight: Int64(weight), key: vocabulary.key(of: term))
        }
        let names = top.held.map { (name: vocabulary.names[Int($0.term)], weight: $0.weight) }
        return WholeNames.of(names).prefix(Self.topicLength).map(Vocabulary.told)
    }
}
