public import Events
public import Fetching
internal import Platform
internal import Storage
internal import Subscriptions
public import Values

/// The pipeline: follows feeds.yml, polls what is due, stores what is new and clusters it.
///
/// It owns the tasks. Back-pressure is by construction: at most `Schedule.mostUnderWay` feeds are under
/// way, and each counts among them until its entries are stored.
public actor Aggregator {
    private let mode: Mode
    private let clusters: Bool
    /// The folder of the database.
    let state: String
    let store: Store
    let watch: StoreWatch
    let poller: Poller
    private let expirer: Expirer
    /// Tells whether all parts of it still answer, from `run` to its end.
    public let heartbeat: Heartbeat
    /// The numbers of this run, for a `MetricsFile`.
    public nonisolated let metrics: MetricsSource
    private let clusteringTime = WorkTime()
    private let makeBackground: @Sendable () -> BackgroundFrequencies
    /// Of a single round made for the follower alone: that reads megabytes, and there may be nothing to cluster.
    private lazy var background = makeBackground()
    private let clock: WallClock
    let log: Log
    private let onStatus: @Sendable (String) -> Void
    private var file: FollowedFile
    /// The last good feeds.yml.
    private(set) var followed = SubscriptionList([])
    var status = FollowedStatus() { didSet { onStatus(status.text) } }
    /// Who has the store and the poller follow a list waits for who does so already: else an older
    /// list could be the last to arrive.
    let following = Turns()
    /// Nil until it is needed, and after the store failed it: it is then made anew from the store.
    var follower: EventFollower?
    /// The thread of all followers. Made at the start: later the system may have none to give.
    private let followerThread = QueueExecutor(label: "tidings.events")
    /// The same of all looks at the database.
    let examination: StoreExamination
    /// Whether the clusters could not be brought up to date the last time.
    private var hasFailedToCluster = false
    /// Wakes the clusterer after it failed.
    private var retry: Task<Void, Never>?
    /// Read by the clusterer's thread between two batches.
    private let stopping = Locked(false)
    private let arrivals: AsyncStream<ClustererWake>
    let arrived: AsyncStream<ClustererWake>.Continuation

    /// Opens the store and reads feeds.yml.
    ///
    /// Without `clusters` what comes is stored, and left to a later run to cluster. `background` is called once,
    /// when there is something to cluster first. `onStatus` is told in one line how things are, whenever that changes.
    /// Throws a `SubscriptionError` for a feeds.yml that is not valid, or a `StoreError`.
    ///
    /// A store that cannot be written yet is waited for in the mode `continuous`: before each pause `onPause` is
    /// told its seconds, and where the task is cancelled in one a `CancellationError` is thrown.
    public init(
        mode: Mode, clusters: Bool = true, places: Places, fetcher: any FeedFetching,
        background: @escaping @Sendable () -> BackgroundFrequencies, clock: WallClock, log: Log,
        onStatus: @escaping @Sendable (String) -> Void,
        onPause: @escaping @Sendable (Int64) -> Void = { _ in }
    ) async throws {
        // Before the store is opened: a bad file is no unclean stop.
        var file = FollowedFile(path: places.configuration)
        let list = try file.read()
        let feeds = FollowedStatus(feedCount: list.subscriptions.count(where: \.isEnabled)).feeds
        log.info(
            .starting,
            "Tidings \(Release.version): \(feeds) in \(places.configuration), "
                + "state in \(places.state)")
        let start = StoreStart(
            mode: mode, state: places.state, runtime: places.runtime, clock: clock, log: log,
            onStatus: onStatus, onPause: onPause)
        let store = try await start.attempt { () throws(StoreError) in
            try Store(folder: places.state, clock: clock)
        }
        self.store = store
        let watch = StoreWatch(
            store: store, state: places.state, runtime: places.runtime, clock: clock, log: log)
        self.watch = watch
        let (arrivals, arrived) = AsyncStream.makeStream(
            of: ClustererWake.self, bufferingPolicy: .bufferingNewest(1))
        self.arrivals = arrivals
        self.arrived = arrived
        let parsingTime = WorkTime()
        let visit = FeedVisit(
            fetcher: fetcher, credentials: places.credentials, parsingTime: parsingTime)
        poller = Poller(
            mode: mode, visit: visit,
            recorder: Recorder(store: store, opening: await store.opening), clock: clock,
            chance: Chance.numbers(), log: log,
            onNewEntries: { arrived.yield(.entries) }, onStoreFailure: { watch.notice($0) })
        expirer = Expirer(store: store, watch: watch, clock: clock, log: log, stopping: stopping)
        heartbeat = Heartbeat(poller: poller, store: store, fetcher: fetcher)
        metrics = MetricsSource(
            poller: poller, watch: watch, parsingTime: parsingTime,
            clusteringTime: clusteringTime, state: places.state, start: clock.now)
        self.mode = mode
        self.clusters = clusters
        state = places.state
        examination = StoreExamination(folder: places.state)
        makeBackground = background
        self.clock = clock
        self.log = log
        self.onStatus = onStatus
        self.file = file
        // One that stays decides by what is installed now, whatever comes in its place meanwhile.
        if mode == .continuous { _ = self.background }
        do {
            try await start.attempt(watch) { () throws(StoreError) in try await follow(list) }
        } catch let stop as CancellationError {
            // A clean one, as one that comes later.
            await close()
            throw stop
        }
    }

    /// Works until `stop`; in the mode `once` until each feed that was due was polled and what came
    /// is clustered. Answers what the polls came to.
    public func run() async -> PollTally {
        let isClustered = Locked(false)
        let clustering = Task {
            if clusters { await self.cluster() }
            isClustered.withLock { $0 = true }
        }
        // Nothing waits for it: a look at a large file cannot be cut short by a stop.
        if mode == .continuous { Task { await self.checkStore() } }
        await withDiscardingTaskGroup { tasks in
            if mode == .continuous {
                tasks.addTask { await self.watchFolders() }
                tasks.addTask { await self.watchStore() }
                tasks.addTask { await self.searchIndexing.run() }
                // Woken as by an arrival, the clusterer lets go of what is too old where none comes.
                tasks.addTask { [arrived] in
                    await self.expirer.run { arrived.yield(.entries) }
                }
            } else {
                // Asked of an earlier run; a later daemon would answer it when nobody waits any more.
                await serveRequests()
            }
            await poller.run()
            tasks.cancelAll()
        }
        if mode == .once { await searchIndexing.runOnce() }
        // The clusterer takes what is stored, and ends.
        arrived.finish()
        if mode == .once, !stopping.withLock({ $0 }) {
            await clustering.value
            // That the store has no place any more the polls have told.
            if await !poller.hasLostPlace { await expirer.round() }
            await checkStore()
        } else {
            // A look at many clusters may take longer than a stop may. What it would have decided
            // is not stored then, and is decided again after the next start.
            for _ in 0..<Self.farewell where !isClustered.withLock({ $0 }) {
                try? await Task.sleep(for: .milliseconds(10))
            }
        }
        await close()
        var tally = await poller.tally
        tally.isUnclustered = mode == .once && hasFailedToCluster
        return tally
    }

    private func close() async {
        await watch.close()
        do throws(StoreError) {
            try await store.close()
        } catch {
            log.error(.storeFailed, "\(error)")
        }
    }

    /// Ends `run` soon; what is being stored is stored.
    public func stop() async {
        stopping.withLock { $0 = true }
        await poller.stop()
    }

    /// Reads feeds.yml again. A bad file is reported, and the last good one stays in force; one that is
    /// being written is read when it rests.
    public func reload() async {
        await following.take { await self.readAgain() }
    }

    private func readAgain() async {
        // The next start reads it.
        if stopping.withLock({ $0 }) { return }
        let before = status.feedCount
        do {
            guard let list = try file.readAtRest() else { return }
            try await follow(list)
            log.notice(
                .feedsRead, "\(file.path) read: \(status.feeds) (\(before) before)")
        } catch let error as SubscriptionError {
            await report(error)
        } catch let error as StoreError {
            fail(error)
        } catch {
            log.error(.storeFailed, "\(error)")
        }
    }

    private func follow(_ list: SubscriptionList) async throws(StoreError) {
        followed = list
        status.isFileValid = true
        await watch.tell(feeds: nil)
        await expirer.keep(list.retention)
        await poller.keepUp()
        // Also what hosts asked for that were asked for `tidings add`.
        await poller.keep(try await store.hostPauses())
        await poller.follow(try await activeFeeds())
    }

    /// Has the store take over the last good feeds.yml.
    func activeFeeds() async throws(StoreError) -> [FeedRecord] {
        let declared = followed.subscriptions
        let feeds = try await store.apply(declared, publisher: Publisher.name(of:siteLink:))
        let active = feeds.filter(\.subscription.isEnabled)
        status.feedCount = active.count
        return active
    }

    private func report(_ error: SubscriptionError) async {
        let lines = "\(error)".split(separator: "\n").map(String.init)
        for line in lines { log.error(.feedsInvalid, line) }
        await watch.tell(feeds: lines.first)
        log.notice(
            .feedsInvalid, "the last good feeds.yml stays in force until \(file.path) is mended")
        status.isFileValid = false
    }

    // MARK: - Watching

    /// Seconds between two looks when nothing seems to have changed.
    private static let idleLook = 60

    /// Notices within a second what the CLI asks of the daemon, and feeds.yml once it has rested for one.
    ///
    /// What the daemon itself writes is a reason to look as well; a look is cheap, and there is at
    /// most one a second.
    private func watchFolders() async {
        let watch = FolderWatch(interval: Self.idleLook, refusedInterval: 1)
        var reasons = watch.reasons.makeAsyncIterator()
        // The first look is for what changed before the folders were watched.
        repeat {
            // Before the look: what happens from here on is a reason for the next one.
            watch.follow(file.folders.union([state]))
            await look()
            // At least once: the write that was the reason may have been seen before its commit was.
            repeat {
                do {
                    try await Task.sleep(for: .seconds(1))
                } catch {
                    return
                }
                await look()
            } while file.isSettling
            if stopping.withLock({ $0 }) { return }
        } while await reasons.next(isolation: self) != nil
    }

    private func look() async {
        // What changes meanwhile is seen when the store can take it.
        if await watch.fault != nil { return }
        if file.hasChanged(now: .now) { await reload() }
        await serveRequests()
    }

    private func serveRequests() async {
        do throws(StoreError) {
            for request in try await store.takeRequests() { await serve(request) }
        } catch {
            fail(error)
        }
    }

    private var searchIndexing: SearchIndexing {
        SearchIndexing(store: store, watch: watch, log: log, stopping: stopping)
    }

    /// Says that the store failed: the watch does where it is the fault of its place.
    func fail(_ error: StoreError) {
        if mode == .continuous, error.kind.isOfPlace { return watch.notice(error) }
        log.error(.storeFailed, "\(error)")
    }

    private func serve(_ request: StoreRequest) async {
        switch request {
        case .refresh(let feeds, let force): await poller.refresh(feeds, force: force)
        case .cluster: arrived.yield(.entries)
        }
    }

    // MARK: - Clustering

    /// Milliseconds for which arrivals are gathered: the feeds of one round arrive together, and
    /// seen as one batch they are decided better and more cheaply than one by one.
    private static let gathering = 500
    /// Seconds without an arrival after which the clusters are looked at as a whole; see also
    /// `EventFollower.longestUnrest`.
    private static let rest = 20

    /// How long a stop waits for the clusterer, in hundredths of a second.
    private static let farewell = 200

    /// Keeps the clusters up to date with the entries that arrive.
    private func cluster() async {
        // Entries that an earlier run stored and did not get to.
        arrived.yield(.entries)
        var alarm: Task<Void, Never>?
        for await arrival in arrivals {
            alarm?.cancel()
            retry?.cancel()
            if mode == .continuous, arrival == .entries {
                try? await Task.sleep(for: .milliseconds(Self.gathering))
            }
            await clusteringTime.measure { await catchUp(isAtRest: arrival == .silence) }
            if mode == .continuous, await follower?.isUnsettled == true {
                alarm = wake(.silence, after: Self.rest)
            }
        }
        alarm?.cancel()
        retry?.cancel()
        // A daemon that stops leaves the rest to its next start; a single round is done whole.
        if mode == .once, !stopping.withLock({ $0 }) {
            await clusteringTime.measure { await catchUp(isAtRest: true) }
        }
    }

    /// Wakes the clusterer after so many seconds, unless it is cancelled before.
    private func wake(_ reason: ClustererWake, after seconds: Int) -> Task<Void, Never> {
        Task { [arrived] in
            do {
                try await Task.sleep(for: .seconds(seconds))
                arrived.yield(reason)
            } catch {
                // Something came before: the wait begins anew.
            }
        }
    }

    /// How often in a row decisions are made anew that people's own overtook: a person types slower.
    private static let patience = 5

    /// Seconds after which clustering that failed is taken up again, where nothing comes before.
    private static let clusterRetry = 60

    private func catchUp(isAtRest: Bool, attempt: Int = 1) async {
        // It is woken when the store can be written again.
        if await watch.fault != nil { return }
        do throws(StoreError) {
            guard let follower = try await readyFollower() else { return }
            let stopping = self.stopping
            let count = try await follower.catchUp { stopping.withLock { $0 } }
            if count > 0 {
                log.info(.clustered, "\(count) \(count == 1 ? "entry" : "entries") clustered")
            }
            let isDue = isAtRest && (count == 0 || mode == .once)
            let isOverdue = await follower.isUnsettled(for: EventFollower.longestUnrest)
            if !stopping.withLock({ $0 }), isDue || isOverdue { try await follower.settle() }
            hasFailedToCluster = false
        } catch {
            // What the follower holds may be ahead of the store: the next one starts from there.
            follower = nil
            if stopping.withLock({ $0 }) { return }
            let isOvertaken = error.kind == .clustersChanged || error.kind == .reopened
            if isOvertaken, attempt < Self.patience {
                return await catchUp(isAtRest: isAtRest, attempt: attempt + 1)
            }
            if mode == .continuous, error.kind.isOfPlace { return watch.notice(error) }
            hasFailedToCluster = true
            let next = mode == .continuous ? "tried again within a minute" : "left to the next run"
            log.error(.clusteringFailed, "clusters not updated, \(next): \(error)")
            retry = wake(.entries, after: Self.clusterRetry)
        }
    }

    /// Bytes that the clusterer's window may take: what is left of the memory that there is has to do for
    /// documents that are read, the database's caches, and the window's own work.
    private static let windowRoom = MemoryLimit.bytes() / 8 * 5

    /// Nil while there is none and nothing for one to do.
    private func readyFollower() async throws(StoreError) -> EventFollower? {
        if let follower { return follower }
        guard try await EventFollower.hasWork(in: store, at: clock.now) else { return nil }
        let log = log
        let made = try await EventFollower(
            store: store, on: followerThread, background: background, clock: clock,
            room: Self.windowRoom
        ) { shortening in log.warning(.windowShortened, "\(shortening)") }
        follower = made
        return made
    }
}
