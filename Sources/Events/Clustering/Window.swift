internal import Platform

/// What the window holds, apart from decisions.
extension Clusterer {
    /// Puts back documents with the decisions that were made for them earlier, after a restart;
    /// decides nothing. To be called before the first `add`.
    ///
    /// - Parameters:
    ///   - documents: in ascending order of id; what `takeBack` was given is not among them.
    ///   - countedElsewhere: what the clusterer said of them when it was last asked.
    ///   - departed: the clusters of documents before them that constraints name; others are passed
    ///     over.
    public mutating func restore(
        _ documents: [(Document, Membership)] = [],
        countedElsewhere: [Document.ID: ClusterID] = [:],
        departed: [Document.ID: ClusterID] = [:]
    ) {
        takeBack(documents)
        if restoresAsConsolidated, let last = self.documents.last {
            consolidatedThrough = max(consolidatedThrough, last.id)
            weighedThrough = consolidatedThrough
        }
        self.countedElsewhere = countedElsewhere
        recallDeparted(departed, restored)
        restored = [:]
        settle()
    }

    /// The first documents of those to be restored, so that their texts need not all be held at once:
    /// in ascending order of id, also from call to call. `restore` has to follow.
    public mutating func takeBack(_ documents: [(Document, Membership)]) {
        var analyzer = TextAnalyzer(settings: settings)
        if restored.isEmpty {
            for (place, cluster) in clusters.enumerated() where !cluster.members.isEmpty {
                restored[cluster.id] = place
            }
        }
        for (document, membership) in documents where slot(of: document.id) == nil {
            // Its vector comes with all the others, by the weights that they have in the end.
            let slot = hold(
                document, analyzer: &analyzer,
                judged: StandingParts(bits: membership.standingText))
            if !self.documents[slot].partners.isEmpty { _ = updateOrigins(around: slot) }
            let id = membership.cluster
            let cluster = restored[id] ?? openCluster(id: id)
            restored[id] = cluster
            clusters[cluster].members.append(slot)
            self.documents[slot].cluster = cluster
            self.documents[slot].membership = membership
            nextCluster = max(nextCluster, id &+ 1)
        }
    }

    /// Lets go of the documents that arrived first: those up to the id `last`.
    ///
    /// By arrival and not by date: a feed that is new to the reader brings old entries, and other
    /// new feeds that tell of the same events may follow.
    ///
    /// Letting go looks at all that is held, so it waits until that is worth it: until an eighth of
    /// the documents may leave. Answers whether they left; if not, ask again later, with a later
    /// `last`.
    @discardableResult
    public mutating func expire(through last: Document.ID) -> Bool {
        let leaving = documents.partitioningIndex { $0.id > last }
        guard leaving > 0, leaving * Self.leastExpiry >= documents.count else { return false }
        let newest = documents[documents.count - 1].id
        noteDeparting(leaving)
        documents.removeFirst(leaving)
        boilerplate.expire(through: last)
        unlinkFirst(leaving)
        for slot in clusters.indices where !clusters[slot].members.isEmpty {
            clusters[slot].members = clusters[slot].members.compactMap { member in
                member >= leaving ? member - leaving : nil
            }
            if clusters[slot].members.isEmpty {
                forgetDeparted(of: slot)
                clusters[slot].version += 1
                clusters[slot].factor = 1
                vacant.append(slot)
            }
        }
        terms.removeAll()
        dropUnusedTerms()
        countedElsewhere.removeAll()
        weighedThrough = consolidatedThrough
        letGoOfConstraints(through: newest)
        settle()
        return true
    }

    /// The part of what is held that leaves at once is at least one in so many.
    private static let leastExpiry = 8

    /// Makes everything that is derived from documents and memberships anew.
    mutating func settle() {
        recountTerms()
        documents.vectors.weighAll(by: termWeights)
        let counted = documents.indices.map { slot in
            counts(slot)
                ? Int32(truncatingIfNeeded: documents[slot].cluster) : -1
        }
        terms.restart(documents.vectors, vocabulary: vocabulary.count, clusters: counted)
        largestFactor = 1
        for slot in clusters.indices { remeasure(slot) }
        changes = ChangeLog()
    }

    /// Takes new weights and vectors, where much came since they were last taken or `always`; where
    /// documents are stays as it is.
    mutating func reweigh(always: Bool) {
        let counted = count(through: weighedThrough)
        guard
            always || Double(documents.count - counted) >= settings.weighingShare * Double(counted)
        else { return }
        weighedThrough = consolidatedThrough
        countedElsewhere.removeAll()
        recountTerms()
        documents.vectors.weighAll(by: termWeights)
        terms.rebuild(documents.vectors, vocabulary: vocabulary.count)
    }

    /// Counts the clusters that hold each term, in originals up to `weighedThrough`: clusters,
    /// not documents, or a large story would make its own names common.
    private mutating func recountTerms() {
        var counts = [TermWeights.Count](repeating: .init(), count: vocabulary.count)
        var (clusters, originals) = (0, 0)
        forEachCountedGroup { group in
            clusters += 1
            originals += group.count
            var span = counts.mutableSpan
            for slot in group {
                var walk = documents.vectors.terms(of: slot)
                while walk.next(documents.vectors.units.span) {
                    span[walk.number].note(cluster: UInt32(truncatingIfNeeded: clusters))
                }
            }
        }
        termWeights.recount(
            counts, clusters: clusters, documents: originals, vocabulary: vocabulary)
    }

    /// The originals that term frequencies are counted over, cluster by cluster as they were when they
    /// were last counted; in no order that means anything.
    private func forEachCountedGroup(_ take: ([Int]) -> Void) {
        let end = count(through: weighedThrough)
        var elsewhere: [ClusterID: [Int]] = [:]
        for (id, cluster) in countedElsewhere where cluster != 0 {
            guard let slot = slot(of: id), slot < end else { continue }
            elsewhere[cluster, default: []].append(slot)
        }
        for cluster in clusters where !cluster.members.isEmpty && cluster.id != 0 {
            var group = elsewhere.removeValue(forKey: cluster.id) ?? []
            for slot in cluster.members
            where slot < end && documents.origins[slot] == slot
                && (countedElsewhere.isEmpty || countedElsewhere[documents[slot].id] == nil)
            {
                group.append(slot)
            }
            if !group.isEmpty { take(group) }
        }
        for group in elsewhere.values { take(group) }
    }

    /// The id of the cluster that a document counts for; 0 for a copy or a guest.
    private func countedCluster(of slot: Int) -> ClusterID {
        counts(slot) ? documents[slot].membership.cluster : 0
    }

    /// To be called before a document changes its cluster, that its id, or turns out to be a copy:
    /// until the terms are counted anew it counts as it did. A restart has to know.
    mutating func keepCount(of slot: Int) {
        let id = documents[slot].id
        guard id <= weighedThrough, documents[slot].membership.cluster != 0,
            countedElsewhere[id] == nil
        else { return }
        countedElsewhere[id] = countedCluster(of: slot)
    }

    private mutating func dropUnusedTerms() {
        var used = [Bool](repeating: false, count: vocabulary.count)
        for slot in 0..<documents.vectors.count {
            var walk = documents.vectors.terms(of: slot)
            while walk.next(documents.vectors.units.span) { used[walk.number] = true }
        }
        documents.vectors.renumber(vocabulary.keep(used))
    }
}
