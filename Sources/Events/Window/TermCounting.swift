/// Which clusters the frequencies of terms are counted over.
extension Clusterer {
    /// Takes new weights and vectors, where much came since they were last taken or `always`; where
    /// documents are stays as it is.
    mutating func reweigh(always: Bool) {
        let counted = window.count(through: weighedThrough)
        guard
            always
                || Double(window.documents.count - counted) >= settings.weighingShare
                    * Double(counted)
        else { return }
        weighedThrough = consolidatedThrough
        countedElsewhere.removeAll()
        recountTerms()
        window.reweigh()
    }

    /// Counts the clusters that hold each term, in originals up to `weighedThrough`: clusters,
    /// not documents, or a large story would make its own names common.
    mutating func recountTerms() {
        var counts = [TermWeights.Count](repeating: .init(), count: window.vocabulary.count)
        var (clusters, originals) = (0, 0)
        forEachCountedGroup { group in
            clusters += 1
            originals += group.count
            var span = counts.mutableSpan
            let vectors = window.documents.vectors
            for slot in group {
                var walk = vectors.terms(of: slot)
                while walk.next(vectors.units.span) {
                    span[walk.number].note(cluster: UInt32(truncatingIfNeeded: clusters))
                }
            }
        }
        window.termWeights.recount(
            counts, clusters: clusters, documents: originals, vocabulary: window.vocabulary)
    }

    /// The originals that term frequencies are counted over, cluster by cluster as they were when they
    /// were last counted; in no order that means anything.
    private func forEachCountedGroup(_ take: ([Int]) -> Void) {
        let end = window.count(through: weighedThrough)
        var elsewhere: [ClusterID: [Int]] = [:]
        for (id, cluster) in countedElsewhere where cluster != 0 {
            guard let slot = window.slot(of: id), slot < end else { continue }
            elsewhere[cluster, default: []].append(slot)
        }
        for cluster in window.clusters where !cluster.members.isEmpty && cluster.id != 0 {
            var group = elsewhere.removeValue(forKey: cluster.id) ?? []
            for slot in cluster.members
            where slot < end && window.counts(slot)
                && (countedElsewhere.isEmpty || countedElsewhere[window.documents[slot].id] == nil)
            {
                group.append(slot)
            }
            if !group.isEmpty { take(group) }
        }
        for group in elsewhere.values { take(group) }
    }

    /// The id of the cluster that a document counts for; 0 for a copy or a guest.
    private func countedCluster(of slot: Int) -> ClusterID {
        window.counts(slot) ? window.documents[slot].membership.cluster : 0
    }

    /// To be called before a document changes its cluster, that its id, or turns out to be a copy:
    /// until the terms are counted anew it counts as it did. A restart has to know.
    mutating func keepCount(of slot: Int) {
        let id = window.documents[slot].id
        guard id <= weighedThrough, window.documents[slot].membership.cluster != 0,
            countedElsewhere[id] == nil
        else { return }
        countedElsewhere[id] = countedCluster(of: slot)
    }
}
