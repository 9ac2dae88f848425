extension Clusterer {
    /// The document that stands for a cluster: the original that is most like all of them, one with
    /// a title before one without, the earlier of equals.
    ///
    /// `sums` is working space, empty before and after.
    func headline(of cluster: Int, _ sums: inout TermSums) -> Int {
        let members = clusters[cluster].members.sorted()
        let originals = members.filter { documents[$0].origin == $0 }
        // After its origin left the window a cluster may hold copies alone.
        let candidates = originals.isEmpty ? members : originals
        if candidates.count == 1 { return candidates[0] }
        for slot in originals { sums.add(documents[slot]) }
        defer { sums.reset() }
        var best = candidates[0]
        var bestDot: Int64 = -1
        for slot in candidates {
            let document = documents[slot]
            var dot: Int64 = 0
            for i in document.weights.indices {
                dot &+= Int64(document.weights[i]) &* sums[document.terms.terms[i]]
            }
            let isBetter =
                document.hasTitle == documents[best].hasTitle
                ? dot > bestDot : document.hasTitle
            if bestDot < 0 || isBetter { (best, bestDot) = (slot, dot) }
        }
        return best
    }
}
