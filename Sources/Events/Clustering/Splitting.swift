/// The undoing of wrong joins.
///
/// On arrival a document joins what is nearest among the few that are there, and a group so begun
/// draws more. No move of single documents takes apart two halves that each hold together: so
/// every cluster is formed once more from its documents alone, best pair first, and where that ends
/// with several groups the cluster was not one event, whatever came first.
extension Clusterer {
    /// Splits every cluster whose originals, joined best pair first, end as several groups.
    ///
    /// Groups that score just below the threshold stay together: what `mergeAll` would join again
    /// after the next few reports is not worth a move. So does a document that would come back.
    ///
    /// Looks at clusters with a document after `seen`. What is there already was weighed before: a
    /// split takes new evidence, or groups that merge one way and form another would go back and
    /// forth for ever.
    mutating func splitAll(after seen: Document.ID) {
        let limit = settings.mergeThreshold - settings.splitMargin
        // The new ids depend on the order, and slots differ after a restart.
        let touched = Set(window.documents[window.count(through: seen)...].map(\.cluster))
        let order = touched.filter {
            (2...settings.splitLimit).contains(window.clusters[$0].shape.count)
                && isFresh($0, after: seen)
        }.sorted { window.clusters[$0].id < window.clusters[$1].id }
        for cluster in order {
            let originals = window.originals(of: cluster).sorted()
            window.sums.extend(to: window.vocabulary.count)
            var agglomeration = Agglomeration(
                of: originals.map { ($0, GroupShape(of: window.documents[$0])) },
                window.documents.vectors,
                particulars: window.documents.particulars, vocabulary: window.vocabulary,
                settings: settings,
                sums: &window.sums)
            let bonds = bonds(in: cluster, originals)
            for bond in bonds.groups { agglomeration.bind(bond) }
            agglomeration.run(while: limit)
            if agglomeration.groups.count > 1 {
                split(
                    cluster, originals, agglomeration, limit: limit, pinned: bonds.pinned.first)
            }
        }
    }

    /// Whether so much of a cluster came after `seen` that its parts may be others than they were.
    private func isFresh(_ cluster: Int, after seen: Document.ID) -> Bool {
        isFresh(
            window.clusters[cluster].members.count { window.documents[$0].id > seen }, in: cluster)
    }

    /// Whether so many new documents are a good part of a cluster.
    func isFresh(_ count: Int, in cluster: Int) -> Bool {
        Double(count)
            >= max(1, settings.splitShare * Double(window.clusters[cluster].members.count))
    }

    /// Leaves the largest group where it is, or that of the original at the place `pinned`, and opens
    /// a cluster for each of the others.
    private mutating func split(
        _ cluster: Int, _ originals: [Int], _ agglomeration: Agglomeration, limit: Double,
        pinned: Int?
    ) {
        var groups = agglomeration.groups
        let kept = groups.remove(
            at: groups.firstIndex { group in
                pinned.map { group.members.contains($0) } ?? true
            } ?? 0)
        let isPair = kept.members.count == 1 && groups.count == 1
        groups.removeAll { group in
            group.members.count == 1
                && (wouldJoinAgain(originals[group.members[0]])
                    || isPair && wouldJoinAgain(originals[kept.members[0]]))
        }
        for group in groups {
            let opened = openCluster()
            for member in group.members { place(originals[member], in: opened) }
        }
        for group in groups {
            let decision = Decision(
                .split, event: window.clusters[cluster].id, agglomeration.score(group, kept),
                threshold: limit,
                shared: window.sharedTerms(of: originals[group.members[0]], with: cluster))
            for member in group.members {
                window.documents[originals[member]].membership.score = group.score
                changes.note(decision, of: originals[member])
            }
        }
    }

    private mutating func wouldJoinAgain(_ slot: Int) -> Bool {
        let barred = barred(for: slot)
        return window.wouldJoinAgain(slot, barred: barred)
    }
}
