internal import Platform

/// How a clusterer comes back after a restart: documents with the decisions that were made for them.
extension Clusterer {
    /// Puts back documents with the decisions that were made for them earlier, after a restart;
    /// decides nothing. To be called before the first `add`.
    ///
    /// - Parameters:
    ///   - documents: in ascending order of id; what `takeBack` was given is not among them.
    ///   - revised: those that say something else than when these decisions were made: standing text is
    ///     judged in them as if they came now.
    ///   - countedElsewhere: what the clusterer said of them when it was last asked.
    ///   - departed: the clusters of documents before them that constraints name; others are passed
    ///     over.
    public mutating func restore(
        _ documents: [(Document, Membership)] = [], revised: Set<Document.ID> = [],
        countedElsewhere: [Document.ID: ClusterID] = [:],
        departed: [Document.ID: ClusterID] = [:]
    ) {
        takeBack(documents, revised: revised)
        if restoresAsConsolidated, let last = window.documents.last {
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
    public mutating func takeBack(
        _ documents: [(Document, Membership)], revised: Set<Document.ID> = []
    ) {
        var analyzer = TextAnalyzer(settings: settings)
        if restored.isEmpty {
            for (place, cluster) in window.clusters.enumerated() where !cluster.members.isEmpty {
                restored[cluster.id] = place
            }
        }
        for (document, membership) in documents where window.slot(of: document.id) == nil {
            // Its vector comes with all the others, by the weights that they have in the end.
            let slot = window.hold(
                document, analyzer: &analyzer,
                judged: revised.contains(document.id)
                    ? nil : StandingParts(bits: membership.standingText))
            if !window.documents[slot].partners.isEmpty { _ = updateOrigins(around: slot) }
            let id = membership.cluster
            let cluster = restored[id] ?? window.clusters.open(id: id)
            restored[id] = cluster
            window.clusters[cluster].members.append(slot)
            window.documents[slot].cluster = cluster
            let standingText = window.documents[slot].membership.standingText
            window.documents[slot].membership = membership
            window.documents[slot].membership.standingText = standingText
            nextCluster = max(nextCluster, id &+ 1)
        }
    }

    /// Makes everything that is derived from documents and memberships anew.
    mutating func settle() {
        recountTerms()
        window.settle()
        changes = ChangeLog()
    }
}
