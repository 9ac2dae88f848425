/// What a document of a cluster has in common with the others of it.
struct OwnLink {
    /// The dot product with the sum of the others.
    var dot: Int64 = 0
    /// The term that adds most to it, and what it adds: 0 for none. Of equals the one with the lower key.
    var strongest: Vocabulary.Term = 0
    var most: Int64 = 0
}

/// These of the documents of many clusters, as far as they were asked for: taken for all of a cluster at
/// once, by its sum, where one by one each would be held against every other.
struct OwnLinks {
    /// By slot.
    private var links: [Int: OwnLink] = [:]
    /// By slot of the cluster: its version when they were taken.
    private var versions: [Int: Int] = [:]

    /// What is known of a document, if its cluster still is of this version.
    func link(of slot: Int, in cluster: Int, version: Int) -> OwnLink? {
        versions[cluster] == version ? links[slot] : nil
    }

    mutating func note(_ links: [OwnLink], of slots: [Int], in cluster: Int, version: Int) {
        versions[cluster] = version
        for (slot, link) in zip(slots, links) { self.links[slot] = link }
    }
}

extension Window {
    /// Of all originals of a cluster, in the order of these.
    mutating func ownLinks(of originals: [Int]) -> [OwnLink] {
        sums.extend(to: vocabulary.count)
        for slot in originals { sums.add(documents.vectors, slot) }
        defer { sums.reset() }
        return originals.map { sums.link(documents.vectors, $0, by: vocabulary) }
    }

    /// Of a document with its cluster, by what is known of that or is found out now.
    mutating func ownLink(of slot: Int, _ known: inout OwnLinks) -> OwnLink {
        let cluster = documents[slot].cluster
        if terms.isCrowd(cluster) { return crowdLink(of: slot, in: cluster) }
        let version = clusters[cluster].version
        if let link = known.link(of: slot, in: cluster, version: version) { return link }
        let originals = originals(of: cluster)
        let links = ownLinks(of: originals)
        known.note(links, of: originals, in: cluster, version: version)
        return known.link(of: slot, in: cluster, version: version) ?? OwnLink()
    }

    /// The same of one document of a crowd, by the sums that are known.
    private mutating func crowdLink(of slot: Int, in cluster: Int) -> OwnLink {
        sums.extend(to: vocabulary.count)
        for term in documents.vectors.weighedTerms(of: slot).terms {
            sums.set(term, terms.sum(of: term, in: cluster))
        }
        defer { sums.reset() }
        return sums.link(documents.vectors, slot, by: vocabulary)
    }

    /// How an original scores with the others of its cluster.
    mutating func scoreWithOwn(_ slot: Int, _ probe: GroupProbe, _ link: OwnLink) -> Score {
        let own = documents[slot].cluster
        var score = Score(
            dot: link.dot, GroupShape(of: documents[slot]), shape(of: own, without: slot),
            settings: settings)
        if Double(link.most) > Double(link.dot) * settings.loneShare {
            narrow(
                &score, share: Double(link.most) / Double(link.dot), by: link.strongest, of: probe,
                with: own)
        }
        confirm(&score, of: [slot], with: own, leavingOut: slot)
        return score
    }

    private func shape(of cluster: Int, without document: Int) -> GroupShape {
        var shape = clusters[cluster].shape
        return shape.remove(documents[document])
            ? shape : measured(cluster, without: document)
    }
}
