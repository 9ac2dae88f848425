internal import Glibc

/// Whether a link hangs on a single term.
extension Window {
    /// Lowers the score of `probe` with a cluster where one common term is most of what they share.
    ///
    /// - Parameters:
    ///   - dot: the dot product that the score was made from.
    ///   - limit: a score below it is of no interest: how far its term is the groups' own is not counted
    ///     then, and taken as wholly.
    func narrow(
        _ score: inout Score, dot: Int64, of probe: GroupProbe, with cluster: Int, limit: Double = 0
    ) {
        var most = Double(dot) * settings.loneShare
        var strongest: Vocabulary.Term?
        let count = Double(clusters[cluster].shape.count)
        let mosts = probe.mosts.span
        for i in mosts.indices {
            guard mosts[i] * count >= most else { continue }
            let term = probe.terms[i]
            let product = Double(probe.weights[i]) * Double(sum(of: term, in: cluster))
            let isFirst =
                product == most
                && strongest.map { vocabulary.key(of: term) < vocabulary.key(of: $0) } ?? false
            if product > most || isFirst { (most, strongest) = (product, term) }
        }
        guard let strongest else { return }
        narrow(
            &score, share: most / Double(dot), by: strongest, of: probe, with: cluster,
            limit: limit)
    }

    /// Lowers it by this share of the link in one term.
    func narrow(
        _ score: inout Score, share: Double, by strongest: Vocabulary.Term, of probe: GroupProbe,
        with cluster: Int, limit: Double = 0
    ) {
        let rarity = vocabulary.rarity(of: strongest)
        score.narrow(share: share, telling: rarity, settings: settings)
        guard rarity > 0, score.value >= limit else { return }
        score.narrow(
            share: share, telling: rarity * concentration(of: strongest, in: cluster, and: probe),
            settings: settings)
    }

    /// How far the term is the two groups' own: 1 where no other document holds it. A town or a
    /// river is in the news for one thing today and for another tomorrow.
    private func concentration(
        of term: Vocabulary.Term, in cluster: Int, and probe: GroupProbe
    ) -> Double {
        var (inside, all) = terms.holders(of: term, in: cluster, or: probe.cluster)
        if probe.cluster == nil, let slot = probe.members.first {
            // A document by itself: counted for no cluster yet, for this one, or for another.
            let isCounted = terms.counts(slot)
            if !isCounted { all += 1 }
            if !isCounted || documents[slot].cluster != cluster { inside += 1 }
        }
        return concentration(inside, of: all)
    }

    /// The same for documents that are given.
    func concentration(of term: Vocabulary.Term, among slots: [Int]) -> Double {
        let holders = slots.filter { documents.vectors.contains(term, in: $0) }
        let uncounted = holders.count { !terms.counts($0) }
        return concentration(
            holders.count, of: terms.holders(of: term, in: -1, or: nil).all + uncounted)
    }

    private func concentration(_ inside: Int, of all: Int) -> Double {
        pow(Double(inside) / Double(max(1, all)), settings.concentrationPower)
    }

    /// The sum of the term's weights over a cluster's originals: from the term's list, or from the
    /// documents where these are less to look at.
    private func sum(of term: Vocabulary.Term, in cluster: Int) -> Int64 {
        let members = clusters[cluster].members
        guard members.count * Self.termsLookedAt < terms.length(of: term), !terms.isCrowd(cluster)
        else {
            return terms.sum(of: term, in: cluster)
        }
        var sum: Int64 = 0
        for slot in members where terms.counts(slot) {
            sum &+= documents.vectors.weight(of: term, in: slot)
        }
        return sum
    }

    /// The sums of the weights of several terms over a cluster's originals.
    func sums(of chosen: [Vocabulary.Term], in cluster: Int) -> [Int64] {
        if terms.isCrowd(cluster) { return chosen.map { terms.sum(of: $0, in: cluster) } }
        let places = TermLookup(chosen)
        var sums = [Int64](repeating: 0, count: chosen.count)
        for slot in clusters[cluster].members where terms.counts(slot) {
            places.add(documents.vectors, slot, to: &sums)
        }
        return sums
    }

    /// About how many terms a document has.
    static let termsLookedAt = 64
}
