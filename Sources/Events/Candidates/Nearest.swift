/// Which cluster a group of documents is nearest to.
extension Window {
    /// The cluster with the best score by `row`, the older of equals.
    ///
    /// - Parameters:
    ///   - threshold: scores below it are of interest as the nearest only, and not looked into.
    ///   - least: a cluster that scores less need not be answered.
    mutating func bestCluster(
        for probe: GroupProbe, shape: GroupShape, leavingOut own: Int?, barred: BarredClusters,
        reaching threshold: Double, atLeast least: Double = 0
    ) -> (cluster: Int, score: Score)? {
        var (best, rivals) = nearest(
            to: probe, shape, leavingOut: own, barred: barred, reaching: threshold,
            atLeast: least)
        // What is looked into can only score less, so the first ones decide on most of the others.
        for place in rivals.indices {
            if place < Self.rivalsInOrder {
                let first = rivals.indices[place...].max {
                    rivals[$0].score.value < rivals[$1].score.value
                }
                rivals.swapAt(place, first ?? place)
            }
            var (candidate, dot, score) = rivals[place]
            let limit = max(threshold, best?.score.value ?? 0)
            guard score.value >= limit else { continue }
            narrow(&score, dot: dot, of: probe, with: candidate, limit: limit)
            if score.value >= limit {
                confirm(
                    &score, of: probe.members, with: candidate, limit: best?.score.value ?? 0)
            }
            if isBetter((candidate, score), than: best) { best = (candidate, score) }
        }
        return best
    }

    /// So many are looked into in the order of their scores, so that these are not all sorted.
    private static let rivalsInOrder = 4

    /// The best of the clusters that score below the threshold, and all others as they score before
    /// they are looked into.
    private func nearest(
        to probe: GroupProbe, _ shape: GroupShape, leavingOut own: Int?, barred: BarredClusters,
        reaching threshold: Double, atLeast least: Double
    ) -> (
        best: (cluster: Int, score: Score)?,
        rivals: [(cluster: Int, dot: Int64, score: Score)]
    ) {
        var best: (cluster: Int, score: Score)?
        var rivals: [(cluster: Int, dot: Int64, score: Score)] = []
        let scale = (1 - 1e-9) * Weight.unitSquared / probe.factor
        // What else there is can only lower it.
        var bound = least * scale
        let (found, dots, reaches) = (row.found, row.dots.span, clusters.reaches.span)
        for i in found.indices {
            let candidate = Int(found[i])
            let dot = dots[candidate]
            guard Double(dot) * reaches[candidate] >= bound, dot > 0, candidate != own,
                !barred.contains(candidate)
            else { continue }
            let score = bareScore(dot, of: probe, shape, with: candidate)
            if score.value >= threshold {
                if score.value >= least { rivals.append((candidate, dot, score)) }
            } else if isBetter((candidate, score), than: best) {
                best = (candidate, score)
                bound = max(bound, score.value * scale)
            }
        }
        return (best, rivals)
    }

    private func isBetter(
        _ one: (cluster: Int, score: Score), than other: (cluster: Int, score: Score)?
    ) -> Bool {
        guard let other else { return true }
        let (a, b) = (one.score.value, other.score.value)
        return a > b || (a == b && clusters[one.cluster].id < clusters[other.cluster].id)
    }
}
