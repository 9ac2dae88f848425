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
    let clustering: ClusterUpkeep
    /// Tells whether all parts of it still answer, from `run` to its end.
    public let heartbeat: Heartbeat
    /// The numbers of this run, for a `MetricsFile`.
    public nonisolated let metrics: MetricsSource
    let log: Log
    private let onStatus: @Sendable (String) -> Void
    private var file: FollowedFile
    /// The last good feeds.yml.
    private(set) var followed = SubscriptionList([])
    var status = FollowedStatus() { didSet { onStatus(status.text) } }
    /// Who has the store and the poller follow a list waits for who does so already: else an older
    /// list could be the last to arrive.
    let following = Turns()
    /// It has the thread of all looks at the database. Made at the start: later the system may have none to
    /// give.
    let examination: StoreExamination
    /// Read by all who work in steps.
    private let stopping = Locked(false)

    /// Opens the store and reads feeds.yml.
    ///
    /// Without `clusters` what comes is stored, and left to a later run to cluster. `background` is called once:
    /// here for a daemon, in a single round when there is something to cluster. `onStatus` is told in one line
    /// how things are, whenever that changes. Throws a `SubscriptionError` for a feeds.yml that is not valid, or a `StoreError`.
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
        let clustering = ClusterUpkeep(
            mode: mode, store: store, watch: watch, background: background, clock: clock, log: log,
            stopping: stopping)
        self.clustering = clustering
        let parsingTime = WorkTime()
        let visit = FeedVisit(
            fetcher: fetcher, credentials: places.credentials, parsingTime: parsingTime)
        poller = Poller(
            mode: mode, visit: visit,
            recorder: Recorder(store: store, opening: await store.opening), clock: clock,
            chance: Chance.numbers(), log: log,
            onNewEntries: { clustering.wake() }, onStoreFailure: { watch.notice($0) })
        expirer = Expirer(store: store, watch: watch, clock: clock, log: log, stopping: stopping)
        heartbeat = Heartbeat(poller: poller, store: store, fetcher: fetcher)
        metrics = MetricsSource(
            poller: poller, watch: watch, parsingTime: parsingTime,
            clusteringTime: clustering.time, state: places.state, start: store.started.since)
        self.mode = mode
        self.clusters = clusters
        state = places.state
        examination = StoreExamination(folder: places.state)
        self.log = log
        self.onStatus = onStatus
        self.file = file
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
        let upkeep = Task {
            if clusters { await clustering.run() }
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
                tasks.addTask { [clustering] in
                    await self.expirer.run { clustering.wake() }
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
        clustering.end()
        if mode == .once, !stopping.withLock({ $0 }) {
            await upkeep.value
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
        if mode == .once { tally.isUnclustered = await clustering.hasFailed }
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

    /// How long a stop waits for the clusterer, in hundredths of a second.
    private static let farewell = 200

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
        if mode == .continuous, watch.notice(error) { return }
        log.error(.storeFailed, "\(error)")
    }

    private func serve(_ request: StoreRequest) async {
        switch request {
        case .refresh(let feeds, let force): await poller.refresh(feeds, force: force)
        case .cluster: clustering.wake()
        }
    }
}
