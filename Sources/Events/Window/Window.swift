/// The documents that are held with all that is known of them, and how they compare: what decisions are
/// made from.
///
/// It measures, and decides nothing: which cluster a document is put into is the `Clusterer`'s, which asks
/// here for candidates and scores.
struct Window: Sendable {
    let settings: ClusterSettings
    var documents = HeldDocuments()
    var clusters: HeldClusters
    /// Documents that people put where they are, and that count for nothing there.
    var guests: Set<Document.ID> = []

    var vocabulary: Vocabulary
    var termWeights: TermWeights
    var terms = TermIndex()
    var copies: CopyIndex
    var identities = IdentityIndex()
    var boilerplate = Boilerplate()
    /// The partners by shared text of all documents.
    var partnerCount = 0
    /// Documents that turned out to be copied from rather than copies, until their origins are found anew.
    var reversed: [Int] = []
    // Working space, empty between calls.
    var row = DotRow()
    var sums = TermSums()

    init(background: BackgroundFrequencies, settings: ClusterSettings) {
        self.settings = settings
        clusters = HeldClusters(settings: settings)
        vocabulary = Vocabulary(background: background, settings: settings)
        termWeights = TermWeights(settings: settings)
        copies = CopyIndex(settings: settings, onlyTelling: true)
    }

    /// Where a document stands; nil for one that is not held.
    func slot(of id: Document.ID) -> Int? { documents.slot(of: id) }

    /// The documents held up to an id.
    func count(through last: Document.ID) -> Int { documents.count(through: last) }

    /// Whether a document is in a cluster.
    func isPlaced(_ slot: Int) -> Bool { documents[slot].membership.cluster != 0 }

    /// Whether a document counts in its cluster: an original that is no guest there.
    func counts(_ slot: Int) -> Bool { documents.origins[slot] == slot && !isGuest(slot) }

    func isGuest(_ slot: Int) -> Bool {
        !guests.isEmpty && guests.contains(documents[slot].id)
    }

    /// Those of a cluster's members that count in it.
    func originals(of cluster: Int) -> [Int] {
        clusters[cluster].members.filter { counts($0) }
    }

    /// The measures of a cluster's originals, one of them left out if that is told.
    func measured(_ cluster: Int, without document: Int? = nil) -> GroupShape {
        var shape = GroupShape()
        for slot in clusters[cluster].members where slot != document && counts(slot) {
            shape.add(documents[slot])
        }
        return shape
    }

    /// Takes a cluster's measures anew from its originals.
    mutating func remeasure(_ cluster: Int) {
        clusters.note(measured(cluster), of: cluster)
    }

    /// Weighs all documents anew, and with them the index; what they count for stays as it is.
    mutating func reweigh() {
        documents.vectors.weighAll(by: termWeights)
        terms.rebuild(documents.vectors, vocabulary: vocabulary.count)
    }

    /// Makes vectors, index and measures anew of the documents and where they are.
    mutating func settle() {
        documents.vectors.weighAll(by: termWeights)
        let counted = documents.indices.map { slot in
            counts(slot) ? Int32(truncatingIfNeeded: documents[slot].cluster) : -1
        }
        terms.restart(documents.vectors, vocabulary: vocabulary.count, clusters: counted)
        clusters.forgetLargestFactor()
        for slot in clusters.indices { remeasure(slot) }
    }

    /// Lets go of the terms of documents that have left. `settle` has to follow.
    mutating func dropUnusedTerms() {
        terms.removeAll()
        var used = [Bool](repeating: false, count: vocabulary.count)
        for slot in 0..<documents.vectors.count {
            var walk = documents.vectors.terms(of: slot)
            while walk.next(documents.vectors.units.span) { used[walk.number] = true }
        }
        documents.renumber(vocabulary.keep(used))
    }
}
