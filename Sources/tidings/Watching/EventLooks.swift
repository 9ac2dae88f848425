internal import Storage
internal import Values

/// Looks into the store for events that changed.
final class EventLooks {
    /// An event and how it changed.
    typealias News = (event: ClusterRecord, change: EventChange)

    private let folder: String
    private let minPublishers: Int
    /// One of these entries has to be in an event; nil: any.
    private let entries: EntryFilter?
    private var store: StoreSession
    private var changes: EventChanges
    /// A look sees the events with an entry of so many seconds.
    private static let span: Int64 = 3 * 86_400
    /// And no more of them than these, the latest: some MiB.
    private static let limit = 100_000

    /// Takes what is there.
    ///
    /// - Parameter folder: where the store is, to open it anew when another is put in its place.
    init(
        _ store: StoreSession, folder: String, minPublishers: Int, entries: EntryFilter?
    ) throws(StoreError) {
        self.store = store
        self.folder = folder
        self.minPublishers = minPublishers
        self.entries = entries
        let (sizes, horizon) = try Self.sizes(store, minPublishers, entries)
        changes = EventChanges(sizes, horizon: horizon)
    }

    /// What changed since the last look, the event with the latest entry last.
    func look() throws(StoreError) -> [News] {
        // A backup that was put back is another file.
        if store.isReplaced { store = try StoreSession(folder: folder) }
        let (sizes, horizon) = try Self.sizes(store, minPublishers, entries)
        let changed = changes.look(sizes, horizon: horizon)
        let kinds = Dictionary(
            changed.map { ($0.id, $0.change) }, uniquingKeysWith: { first, _ in first })
        var news: [News] = []
        for event in try store.clusters(changed.map(\.id)) {
            if let change = kinds[event.id] { news.append((event, change)) }
        }
        return news
    }

    /// The events with an entry since then, the latest last.
    func events(since: Timestamp) throws(StoreError) -> [ClusterRecord] {
        try store.clusters(filter(since: since, limit: Self.limit)).reversed()
    }

    /// The latest events, the latest first.
    func latest(_ count: Int) throws(StoreError) -> [ClusterRecord] {
        try store.clusters(filter(limit: count))
    }

    private func filter(since: Timestamp? = nil, limit: Int) -> ClusterFilter {
        var filter = ClusterFilter(since: since, minPublishers: minPublishers, limit: limit)
        filter.entries = entries
        return filter
    }

    private static func sizes(
        _ store: StoreSession, _ minPublishers: Int, _ entries: EntryFilter?
    ) throws(StoreError) -> ([ClusterSize], horizon: Timestamp) {
        let start = WallClock.system.now.advanced(by: -span)
        let sizes = try store.clusterSizes(
            since: start, minPublishers: minPublishers, limit: limit)
        let horizon = sizes.count < limit ? start : sizes.last?.last ?? start
        guard var entries else { return (sizes, horizon) }
        entries.since = start
        let told = try store.toldClusters(entries)
        return (
            sizes.filter { told.clusters.contains($0.id) }, max(horizon, told.horizon ?? horizon)
        )
    }
}
