/// The moves that all decisions are made of.
extension Clusterer {
    /// Opens an empty cluster with an id of its own.
    mutating func openCluster() -> Int {
        defer { nextCluster += 1 }
        return window.clusters.open(id: nextCluster)
    }

    /// Puts a document where `cluster` is, out of the one that it was in; an original counts there,
    /// a copy or a guest does not.
    mutating func place(_ slot: Int, in cluster: Int) {
        let old =
            window.documents[slot].membership.cluster == 0 ? nil : window.documents[slot].cluster
        changes.note(document: slot)
        if old != cluster { keepCount(of: slot) }
        if let old, old != cluster {
            window.clusters[old].members.removeAll { $0 == slot }
        }
        if old != cluster { window.clusters[cluster].members.append(slot) }
        window.documents[slot].cluster = cluster
        window.documents[slot].membership.cluster = window.clusters[cluster].id
        let counted = window.terms.counts(slot)
        let counts = window.counts(slot)
        window.terms.assign(slot, to: counts ? cluster : nil, of: window.documents.vectors)
        guard old != cluster else {
            if counted != counts { reshape(cluster) } else { noteChange(of: cluster) }
            return
        }
        if counts { window.clusters.count(window.documents[slot], in: cluster) }
        noteChange(of: cluster)
        guard let old else { return }
        // One that turned into a copy may be out of the measures already: they are taken anew where one
        // that turned with it leaves before.
        if counted != counts
            || counted && !window.clusters.uncount(window.documents[slot], in: old)
        {
            reshape(old)
        } else {
            noteChange(of: old)
        }
        if window.clusters[old].members.isEmpty { close(old, into: cluster) }
    }

    /// Moves all of `younger` into `older`.
    mutating func merge(_ younger: Int, into older: Int) {
        for slot in window.clusters[younger].members {
            keepCount(of: slot)
            window.clusters[older].members.append(slot)
            window.documents[slot].cluster = older
            window.documents[slot].membership.cluster = window.clusters[older].id
            if window.counts(slot) {
                window.terms.assign(slot, to: older, of: window.documents.vectors)
            }
            changes.note(document: slot)
        }
        window.clusters[younger].members.removeAll()
        moveDeparted(from: younger, to: older)
        reshape(older)
        close(younger, into: older)
    }

    /// Frees an empty cluster: what was known by its id is to be found in `heir`, and the older of
    /// the two ids lives on. Where people decided something about what has left the window of it, it
    /// stays what it is instead, and leaves the window as well.
    private mutating func close(_ empty: Int, into heir: Int) {
        let (a, b) = (window.clusters[empty].id, window.clusters[heir].id)
        let isKept = !window.clusters[empty].departed.isEmpty
        forgetDeparted(of: empty)
        if a < b, !isKept {
            window.clusters[heir].id = a
            for slot in window.clusters[heir].members {
                keepCount(of: slot)
                window.documents[slot].membership.cluster = a
                changes.note(document: slot)
            }
        }
        if !isKept { changes.note(alias: max(a, b), min(a, b)) }
        changes.note(cluster: heir)
        window.clusters.close(empty)
    }

    /// Takes a cluster's measures anew from its originals.
    mutating func reshape(_ cluster: Int) {
        window.remeasure(cluster)
        changes.note(cluster: cluster)
    }

    /// To be called when a cluster's members or measures have changed.
    private mutating func noteChange(of cluster: Int) {
        window.clusters.noteChange(of: cluster)
        changes.note(cluster: cluster)
    }
}
