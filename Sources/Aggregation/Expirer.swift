internal import Platform
internal import Storage
internal import Subscriptions
internal import Values

/// Takes out of the store, hour by hour and between the polls, what feeds.yml no longer keeps.
actor Expirer {
    /// Seconds after the start for which the first polls have the store for themselves.
    private static let delay: Int64 = 30
    /// Seconds between two looks whether a round is due: the wall clock may jump, and a sleep does not
    /// see it.
    private static let look: Int64 = 60
    /// Milliseconds between two steps, in which polls are stored and the disk rests.
    private static let pause: Int64 = 30

    private let store: Store
    private let watch: StoreWatch
    private let clock: WallClock
    private let log: Log
    private let stopping: Locked<Bool>
    /// What feeds.yml says; nil until it was read.
    private var retention: Retention?
    /// Other limits than before: they hold now, not in an hour.
    private var isChanged = false
    /// Whether rounds go on while the daemon runs; else this is the only one.
    private var isPaced = false
    /// No round before: the store refused the last one.
    private var nextTry = Timestamp(seconds: .min)
    /// Told once, not every hour.
    private var wasTooLarge = false
    private var toldLeap: Timestamp?

    init(
        store: Store, watch: StoreWatch, clock: WallClock, log: Log, stopping: Locked<Bool>
    ) {
        self.store = store
        self.watch = watch
        self.clock = clock
        self.log = log
        self.stopping = stopping
    }

    /// Takes over what feeds.yml says.
    func keep(_ retention: Retention) {
        if let former = self.retention, former != retention { isChanged = true }
        self.retention = retention
    }

    /// Works until its task is cancelled. `beforeRound` is called before each round.
    func run(beforeRound: @Sendable () -> Void) async {
        isPaced = true
        var wait = Self.delay
        while !stopping.withLock({ $0 }) {
            do {
                try await Task.sleep(for: .seconds(wait))
            } catch {
                return
            }
            await round(beforeRound)
            wait = Self.look
        }
    }

    /// A round, if one is due.
    func round(_ beforeRound: @Sendable () -> Void = {}) async {
        guard await watch.fault == nil, let retention else { return }
        let now = clock.now
        guard now >= nextTry || nextTry > now.advanced(by: Store.expiryInterval) else { return }
        // From here on a change is one for the next round.
        let isAskedFor = isChanged
        isChanged = false
        do throws(StoreError) {
            guard var round = try await store.expiryRound(retention, isAskedFor: isAskedFor)
            else { return }
            tell(round.leap)
            beforeRound()
            while !round.isDone {
                // By former limits nothing more may leave.
                if isChanged { return }
                if stopping.withLock({ $0 }) || Task.isCancelled {
                    isChanged = isAskedFor
                    return
                }
                round = try await store.expire(round)
                if isPaced { try? await Task.sleep(for: .milliseconds(Self.pause)) }
            }
            tell(round)
        } catch {
            isChanged = isChanged || isAskedFor
            // The round is taken up again when the store can be written.
            if isPaced, watch.notice(error) { return }
            nextTry = now.advanced(by: Store.expiryInterval)
            let next = isPaced ? "for an hour" : "until the next run"
            log.error(.expiryFailed, "what is past its time stays \(next): \(error)")
        }
    }

    private func tell(_ leap: ClockLeap?) {
        if let leap, leap.from != toldLeap {
            log.warning(
                .clockLeapt,
                "the clock went from \(leap.from.rfc3339) to \(leap.to.rfc3339): nothing expires by"
                    + " its age until it has gone on for a day; set it if it is wrong")
        }
        toldLeap = leap?.from
    }

    private func tell(_ round: ExpiryRound) {
        if round.entries > 0 || round.events > 0 {
            log.info(
                .expired,
                "expired: \(round.entries) entries and \(round.events) events;"
                    + " \(round.bytes / 1_048_576) MiB given back")
        }
        if round.isTooLarge, !wasTooLarge {
            log.warning(
                .databaseTooLarge,
                "the database is larger than max_size, though all has gone that may: what came in the"
                    + " last days and is pinned stays; raise max_size in feeds.yml, or follow less")
        }
        wasTooLarge = round.isTooLarge
    }
}
