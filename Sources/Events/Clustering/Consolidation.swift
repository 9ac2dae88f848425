/// The second look: what was decided one document at a time is weighed against all that came since.
extension Clusterer {
    /// Looks again at what is held: counts term frequencies anew, merges clusters that score as one,
    /// moves documents that fit another cluster better, puts alone those that fit none, and splits
    /// clusters that are not one event.
    ///
    /// Where much is held it looks at what got something new, and where only a few of many are new, at
    /// those and their clusters alone: a daemon that is told of one entry at a time pays for one. At rest
    /// two rounds are worth it, since a move can make way for a merge.
    public mutating func consolidate(rounds: Int = 1) -> ClusterChanges {
        let seen = consolidatedThrough
        let held = window.count(through: seen)
        let isDue =
            Double(window.documents.count - held) >= settings.consolidationShare * Double(held)
        let isSmall = held <= settings.wholeLookLimit
        var before: [Int] = []
        for round in 0..<rounds {
            let scope: Scope = isSmall ? .everything : .fresh(after: seen, isDeep: isDue)
            let versions = round > 0 && !isSmall ? before : []
            before = window.clusters.map(\.version)
            lookAgain(at: scope, changedSince: versions)
        }
        return takeChanges()
    }

    /// What a round of `consolidate` looks at.
    enum Scope {
        case everything
        /// The documents after this one, and the clusters of several originals that got one of them.
        /// What stands alone was weighed against all when it came, and what came later against it; two
        /// clusters without a new document are as they were. Of a cluster of which much is new, `isDeep`,
        /// the older documents as well.
        case fresh(after: Document.ID, isDeep: Bool)
    }

    /// The round that is due once enough is new.
    mutating func lookAgain() {
        let seen = consolidatedThrough
        lookAgain(
            at: window.count(through: seen) <= settings.wholeLookLimit
                ? .everything : .fresh(after: seen, isDeep: true))
    }

    /// One round of `consolidate`.
    ///
    /// - Parameter former: the versions of the clusters before an earlier round: what that left as it
    ///   was is passed over. Empty where there was none.
    private mutating func lookAgain(at scope: Scope, changedSince former: [Int] = []) {
        var seen = consolidatedThrough
        if let last = window.documents.last { consolidatedThrough = last.id }
        switch scope {
        case .everything:
            reweigh(always: true)
            mergeAll(of: Array(window.clusters.indices), isComplete: true)
        case .fresh(let last, _):
            seen = last
            reweigh(always: false)
            let chosen = Set(freshSlots(after: seen, former).map { window.documents[$0].cluster })
            mergeAll(of: chosen.filter { window.clusters[$0].shape.count > 1 }.sorted())
        }
        let versions = window.clusters.map(\.version)
        switch scope {
        case .everything: moveAll(slots: Array(window.documents.indices))
        case .fresh(_, isDeep: false): moveAll(slots: freshSlots(after: seen, former))
        case .fresh(_, isDeep: true): moveAll(slots: slotsOfFreshClusters(after: seen, former))
        }
        splitAll(after: seen)
        mergeAll(
            of: window.clusters.indices.filter {
                $0 >= versions.count || window.clusters[$0].version != versions[$0]
            })
        joinOrigins()
    }

    /// The documents after `seen` whose clusters are others than they were when they had the versions
    /// `former`.
    private func freshSlots(after seen: Document.ID, _ former: [Int]) -> [Int] {
        window.documents.indices[window.count(through: seen)...].filter {
            isChanged($0, since: former)
        }
    }

    private func isChanged(_ slot: Int, since former: [Int]) -> Bool {
        let cluster = window.documents[slot].cluster
        return cluster >= former.count || window.clusters[cluster].version != former[cluster]
    }

    /// The same, with the older documents of the clusters that are new to a good part.
    private func slotsOfFreshClusters(after seen: Document.ID, _ former: [Int]) -> [Int] {
        let held = window.count(through: seen)
        var fresh = [Int](repeating: 0, count: window.clusters.count)
        for slot in held..<window.documents.count { fresh[window.documents[slot].cluster] += 1 }
        return window.documents.indices.filter { slot in
            let cluster = window.documents[slot].cluster
            return (slot >= held || isFresh(fresh[cluster], in: cluster))
                && isChanged(slot, since: former)
        }
    }

    /// Puts copies where their origins are now.
    private mutating func joinOrigins() {
        for slot in window.documents.indices
        where window.documents.origins[slot] != slot && isAstray(slot) {
            joinOrigin(slot)
        }
    }

    /// Merges the pair of clusters with the best score, over and over, until none reaches the
    /// threshold: of the pairs with one of `chosen`, which are all there are if `isComplete`.
    private mutating func mergeAll(of chosen: [Int], isComplete: Bool = false) {
        var pairs = PairQueue()
        for cluster in chosen where window.clusters[cluster].shape.count > 0 {
            queuePairs(of: cluster, onlyYounger: isComplete, to: &pairs)
        }
        while let pair = pairs.popBest() {
            let (a, b) = (pair.older.slot, pair.younger.slot)
            guard window.clusters[a].version == pair.older.version,
                window.clusters[b].version == pair.younger.version
            else { continue }
            let moved = window.clusters[b].members
            let link = window.link(window.originals(of: b), window.originals(of: a))
            var decision = Decision(
                .merged, event: window.clusters[a].id, link.score,
                threshold: settings.mergeThreshold,
                shared: link.shared)
            decision.formerEvent = window.clusters[b].id
            merge(b, into: a)
            for slot in moved where window.counts(slot) {
                window.documents[slot].membership.score = pair.score
                changes.note(decision, of: slot)
            }
            queuePairs(of: a, onlyYounger: false, to: &pairs)
        }
    }

    /// Queues the pairs of a cluster with others that score as one event.
    private mutating func queuePairs(
        of cluster: Int, onlyYounger: Bool, to pairs: inout PairQueue
    ) {
        let own = window.clusters[cluster]
        window.sums.extend(to: window.vocabulary.count)
        for slot in own.members where window.counts(slot) {
            window.sums.add(window.documents.vectors, slot)
        }
        var probe = GroupProbe(
            terms: window.sums.touched, weights: window.sums.touched.map { window.sums[$0] },
            count: own.shape.count,
            factor: own.factor, members: window.witnesses(of: cluster),
            cluster: cluster)
        probe.mosts = window.mosts(of: probe)
        window.sums.reset()
        window.findCandidates(of: probe, reaching: settings.mergeThreshold)
        let barred = barred(forCluster: cluster)
        let isSettled = isSettled(cluster)
        for other in reached(by: own) where other != cluster && !barred.contains(other) {
            if onlyYounger && window.clusters[other].id < own.id { continue }
            let dot = window.row.dots[other]
            var score = window.bareScore(dot, of: probe, own.shape, with: other)
            guard score.value >= settings.mergeThreshold else { continue }
            window.narrow(
                &score, dot: dot, of: probe, with: other, limit: settings.mergeThreshold)
            guard score.value >= settings.mergeThreshold else { continue }
            window.confirm(&score, of: probe.members, with: other, limit: settings.mergeThreshold)
            guard score.value >= settings.mergeThreshold, !(isSettled && self.isSettled(other))
            else { continue }
            pairs.add(
                score.value, .init(slot: cluster, id: own.id, version: own.version),
                .init(
                    slot: other, id: window.clusters[other].id,
                    version: window.clusters[other].version))
        }
    }

    /// Whether a cluster has documents that stay in the event that they are in: those which are not decided on
    /// again, and beside these what is pinned.
    private func isSettled(_ cluster: Int) -> Bool {
        settledThrough > 0
            && window.clusters[cluster].members.contains {
                let id = window.documents[$0].id
                return id <= settledThrough || constraints.isPinned(id)
            }
    }

    /// Those in `row` whose dot products with the sum of `cluster` can make a score that merges.
    private func reached(by cluster: Cluster) -> [Int] {
        let scale = Weight.unitSquared * Double(cluster.shape.count) / cluster.factor
        let least = settings.mergeThreshold * (1 - 1e-9) * scale
        var reached: [Int] = []
        let (found, dots, reaches) = (
            window.row.found, window.row.dots.span, window.clusters.reaches.span
        )
        for i in found.indices {
            let other = Int(found[i])
            if Double(dots[other]) * reaches[other] >= least { reached.append(other) }
        }
        return reached
    }

    /// One pass over the originals among `slots`, each taken out of its cluster and weighed against
    /// all.
    private mutating func moveAll(slots: [Int]) {
        let least = settings.ejectShare * settings.mergeThreshold
        var links = OwnLinks()
        for slot in slots
        where window.documents.origins[slot] == slot && window.documents[slot].id > settledThrough {
            let own = window.documents[slot].cluster
            guard window.clusters[own].shape.count > 1, !isBound(slot) else { continue }
            let probe = window.probe(of: slot)
            let shape = GroupShape(of: window.documents[slot])
            let stay = window.scoreWithOwn(slot, probe, window.ownLink(of: slot, &links))
            // How well it fits where it is bounds what is worth a look.
            let needed = max(settings.mergeThreshold, stay.value)
            window.findCandidates(
                of: probe, reaching: settings.mergeThreshold, atLeast: needed, leavingOut: own)
            let best = window.bestCluster(
                for: probe, shape: shape, leavingOut: own, barred: barred(for: slot),
                reaching: settings.mergeThreshold, atLeast: needed)
            if let best, best.score.value >= settings.mergeThreshold,
                best.score.value > stay.value
            {
                var decision = Decision(
                    .moved, event: window.clusters[best.cluster].id, best.score,
                    threshold: settings.mergeThreshold,
                    shared: window.sharedTerms(of: slot, with: best.cluster))
                decision.formerEvent = window.clusters[own].id
                decision.formerScore = stay.value
                place(slot, in: best.cluster)
                window.documents[slot].membership.score = best.score.value
                changes.note(decision, of: slot)
            } else if stay.value < least {
                let decision = Decision(
                    .left, event: window.clusters[own].id, stay, threshold: least, shared: [])
                place(slot, in: openCluster())
                window.documents[slot].membership.score = 0
                changes.note(decision, of: slot)
            }
        }
    }
}
