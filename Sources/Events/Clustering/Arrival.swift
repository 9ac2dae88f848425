/// What is decided when a document arrives.
extension Clusterer {
    /// Finds the place of a new document, and of those whose origin it changes.
    mutating func decide(_ slot: Int) {
        let turned = updateOrigins(around: slot)
        if window.documents.origins[slot] != slot {
            joinOrigin(slot)
        } else if joinByHand(slot) {
            // Nothing is left to decide.
        } else if let cluster = inheritedCluster(of: slot, turned: turned) {
            place(slot, in: cluster)
            changes.note(Decision(.original, event: window.clusters[cluster].id), of: slot)
        } else {
            joinBest(slot)
        }
        for member in turned where member != slot { joinOrigin(member) }
        for member in turned where member != slot && window.documents.origins[member] == member {
            // What was a copy proves an original: it keeps its place and counts from now on.
            place(member, in: window.documents[member].cluster)
            window.documents[member].membership.copy = nil
            changes.note(
                Decision(.original, event: window.documents[member].membership.cluster), of: member)
        }
    }

    /// The cluster of a document that was an original until now and is a copy of the new one.
    private func inheritedCluster(of slot: Int, turned: [Int]) -> Int? {
        var best: Int?
        let barred = barred(for: slot)
        for member in turned
        where member != slot && window.documents.origins[member] == slot
            && window.documents[member].membership.copy == nil && !window.isGuest(member)
        {
            let cluster = window.documents[member].cluster
            if barred.contains(cluster) { continue }
            if let held = best, window.clusters[held].id <= window.clusters[cluster].id { continue }
            best = cluster
        }
        return best
    }

    /// Puts a copy beside its origin, unless people want it elsewhere.
    mutating func joinOrigin(_ slot: Int) {
        guard let (evidence, overlap) = copyEvidence(of: slot) else { return }
        let origin = window.documents[window.documents.origins[slot]].cluster
        if let byHand = placeByHand(of: slot)?.cluster {
            place(slot, in: byHand)
        } else if barred(for: slot).contains(origin) {
            place(
                slot,
                in: window.documents[slot].membership.cluster == 0
                    ? openCluster() : window.documents[slot].cluster)
        } else {
            place(slot, in: origin)
        }
        window.documents[slot].membership.copy = evidence
        window.documents[slot].membership.score = evidence.containment
        var decision = Decision(
            .copy, event: window.documents[slot].membership.cluster, score: evidence.containment)
        decision.overlap = overlap
        changes.note(decision, of: slot)
    }

    /// Joins the cluster with the best score, or opens one.
    private mutating func joinBest(_ slot: Int) {
        let threshold = settings.mergeThreshold
        let probe = window.probe(of: slot)
        let shape = GroupShape(of: window.documents[slot])
        let barred = barred(for: slot)
        let enough = window.leastScore(of: shape)
        // In a large window what stays below the threshold is not looked for further than what reaches it.
        window.findCandidates(of: probe, reaching: enough, whereCrowded: threshold)
        var best = window.bestCluster(
            for: probe, shape: shape, leavingOut: nil, barred: barred, reaching: enough)
        if var found = best {
            window.raise(&found.score, of: probe, shape, besides: [found.cluster], barred: barred)
            best = found
        }
        if let best, best.score.value >= threshold {
            let decision = Decision(
                .joined, event: window.clusters[best.cluster].id, best.score, threshold: threshold,
                shared: window.sharedTerms(of: slot, with: best.cluster))
            place(slot, in: best.cluster)
            window.documents[slot].membership.score = best.score.value
            changes.note(decision, of: slot)
        } else {
            let decision =
                best.map { best in
                    Decision(
                        .opened, event: window.clusters[best.cluster].id, best.score,
                        threshold: threshold,
                        shared: window.sharedTerms(of: slot, with: best.cluster))
                } ?? Decision(.opened)
            place(slot, in: openCluster())
            window.documents[slot].membership.score = 0
            changes.note(decision, of: slot)
        }
    }
}
