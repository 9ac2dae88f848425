internal import Values

/// Groups documents by the event that they tell of, and tells copies from independent reports.
///
/// One value owns all state of the window. It reads no clock and draws no numbers: the same
/// documents in the same order give the same clusters in every process. What it decides depends
/// only on the documents held, their memberships and `consolidatedThrough`, so that `restore` after
/// a restart continues as if there had been none.
public struct Clusterer: Sendable {
    let settings: ClusterSettings
    /// The id that the next new cluster will have; ids are never used again.
    public internal(set) var nextCluster: ClusterID
    /// The newest document that the last consolidation had seen, 0 before the first. Store it with
    /// the decisions and give it back to `init`.
    public internal(set) var consolidatedThrough: Document.ID

    var vocabulary: Vocabulary
    var termWeights: TermWeights
    var terms = TermIndex()
    var copies: CopyIndex
    var identities = IdentityIndex()
    /// In the order of arrival.
    var documents: [HeldDocument] = []
    var slots: [Document.ID: Int] = [:]
    var clusters: [Cluster] = []
    /// Slots of `clusters` that are free.
    var vacant: [Int] = []
    var changes = ChangeLog()
    /// The largest `factor` that a cluster has had.
    var largestFactor = 1.0
    // Working space, empty between calls.
    var row = DotRow()
    /// Documents that turned out to be copied from rather than copies.
    var reversed: [Int] = []

    /// - Parameters:
    ///   - background: word frequencies of the languages at large.
    ///   - nextCluster: the lowest id that was never given to a cluster.
    ///   - consolidatedThrough: that of the clusterer whose documents will be restored; nil takes
    ///     all of them as seen by a consolidation.
    public init(
        background: BackgroundFrequencies, settings: ClusterSettings = .standard,
        nextCluster: ClusterID = 1, consolidatedThrough: Document.ID? = nil
    ) {
        self.settings = settings
        self.nextCluster = nextCluster
        self.consolidatedThrough = consolidatedThrough ?? 0
        restoresAsConsolidated = consolidatedThrough == nil
        vocabulary = Vocabulary(background: background, settings: settings)
        termWeights = TermWeights(settings: settings)
        copies = CopyIndex(settings: settings)
    }

    let restoresAsConsolidated: Bool

    /// Takes in one poll's worth of new documents, in order of arrival, decides for each, and looks
    /// again at all that is held once enough of it is new: what a stream of documents is to be fed
    /// to. `consolidate(rounds: 2)` belongs to its end and to every longer pause.
    ///
    /// A document whose id is held already is left out.
    public mutating func follow(_ documents: [Document]) -> ClusterChanges {
        takeIn(documents)
        if isConsolidationDue { lookAgain() }
        return takeChanges()
    }

    /// Takes in new documents and decides for each, as `follow` does, and no more than that.
    public mutating func add(_ documents: [Document]) -> ClusterChanges {
        takeIn(documents)
        return takeChanges()
    }

    private mutating func takeIn(_ documents: [Document]) {
        var analyzer = TextAnalyzer(settings: settings)
        for document in documents where slots[document.id] == nil {
            let slot = hold(document, analyzer: &analyzer)
            termWeights.extend(to: vocabulary)
            weigh(slot)
            decide(slot)
        }
    }

    /// Whether so much is new that `consolidate` is worth its time: `follow` asks.
    public var isConsolidationDue: Bool {
        let held = documents.partitioningIndex { $0.id > consolidatedThrough }
        let fresh = documents.count - held
        return Double(fresh)
            >= max(
                Double(settings.consolidationCount), settings.consolidationShare * Double(held))
    }

    /// The documents that this one is judged a near-copy of, by id. Usually its origin and its other
    /// copies; two origins when it joins two texts in one.
    public func copies(of document: Document.ID) -> [Document.ID] {
        guard let slot = slots[document] else { return [] }
        return documents[slot].partners.filter(\.isCopy).map { documents[$0.slot].id }.sorted()
    }

    /// Puts a document at the end of those held, with its terms and its partners; in no cluster.
    mutating func hold(_ document: Document, analyzer: inout TextAnalyzer) -> Int {
        let slot = documents.count
        let title = TokenList(document.title)
        let body = TokenList(document.text)
        let language = Language(
            declared: document.language,
            tokens: body.count > title.count ? body.tokens : title.tokens,
            stopWords: .shared)
        let held = HeldDocument(
            membership: Membership(document: document.id, cluster: 0, score: 0, reason: ""),
            published: document.published?.seconds, hasTitle: title.count > 0,
            terms: analyzer.terms(
                title: title, body: body, language: language, vocabulary: &vocabulary),
            traits: CopyTraits(document, body: body), origin: slot)
        documents.append(held)
        slots[document.id] = slot
        var overlaps = copies.add(body)
        identities.add(document, held.traits, title: title, body: body, overlaps: &overlaps)
        link(slot, overlaps)
        return slot
    }

    /// Gives the document its vector and puts it into the index.
    mutating func weigh(_ slot: Int) {
        let held = documents[slot]
        documents[slot].weights = termWeights.vector(of: held.terms)
        terms.add(
            held.terms.terms, weights: documents[slot].weights, vocabulary: vocabulary.count)
        if terms.isOutgrown { terms.rebuild(documents, vocabulary: vocabulary.count) }
    }

    mutating func takeChanges() -> ClusterChanges {
        var result = ClusterChanges()
        for slot in changes.documents.sorted() {
            result.memberships.append(documents[slot].membership)
        }
        result.aliases = changes.aliases
        var sums = TermSums(vocabulary: changes.clusters.isEmpty ? 0 : vocabulary.count)
        let changed = changes.clusters.filter { !clusters[$0].members.isEmpty }
        for slot in changed.sorted(by: { clusters[$0].id < clusters[$1].id }) {
            result.headlines.append(
                .init(cluster: clusters[slot].id, document: documents[headline(of: slot, &sums)].id)
            )
        }
        changes = ChangeLog()
        return result
    }
}

/// What was changed since the last answer.
struct ChangeLog: Sendable {
    private(set) var documents: Set<Int> = []
    /// By slot.
    private(set) var clusters: Set<Int> = []
    private(set) var aliases: [ClusterChanges.Alias] = []

    mutating func note(document: Int) { documents.insert(document) }
    mutating func note(cluster: Int) { clusters.insert(cluster) }
    mutating func note(alias old: ClusterID, _ new: ClusterID) {
        aliases.append(.init(old: old, new: new))
    }
}

extension Array {
    /// The index of the first element for which `belongs` is true, in an array where it is false
    /// first and true from there on.
    func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if belongs(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
