internal import Events
internal import Storage
internal import Values

/// Looks into the store for events that changed.
final class EventLooks {
    /// An event, how it changed, and which of its entries were corrected where it is that.
    struct News: Sendable {
        let event: ClusterRecord
        let change: EventChange
        var corrections: [CorrectedEntry] = []
    }

    private let folder: String
    private let minPublishers: Int
    /// One of these entries has to be in an event; nil: any.
    private let entries: EntryFilter?
    private var store: StoreSession
    private var changes: EventChanges
    /// The last revision of an entry that a look has seen.
    private var revision: Int64
    /// The last entry that a look has seen in an event.
    private var entry: EntryID
    /// The last entry that was in an event before the last look read how large the events are.
    private var sized: EntryID
    /// The last decision by hand that a look has seen.
    private var decision: DecisionID
    /// The events that were found by it to be back: what came between its questions the next look sees.
    private var returned: Set<ClusterID> = []
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
        revision = try store.lastRevision()
        entry = try store.lastClustered()
        sized = entry
        decision = try store.lastDecision()
        let (sizes, horizon) = try Self.sizes(store, minPublishers, entries)
        changes = EventChanges(sizes, horizon: horizon)
    }

    /// What changed since the last look, the event with the latest entry last; behind it what came late,
    /// and what was corrected.
    func look() throws(StoreError) -> [News] {
        // A backup that was put back is another file, with revisions of its own.
        if store.isReplaced {
            store = try StoreSession(folder: folder)
            revision = try store.lastRevision()
            entry = try store.lastClustered()
            sized = entry
            decision = try store.lastDecision()
        }
        let clustered = try store.lastClustered()
        let (sizes, horizon) = try Self.sizes(store, minPublishers, entries)
        let found = try store.returns(after: decision)
        // Nothing counts as told until all of it could be read.
        var changes = changes
        let changed = changes.look(
            sizes, horizon: horizon, former: try former(changes.unseen(sizes)),
            returned: returned.union(found.events))
        let kinds = Dictionary(
            changed.map { ($0.id, $0.change) }, uniquingKeysWith: { first, _ in first })
        var news: [News] = []
        for event in try store.clusters(changed.map(\.id)) {
            if let change = kinds[event.id] { news.append(News(event: event, change: change)) }
        }
        let late = try late(besides: Set(sizes.map(\.id)))
        let corrected = try corrected()
        (self.changes, sized, entry) = (changes, clustered, late.last)
        revision = corrected.last
        (decision, returned) = (found.last, found.events)
        return news + (late.news + corrected.news).filter { kinds[$0.event.id] != .new }
    }

    /// What those of `events` were at the last look that would have been told then.
    private func former(
        _ events: [ClusterID]
    ) throws(StoreError) -> [ClusterID: FormerClusterSize] {
        var former: [ClusterID: FormerClusterSize] = [:]
        for event in events {
            let size = try store.formerSize(
                of: event, through: sized, of: entries ?? EntryFilter())
            if let size, size.publishers >= minPublishers { former[event] = size }
        }
        return former
    }

    /// The events, but `others`, that got an entry since the last look which ended before the days that are
    /// looked at: what comes long after its date would else be told by nobody. And the last entry.
    private func late(
        besides others: Set<ClusterID>
    ) throws(StoreError) -> (news: [News], last: EntryID) {
        let start = WallClock.system.now.advanced(by: -Self.span)
        let found = try store.lateArrivals(
            after: entry, before: start, of: entries ?? EntryFilter())
        let news = try store.clusters(found.events)
            .filter { !others.contains($0.id) && $0.publisherCount >= minPublishers }
            .map { News(event: $0, change: .late) }
        return (news, found.last)
    }

    /// The events, however old, of entries that were corrected since the last look, in the order in which
    /// these were; and the last revision.
    private func corrected() throws(StoreError) -> (news: [News], last: Int64) {
        let found = try store.corrections(after: revision, of: entries ?? EntryFilter())
        var order: [ClusterID] = []
        var corrections: [ClusterID: [CorrectedEntry]] = [:]
        for correction in found.entries {
            // What is not in an event yet is told as a part of one when it is.
            guard let event = correction.cluster else { continue }
            if corrections[event] == nil { order.append(event) }
            corrections[event, default: []].append(correction)
        }
        let news = try store.clusters(order).filter { $0.publisherCount >= minPublishers }.map {
            News(event: $0, change: .corrected, corrections: corrections[$0.id] ?? [])
        }
        return (news, found.last)
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
