public import Events
internal import FeedParsing
public import Fetching
internal import Platform
internal import Storage
public import Subscriptions
public import Values

/// The pipeline: follows feeds.yml, polls what is due, stores what is new and clusters it.
///
/// It owns the tasks. Back-pressure is by construction: at most as many feeds as the schedule is
/// wide are under way, and each holds its place until its entries are stored.
public actor Aggregator {
    /// Where things are.
    public struct Places: Sendable {
        /// feeds.yml.
        public var configuration: String
        /// The folder of the database.
        public var state: String
        /// The secrets that `credential:` names.
        public var credentials: CredentialStore

        public init(configuration: String, state: String, credentials: CredentialStore) {
            self.configuration = configuration
            self.state = state
            self.credentials = credentials
        }
    }

    private let mode: Mode
    private let clusters: Bool
    /// The folder of the database.
    private let state: String
    private let store: Store
    private let poller: Poller
    private let background: BackgroundFrequencies
    private let clock: WallClock
    private let log: Log
    private let onStatus: @Sendable (String) -> Void
    private var file: FollowedFile
    private var feedCount = 0
    /// Nil until it is needed, and after the store failed it: it is then made anew from the store.
    private var follower: EventFollower?
    /// Read by the clusterer's thread between two batches.
    private let stopping = Locked(false)
    private let arrivals: AsyncStream<Arrival>
    private let arrived: AsyncStream<Arrival>.Continuation

    /// What the clusterer is woken by.
    private enum Arrival: Sendable {
        case entries
        /// Nothing has come for a while.
        case silence
    }

    public enum Mode: Sendable {
        /// Until `stop`.
        case continuous
        /// Each feed that is due once, then the end.
        case once
    }

    /// Opens the store and reads feeds.yml.
    ///
    /// Without `clusters` what comes is stored, and left to a later run to cluster. `onStatus` is told
    /// in one line how things are, whenever that changes. Throws a
    /// `SubscriptionError` for a feeds.yml that is not valid, or a `StoreError`.
    public init(
        mode: Mode, clusters: Bool = true, places: Places, fetcher: any FeedFetching,
        background: BackgroundFrequencies, clock: WallClock, log: Log,
        onStatus: @escaping @Sendable (String) -> Void
    ) async throws {
        // Before the store is opened: a bad file is no unclean stop.
        var file = FollowedFile(path: places.configuration)
        let list = try file.read()
        let count = list.subscriptions.count(where: \.isEnabled)
        log.info(
            "Tidings \(Release.version): \(Self.feeds(count)) in "
                + "\(places.configuration), state in \(places.state)")
        store = try Store(folder: places.state, clock: clock)
        let (arrivals, arrived) = AsyncStream.makeStream(
            of: Arrival.self, bufferingPolicy: .bufferingNewest(1))
        self.arrivals = arrivals
        self.arrived = arrived
        let visit = FeedVisit(
            fetcher: fetcher, parser: FeedParser(),
            credentials: places.credentials, clock: clock)
        poller = Poller(
            mode: mode, visit: visit,
            recorder: Recorder(store: store), clock: clock, chance: { .random(in: 0..<1) },
            log: log,
            onNewEntries: { arrived.yield(.entries) })
        self.mode = mode
        self.clusters = clusters
        state = places.state
        self.background = background
        self.clock = clock
        self.log = log
        self.onStatus = onStatus
        self.file = file
        await poller.keep(try await store.hostPauses())
        try await follow(list)
    }

    /// Works until `stop`; in the mode `once` until each feed that was due was polled and what came
    /// is clustered. Answers what the polls came to.
    public func run() async -> PollTally {
        let isClustered = Locked(false)
        let clustering = Task {
            if clusters { await self.cluster() }
            isClustered.withLock { $0 = true }
        }
        await withDiscardingTaskGroup { tasks in
            if mode == .continuous { tasks.addTask { await self.watch() } }
            await poller.run()
            tasks.cancelAll()
        }
        // The clusterer takes what is stored, and ends.
        arrived.finish()
        if mode == .once, !stopping.withLock({ $0 }) {
            await clustering.value
        } else {
            // A look at many clusters may take longer than a stop may. What it would have decided
            // is not stored then, and is decided again after the next start.
            for _ in 0..<Self.farewell where !isClustered.withLock({ $0 }) {
                try? await Task.sleep(for: .milliseconds(10))
            }
        }
        do throws(StoreError) {
            try await store.close()
        } catch {
            log.error("\(error)")
        }
        return await poller.tally
    }

    /// Ends `run` soon; what is being stored is stored.
    public func stop() async {
        stopping.withLock { $0 = true }
        await poller.stop()
    }

    /// Reads feeds.yml again. A bad file is reported, and the last good one stays in force.
    public func reload() async {
        let before = feedCount
        do {
            try await follow(try file.read())
            log.notice("\(file.path) read: \(Self.feeds(feedCount)) (\(before) before)")
        } catch let error as SubscriptionError {
            report(error)
        } catch {
            log.error("\(error)")
        }
    }

    private func follow(_ list: SubscriptionList) async throws(StoreError) {
        let feeds = try await store.apply(
            list.subscriptions, publisher: Publisher.name(of:siteLink:))
        let active = feeds.filter(\.subscription.isEnabled)
        feedCount = active.count
        await poller.follow(active)
        onStatus("following \(Self.feeds(feedCount))")
    }

    private static func feeds(_ count: Int) -> String { count == 1 ? "1 feed" : "\(count) feeds" }

    private func report(_ error: SubscriptionError) {
        for line in "\(error)".split(separator: "\n") { log.error("\(line)") }
        log.warning("the last good feeds.yml stays in force until \(file.path) is mended")
        onStatus("feeds.yml is not valid; following the last good one, \(Self.feeds(feedCount))")
    }

    // MARK: - Watching

    /// Seconds between two looks when nothing seems to have changed.
    private static let idleLook = 60

    /// Notices within a second what people changed: feeds.yml, and what the CLI asks of the daemon.
    ///
    /// What the daemon itself writes is a reason to look as well; a look is cheap, and there is at
    /// most one a second.
    private func watch() async {
        let watch = FolderWatch(interval: Self.idleLook, refusedInterval: 1)
        var reasons = watch.reasons.makeAsyncIterator()
        watch.follow(file.folders.union([state]))
        // What changed before the folders were watched.
        await look()
        while !stopping.withLock({ $0 }), await reasons.next(isolation: self) != nil {
            // Before the look: what happens from here on is a reason for the next one.
            watch.follow(file.folders.union([state]))
            await look()
            do {
                try await Task.sleep(for: .seconds(1))
            } catch {
                return
            }
        }
    }

    private func look() async {
        if file.hasChanged() { await reload() }
        do throws(StoreError) {
            for request in try await store.takeRequests() { await serve(request) }
        } catch {
            log.error("\(error)")
        }
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
    /// Seconds without an arrival after which the clusters are looked at as a whole.
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
            if mode == .continuous, arrival == .entries {
                try? await Task.sleep(for: .milliseconds(Self.gathering))
            }
            await catchUp(isAtRest: arrival == .silence)
            if mode == .continuous, await follower?.isUnsettled == true {
                alarm = restAlarm()
            }
        }
        alarm?.cancel()
        // A daemon that stops leaves the rest to its next start; a single round is done whole.
        if mode == .once, !stopping.withLock({ $0 }) { await catchUp(isAtRest: true) }
    }

    private func restAlarm() -> Task<Void, Never> {
        Task { [arrived] in
            do {
                try await Task.sleep(for: .seconds(Self.rest))
                arrived.yield(.silence)
            } catch {
                // Something arrived: the silence begins anew.
            }
        }
    }

    /// How often in a row decisions are made anew that people's own overtook: a person types slower.
    private static let patience = 5

    private func catchUp(isAtRest: Bool, attempt: Int = 1) async {
        do throws(StoreError) {
            guard let follower = try await readyFollower() else { return }
            let stopping = self.stopping
            let count = try await follower.catchUp { stopping.withLock { $0 } }
            if count > 0 { log.info("\(count) entries clustered") }
            let isDone = stopping.withLock { $0 }
            if isAtRest, !isDone, count == 0 || mode == .once { try await follower.settle() }
        } catch {
            // What the follower holds may be ahead of the store: the next one starts from there.
            follower = nil
            if stopping.withLock({ $0 }) { return }
            if error.kind == .clustersChanged, attempt < Self.patience {
                return await catchUp(isAtRest: isAtRest, attempt: attempt + 1)
            }
            log.error("clusters not updated, tried again with the next entries: \(error)")
        }
    }

    /// Nil while there is none and nothing for one to do.
    private func readyFollower() async throws(StoreError) -> EventFollower? {
        if let follower { return follower }
        guard try await EventFollower.hasWork(in: store) else { return nil }
        let made = try await EventFollower(store: store, background: background, clock: clock)
        follower = made
        return made
    }
}
