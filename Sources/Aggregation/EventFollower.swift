internal import Events
internal import Platform
internal import Storage
internal import Values

/// Reads the entry log as it grows and keeps the event clusters up to date.
///
/// A consumer with a cursor: what it decides and how far it has read are stored in one transaction,
/// so that a stop at any moment loses nothing and doubles nothing.
///
/// It is not the only one that changes clusters: people merge, split and pin, and recluster, with
/// the command line, which writes to the store. Each such change raises a revision there. Before
/// each decision the follower compares it, and takes over memberships and constraints where it rose;
/// what the store refuses because it rose in between (`StoreError.Kind.clustersChanged`) is decided
/// again by a follower made anew. So is what a reclustering overtook, which read once more what entries
/// say, since a clusterer cannot change what it holds of them; and what an outage did
/// (`StoreError.Kind.reopened`), or another daemon that should not run (`StoreError.Kind.overtaken`).
actor EventFollower {
    /// Entries that are read and decided at once: between two batches a stop is noticed.
    private static let batch = 256
    private static let expiryInterval: Int64 = 3_600

    private let executor: QueueExecutor
    private let store: Store
    private let background: BackgroundFrequencies
    private let clock: WallClock
    /// Bytes that the window may take: see `Clusterer.expire(toFit:)`.
    private let room: Int
    /// Told when entries had to leave before their time, for want of room.
    private let onShortening: @Sendable (Shortening) -> Void
    /// That of the store from which the window was read: into another nothing of it may come.
    private let opening: Int
    private var clusterer: Clusterer
    private var cursor: EntryID
    private var expiredThrough: EntryID
    private var handRevision: Int64
    /// The reclustering after which the window was read.
    private let reclustered: DecisionID
    /// Events that people changed before the window was read, and that are still to be told.
    private var untold: [ClusterID]
    /// What the store holds, unless another program clusters as well: then nothing is stored.
    private var stored: ClustererPosition
    /// `countedElsewhere` as the store has it.
    private var storedCounts: [EntryID: ClusterID]
    /// When to look next for what is too old.
    private var nextExpiry = Timestamp(seconds: 0)
    /// When the first entry came that no look at the clusters as a whole has seen; nil: there is none.
    private var unsettledSince: ContinuousClock.Instant?

    /// Whether entries came since the clusters were last looked at as a whole.
    var isUnsettled: Bool { unsettledSince != nil }

    /// How long entries may come without a pause before all is looked at nevertheless. Where the news
    /// is steady there would else be no merges and splits until half as much is new as is held.
    static let longestUnrest = Duration.seconds(60)

    /// Whether entries came at least so long ago that no such look has seen.
    func isUnsettled(for duration: Duration) -> Bool {
        unsettledSince.map { $0.duration(to: .now) >= duration } ?? false
    }

    nonisolated var unownedExecutor: UnownedSerialExecutor {
        // The actor keeps its executor alive.
        unsafe executor.asUnownedSerialExecutor()
    }

    /// Whether there is anything to decide: else the window need not be read, which takes longer than
    /// a round in which nothing came. To let go of a window that is past as a whole is something to do.
    static func hasWork(in store: Store, at now: Timestamp) async throws(StoreError) -> Bool {
        let position = try await store.clustererPosition()
        if position.cursor > position.consolidatedThrough { return true }
        if try await !store.untoldEvents().isEmpty { return true }
        let now = try await store.believedTime(at: now)
        if let last = try await store.lastEntry(
            seenBefore: now.advanced(by: -ClustererPosition.window), after: position.expiredThrough,
            now: now),
            last == (try await store.lastArrival()?.id)
        {
            return true
        }
        return try await !store.newEntries(after: position.cursor, limit: 1).isEmpty
    }

    /// Resumes where the store says that an earlier run stopped.
    ///
    /// - Parameters:
    ///   - executor: what it works on, for itself: it computes for long.
    ///   - room: bytes that the window may take.
    init(
        store: Store, on executor: QueueExecutor, background: BackgroundFrequencies,
        clock: WallClock, room: Int = .max,
        onShortening: @escaping @Sendable (Shortening) -> Void = { _ in }
    ) async throws(StoreError) {
        self.executor = executor
        // Before all else: what is read after it is of this opening or is refused.
        opening = await store.opening
        // What people change while the window is read raises the revision, and is taken over later.
        let window = try await store.window(after: .max)
        let position = window.position
        var clusterer = window.clusterer(background: background)
        var last = position.expiredThrough
        // What has no room, where there was more of it before.
        var left: EntryID?
        while true {
            let page = try await store.clustered(after: last, limit: 4 * Self.batch)
            guard let newest = page.last else { break }
            last = newest.entry.id
            clusterer.takeBack(page.map { ($0.entry.document, $0.membership) })
            left = clusterer.expire(toFit: room) ?? left
        }
        clusterer.restore(
            countedElsewhere: left == nil ? window.countedElsewhere : [:],
            departed: window.departed)
        self.store = store
        self.background = background
        self.clock = clock
        self.room = room
        self.onShortening = onShortening
        self.clusterer = clusterer
        cursor = position.cursor
        expiredThrough = left ?? position.expiredThrough
        handRevision = position.handRevision
        reclustered = window.reclustered
        untold = window.untold
        stored = position
        storedCounts = window.countedElsewhere
        if last > max(position.expiredThrough, position.consolidatedThrough) {
            unsettledSince = .now
        }
        if left == nil { return }
        try await commit(ClusterChanges())
        // What people decided about those that have left is told by where they are.
        try await adoptStored()
        try await tellShortening()
    }

    /// Reads what is new to the end of the log, or until `isStopped` says so between two batches;
    /// answers how many entries that were.
    func catchUp(until isStopped: @Sendable () -> Bool) async throws(StoreError) -> Int {
        var count = 0
        while !isStopped() {
            try await takeOverHandMadeChanges()
            let entries = try await store.newEntries(after: cursor, limit: Self.batch)
            guard let last = entries.last else { break }
            cursor = last.id
            try await commit(clusterer.follow(entries.map(\.document)))
            try await makeRoom()
            count += entries.count
            unsettledSince = unsettledSince ?? .now
        }
        try await expire()
        return count
    }

    /// Lets go of what is older than the window, at most once an hour: also where entries never stop
    /// coming.
    private func expire() async throws(StoreError) {
        let now = clock.now
        guard now >= nextExpiry || now < nextExpiry.advanced(by: -Self.expiryInterval) else {
            return
        }
        nextExpiry = now.advanced(by: Self.expiryInterval)
        // A clock that leapt would empty the window.
        let believed = try await store.believedTime(at: now)
        let start = believed.advanced(by: -ClustererPosition.window)
        if let last = try await store.lastEntry(
            seenBefore: start, after: expiredThrough, now: believed)
        {
            let held = min(last, cursor)
            guard clusterer.expire(through: held) else { return }
            expiredThrough = held
            try await commit(ClusterChanges())
        }
    }

    /// Lets go of the oldest where more is held than there is room for.
    private func makeRoom() async throws(StoreError) {
        guard let last = clusterer.expire(toFit: room) else { return }
        expiredThrough = last
        try await commit(ClusterChanges())
        try await tellShortening()
    }

    private func tellShortening() async throws(StoreError) {
        let busiest = try await store.busiestFeed(after: expiredThrough)
        let since = try await store.firstArrival(after: expiredThrough)
        onShortening(Shortening(since: since, busiest: busiest))
    }

    /// Looks again at all open clusters: called at rest.
    func settle() async throws(StoreError) {
        guard isUnsettled else { return }
        try await takeOverHandMadeChanges()
        try await commit(clusterer.consolidate(rounds: 2))
        unsettledSince = nil
    }

    /// Brings the window to what the store holds, where people changed it.
    private func takeOverHandMadeChanges() async throws(StoreError) {
        guard try await store.clustererPosition().handRevision != handRevision else {
            return try await tellAnew()
        }
        try await adoptStored()
        let told = clusterer.add([])
        if told != ClusterChanges() { try await commit(told) }
        try await tellAnew()
    }

    /// Takes over the clusters and what people decided, as the store has them.
    private func adoptStored() async throws(StoreError) {
        let window = try await store.window(after: expiredThrough, reclustered: reclustered)
        clusterer.adopt(
            window.memberships, constraints: window.constraints, departed: window.departed,
            nextCluster: window.position.nextCluster,
            consolidatedThrough: window.position.consolidatedThrough)
        handRevision = window.position.handRevision
        untold = window.untold
        stored = window.position
        // How far entries were read is no person's to change.
        (stored.cursor, stored.expiredThrough) = (cursor, expiredThrough)
        storedCounts = window.countedElsewhere
    }

    /// Tells the events that people changed: those that are held as the clusterer sees them now, others
    /// by their own entries, also where something is told: it was of what the event was before.
    private func tellAnew() async throws(StoreError) {
        if untold.isEmpty { return }
        clusterer.retell(untold)
        var changes = clusterer.add([])
        for event in untold where clusterer.count(of: event) == 0 {
            let entries = try await store.clustered(in: event, limit: ClusteredEntry.outlined)
            if entries.isEmpty { continue }
            let outline = Clusterer.outline(
                of: event, entries.map { ($0.entry.document, $0.membership) },
                background: background)
            changes.headlines += outline.headlines
            changes.topics += outline.topics
        }
        try await commit(changes, areTold: true)
        untold = []
    }

    private func commit(
        _ changes: ClusterChanges, areTold: Bool = false
    ) async throws(StoreError) {
        let counts = clusterer.countedElsewhere
        let position = ClustererPosition(
            cursor: cursor, nextCluster: clusterer.nextCluster,
            consolidatedThrough: clusterer.consolidatedThrough,
            weighedThrough: clusterer.weighedThrough,
            expiredThrough: expiredThrough, handRevision: handRevision)
        try await store.apply(
            changes, position: position, after: stored,
            countedElsewhere: counts == storedCounts ? nil : counts, areTold: areTold,
            opening: opening)
        (stored, storedCounts) = (position, counts)
    }
}
