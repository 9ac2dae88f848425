internal import FeedParsing
internal import Fetching
internal import Politeness
internal import Storage
internal import Subscriptions
internal import Values

/// Polls each feed when it is due: owns the schedule and the polls under way.
actor Poller {
    private let mode: Aggregator.Mode
    private let visit: FeedVisit
    private let recorder: Recorder
    private let clock: WallClock
    /// A number in 0..<1 at each call.
    private let chance: @Sendable () -> Double
    private let log: Log
    /// Called after entries were stored.
    private let onNewEntries: @Sendable () -> Void

    private var feeds: [FeedID: FeedRecord] = [:]
    private var schedule = Schedule()
    private var outages = OutageWatch()
    /// Feeds that a person asked for while they were being polled, and whether for the whole document.
    private var again: [FeedID: Bool] = [:]
    private var isStopping = false
    private(set) var tally = PollTally()
    private let wake: AsyncStream<Void>
    private let waker: AsyncStream<Void>.Continuation

    /// Seconds that the loop sleeps at most.
    private static let longestSleep: Int64 = 60
    /// The longest that a feed may be made to wait: the longest `interval` of feeds.yml and a tenth.
    private static let longestWait: Int64 = 33 * 86_400
    /// Seconds that a feed waits whose result the store could not take.
    private static let storeRetry: Int64 = 60
    /// Seconds that a round of `once` waits for a host that wants to be left alone.
    private static let oncePatience: Int64 = 60

    init(
        mode: Aggregator.Mode, visit: FeedVisit, recorder: Recorder, clock: WallClock,
        chance: @escaping @Sendable () -> Double, log: Log,
        onNewEntries: @escaping @Sendable () -> Void
    ) {
        self.mode = mode
        self.visit = visit
        self.recorder = recorder
        self.clock = clock
        self.chance = chance
        self.log = log
        self.onNewEntries = onNewEntries
        (wake, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// From now on follows `records` and no others. A poll under way of a feed that is not among
    /// them still ends as it would have.
    func follow(_ records: [FeedRecord]) {
        let kept = Set(records.map(\.id))
        for id in feeds.keys.sorted() where !kept.contains(id) {
            schedule.remove(id)
            feeds[id] = nil
        }
        for var record in records {
            // What this run knows of a feed's polling is newer than what the list was read with.
            if let known = feeds[record.id] { record.poll = known.poll }
            feeds[record.id] = record
            guard let told = record.poll.due else {
                if !schedule.isRunning(record.id) { schedule.remove(record.id) }
                continue
            }
            // A time that was stored while the clock was far ahead would never come.
            let isPlausible = told <= clock.now.advanced(by: Self.longestWait)
            let due = isPlausible ? told : clock.now
            switch mode {
            case .continuous: schedule.set(record.id, host: record.host, due: due)
            case .once:
                // The spread of a fresh start is for a daemon that has time.
                if due <= clock.now || record.poll.lastPolled == nil {
                    schedule.set(record.id, host: record.host, due: min(due, clock.now))
                }
            }
        }
        waker.yield()
    }

    /// Makes `wanted` (nil: every feed) due now; with `force` without validators, so that the whole
    /// document is asked for.
    func refresh(_ wanted: [FeedID]?, force: Bool) {
        for id in wanted ?? feeds.keys.sorted() {
            guard let host = feeds[id]?.host else { continue }
            if force { feeds[id]?.poll.validators = Validators() }
            if schedule.isRunning(id) { again[id] = force }
            schedule.set(id, host: host, due: clock.now)
        }
        waker.yield()
    }

    /// Ends `run` soon: polls under way are cancelled, those being stored are stored.
    func stop() {
        isStopping = true
        waker.yield()
    }

    /// Polls what is due until `stop`, or until nothing is left to do in the mode `once`.
    func run() async {
        await withDiscardingTaskGroup { polls in
            var wakes = wake.makeAsyncIterator()
            while !isStopping {
                let now = clock.now
                for id in schedule.next(now: now) { polls.addTask { await self.poll(id) } }
                if mode == .once, schedule.runningCount == 0 {
                    let patience = now.advanced(by: Self.oncePatience)
                    guard let next = schedule.nextWake, next <= patience else { break }
                }
                let alarm = alarm(at: schedule.nextWake, now: now)
                await wakes.next(isolation: self)
                alarm?.cancel()
            }
            polls.cancelAll()
        }
    }

    /// Wakes the loop at `time`.
    private func alarm(at time: Timestamp?, now: Timestamp) -> Task<Void, Never>? {
        guard let time else { return nil }
        // Not longer, since the wall clock may jump meanwhile and a sleep does not see it.
        let seconds = min(max(0, time.seconds(since: now)), Self.longestSleep)
        return Task { [waker] in
            do {
                try await Task.sleep(for: .seconds(seconds))
                waker.yield()
            } catch {
                // The loop was woken by something else and sets a new alarm.
            }
        }
    }

    private func poll(_ id: FeedID) async {
        defer {
            again[id] = nil
            waker.yield()
        }
        let start = clock.now
        guard let record = feeds[id], let finding = await visit.visit(record) else {
            schedule.finished(id, due: feeds[id]?.poll.due)
            return
        }
        watchForOutage(finding, record)
        let verdict = PollVerdict(
            of: finding, on: record, start: start, now: clock.now, jitter: chance(),
            isOwnOutage: outages.outSince != nil)
        do throws(StoreError) {
            let receipt = try await recorder.record(verdict.result)
            finish(record, verdict, receipt)
        } catch {
            tally.unstored += 1
            log.error("feed \(record.subscription.url): not stored, tried again: \(error)")
            let retry = clock.now.advanced(by: Self.storeRetry)
            schedule.finished(id, due: mode == .once ? nil : retry)
        }
    }

    private func finish(_ record: FeedRecord, _ verdict: PollVerdict, _ receipt: PollReceipt) {
        let state = verdict.result.state
        feeds[record.id]?.poll = state
        if let pause = verdict.hostPause {
            log.notice("host \(record.host.name): left alone until \(pause.rfc3339), as it asked")
            schedule.pause(record.host, until: pause)
        }
        var due = state.due
        if let isForced = again[record.id] {
            due = clock.now
            if isForced { feeds[record.id]?.poll.validators = Validators() }
        }
        schedule.finished(record.id, due: mode == .once ? nil : due)
        count(state, receipt)
        report(record, state, receipt, notes: verdict.result.document?.notes ?? [])
        if receipt.new > 0 { onNewEntries() }
    }

    // MARK: - Our own network

    /// Tells our own outage from failures of the feeds, and makes up for it when it is over.
    private func watchForOutage(_ finding: FeedVisit.Finding, _ record: FeedRecord) {
        let isReachable: Bool
        switch finding {
        case .failure(.unreachable): isReachable = false
        case .answer: isReachable = true
        case .failure: return
        }
        let change = outages.record(
            host: record.host.name, isReachable: isReachable,
            wasReachable: record.poll.lastStatus != nil, now: clock.now)
        switch change {
        case .none: break
        case .began:
            log.warning("most servers cannot be reached: taken for an outage of our own network")
        case .recovered(let since):
            let count = makeUp(since: since)
            log.notice("the network is back; \(count) feeds are polled again within a minute")
        }
    }

    /// Makes the feeds due soon that could not be reached since `start`, spread over a minute.
    private func makeUp(since start: Timestamp) -> Int {
        let missed = feeds.values.filter { feed in
            feed.poll.lastStatus == nil && (feed.poll.lastPolled.map { $0 >= start } ?? false)
        }.sorted { $0.id < $1.id }
        for (place, feed) in missed.enumerated() {
            let delay = Int64(place * 60 / missed.count)
            schedule.set(feed.id, host: feed.host, due: clock.now.advanced(by: delay))
        }
        return missed.count
    }

    // MARK: - Words

    private func count(_ state: PollState, _ receipt: PollReceipt) {
        tally.polls += 1
        tally.newEntries += receipt.new
        tally.revisedEntries += receipt.revised
        if state.lastError != nil {
            tally.failures += 1
        } else if state.lastStatus == 304 {
            tally.notModified += 1
        }
    }

    private func report(
        _ record: FeedRecord, _ state: PollState, _ receipt: PollReceipt, notes: [String]
    ) {
        let name = "feed \(record.subscription.url)"
        if let moved = state.moved, moved.isSettled, record.poll.moved?.isSettled != true {
            log.notice("\(name): moved for good to \(moved.url); see `tidings feeds adopt`")
        }
        if let error = state.lastError {
            let next = state.due.map { "; next try \($0.rfc3339)" } ?? "; not polled any more"
            log.warning("\(name): \(error)\(next)")
        } else if receipt.new + receipt.revised > 0 {
            log.info("\(name): \(receipt.new) new, \(receipt.revised) revised")
        } else {
            log.debug("\(name): \(state.lastStatus == 304 ? "not modified" : "nothing new")")
        }
        for note in notes where receipt.new > 0 { log.info("\(name): \(note)") }
    }
}

extension FeedRecord {
    /// The server that the feed is paced by. An address that libcurl cannot read has one of its own:
    /// the poll tells what is wrong with it.
    var host: Schedule.Host {
        Schedule.Host(url: subscription.url, permit: subscription.allowPrivate)
            ?? Schedule.Host(name: subscription.url, isLocal: false)
    }
}
