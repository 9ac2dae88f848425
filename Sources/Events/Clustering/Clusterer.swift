internal import Values

/// Groups documents by the event that they tell of, and tells copies from independent reports.
///
/// It decides; what is held, and how that compares, is its `Window`. It reads no clock and draws no numbers: the
/// same documents in the same order give the same clusters in every process. What it decides depends
/// only on the documents held, their memberships, `consolidatedThrough`, `countedElsewhere`,
/// `settledThrough`, the constraints and where the documents are that these name and that have left, so
/// that `restore` after a restart continues as if there had been none.
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

    /// The documents up to this one stay where they are, and those of two clusters in two, whatever scores
    /// say; what comes after them is decided on. 0: none.
    let settledThrough: Document.ID

    /// What people decided, which goes before every score; `adopt` takes over more of it. What names
    /// only documents that left, of clusters that the window holds nothing of, is let go.
    public internal(set) var constraints: Constraints {
        didSet { window.guests = constraints.guests }
    }

    var window: Window
    /// The slots of the clusters of documents that have left the window, where people decided
    /// something about them and the window holds others of the cluster.
    var departed: [Document.ID: Int] = [:]
    var changes = ChangeLog()
    /// Until `restore` is done: the slots of clusters.
    var restored: [ClusterID: Int] = [:]

    /// - Parameters:
    ///   - background: word frequencies of the languages at large.
    ///   - nextCluster: the lowest id that was never given to a cluster.
    ///   - consolidatedThrough: that of the clusterer whose documents will be restored; nil takes
    ///     all of them as seen by a consolidation.
    ///   - weighedThrough: that of the same clusterer; nil for the same as `consolidatedThrough`.
    ///   - settledThrough: the last of the documents to be restored that are not decided on again; 0: all are.
    ///   - constraints: what people decided about the documents.
    public init(
        background: BackgroundFrequencies, settings: ClusterSettings = .standard,
        nextCluster: ClusterID = 1, consolidatedThrough: Document.ID? = nil,
        weighedThrough: Document.ID? = nil, settledThrough: Document.ID = 0,
        constraints: Constraints = .none
    ) {
        self.settings = settings
        self.settledThrough = settledThrough
        self.nextCluster = nextCluster
        self.consolidatedThrough = consolidatedThrough ?? 0
        self.weighedThrough = weighedThrough ?? consolidatedThrough ?? 0
        self.constraints = constraints
        restoresAsConsolidated = consolidatedThrough == nil
        window = Window(background: background, settings: settings)
        window.guests = constraints.guests
    }

    let restoresAsConsolidated: Bool

    /// Takes in one poll's worth of new documents, in order of arrival, decides for each, and looks
    /// again at all that is held once enough of it is new: what a stream of documents is to be fed
    /// to. `consolidate(rounds: 2)` belongs to its end and to every longer pause.
    ///
    /// A document whose id is held already is left out.
    ///
    /// - Parameter standingText: by id: how standing text was judged, see `Membership`, in documents that
    ///   came before and are decided on once more; in others it is judged as they come.
    public mutating func follow(
        _ documents: [Document], standingText: [Document.ID: UInt32] = [:]
    ) -> ClusterChanges {
        takeIn(documents, standingText)
        if isConsolidationDue { lookAgain() }
        return takeChanges()
    }

    /// Takes in new documents and decides for each, as `follow` does, and no more than that.
    public mutating func add(_ documents: [Document]) -> ClusterChanges {
        takeIn(documents)
        return takeChanges()
    }

    private mutating func takeIn(
        _ documents: [Document], _ standingText: [Document.ID: UInt32] = [:]
    ) {
        var analyzer = TextAnalyzer(settings: settings)
        for document in documents where window.slot(of: document.id) == nil {
            let slot = window.hold(
                document, analyzer: &analyzer,
                judged: standingText[document.id].map(StandingParts.init(bits:)))
            window.termWeights.extend(to: window.vocabulary)
            window.weigh(slot)
            decide(slot)
        }
    }

    /// Whether so much is new that `consolidate` is worth its time: `follow` asks.
    public var isConsolidationDue: Bool {
        let held = window.count(through: consolidatedThrough)
        let fresh = window.documents.count - held
        return Double(fresh)
            >= max(
                Double(settings.consolidationCount), settings.consolidationShare * Double(held))
    }

    /// The documents that this one is judged a near-copy of, by id. Usually its origin and its other
    /// copies; two origins when it joins two texts in one.
    public func copies(of document: Document.ID) -> [Document.ID] {
        guard let slot = window.slot(of: document) else { return [] }
        return window.documents[slot].partners.filter { $0.isCopy && !isNeedless($0, of: slot) }
            .map { window.documents[$0.slot].id }.sorted()
    }

    /// How standing text is judged in a document that is held; see `Membership`. 0 for none.
    public func standingText(of document: Document.ID) -> UInt32 {
        window.slot(of: document).map { window.documents[$0].membership.standingText } ?? 0
    }

    mutating func takeChanges() -> ClusterChanges {
        var result = ClusterChanges()
        for slot in changes.documents.sorted() {
            result.memberships.append(window.documents[slot].membership)
            if let decision = changes.decisions[slot] {
                result.decisions.append(
                    .init(document: window.documents[slot].id, decision: decision))
            }
        }
        result.aliases = changes.aliases
        let changed = changes.clusters.filter { !window.clusters[$0].members.isEmpty }
        for slot in changed.sorted(by: { window.clusters[$0].id < window.clusters[$1].id }) {
            let id = window.clusters[slot].id
            let (headline, terms) = window.outline(of: slot)
            if let headline {
                result.headlines.append(.init(cluster: id, document: window.documents[headline].id))
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
