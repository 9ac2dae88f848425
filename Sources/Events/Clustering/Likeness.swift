internal import Glibc

/// What the names and numbers of two groups of documents have in common, summed over all pairs
/// between them: whole numbers, so that the sums of two groups are those of the group they form.
struct Likeness: Sendable {
    /// Pairs of documents.
    var pairs = 0
    /// What the names and numbers that both of a pair have count, in quarters of a name.
    var alike = 0
    /// Places that both of a pair have, filled with other names or numbers.
    var unlike = 0
    /// Pairs where both have names or numbers: with one in common, with none.
    var sharing = 0
    var strangers = 0
    /// Of the pairs with none in common, what the names and numbers of the document with fewer
    /// count.
    var apart = 0

    static func += (sum: inout Likeness, more: Likeness) {
        sum.pairs += more.pairs
        sum.alike += more.alike
        sum.unlike += more.unlike
        sum.sharing += more.sharing
        sum.strangers += more.strangers
        sum.apart += more.apart
    }

    /// Whether the two of a pair name so much differently that no passage of theirs is one text.
    var tellsOfOthers: Bool { 4 * unlike > alike }

    /// What a score is multiplied by, up to 1: by how far what agrees is outweighed by what does not.
    ///
    /// - Parameter shortness: of the texts, 0–1: the fewer words there are, the more each tells.
    func agreement(shortness: Double, _ settings: ClusterSettings) -> Double {
        let agrees = Double(alike) / 4 / Double(max(1, pairs)) + settings.agreementPrior
        let emphasis =
            settings.shortPlaceWeight * shortness * Double(unlike) / Double(max(1, pairs))
        let differs = differences(settings) + emphasis + settings.agreementPrior
        return pow(min(1, agrees / differs), settings.agreementPower)
    }

    /// What does not agree in a pair, in names, on average.
    ///
    /// Among many reports some pairs have no name in common; that tells nothing once enough others
    /// have.
    func differences(_ settings: ClusterSettings) -> Double {
        let shared = Double(sharing) / Double(max(1, sharing + strangers))
        let estranged =
            settings.strangeness * Double(apart) / 4
            * max(0, 1 - shared / settings.sharingEnough)
        return (Double(unlike) + estranged) / Double(max(1, pairs))
    }
}

/// Whether the names and numbers of two groups agree.
extension Clusterer {
    /// Lowers a score where the names and numbers of `slots` are not those of a cluster.
    func confirm(
        _ score: inout Score, of slots: [Int], with cluster: Int, leavingOut own: Int? = nil
    ) {
        var likeness = Likeness()
        if clusters[cluster].members.count > settings.witnesses {
            likeness = self.likeness(of: slots, with: witnesses(of: cluster, leavingOut: own))
        } else {
            for other in clusters[cluster].members
            where other != own && documents[other].origin == other {
                for slot in slots { likeness += self.likeness(of: slot, with: other) }
            }
        }
        score.confirm(likeness, settings: settings)
    }

    private func likeness(of slot: Int, with other: Int) -> Likeness {
        documents[slot].particulars.likeness(with: documents[other].particulars)
    }

    func likeness(of slots: [Int], with others: [Int]) -> Likeness {
        var likeness = Likeness()
        for slot in slots {
            for other in others { likeness += self.likeness(of: slot, with: other) }
        }
        return likeness
    }

    /// The newest originals of a cluster, as many as are looked at.
    func witnesses(of cluster: Int, leavingOut own: Int? = nil) -> [Int] {
        witnesses(of: originals(of: cluster).filter { $0 != own })
    }

    func witnesses(of originals: [Int]) -> [Int] {
        guard originals.count > settings.witnesses else { return originals }
        return Array(originals.sorted(by: >).prefix(settings.witnesses))
    }
}
