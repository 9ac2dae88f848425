internal import Values

/// The second look: what was decided one document at a time is weighed against all that came since.
extension Clusterer {
    /// Looks again at what is held: counts term frequencies anew, merges clusters that score as one,
    /// moves documents that fit another cluster better, puts alone those that fit none, and splits
    /// clusters that are not one event.
    ///
    /// A round takes about as long as adding the documents held. At rest two are worth it, since a
    /// move can make way for a merge.
    public mutating func consolidate(rounds: Int = 1) -> ClusterChanges {
        for _ in 0..<rounds { lookAgain() }
        return takeChanges()
    }

    /// One round of `consolidate`.
    mutating func lookAgain() {
        let seen = consolidatedThrough
        if let last = documents.last { consolidatedThrough = last.id }
        reweigh()
        mergeAll(changedSince: nil)
        let versions = clusters.map(\.version)
        moveAll()
        splitAll(after: seen)
        mergeAll(changedSince: versions)
        for slot in documents.indices where documents[slot].origin != slot {
            if documents[slot].cluster != documents[documents[slot].origin].cluster {
                joinOrigin(slot)
            }
        }
    }

    /// Merges the pair of clusters with the best score, over and over, until none reaches the
    /// threshold; with `versions`, of the pairs in which a cluster has changed since it had its
    /// version there.
    private mutating func mergeAll(changedSince versions: [Int]?) {
        var pairs = PairQueue()
        var sums = TermSums(vocabulary: vocabulary.count)
        for cluster in clusters.indices where clusters[cluster].shape.count > 0 {
            if let versions, cluster < versions.count,
                clusters[cluster].version == versions[cluster]
            {
                continue
            }
            queuePairs(of: cluster, onlyYounger: versions == nil, sums: &sums, to: &pairs)
        }
        while let pair = pairs.popBest() {
            let (a, b) = (pair.older.slot, pair.younger.slot)
            guard clusters[a].version == pair.older.version,
                clusters[b].version == pair.younger.version
            else { continue }
            let reason =
                "event \(clusters[b].id) merged into \(clusters[a].id): score"
                + " \(Explanation.decimal(pair.score)) ≥"
                + " \(Explanation.decimal(settings.mergeThreshold))"
            let moved = clusters[b].members
            let shared = moved.min().map { sharedTerms(of: $0, with: a) } ?? []
            merge(b, into: a)
            for slot in moved where documents[slot].origin == slot {
                documents[slot].membership.score = pair.score
                documents[slot].membership.reason =
                    reason + Explanation.list(shared)
            }
            queuePairs(of: a, onlyYounger: false, sums: &sums, to: &pairs)
        }
    }

    /// Queues the pairs of a cluster with others that score as one event.
    private mutating func queuePairs(
        of cluster: Int, onlyYounger: Bool, sums: inout TermSums, to pairs: inout PairQueue
    ) {
        let own = clusters[cluster]
        for slot in own.members where documents[slot].origin == slot {
            sums.add(documents[slot])
        }
        let probe = Probe(
            terms: sums.touched, weights: sums.touched.map { sums[$0] }, count: own.shape.count,
            factor: own.factor)
        sums.reset()
        findCandidates(of: probe, reaching: settings.mergeThreshold)
        for other in row.touched where other != cluster && row.dots[other] > 0 {
            let candidate = clusters[other]
            if onlyYounger && candidate.id < own.id { continue }
            let bound =
                Double(row.dots[other]) / Weight.unitSquared
                / (Double(own.shape.count) * Double(candidate.shape.count))
                * own.factor * candidate.factor
            guard bound >= settings.mergeThreshold * (1 - 1e-9) else { continue }
            var score = Score(
                dot: row.dots[other], own.shape, candidate.shape, settings: settings)
            guard score.value >= settings.mergeThreshold else { continue }
            narrow(&score, dot: row.dots[other], of: probe, with: other)
            guard score.value >= settings.mergeThreshold else { continue }
            pairs.add(
                score.value, .init(slot: cluster, id: own.id, version: own.version),
                .init(slot: other, id: candidate.id, version: candidate.version))
        }
    }

    /// One pass over the originals, each taken out of its cluster and weighed against all.
    private mutating func moveAll() {
        let least = settings.ejectShare * settings.mergeThreshold
        for slot in documents.indices where documents[slot].origin == slot {
            let own = documents[slot].cluster
            guard clusters[own].shape.count > 1 else { continue }
            let probe = probe(of: slot)
            findCandidates(
                of: probe, reaching: settings.mergeThreshold, keeping: own)
            let shape = GroupShape(of: documents[slot])
            let rest = self.shape(of: own, without: slot)
            let dot = row.dots[own] &- documents[slot].squaredLength
            var stay = Score(dot: dot, shape, rest, settings: settings)
            narrow(&stay, dot: dot, of: probe, with: own, isMember: true)
            let best = bestCluster(for: probe, shape: shape, leavingOut: own)
            if let best, best.score.value >= settings.mergeThreshold,
                best.score.value > stay.value + settings.moveMargin
            {
                let reason = Explanation.text(
                    "moved from event \(clusters[own].id) (\(Explanation.decimal(stay.value)))",
                    best.score, "≥", settings.mergeThreshold,
                    sharedTerms(of: slot, with: best.cluster))
                place(slot, in: best.cluster)
                documents[slot].membership.score = best.score.value
                documents[slot].membership.reason = reason
            } else if stay.value < least {
                let reason = Explanation.text(
                    "left event \(clusters[own].id)", stay, "<", least, [])
                place(slot, in: openCluster())
                documents[slot].membership.score = 0
                documents[slot].membership.reason = reason
            }
        }
    }

    private func shape(of cluster: Int, without document: Int) -> GroupShape {
        var shape = GroupShape()
        for slot in clusters[cluster].members
        where slot != document && documents[slot].origin == slot {
            shape.add(documents[slot])
        }
        return shape
    }
}

extension HeldDocument {
    /// The dot product of its vector with itself.
    fileprivate var squaredLength: Int64 {
        var sum: Int64 = 0
        for weight in weights { sum &+= Int64(weight) &* Int64(weight) }
        return sum
    }
}

/// The sum of the vectors of a cluster, by term; zero for most.
private struct TermSums {
    private var sums: [Int64]
    private(set) var touched: [Vocabulary.Term] = []

    init(vocabulary: Int) {
        sums = [Int64](repeating: 0, count: vocabulary)
    }

    subscript(term: Vocabulary.Term) -> Int64 { sums[Int(term)] }

    mutating func add(_ document: HeldDocument) {
        for i in document.weights.indices where document.weights[i] > 0 {
            let term = document.terms.terms[i]
            if sums[Int(term)] == 0 { touched.append(term) }
            sums[Int(term)] &+= Int64(document.weights[i])
        }
    }

    mutating func reset() {
        for term in touched { sums[Int(term)] = 0 }
        touched.removeAll(keepingCapacity: true)
    }
}
