internal import Values

/// What is decided when a document arrives.
extension Clusterer {
    /// Finds the place of a new document, and of those whose origin it changes.
    mutating func decide(_ slot: Int) {
        let turned = updateOrigins(around: slot)
        if documents[slot].origin != slot {
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
        for member in turned where member != slot && documents[member].origin == member {
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
        where member != slot && documents[member].origin == slot
            && documents[member].membership.copy == nil
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
        let origin = documents[documents[slot].origin].cluster
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
        findCandidates(of: probe, reaching: threshold)
        let best = bestCluster(
            for: probe, shape: GroupShape(of: documents[slot]), leavingOut: nil,
            barred: barred(for: slot))
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
    /// Scores below the threshold are of interest as the nearest only, and not looked into.
    func bestCluster(
        for probe: Probe, shape: GroupShape, leavingOut own: Int?, barred: Barred
    ) -> (cluster: Int, score: Score)? {
        var best: (cluster: Int, score: Score)?
        let factor = shape.factor(settings)
        // What else there is can only lower it.
        var least = 0.0
        for place in 0..<row.count {
            let candidate = row[place]
            let dot = row.dots[candidate]
            guard Double(dot) * reaches[candidate] >= least, dot > 0, candidate != own,
                !barred.contains(candidate)
            else { continue }
            let cluster = clusters[candidate]
            var score = Score(dot: dot, shape, cluster.shape, settings: settings)
            if score.value >= max(settings.mergeThreshold, best?.score.value ?? 0) {
                narrow(
                    &score, dot: dot, of: probe, with: candidate,
                    limit: max(settings.mergeThreshold, best?.score.value ?? 0))
            }
            if score.value >= max(settings.mergeThreshold, best?.score.value ?? 0) {
                confirm(&score, of: probe.members, with: candidate)
            }
            if let best {
                let (a, b) = (score.value, best.score.value)
                guard a > b || (a == b && cluster.id < clusters[best.cluster].id) else { continue }
            }
            best = (candidate, score)
            least = score.value * (1 - 1e-9) * Weight.unitSquared / factor
        }
        return best
    }
}
