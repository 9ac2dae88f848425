/// What is decided when a document arrives.
extension Clusterer {
    /// Finds the place of a new document, and of those whose origin it changes.
    mutating func decide(_ slot: Int) {
        let turned = updateOrigins(around: slot)
        if documents.origins[slot] != slot {
            joinOrigin(slot)
        } else if joinByHand(slot) {
            // Nothing is left to decide.
        } else if let cluster = inheritedCluster(of: slot, turned: turned) {
            place(slot, in: cluster)
            changes.note(Decision(.original, event: clusters[cluster].id), of: slot)
        } else {
            joinBest(slot)
        }
        for member in turned where member != slot { joinOrigin(member) }
        for member in turned where member != slot && documents.origins[member] == member {
            // What was a copy proves an original: it keeps its place and counts from now on.
            place(member, in: documents[member].cluster)
            documents[member].membership.copy = nil
            changes.note(
                Decision(.original, event: documents[member].membership.cluster), of: member)
        }
    }

    /// The cluster of a document that was an original until now and is a copy of the new one.
    private func inheritedCluster(of slot: Int, turned: [Int]) -> Int? {
        var best: Int?
        let barred = barred(for: slot)
        for member in turned
        where member != slot && documents.origins[member] == slot
            && documents[member].membership.copy == nil && !isGuest(member)
        {
            let cluster = documents[member].cluster
            if barred.contains(cluster) { continue }
            if let held = best, clusters[held].id <= clusters[cluster].id { continue }
            best = cluster
        }
        return best
    }

    /// Puts a copy beside its origin, unless people want it elsewhere.
    mutating func joinOrigin(_ slot: Int) {
        guard let (evidence, overlap) = copyEvidence(of: slot) else { return }
        let origin = documents[documents.origins[slot]].cluster
        if let byHand = placeByHand(of: slot)?.cluster {
            place(slot, in: byHand)
        } else if barred(for: slot).contains(origin) {
            place(
                slot,
                in: documents[slot].membership.cluster == 0
                    ? openCluster() : documents[slot].cluster)
        } else {
            place(slot, in: origin)
        }
        documents[slot].membership.copy = evidence
        documents[slot].membership.score = evidence.containment
        var decision = Decision(
            .copy, event: documents[slot].membership.cluster, score: evidence.containment)
        decision.overlap = overlap
        changes.note(decision, of: slot)
    }

    /// Joins the cluster with the best score, or opens one.
    private mutating func joinBest(_ slot: Int) {
        let threshold = settings.mergeThreshold
        let probe = probe(of: slot)
        let shape = GroupShape(of: documents[slot])
        let barred = barred(for: slot)
        let enough = leastScore(of: shape)
        // In a large window what stays below the threshold is not looked for further than what reaches it.
        findCandidates(of: probe, reaching: enough, whereCrowded: threshold)
        var best = bestCluster(
            for: probe, shape: shape, leavingOut: nil, barred: barred, reaching: enough)
        if var found = best {
            raise(&found.score, of: probe, shape, besides: [found.cluster], barred: barred)
            best = found
        }
        if let best, best.score.value >= threshold {
            let decision = Decision(
                .joined, event: clusters[best.cluster].id, best.score, threshold: threshold,
                shared: sharedTerms(of: slot, with: best.cluster))
            place(slot, in: best.cluster)
            documents[slot].membership.score = best.score.value
            changes.note(decision, of: slot)
        } else {
            let decision =
                best.map { best in
                    Decision(
                        .opened, event: clusters[best.cluster].id, best.score,
                        threshold: threshold, shared: sharedTerms(of: slot, with: best.cluster))
                } ?? Decision(.opened)
            place(slot, in: openCluster())
            documents[slot].membership.score = 0
            changes.note(decision, of: slot)
        }
    }

    /// The cluster with the best score by `row`, the older of equals.
    ///
    /// - Parameters:
    ///   - threshold: scores below it are of interest as the nearest only, and not looked into.
    ///   - least: a cluster that scores less need not be answered.
    mutating func bestCluster(
        for probe: Probe, shape: GroupShape, leavingOut own: Int?, barred: Barred,
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
        to probe: Probe, _ shape: GroupShape, leavingOut own: Int?, barred: Barred,
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
        let (found, dots, reaches) = (row.found, row.dots.span, reaches.span)
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
