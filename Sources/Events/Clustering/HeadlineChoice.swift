extension Clusterer {
    /// The document that stands for a cluster: the original that is most like all of them, one with
    /// a title before one without, the earlier of equals.
    func headline(of cluster: Int) -> Int {
        let members = clusters[cluster].members.sorted()
        let originals = members.filter { documents[$0].origin == $0 }
        // After its origin left the window a cluster may hold copies alone.
        let candidates = originals.isEmpty ? members : originals
        var sums: [Vocabulary.Term: Int64] = [:]
        for slot in originals {
            let document = documents[slot]
            for i in document.weights.indices {
                sums[document.terms.terms[i], default: 0] += Int64(document.weights[i])
            }
        }
        var best = candidates[0]
        var bestDot: Int64 = -1
        for slot in candidates {
            let document = documents[slot]
            var dot: Int64 = 0
            for i in document.weights.indices {
                dot &+= Int64(document.weights[i]) &* (sums[document.terms.terms[i]] ?? 0)
            }
            let isBetter =
                document.hasTitle == documents[best].hasTitle
                ? dot > bestDot : document.hasTitle
            if bestDot < 0 || isBetter { (best, bestDot) = (slot, dot) }
        }
        return best
    }
}
