internal import Values

/// Groups documents by the event that they tell of, and tells copies from independent reports.
///
/// One value owns all state of the window. It reads no clock and draws no numbers: the same
/// documents in the same order give the same clusters in every process. What it decides depends
/// only on the documents held, their memberships, `consolidatedThrough`, `countedElsewhere`, the
/// constraints and where the documents are that these name and that have left, so that `restore`
/// after a restart continues as if there had been none.
public struct Clusterer: Sendable {
    let settings: ClusterSettings
    /// The id that the next new cluster will have; ids are never used again.
    public internal(set) var nextCluster: ClusterID
    /// The newest document that the last consolidation had seen, 0 before the first. Store it with
    /// the decisions and give it back to `init`.
    public internal(set) var consolidatedThrough: Document.ID

    /// The newest document that the frequencies of terms were counted with. Store it with the decisions
    /// and give it back to `init`.
    public internal(set) var weighedThrough: Document.ID

    /// Documents that were moved, or found to be copies, since the frequencies of terms were last
    /// counted, which go by where they were then: their clusters of that time, 0 for what counted
    /// for none. Store it with the decisions and give it back to `restore`.
    public internal(set) var countedElsewhere: [Document.ID: ClusterID] = [:]

    /// What people decided, which goes before every score; `adopt` takes over more of it. What names
    /// only documents that left, of clusters that the window holds nothing of, is let go.
    public internal(set) var constraints: Constraints

    var vocabulary: Vocabulary
    var termWeights: TermWeights
    var terms = TermIndex()
    var copies: CopyIndex
    var identities = IdentityIndex()
    var boilerplate = Boilerplate()
    var documents = HeldDocuments()
    var clusters: [Cluster] = []
    /// The slots of the clusters of documents that have left the window, where people decided
    /// something about them and the window holds others of the cluster.
    var departed: [Document.ID: Int] = [:]
    /// Slots of `clusters` that are free.
    var vacant: [Int] = []
    var changes = ChangeLog()
    /// By slot of `clusters`: its `factor` over its originals, side by side since every search reads
    /// very many of them.
    var reaches: [Double] = []
    /// The largest `factor` of a cluster.
    var largestFactor = 1.0
    /// Until `restore` is done: the slots of clusters.
    var restored: [ClusterID: Int] = [:]
    // Working space, empty between calls.
    var row = DotRow()
    var sums = TermSums()
    /// Documents that turned out to be copied from rather than copies.
    var reversed: [Int] = []

    /// - Parameters:
    ///   - background: word frequencies of the languages at large.
    ///   - nextCluster: the lowest id that was never given to a cluster.
    ///   - consolidatedThrough: that of the clusterer whose documents will be restored; nil takes
    ///     all of them as seen by a consolidation.
    ///   - weighedThrough: that of the same clusterer; nil for the same as `consolidatedThrough`.
    ///   - constraints: what people decided about the documents.
    public init(
        background: BackgroundFrequencies, settings: ClusterSettings = .standard,
        nextCluster: ClusterID = 1, consolidatedThrough: Document.ID? = nil,
        weighedThrough: Document.ID? = nil, constraints: Constraints = .none
    ) {
        self.settings = settings
        self.nextCluster = nextCluster
        self.consolidatedThrough = consolidatedThrough ?? 0
        self.weighedThrough = weighedThrough ?? consolidatedThrough ?? 0
        self.constraints = constraints
        restoresAsConsolidated = consolidatedThrough == nil
        vocabulary = Vocabulary(background: background, settings: settings)
        termWeights = TermWeights(settings: settings)
        copies = CopyIndex(settings: settings, onlyTelling: true)
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
        for document in documents where slot(of: document.id) == nil {
            let slot = hold(document, analyzer: &analyzer)
            termWeights.extend(to: vocabulary)
            weigh(slot)
            decide(slot)
        }
    }

    /// Whether so much is new that `consolidate` is worth its time: `follow` asks.
    public var isConsolidationDue: Bool {
        let held = count(through: consolidatedThrough)
        let fresh = documents.count - held
        return Double(fresh)
            >= max(
                Double(settings.consolidationCount), settings.consolidationShare * Double(held))
    }

    /// Where a document stands; nil for one that is not held.
    func slot(of id: Document.ID) -> Int? { documents.slot(of: id) }

    /// The documents held up to an id.
    func count(through last: Document.ID) -> Int { documents.count(through: last) }

    /// The documents that this one is judged a near-copy of, by id. Usually its origin and its other
    /// copies; two origins when it joins two texts in one.
    public func copies(of document: Document.ID) -> [Document.ID] {
        guard let slot = slot(of: document) else { return [] }
        return documents[slot].partners.filter { $0.isCopy && !isNeedless($0, of: slot) }
            .map { documents[$0.slot].id }.sorted()
    }

    /// Puts a document at the end of those held, with its terms and its partners; in no cluster.
    ///
    /// - Parameter judged: how its standing text was judged when it arrived; nil for a new document.
    mutating func hold(
        _ document: Document, analyzer: inout TextAnalyzer, judged: StandingParts? = nil
    ) -> Int {
        var text = analyzer.takeTokens(of: document)
        var traits = CopyTraits(document, body: text.body)
        let headline = TitleWords(document.title, text.title)
        var caveat = CopyCaveats(document)
        if isNotice(text) {
            caveat.headline = HeadlineInBody(text.title, text.language).extent(in: text.body)
        }
        var standing = StandingParts()
        if let feed = traits.feed {
            let parts = EntryParts(
                document, title: text.title, body: text.body, language: text.language)
            standing = judged ?? boilerplate.judge(parts.marks, of: feed)
            if judged == nil, standsForText(text, caveat, under: headline, of: traits.publisher) {
                standing.insertBody(of: parts.marks)
            }
            boilerplate.note(parts.marks, of: feed, id: document.id)
            parts.strip(standing, title: &text.title, body: &text.body)
        }
        let marks = ReprintMarks(document, body: text.body)
        traits.isMarked = marks.saysSo
        text.body = marks.removed(from: text.body)
        let terms = analyzer.terms(
            title: text.title, body: text.body, language: text.language, vocabulary: &vocabulary)
        caveat.readSubjects(title: text.title, body: text.body, terms.particulars)
        let held = HeldDocument(
            membership: Membership(
                document: document.id, cluster: 0, score: 0, standingText: standing.bits),
            title: headline, published: document.published?.seconds,
            shortness: terms.shortness)
        let slot = documents.append(held, terms, traits, caveat)
        // By itself: as an argument it would have all that is held copied beside it.
        let found = copies.add(text.body, under: headline)
        var overlaps = telling(found, of: slot)
        identities.add(
            document, documents.traits, headline: headline, title: text.title, body: text.body,
            overlaps: &overlaps)
        link(slot, overlaps)
        analyzer.putBack(text)
        return slot
    }

    /// Gives the document its vector and puts it into the index.
    mutating func weigh(_ slot: Int) {
        documents.vectors.weigh(slot, by: termWeights)
        terms.add(slot, of: documents.vectors, vocabulary: vocabulary.count)
        if terms.isOutgrown { terms.merge() }
    }

    mutating func takeChanges() -> ClusterChanges {
        var result = ClusterChanges()
        for slot in changes.documents.sorted() {
            result.memberships.append(documents[slot].membership)
            if let decision = changes.decisions[slot] {
                result.decisions.append(.init(document: documents[slot].id, decision: decision))
            }
        }
        result.aliases = changes.aliases
        let changed = changes.clusters.filter { !clusters[$0].members.isEmpty }
        for slot in changed.sorted(by: { clusters[$0].id < clusters[$1].id }) {
            let id = clusters[slot].id
            let (headline, terms) = outline(of: slot)
            if let headline {
                result.headlines.append(.init(cluster: id, document: documents[headline].id))
            }
            // What only guests are left of goes on being told as it was.
            if headline != nil || !terms.isEmpty {
                result.topics.append(.init(cluster: id, terms: terms))
            }
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
    /// The last one of each document, by slot: kept until it is told, not as long as the document.
    private(set) var decisions: [Int: Decision] = [:]

    mutating func note(document: Int) { documents.insert(document) }
    mutating func note(cluster: Int) { clusters.insert(cluster) }
    mutating func note(_ decision: Decision, of document: Int) { decisions[document] = decision }
    mutating func note(alias old: ClusterID, _ new: ClusterID) {
        aliases.append(.init(old: old, new: new))
    }
}
