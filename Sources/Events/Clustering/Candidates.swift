/// Which clusters a group of documents can belong to: those whose score may reach a threshold.
extension Clusterer {
    /// A group's vector sum, to be weighed against the clusters.
    struct Probe {
        var terms: [Vocabulary.Term]
        var weights: [Int64]
        /// Documents in the group, and what its size multiplies its scores by.
        var count: Int
        var factor: Double
        /// Slots of the documents whose names and numbers speak for it.
        var members: [Int]
        /// The cluster that it is; nil for one document.
        var cluster: Int?
    }

    /// Fills `row` with the dot products of `probe` with every cluster that can score `threshold`,
    /// and with `kept`.
    ///
    /// The longest lists of the index belong to common words, which weigh little. Those whose
    /// weight could not bring any cluster to the threshold, taken together and each with the
    /// greatest weight it has anywhere, find no candidate; they are added only for what the others
    /// found (prefix filtering: Bayardo, Ma and Srikant, "Scaling up all pairs similarity search",
    /// 2007). No cluster that reaches the threshold is lost.
    mutating func findCandidates(
        of probe: Probe, reaching threshold: Double, keeping kept: Int? = nil
    ) {
        row.reset(clusters: clusters.count)
        let skipped = commonTerms(of: probe, threshold: threshold)
        for i in probe.terms.indices where !skipped.isSkipped[i] {
            terms.addDots(of: probe.terms[i], weight: probe.weights[i], to: &row)
        }
        guard skipped.bound > 0 else { return }

        for i in probe.terms.indices where skipped.isSkipped[i] {
            if rest.count < vocabulary.count {
                rest += repeatElement(0, count: vocabulary.count - rest.count)
            }
            rest[Int(probe.terms[i])] = probe.weights[i]
        }
        let scale = Weight.unitSquared * Double(probe.count)
        if let kept, row.dots[kept] == 0 { row.touch(kept, dot: 0) }
        var candidates: [Int] = []
        var members = 0
        for cluster in row.takeTouched() {
            let dot = row.dots[cluster]
            let shape = clusters[cluster].shape
            let mean = Double(dot) / Double(max(1, shape.count)) + skipped.bound
            let bound = mean / scale * probe.factor * clusters[cluster].factor
            row.touch(cluster, dot: dot)
            if cluster == kept || bound >= threshold * (1 - 1e-9) {
                candidates.append(cluster)
                members += clusters[cluster].members.count
            }
        }
        addSkipped(skipped.isSkipped, of: probe, to: candidates, members: members)
        for i in probe.terms.indices where skipped.isSkipped[i] { rest[Int(probe.terms[i])] = 0 }
    }

    /// Adds what the skipped terms make of the dot products with the candidates: from their members,
    /// or, where the candidates are large clusters, from the terms' lists.
    private mutating func addSkipped(
        _ isSkipped: [Bool], of probe: Probe, to candidates: [Int], members: Int
    ) {
        var listed = 0
        for i in probe.terms.indices where isSkipped[i] {
            listed += terms.length(of: probe.terms[i])
        }
        let dots: [Int64]
        if members * Self.termsLookedAt < listed {
            dots = candidates.map { row.dots[$0] &+ dotOfRest(with: $0) }
        } else {
            for i in probe.terms.indices where isSkipped[i] {
                terms.addDots(of: probe.terms[i], weight: probe.weights[i], to: &row)
            }
            dots = candidates.map { row.dots[$0] }
        }
        row.reset(clusters: clusters.count)
        for (cluster, dot) in zip(candidates, dots) { row.touch(cluster, dot: dot) }
    }

    /// The terms with the longest lists, as many as cannot bring a cluster to the threshold, and the
    /// most that they can add to a dot product with one document.
    private func commonTerms(of probe: Probe, threshold: Double) -> (
        isSkipped: [Bool], bound: Double
    ) {
        var isSkipped = [Bool](repeating: false, count: probe.terms.count)
        var long: [(length: Int, place: Int)] = []
        for i in probe.terms.indices {
            let length = terms.length(of: probe.terms[i])
            if length >= Self.longList { long.append((length, i)) }
        }
        if long.isEmpty { return (isSkipped, 0) }
        long.sort { $0.length != $1.length ? $0.length > $1.length : $0.place < $1.place }
        // Half of it, so that what the rest finds can still be told from what cannot reach it.
        let budget =
            threshold / (probe.factor * largestFactor) * Weight.unitSquared * Double(probe.count)
            / 2
        var bound = 0.0
        for (_, place) in long {
            let most = Double(probe.weights[place]) * Double(terms.peak(of: probe.terms[place]))
            if bound + most > budget { continue }
            bound += most
            isSkipped[place] = true
        }
        return (isSkipped, bound)
    }

    /// Documents in a list from which on it is worth going around.
    private static let longList = 128

    private func dotOfRest(with cluster: Int) -> Int64 {
        var dot: Int64 = 0
        for slot in clusters[cluster].members where documents[slot].origin == slot {
            let count = documents[slot].weights.count
            for i in 0..<count {
                let term = Int(documents[slot].terms.terms[i])
                if term < rest.count { dot &+= rest[term] &* Int64(documents[slot].weights[i]) }
            }
        }
        return dot
    }

    /// The probe of one document.
    func probe(of slot: Int) -> Probe {
        let document = documents[slot]
        var probe = Probe(
            terms: [], weights: [], count: 1,
            factor: GroupShape(of: document).factor(settings), members: [slot])
        probe.terms.reserveCapacity(document.weights.count)
        probe.weights.reserveCapacity(document.weights.count)
        for i in document.weights.indices where document.weights[i] > 0 {
            probe.terms.append(document.terms.terms[i])
            probe.weights.append(Int64(document.weights[i]))
        }
        return probe
    }
}
