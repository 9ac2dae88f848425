/// Which clusters a group of documents can belong to: those whose score may reach a threshold.
extension Window {
    /// Fills `row` with the dot products of `probe` with every cluster that can score `threshold`.
    ///
    /// The longest lists of the index belong to common words, which weigh little. Those whose
    /// weight could not bring any cluster to the threshold, taken together and each with the
    /// greatest weight it has anywhere, find no candidate; they are added only for what the others
    /// found (prefix filtering: Bayardo, Ma and Srikant, "Scaling up all pairs similarity search",
    /// 2007). So no cluster that reaches the threshold is lost.
    ///
    /// In a large window that is not enough. Then the rarer words alone find candidates, as many as
    /// have lists of some length together and, within a bound, a good part of the probe's weight, and a cluster is one
    /// where they make half of the score that it needs: reports of one event share its names and its
    /// matter, and not common words alone. This can lose a cluster; `docs/benchmarks.md` tells what
    /// it does to the labelled streams.
    /// - Parameters:
    ///   - least: a lower score is of no interest, where it is above the threshold.
    ///   - own: a cluster that is of no interest.
    ///   - crowdedThreshold: in place of `threshold` in a large window; nil for the same.
    mutating func findCandidates(
        of probe: GroupProbe, reaching threshold: Double, atLeast least: Double = 0,
        leavingOut own: Int? = nil, whereCrowded crowdedThreshold: Double? = nil
    ) {
        row.reset(clusters: clusters.count)
        let skipped = commonTerms(of: probe, threshold: max(threshold, least))
        terms.addDots(
            of: probe, where: skipped.isSkipped, is: false, to: &row)
        guard skipped.count > 0 else { return }

        let needed =
            skipped.isCrowded
            ? (crowdedThreshold ?? threshold) * Self.rareShare
            : max(threshold, least) * (1 - 1e-9)
        var candidates = reaching(
            needed, of: probe, beside: skipped.isCrowded ? 0 : skipped.bound, leavingOut: own)
        if skipped.isCrowded && least > threshold {
            let rest = skippedLength(skipped, of: probe) * Self.longestVector
            let needed = least / probe.factor * Weight.unitSquared * Double(probe.count)
            candidates.removeAll { cluster in
                Double(row.dots[cluster]) * clusters.reaches[cluster] + rest
                    * clusters[cluster].factor
                    < needed * (1 - 1e-9)
            }
        }
        row.keep(candidates)
        if !candidates.isEmpty { addSkipped(skipped, of: probe) }
    }

    /// The clusters whose dot products in `row`, with `bound` added for each of their documents, can
    /// make a score.
    private func reaching(
        _ needed: Double, of probe: GroupProbe, beside bound: Double, leavingOut own: Int?
    ) -> [Int] {
        let scale = Weight.unitSquared * Double(probe.count)
        let each = needed * scale / probe.factor * (1 - 1e-9)
        // The least that any cluster needs, before the cluster itself is looked at.
        let least = needed / (probe.factor * clusters.largestFactor) * scale - bound
        var candidates: [Int] = []
        let (found, dots, reaches) = (row.found, row.dots.span, clusters.reaches.span)
        for i in found.indices {
            let cluster = Int(found[i])
            let dot = Double(dots[cluster])
            guard dot >= least else { continue }
            let most = dot * reaches[cluster] + (bound > 0 ? bound * clusters[cluster].factor : 0)
            if most >= each && cluster != own { candidates.append(cluster) }
        }
        return candidates
    }

    /// How a probe scores with a cluster before terms, names and numbers are looked into.
    func bareScore(
        _ dot: Int64, of probe: GroupProbe, _ shape: GroupShape, with cluster: Int
    ) -> Score {
        Score(
            dot: dot, shape, clusters[cluster].shape,
            size: probe.factor * clusters[cluster].factor, settings: settings)
    }

    /// The length of the part of a probe's vector that was skipped.
    private func skippedLength(_ skipped: CommonTerms, of probe: GroupProbe) -> Double {
        var squares = 0.0
        for i in probe.terms.indices where skipped.isSkipped[i] {
            squares += Double(probe.weights[i]) * Double(probe.weights[i])
        }
        return squares.squareRoot()
    }

    /// Adds what the skipped terms make of the dot products with the clusters in `row`: from their
    /// members, or, where these are many, from the terms' lists; of crowds from their sums.
    private mutating func addSkipped(_ skipped: CommonTerms, of probe: GroupProbe) {
        var members = 0
        for cluster in row.found where !terms.isCrowd(Int(cluster)) {
            members += clusters[Int(cluster)].shape.count
        }
        let listed = probe.terms.indices.lazy.filter { skipped.isSkipped[$0] }
        guard isMore(listed.map { probe.terms[$0] }, than: members * lookupCost) else {
            return terms.addDots(
                of: probe, where: skipped.isSkipped, is: true, to: &row, onlyFound: true)
        }
        sums.extend(to: vocabulary.count)
        for i in probe.terms.indices where skipped.isSkipped[i] {
            sums.set(probe.terms[i], probe.weights[i])
        }
        var held: [(place: Int, slot: Int)] = []
        held.reserveCapacity(members)
        var dots = [Int64](repeating: 0, count: row.found.count)
        for (place, cluster) in row.found.enumerated() {
            if terms.isCrowd(Int(cluster)) {
                for i in probe.terms.indices where skipped.isSkipped[i] {
                    dots[place] &+=
                        probe.weights[i] &* terms.sum(of: probe.terms[i], in: Int(cluster))
                }
                continue
            }
            for slot in clusters[Int(cluster)].members where terms.counts(slot) {
                held.append((place, slot))
            }
        }
        sums.addDots(documents.vectors, of: held, to: &dots)
        sums.reset()
        row.add(dots)
    }

    /// What it takes to hold a document against a probe, in entries of the index.
    private var lookupCost: Int {
        documents.vectors.units.count / max(1, documents.vectors.count) + 16
    }

    /// Whether the lists of these terms have more entries than that.
    private func isMore(_ listed: some Sequence<Vocabulary.Term>, than limit: Int) -> Bool {
        var rest = limit
        for term in listed {
            rest -= terms.size(of: term)
            if rest < 0 { return true }
        }
        return false
    }

    /// No vector of a document is longer, for all that its parts were rounded.
    private static let longestVector = Weight.unit * 1.001
    /// The share of the threshold that the rarer terms of a candidate have to make.
    private static let rareShare = 0.3
}
