/// Decisions of people about documents that have left the window.
///
/// They hold for as long as the window holds anything of the events in which these documents are:
/// where a document is says all that its constraints need. A cluster that has such documents is
/// pinned, kept apart and kept together by them as by those that are held.
extension Clusterer {
    /// The cluster of a document that is held, or that left it and is known of; nil: in none here.
    func cluster(of id: Document.ID) -> Int? {
        guard let slot = window.slot(of: id) else { return departed.isEmpty ? nil : departed[id] }
        return window.isPlaced(slot) ? window.documents[slot].cluster : nil
    }

    /// Where a document is that was told to be a copy of one that people named and that has left: it
    /// stays there, as it did while that one was held. Nil for any other.
    func standIn(_ slot: Int) -> (cluster: Int, beside: Document.ID)? {
        if departed.isEmpty { return nil }
        guard let origin = window.documents[slot].membership.copy?.origin, window.isPlaced(slot),
            departed[origin] == window.documents[slot].cluster
        else { return nil }
        return (window.documents[slot].cluster, origin)
    }

    /// To be called before the first so many documents leave.
    mutating func noteDeparting(_ leaving: Int) {
        if constraints.isEmpty { return }
        for slot in 0..<leaving
        where window.isPlaced(slot) && constraints.contains(window.documents[slot].id) {
            note(window.documents[slot].id, departedFrom: window.documents[slot].cluster)
        }
    }

    private mutating func note(_ id: Document.ID, departedFrom cluster: Int) {
        departed[id] = cluster
        window.clusters[cluster].departed.append(id)
    }

    mutating func moveDeparted(from cluster: Int, to other: Int) {
        for id in window.clusters[cluster].departed { note(id, departedFrom: other) }
        window.clusters[cluster].departed.removeAll()
    }

    /// To be called when the window holds nothing of a cluster any more: nothing comes to it again,
    /// unless people decide so, and then they tell of all that it has.
    mutating func forgetDeparted(of cluster: Int) {
        for id in window.clusters[cluster].departed { departed[id] = nil }
        window.clusters[cluster].departed.removeAll()
    }

    /// Takes over where documents are that are not held.
    ///
    /// - Parameter places: the slots of the clusters that are held.
    mutating func recallDeparted(
        _ stored: [Document.ID: ClusterID], _ places: [ClusterID: Int]
    ) {
        departed.removeAll()
        for cluster in window.clusters.indices { window.clusters[cluster].departed.removeAll() }
        for (id, cluster) in stored.sorted(by: { $0.key < $1.key }) {
            guard window.slot(of: id) == nil, constraints.contains(id), let place = places[cluster]
            else {
                continue
            }
            note(id, departedFrom: place)
        }
        if let newest = window.documents.last?.id { letGoOfConstraints(through: newest) }
    }

    /// Lets go of what was decided about documents up to `last` that are neither held nor in a
    /// cluster that is: so that what is kept is bounded by the window, not by all that was ever decided.
    mutating func letGoOfConstraints(through last: Document.ID) {
        if constraints.isEmpty { return }
        constraints = constraints.keeping { id in
            id > last || window.slot(of: id) != nil || departed[id] != nil
        }
    }
}

extension Constraints {
    /// These for a replay of a window, which knows no former clusters: of each that has `departed`
    /// documents an original that is held stands for them.
    ///
    /// - Parameters:
    ///   - departed: the clusters of documents that are not held.
    ///   - memberships: of those that are, in ascending order.
    public func forReplay(
        of memberships: [Membership], departed: [Document.ID: ClusterID]
    ) -> Constraints {
        if departed.isEmpty { return self }
        var standIns: [ClusterID: Membership] = [:]
        for membership in memberships where !guests.contains(membership.document) {
            let former = standIns[membership.cluster]
            if former == nil || (former?.copy != nil && membership.copy == nil) {
                standIns[membership.cluster] = membership
            }
        }
        var steps: [Step] = []
        for (id, cluster) in departed.sorted(by: { $0.key < $1.key }) {
            guard let standIn = standIns[cluster]?.document else { continue }
            steps.append(.join([id, standIn]))
            if isPinned(id), !isPinned(standIn) {
                steps.append(.pin(standIn, beside: nil, isMoved: false))
            }
        }
        return adding(steps)
    }
}
