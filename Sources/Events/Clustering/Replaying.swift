/// What a window that is decided anew makes of pins.
///
/// A pin says where a document is, not what it tells: to a clusterer that has not made the clusters yet it
/// says nothing, and a document that is there before its event has no event to stay in. So documents are
/// decided without their pins, and go back into what has become of their events in the end.
extension Constraints {
    /// These without the pins of documents after `last`. Events that documents are pinned in stay two: a
    /// document of the one is never put where one of the other is.
    ///
    /// - Parameter memberships: where documents are stored.
    public func unpinned(after last: Document.ID, _ memberships: [Membership]) -> Constraints {
        adding(unpinning(after: last, memberships))
    }

    /// What `unpinned` says, in as many words as there are pins.
    func unpinning(after last: Document.ID, _ memberships: [Membership]) -> [Step] {
        if pinned.isEmpty { return [] }
        let events = Dictionary(memberships.map { ($0.document, $0.cluster) }) { $1 }
        var own: [ClusterID: Document.ID] = [:]
        for id in pinned {
            guard let event = events[id], own[event] == nil else { continue }
            let one = guests.contains(id) ? anchor(of: id) : id
            if let one, !guests.contains(one), events[one] == event { own[event] = one }
        }
        let steps = pinned.filter { $0 > last }.map(Step.unpin)
        return own.count > 1 ? steps + [.rivals(own.values.sorted())] : steps
    }
}

extension Clusterer {
    /// Ends a replay that was made `unpinned`: puts what is pinned, and what stays together with it, into
    /// the cluster that most of its event is in, and respects `constraints` from now on. Two events are
    /// never put into one. To be consolidated afterwards.
    ///
    /// - Parameter stored: where the documents were before.
    public mutating func pin(
        as stored: [Membership], _ constraints: Constraints
    ) -> ClusterChanges {
        self.constraints = constraints
        let events = Dictionary(stored.map { ($0.document, $0.cluster) }) { $1 }
        for slot in window.documents.indices where window.isGuest(slot) && window.isPlaced(slot) {
            // It counted until now.
            place(slot, in: window.documents[slot].cluster)
        }
        let bound = boundToEvents(events)
        var taken: Set<Int> = []
        for (event, home) in homes(of: events, bound) {
            guard let slots = bound[event] else { continue }
            if let home, taken.insert(home).inserted {
                for slot in slots { place(slot, in: home) }
                continue
            }
            // Its texts are another event's by now, or it has none: it is one of its own again.
            let opened = openCluster()
            taken.insert(opened)
            let along = window.documents.indices.filter {
                events[window.documents[$0].id] == event && home == window.documents[$0].cluster
            }
            for slot in slots + along { place(slot, in: opened) }
        }
        for slots in bound.sorted(by: { $0.key < $1.key }).map(\.value) {
            for slot in slots { setApart(from: slot) }
        }
        return takeChanges()
    }

    /// The documents held that are pinned in each event, and those that stay together with them.
    private func boundToEvents(_ events: [Document.ID: ClusterID]) -> [ClusterID: [Int]] {
        var bound: [ClusterID: Set<Int>] = [:]
        for id in constraints.pinned {
            guard let event = events[id] else { continue }
            for other in constraints.companions(of: id) where events[other] == event {
                if let slot = window.slot(of: other), window.isPlaced(slot) {
                    bound[event, default: []].insert(slot)
                }
            }
        }
        return bound.mapValues { $0.sorted() }
    }

    /// The cluster that most documents of each of the events in `bound` are in, guests left out, those
    /// with the most first; nil where it has none.
    private func homes(
        of events: [Document.ID: ClusterID], _ bound: [ClusterID: [Int]]
    ) -> [(event: ClusterID, home: Int?)] {
        var counts: [ClusterID: [Int: Int]] = [:]
        // What is not decided on again keeps its event: no other is at home there.
        var settled: [Int: ClusterID] = [:]
        for slot in window.documents.indices where window.isPlaced(slot) && !window.isGuest(slot) {
            let (id, cluster) = (window.documents[slot].id, window.documents[slot].cluster)
            guard let event = events[id] else { continue }
            if id <= settledThrough { settled[cluster] = event }
            guard bound[event] != nil, settled[cluster] ?? event == event else { continue }
            counts[event, default: [:]][cluster, default: 0] += 1
        }
        return bound.keys.map { event -> (event: ClusterID, home: Int?, count: Int) in
            let most = counts[event]?.max {
                $0.value != $1.value
                    ? $0.value < $1.value : window.clusters[$0.key].id > window.clusters[$1.key].id
            }
            return (event, most?.key, most?.value ?? 0)
        }
        .sorted { $0.count != $1.count ? $0.count > $1.count : $0.event < $1.event }
        .map { ($0.event, $0.home) }
    }

    /// Puts documents that are never together with one out of its cluster.
    private mutating func setApart(from slot: Int) {
        let cluster = window.documents[slot].cluster
        let id = window.documents[slot].id
        for opponent in constraints.opponents(of: id).sorted()
        where self.cluster(of: opponent) == cluster {
            let opened = openCluster()
            for other in constraints.companions(of: opponent) {
                guard let leaving = window.slot(of: other), window.isPlaced(leaving),
                    window.documents[leaving].cluster == cluster
                else { continue }
                place(leaving, in: opened)
                changes.note(.byHand("never together with entry \(id)"), of: leaving)
            }
        }
    }
}
