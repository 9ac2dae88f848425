/// The moves that all decisions are made of.
extension Clusterer {
    /// Opens an empty cluster with an id of its own.
    mutating func openCluster() -> Int {
        defer { nextCluster += 1 }
        return openCluster(id: nextCluster)
    }

    mutating func openCluster(id: ClusterID) -> Int {
        if let slot = vacant.popLast() {
            let version = clusters[slot].version + 1
            clusters[slot] = Cluster(id: id, version: version)
            reaches[slot] = 1
            return slot
        }
        clusters.append(Cluster(id: id))
        reaches.append(1)
        return clusters.count - 1
    }

    /// Puts a document where `cluster` is, out of the one that it was in; an original counts there,
    /// a copy or a guest does not.
    mutating func place(_ slot: Int, in cluster: Int) {
        let old = documents[slot].membership.cluster == 0 ? nil : documents[slot].cluster
        changes.note(document: slot)
        if old != cluster { keepCount(of: slot) }
        if let old, old != cluster {
            clusters[old].members.removeAll { $0 == slot }
        }
        if old != cluster { clusters[cluster].members.append(slot) }
        documents[slot].cluster = cluster
        documents[slot].membership.cluster = clusters[cluster].id
        let counted = terms.counts(slot)
        let counts = counts(slot)
        terms.assign(slot, to: counts ? cluster : nil, of: documents.vectors)
        guard old != cluster else {
            if counted != counts { reshape(cluster) } else { noteChange(of: cluster) }
            return
        }
        if counts { clusters[cluster].shape.add(documents[slot]) }
        noteChange(of: cluster)
        guard let old else { return }
        if counted, !clusters[old].shape.remove(documents[slot]) {
            reshape(old)
        } else {
            noteChange(of: old)
        }
        if clusters[old].members.isEmpty { close(old, into: cluster) }
    }

    /// Moves all of `younger` into `older`.
    mutating func merge(_ younger: Int, into older: Int) {
        for slot in clusters[younger].members {
            keepCount(of: slot)
            clusters[older].members.append(slot)
            documents[slot].cluster = older
            documents[slot].membership.cluster = clusters[older].id
            if counts(slot) { terms.assign(slot, to: older, of: documents.vectors) }
            changes.note(document: slot)
        }
        clusters[younger].members.removeAll()
        moveDeparted(from: younger, to: older)
        reshape(older)
        close(younger, into: older)
    }

    /// Frees an empty cluster: what was known by its id is to be found in `heir`, and the older of
    /// the two ids lives on. Where people decided something about what has left the window of it, it
    /// stays what it is instead, and leaves the window as well.
    private mutating func close(_ empty: Int, into heir: Int) {
        let (a, b) = (clusters[empty].id, clusters[heir].id)
        let isKept = !clusters[empty].departed.isEmpty
        forgetDeparted(of: empty)
        if a < b, !isKept {
            clusters[heir].id = a
            for slot in clusters[heir].members {
                keepCount(of: slot)
                documents[slot].membership.cluster = a
                changes.note(document: slot)
            }
        }
        if !isKept { changes.note(alias: max(a, b), min(a, b)) }
        changes.note(cluster: heir)
        clusters[empty].shape = GroupShape()
        setFactor(1, of: empty)
        clusters[empty].version += 1
        vacant.append(empty)
    }

    /// Takes a cluster's measures anew from its originals.
    mutating func reshape(_ cluster: Int) {
        remeasure(cluster)
        changes.note(cluster: cluster)
    }

    /// The same where nobody is to be told.
    mutating func remeasure(_ cluster: Int) {
        clusters[cluster].shape = measured(cluster)
        takeFactor(of: cluster)
    }

    /// The measures of a cluster's originals, one of them left out if that is told.
    func measured(_ cluster: Int, without document: Int? = nil) -> GroupShape {
        var shape = GroupShape()
        for slot in clusters[cluster].members
        where slot != document && counts(slot) {
            shape.add(documents[slot])
        }
        return shape
    }

    /// Keeps the largest factor that of the clusters there are, as it is after a restart: what is
    /// looked at, and so what is told as the nearest, depends on it.
    private mutating func setFactor(_ factor: Double, of cluster: Int) {
        let former = clusters[cluster].factor
        clusters[cluster].factor = factor
        if factor >= largestFactor {
            largestFactor = factor
        } else if former == largestFactor {
            largestFactor = clusters.reduce(1) { max($0, $1.factor) }
        }
    }

    /// To be called when a cluster's members or measures have changed.
    private mutating func noteChange(of cluster: Int) {
        takeFactor(of: cluster)
        changes.note(cluster: cluster)
    }

    private mutating func takeFactor(of cluster: Int) {
        setFactor(clusters[cluster].shape.factor(settings), of: cluster)
        reaches[cluster] = clusters[cluster].factor / Double(max(1, clusters[cluster].shape.count))
        clusters[cluster].version += 1
    }
}
