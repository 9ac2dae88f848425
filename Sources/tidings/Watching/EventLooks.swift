internal import Storage
internal import Values

/// Looks into the store for events that changed.
final class EventLooks {
    /// An event and how it changed.
    typealias News = (event: ClusterRecord, change: EventChange)

    private let folder: String
    private let minPublishers: Int
    private var store: StoreSession
    private var changes: EventChanges
    /// A look sees the events with an entry of so many seconds.
    private static let span: Int64 = 3 * 86_400
    /// And no more of them than these, the latest: some MiB.
    private static let limit = 100_000

    /// Takes what is there; throws where there is no store that can be read.
    init(folder: String, minPublishers: Int) throws(StoreError) {
        self.folder = folder
        self.minPublishers = minPublishers
        store = try StoreSession(folder: folder)
        let (sizes, horizon) = try Self.sizes(store, minPublishers)
        changes = EventChanges(sizes, horizon: horizon)
    }

    /// What changed since the last look, the event with the latest entry last.
    func look() throws(StoreError) -> [News] {
        // A backup that was put back is another file.
        if store.isReplaced { store = try StoreSession(folder: folder) }
        let (sizes, horizon) = try Self.sizes(store, minPublishers)
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
        try store.clusters(
            ClusterFilter(since: since, minPublishers: minPublishers, limit: Self.limit)
        ).reversed()
    }

    /// The latest events, the latest first.
    func latest(_ count: Int) throws(StoreError) -> [ClusterRecord] {
        try store.clusters(ClusterFilter(minPublishers: minPublishers, limit: count))
    }

    private static func sizes(
        _ store: StoreSession, _ minPublishers: Int
    ) throws(StoreError) -> ([ClusterSize], horizon: Timestamp) {
        let start = WallClock.system.now.advanced(by: -span)
        let sizes = try store.clusterSizes(
            since: start, minPublishers: minPublishers, limit: limit)
        return (sizes, sizes.count < limit ? start : sizes.last?.last ?? start)
    }
}
