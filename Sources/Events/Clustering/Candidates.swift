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

    /// Fills `row` with the dot products of `probe` with every cluster that can score `threshold`.
    ///
    /// The longest lists of the index belong to common words, which weigh little. Those whose
    /// weight could not bring any cluster to the threshold, taken together and each with the
    /// greatest weight it has anywhere, find no candidate; they are added only for what the others
    /// found (prefix filtering: Bayardo, Ma and Srikant, "Scaling up all pairs similarity search",
    /// 2007). So no cluster that reaches the threshold is lost.
    ///
    /// In a large window that is not enough. Then the rarer words alone find candidates, as many as
    /// have lists of some length together and a good part of the probe's weight, and a cluster is one
    /// where they make half of the score that it needs: reports of one event share its names and its
    /// matter, and not common words alone. This can lose a cluster; `docs/benchmarks.md` tells what
    /// it does to the labelled streams.
    /// - Parameters:
    ///   - least: a lower score is of no interest, where it is above the threshold.
    ///   - own: a cluster that is of no interest.
    mutating func findCandidates(
        of probe: Probe, reaching threshold: Double, atLeast least: Double = 0,
        leavingOut own: Int? = nil
    ) {
        row.reset(clusters: clusters.count)
        let skipped = commonTerms(of: probe, threshold: max(threshold, least))
        for i in probe.terms.indices where !skipped.isSkipped[i] {
            terms.addDots(of: probe.terms[i], weight: probe.weights[i], to: &row)
        }
        guard skipped.count > 0 else { return }

        let needed =
            skipped.isCrowded ? threshold * Self.rareShare : max(threshold, least) * (1 - 1e-9)
        var candidates = reaching(
            needed, of: probe, beside: skipped.isCrowded ? 0 : skipped.bound, leavingOut: own)
        if skipped.isCrowded && least > threshold {
            let rest = skippedLength(skipped, of: probe) * Self.longestVector
            let needed = least / probe.factor * Weight.unitSquared * Double(probe.count)
            candidates.removeAll { cluster in
                Double(row.dots[cluster]) * reaches[cluster] + rest * clusters[cluster].factor
                    < needed * (1 - 1e-9)
            }
        }
        addSkipped(skipped, of: probe, to: candidates)
    }

    /// The clusters whose dot products in `row`, with `bound` added for each of their documents, can
    /// make a score.
    private func reaching(
        _ needed: Double, of probe: Probe, beside bound: Double, leavingOut own: Int?
    ) -> [Int] {
        let scale = Weight.unitSquared * Double(probe.count)
        let each = needed * scale / probe.factor * (1 - 1e-9)
        // The least that any cluster needs, before the cluster itself is looked at.
        let least = needed / (probe.factor * largestFactor) * scale - bound
        var candidates: [Int] = []
        for place in 0..<row.count {
            let cluster = row[place]
            let dot = Double(row.dots[cluster])
            guard dot >= least, cluster != own else { continue }
            let most = dot * reaches[cluster] + (bound > 0 ? bound * clusters[cluster].factor : 0)
            if most >= each { candidates.append(cluster) }
        }
        return candidates
    }

    /// The length of the part of a probe's vector that was skipped.
    private func skippedLength(_ skipped: CommonTerms, of probe: Probe) -> Double {
        var squares = 0.0
        for i in probe.terms.indices where skipped.isSkipped[i] {
            squares += Double(probe.weights[i]) * Double(probe.weights[i])
        }
        return squares.squareRoot()
    }

    /// Adds what the skipped terms make of the dot products with the candidates: from their members,
    /// or, where the candidates are large clusters, from the terms' lists. Other clusters leave `row`.
    private mutating func addSkipped(
        _ skipped: CommonTerms, of probe: Probe, to candidates: [Int]
    ) {
        guard !candidates.isEmpty else { return row.reset(clusters: clusters.count) }
        var listed = 0
        for i in probe.terms.indices where skipped.isSkipped[i] {
            listed += terms.entries(of: probe.terms[i])
        }
        var dots: [Int64]
        let members = candidates.reduce(0) { $0 + clusters[$1].members.count }
        if members * lookupCost < listed {
            dots = candidates.map { row.dots[$0] }
            sums.extend(to: vocabulary.count)
            for i in probe.terms.indices where skipped.isSkipped[i] {
                sums.set(probe.terms[i], probe.weights[i])
            }
            for (place, cluster) in candidates.enumerated() {
                for slot in clusters[cluster].members where terms.counts(slot) {
                    dots[place] &+= sums.dot(vectors, slot)
                }
            }
            sums.reset()
        } else {
            for i in probe.terms.indices where skipped.isSkipped[i] {
                terms.addDots(of: probe.terms[i], weight: probe.weights[i], to: &row)
            }
            dots = candidates.map { row.dots[$0] }
        }
        row.reset(clusters: clusters.count)
        for (cluster, dot) in zip(candidates, dots) { row.touch(cluster, dot: dot) }
    }

    /// What it takes to hold a document against a probe, in entries of the index.
    private var lookupCost: Int { vectors.terms.count / max(1, vectors.count) + 16 }

    /// The dot product of a probe with the sum of one cluster's originals.
    mutating func dot(of probe: Probe, with cluster: Int) -> Int64 {
        let listed = probe.terms.reduce(0) { $0 + terms.entries(of: $1) }
        var dot: Int64 = 0
        guard clusters[cluster].members.count * lookupCost < listed else {
            for i in probe.terms.indices {
                dot &+= probe.weights[i] &* terms.sum(of: probe.terms[i], in: cluster)
            }
            return dot
        }
        sums.extend(to: vocabulary.count)
        for i in probe.terms.indices { sums.set(probe.terms[i], probe.weights[i]) }
        for slot in clusters[cluster].members where terms.counts(slot) {
            dot &+= sums.dot(vectors, slot)
        }
        sums.reset()
        return dot
    }

    /// The terms of a probe that find no candidate.
    private struct CommonTerms {
        /// By place in the probe.
        var isSkipped: [Bool]
        var count = 0
        /// The most that they can add to a dot product with one document, unless it is crowded.
        var bound = 0.0
        /// Whether so many were skipped that a cluster may not be found.
        var isCrowded = false
    }

    /// The terms that are to find no candidate, of those with long lists.
    private func commonTerms(of probe: Probe, threshold: Double) -> CommonTerms {
        var long: [(length: Int, place: Int)] = []
        var volume = 0
        for i in probe.terms.indices {
            let length = terms.length(of: probe.terms[i])
            if length >= Self.longList { long.append((length, i)) }
            volume += length
        }
        // Which way is gone depends on the documents held alone, as after a restart.
        return volume > Self.crowdedVolume * min(probe.count, Self.mostCounted)
            ? dearTerms(of: probe, long, volume: volume)
            : idleTerms(of: probe, long, threshold: threshold)
    }

    /// As many terms, those with the longest lists first, as cannot bring a cluster to the threshold.
    private func idleTerms(
        of probe: Probe, _ long: [(length: Int, place: Int)], threshold: Double
    ) -> CommonTerms {
        var skipped = CommonTerms(isSkipped: [Bool](repeating: false, count: probe.terms.count))
        // Half of it, so that what the rest finds can still be told from what cannot reach it.
        let budget =
            threshold / (probe.factor * largestFactor) * Weight.unitSquared * Double(probe.count)
            / 2
        let ordered = long.sorted {
            $0.length != $1.length
                ? $0.length > $1.length
                : vocabulary.key(of: probe.terms[$0.place])
                    < vocabulary.key(of: probe.terms[$1.place])
        }
        for (_, place) in ordered {
            let most = Double(probe.weights[place]) * Double(terms.peak(of: probe.terms[place]))
            if skipped.bound + most > budget { continue }
            skipped.bound += most
            skipped.isSkipped[place] = true
            skipped.count += 1
        }
        return skipped
    }

    /// Terms, those first that take most time for what they weigh, until the lists of the others are
    /// short enough or there would be too little weight in them.
    private func dearTerms(
        of probe: Probe, _ long: [(length: Int, place: Int)], volume: Int
    ) -> CommonTerms {
        var skipped = CommonTerms(isSkipped: [Bool](repeating: false, count: probe.terms.count))
        skipped.isCrowded = true
        var left = probe.weights.reduce(0.0) { $0 + Double($1) * Double($1) }
        let least = left * Self.keptSquares
        var volume = volume
        let most = Self.mostVolume * min(probe.count, Self.mostCounted)
        for (length, place) in dearestFirst(long, of: probe) {
            if volume <= most { break }
            let weight = Double(probe.weights[place])
            if left - weight * weight < least { continue }
            left -= weight * weight
            volume -= length
            skipped.isSkipped[place] = true
            skipped.count += 1
        }
        return skipped
    }

    /// Places in the probe by what their lists cost for what they weigh.
    private func dearestFirst(
        _ long: [(length: Int, place: Int)], of probe: Probe
    ) -> [(length: Int, place: Int)] {
        var dear = long.enumerated().map { index, term in
            let weight = Double(probe.weights[term.place])
            return (cost: Double(term.length) / (weight * weight), index: index)
        }
        dear.sort { $0.cost > $1.cost }
        // The order of the probe's terms, and their numbers, may be others after a restart.
        var start = 0
        while start < dear.count {
            var end = start + 1
            while end < dear.count, dear[end].cost == dear[start].cost { end += 1 }
            if end > start + 1 {
                let keyed = dear[start..<end].map {
                    (key: vocabulary.key(of: probe.terms[long[$0.index].place]), term: $0)
                }
                dear.replaceSubrange(
                    start..<end, with: keyed.sorted { $0.key < $1.key }.map(\.term))
            }
            start = end
        }
        return dear.map { long[$0.index] }
    }

    /// No vector of a document is longer, for all that its parts were rounded.
    private static let longestVector = Weight.unit * 1.001
    /// Documents in a list from which on it is worth going around.
    private static let longList = 128
    /// Entries in the lists of a probe's terms, for each of its documents, from which on only its
    /// rarer terms find candidates, and how many these may have.
    private static let crowdedVolume = 8_192
    private static let mostVolume = 1_024
    /// More documents of a probe do not count there: what they have in common is its event, and that
    /// stands out of the sum of 16 already.
    private static let mostCounted = 16
    /// The share of a probe's squared length that finds candidates in any case.
    private static let keptSquares = 0.6
    /// The share of the threshold that the rarer terms of a candidate have to make.
    private static let rareShare = 0.3

    /// The probe of one document.
    func probe(of slot: Int) -> Probe {
        var probe = Probe(
            terms: [], weights: [], count: 1,
            factor: GroupShape(of: documents[slot]).factor(settings), members: [slot])
        let range = vectors.range(of: slot)
        probe.terms.reserveCapacity(range.count)
        probe.weights.reserveCapacity(range.count)
        for i in range where vectors.weights[i] > 0 {
            probe.terms.append(vectors.terms[i])
            probe.weights.append(Int64(vectors.weights[i]))
        }
        return probe
    }
}
