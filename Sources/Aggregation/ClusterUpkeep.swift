internal import Events
internal import Platform
internal import Storage
internal import Values

/// Keeps the clusters up to date with the entries that arrive: when they are looked at, and what is done
/// where that fails. What is decided is the `EventFollower`'s.
actor ClusterUpkeep {
    /// Milliseconds for which arrivals are gathered: the feeds of one round arrive together, and
    /// seen as one batch they are decided better and more cheaply than one by one.
    private static let gathering = 500
    /// Seconds without an arrival after which the clusters are looked at as a whole; see also
    /// `EventFollower.longestUnrest`.
    private static let rest = 20
    /// How often in a row decisions are made anew that people's own overtook: a person types slower.
    private static let patience = 5
    /// Seconds after which clustering that failed is taken up again, where nothing comes before.
    private static let retry = 60
    /// Bytes that the clusterer's window may take: what is left of the memory that there is has to do for
    /// documents that are read, the database's caches, and the window's own work.
    private static let windowRoom = MemoryLimit.bytes() / 8 * 5

    /// What it is woken by.
    private enum Wake {
        case entries
        /// Nothing has come for a while.
        case silence
    }

    private let mode: Aggregator.Mode
    private let store: Store
    private let watch: StoreWatch
    private let makeBackground: @Sendable () -> BackgroundFrequencies
    /// Of a single round nil until a follower needs it: that reads megabytes, and there may be nothing to
    /// cluster.
    private var background: BackgroundFrequencies?
    private let clock: WallClock
    private let log: Log
    /// Read by the follower's thread between two batches.
    private let stopping: Locked<Bool>
    /// Nil until it is needed, and after the store failed it: it is then made anew from the store.
    private var follower: EventFollower?
    /// The thread of all followers. Made at the start: later the system may have none to give.
    private let thread = QueueExecutor(label: "tidings.events")
    /// Whether the clusters could not be brought up to date the last time.
    private(set) var hasFailed = false
    /// Wakes it after it failed.
    private var nextTry: Task<Void, Never>?
    private let wakes: AsyncStream<Wake>
    private let waker: AsyncStream<Wake>.Continuation
    /// What clustering took so far.
    let time = WorkTime()

    /// `background` is called once: of a daemon here, of a single round when there is something to cluster.
    init(
        mode: Aggregator.Mode, store: Store, watch: StoreWatch,
        background: @escaping @Sendable () -> BackgroundFrequencies, clock: WallClock, log: Log,
        stopping: Locked<Bool>
    ) {
        self.mode = mode
        self.store = store
        self.watch = watch
        makeBackground = background
        // One that stays decides by what is installed now, whatever comes in its place meanwhile.
        self.background = mode == .continuous ? background() : nil
        self.clock = clock
        self.log = log
        self.stopping = stopping
        (wakes, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Tells that there may be something to decide.
    nonisolated func wake() { waker.yield(.entries) }

    /// Tells that nothing comes any more: `run` takes what is stored, and ends.
    nonisolated func end() { waker.finish() }

    /// Lets go of what is held: the next look starts from what the store has by then.
    func forget() { follower = nil }

    /// Works until `end`.
    func run() async {
        // Entries that an earlier run stored and did not get to.
        wake()
        var alarm: Task<Void, Never>?
        for await reason in wakes {
            alarm?.cancel()
            nextTry?.cancel()
            if mode == .continuous, reason == .entries {
                try? await Task.sleep(for: .milliseconds(Self.gathering))
            }
            await time.measure { await catchUp(isAtRest: reason == .silence) }
            if mode == .continuous, await follower?.isUnsettled == true {
                alarm = wake(.silence, after: Self.rest)
            }
        }
        alarm?.cancel()
        nextTry?.cancel()
        // A daemon that stops leaves the rest to its next start; a single round is done whole.
        if mode == .once, !stopping.withLock({ $0 }) {
            await time.measure { await catchUp(isAtRest: true) }
        }
    }

    /// Wakes it after so many seconds, unless the task is cancelled before.
    private func wake(_ reason: Wake, after seconds: Int) -> Task<Void, Never> {
        Task { [waker] in
            do {
                try await Task.sleep(for: .seconds(seconds))
                waker.yield(reason)
            } catch {
                // Something came before: the wait begins anew.
            }
        }
    }

    private func catchUp(isAtRest: Bool, attempt: Int = 1) async {
        // It is woken when the store can be written again.
        if await watch.fault != nil { return }
        do throws(StoreError) {
            guard let follower = try await readyFollower() else {
                // What kept a first look from being made left nothing undone.
                hasFailed = false
                return
            }
            let stopping = self.stopping
            let count = try await follower.catchUp { stopping.withLock { $0 } }
            if count > 0 {
                log.info(.clustered, "\(count) \(count == 1 ? "entry" : "entries") clustered")
            }
            let isDue = isAtRest && (count == 0 || mode == .once)
            let isOverdue = await follower.isUnsettled(for: EventFollower.longestUnrest)
            if !stopping.withLock({ $0 }), isDue || isOverdue { try await follower.settle() }
            hasFailed = false
        } catch {
            // What the follower holds may be ahead of the store: the next one starts from there.
            follower = nil
            if stopping.withLock({ $0 }) { return }
            let isOvertaken = error.kind == .clustersChanged || error.kind == .reopened
            if isOvertaken, attempt < Self.patience {
                return await catchUp(isAtRest: isAtRest, attempt: attempt + 1)
            }
            if mode == .continuous, watch.notice(error) { return }
            hasFailed = true
            let next = mode == .continuous ? "tried again within a minute" : "left to the next run"
            log.error(.clusteringFailed, "clusters not updated, \(next): \(error)")
            if mode == .continuous { nextTry = wake(.entries, after: Self.retry) }
        }
    }

    /// Nil while there is none and nothing for one to do.
    private func readyFollower() async throws(StoreError) -> EventFollower? {
        if let follower { return follower }
        guard try await EventFollower.hasWork(in: store, at: clock.now) else { return nil }
        let known = background ?? makeBackground()
        background = known
        let log = log
        let made = try await EventFollower(
            store: store, on: thread, background: known, clock: clock, room: Self.windowRoom
        ) { shortening in log.warning(.windowShortened, "\(shortening)") }
        follower = made
        return made
    }
}
