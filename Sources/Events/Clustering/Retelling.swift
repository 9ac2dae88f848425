/// Events that are told anew.
extension Clusterer {
    /// Has the next changes tell by which documents these clusters are told and what they are about, as
    /// far as they are held: where others changed what is stored of them.
    public mutating func retell(_ events: [ClusterID]) {
        if events.isEmpty { return }
        let events = Set(events)
        for cluster in window.clusters.indices
        where !window.clusters[cluster].members.isEmpty
            && events.contains(window.clusters[cluster].id)
        {
            changes.note(cluster: cluster)
        }
    }

    /// Tells an event by its documents alone, in ascending order of id, as if nothing else were known:
    /// one that has left the window. Copies stay copies.
    public static func outline(
        of event: ClusterID, _ documents: [(Document, Membership)],
        background: BackgroundFrequencies
    ) -> ClusterChanges {
        var clusterer = Clusterer(background: background, consolidatedThrough: 0)
        clusterer.restore(documents)
        clusterer.retell([event])
        return clusterer.takeChanges()
    }
}
