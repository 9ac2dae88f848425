/// What people decided goes before every score.
extension Clusterer {
    /// The cluster in which a document has to be: its own for one that is pinned and has one, else
    /// that of a document it stays together with; nil where people said nothing.
    func placeByHand(of slot: Int) -> (cluster: Int, beside: Document.ID)? {
        if constraints.isEmpty { return nil }
        let id = window.documents[slot].id
        if constraints.isPinned(id), window.isPlaced(slot) {
            return (window.documents[slot].cluster, id)
        }
        var ofCopy: (cluster: Int, beside: Document.ID)?
        for other in constraints.companions(of: id) where other != id {
            guard let cluster = cluster(of: other) else { continue }
            // A copy may not have followed the others yet.
            guard let held = window.slot(of: other), window.documents.origins[held] != held else {
                return (cluster, other)
            }
            if ofCopy == nil { ofCopy = (cluster, other) }
        }
        return ofCopy ?? standIn(slot)
    }

    /// Whether a document may leave its cluster only together with others, or not at all.
    func isBound(_ slot: Int) -> Bool {
        placeByHand(of: slot) != nil
    }

    /// Whether a copy is not where it has to be, which is where its origin is if people said nothing.
    func isAstray(_ slot: Int) -> Bool {
        let home = placeByHand(of: slot)?.cluster
        if let home { return home != window.documents[slot].cluster }
        let origin = window.documents[window.documents.origins[slot]].cluster
        // One that was set apart by hand, which was undone, has its place but not its evidence.
        return
            (window.documents[slot].cluster != origin
            || window.documents[slot].membership.copy == nil)
            && !barred(for: slot).contains(origin)
    }

    /// The clusters that a document may not be put into by score.
    func barred(for slot: Int) -> BarredClusters {
        if constraints.isEmpty { return .none }
        var barred = BarredClusters()
        bar(window.documents[slot].id, &barred)
        // What was set apart by documents that have left is so by those that they left behind.
        if window.isPlaced(slot) {
            for id in window.clusters[window.documents[slot].cluster].departed {
                barOpponents(of: id, &barred)
            }
        }
        return barred
    }

    /// The clusters that a cluster may not be merged with by score.
    func barred(forCluster cluster: Int) -> BarredClusters {
        if constraints.isEmpty { return .none }
        var barred = BarredClusters()
        for slot in window.clusters[cluster].members { bar(window.documents[slot].id, &barred) }
        for id in window.clusters[cluster].departed { bar(id, &barred) }
        barred.clusters.remove(cluster)
        return barred
    }

    private func barOpponents(of id: Document.ID, _ barred: inout BarredClusters) {
        for opponent in constraints.opponents(of: id) {
            if let cluster = cluster(of: opponent) { barred.clusters.insert(cluster) }
        }
    }

    private func bar(_ id: Document.ID, _ barred: inout BarredClusters) {
        barOpponents(of: id, &barred)
        guard constraints.isPinned(id) else { return }
        // Two events that entries are pinned to are two: a merge would move one of them.
        for other in constraints.pinned where other != id {
            if let cluster = cluster(of: other) { barred.clusters.insert(cluster) }
        }
    }

    /// Whether people set two documents apart.
    func areApart(_ slot: Int, _ other: Int) -> Bool {
        !constraints.isEmpty
            && constraints.areApart(window.documents[slot].id, window.documents[other].id)
    }

    /// Puts a new document where people want it; false where they said nothing.
    mutating func joinByHand(_ slot: Int) -> Bool {
        guard let (cluster, companion) = placeByHand(of: slot) else { return false }
        place(slot, in: cluster)
        window.documents[slot].membership.score = 0
        window.documents[slot].membership.copy = nil
        changes.note(.byHand("belongs together with entry \(companion)"), of: slot)
        return true
    }

    /// The originals of a cluster that cannot be parted, by their places in `originals`: each list
    /// is one that people keep together, copies standing for what they are copies of. What is pinned
    /// is one list, since none of it may leave, nor may what belongs to documents that left the window, nor
    /// what is settled.
    func bonds(in cluster: Int, _ originals: [Int]) -> (groups: [[Int]], pinned: [Int]) {
        if constraints.isEmpty, settledThrough == 0 { return ([], []) }
        var byFirst: [Document.ID: [Int]] = [:]
        var pinned: [Int] = []
        for slot in window.clusters[cluster].members.sorted() {
            let id = window.documents[slot].id
            let companions = constraints.companions(of: id)
            let isHeld =
                id <= settledThrough || constraints.isPinned(id) || standIn(slot) != nil
                || companions.contains { departed[$0] == cluster || constraints.isPinned($0) }
            guard isHeld || !companions.isEmpty,
                let place = originals.firstIndex(of: window.documents.origins[slot])
            else { continue }
            if let first = companions.first { byFirst[first, default: []].append(place) }
            if isHeld { pinned.append(place) }
        }
        var groups = byFirst.sorted { $0.key < $1.key }.map(\.value)
        if pinned.count > 1 { groups.append(pinned) }
        return (groups, pinned)
    }

    /// Takes over what people did to the stored clusters, and what they want respected from now on.
    ///
    /// Afterwards the clusterer is as one that was restored from the same documents, without reading
    /// them again.
    ///
    /// - Parameters:
    ///   - memberships: of the documents held; others are passed over.
    ///   - departed: see `restore`.
    ///   - nextCluster: the lowest id that was never given to a cluster.
    ///   - consolidatedThrough: the newest document that a consolidation had seen.
    public mutating func adopt(
        _ memberships: [Membership], constraints: Constraints,
        departed: [Document.ID: ClusterID] = [:], nextCluster: ClusterID,
        consolidatedThrough: Document.ID
    ) {
        self.constraints = constraints
        self.nextCluster = max(self.nextCluster, nextCluster)
        self.consolidatedThrough = consolidatedThrough
        weighedThrough = consolidatedThrough
        var changed: Set<ClusterID> = []
        for membership in memberships {
            guard let slot = window.slot(of: membership.document) else { continue }
            let former = window.documents[slot].membership
            if former.cluster != membership.cluster
                || (former.copy == nil) != (membership.copy == nil)
            {
                changed.formUnion([former.cluster, membership.cluster])
            }
            window.documents[slot].membership = membership
        }
        window.clusters.removeAll()
        var places: [ClusterID: Int] = [:]
        for slot in window.documents.indices {
            let id = window.documents[slot].membership.cluster
            let cluster = places[id] ?? window.clusters.open(id: id)
            places[id] = cluster
            window.clusters[cluster].members.append(slot)
            window.documents[slot].cluster = cluster
        }
        resolveOrigins()
        countedElsewhere.removeAll()
        recallDeparted(departed, places)
        settle()
        // What these are about has changed: it is told with the next changes.
        for id in changed { if let place = places[id] { changes.note(cluster: place) } }
    }
}
