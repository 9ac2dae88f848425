internal import Fetching
internal import Platform
internal import Politeness
internal import Storage
internal import Subscriptions
internal import Values

/// Polls each feed when it is due: owns the schedule and the polls under way.
actor Poller {
    let mode: Aggregator.Mode
    private let visit: FeedVisit
    var recorder: Recorder
    let clock: WallClock
    /// A number in 0..<1 at each call.
    private let chance: @Sendable () -> Double
    let log: Log
    /// Called after entries were stored.
    private let onNewEntries: @Sendable () -> Void
    /// Called when the store could not take what came.
    let onStoreFailure: @Sendable (StoreError) -> Void
    /// Nothing is asked for while nothing can be stored.
    private var isHeld = false
    /// Whether that is since it is not in its place any more.
    private(set) var hasLostPlace = false

    var feeds: [FeedID: FeedRecord] = [:]
    private var hosts = FeedHosts()
    var planner: PollPlanner
    /// By how many seconds the clock was set back in this run, fewer than 0.
    var setBack: Int64 = 0
    /// By how many of them the stored pauses have still to go back.
    var owedSetBack: Int64 = 0
    private var led = LedPolls()
    var wishes = PollWishes()
    private var isStopping = false
    /// Polls that ended and wait to be stored: they are still under way, and so bounded.
    private var ended: [EndedPoll] = []
    /// How many of them are being stored just now.
    private var storing = 0
    /// Runs while there are such polls.
    private var recording: Task<Void, Never>?
    /// Runs while others are waited for that shall share their transaction.
    private var gathering: Task<Void, Never>?
    private(set) var tally = PollTally()
    var volumes = FeedVolumes()
    /// When it was told last that this machine lacks what polls take.
    var localFaultTold: Timestamp?
    /// Who waits for the loop to make its next turn.
    private var turning: [CheckedContinuation<Void, Never>] = []
    private var hasEnded = false
    private let wake: AsyncStream<Void>
    let waker: AsyncStream<Void>.Continuation

    /// Seconds that the loop sleeps at most.
    private static let longestSleep: Int64 = 60
    /// Seconds that a round of `once` waits for a host that wants to be left alone.
    private static let oncePatience: Int64 = 60

    /// - Parameter schedule: nil: that of the mode. The pace of a fresh start is for a daemon that has time.
    init(
        mode: Aggregator.Mode, schedule: Schedule? = nil, visit: FeedVisit, recorder: Recorder,
        clock: WallClock, chance: @escaping @Sendable () -> Double, log: Log,
        onNewEntries: @escaping @Sendable () -> Void,
        onStoreFailure: @escaping @Sendable (StoreError) -> Void = { _ in }
    ) {
        self.mode = mode
        self.visit = visit
        self.recorder = recorder
        self.clock = clock
        self.chance = chance
        self.log = log
        self.onNewEntries = onNewEntries
        self.onStoreFailure = onStoreFailure
        planner = PollPlanner(
            schedule: schedule ?? (mode == .once ? Schedule(pace: nil) : Schedule()))
        (wake, waker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// From now on follows `records` and no others. A poll under way of a feed that is not among
    /// them still ends as it would have.
    func follow(_ records: [FeedRecord]) {
        hosts.forget(expecting: records.count)
        let (kept, isFirst) = (Set(records.map(\.id)), feeds.isEmpty)
        for id in feeds.keys.sorted() where !kept.contains(id) {
            planner.remove(id)
            feeds[id] = nil
        }
        let now = takeClock()
        feeds.reserveCapacity(records.count)
        for var record in records {
            let (id, known) = (record.id, feeds[record.id])
            if let known { record = record.keeping(known) }
            record = record.retried(with: visit.credentials, isStart: known == nil, now: now)
            feeds[id] = record
            // One that is gone for good waits where a person asked for it.
            let planned = record.poll.due == nil && wishes[id] == nil ? nil : planner.due(of: id)
            let wished = wishedDue(of: record, now: now)
            guard let due = wished ?? record.poll.nextDue(now: now) ?? planned else {
                if !planner.isRunning(id) { planner.remove(id) }
                continue
            }
            guard mode == .continuous || due <= now else { continue }
            // Sooner: a person asked for it, or the network came back. And a clock that went back took with
            // it what is planned, but not what is stored.
            let isAsPlanned = known?.poll.due == record.poll.due
            planner.set(
                id, host: host(of: record),
                due: planned.map { isAsPlanned ? $0 : min($0, due) } ?? due,
                wasSilent: record.poll.wasSilent)
        }
        if isFirst { resumeOutage(now: now) }
        wishes.forget { feeds[$0] == nil }
        waker.yield()
    }

    /// Leaves hosts alone that asked for it in an earlier run.
    func keep(_ pauses: [HostPause]) {
        for pause in pauses { planner.pause(pause, isOld: true) }
    }

    /// Starts no poll until `resume`; those under way end as they would have.
    func hold() {
        isHeld = true
    }

    /// Polls again what is due. Where the store was opened anew, what was known of the feeds is not
    /// any more: it may be another than the one it was learnt from.
    func resume(_ records: [FeedRecord], opening: Int) {
        isHeld = false
        if opening != recorder.opening {
            recorder.opening = opening
            for poll in ended { drop(poll.feed.id, poll.wish) }
            ended.removeAll()
            // A feed that is being polled comes to the list again when it is done.
            for id in feeds.keys where !planner.isRunning(id) { planner.remove(id) }
            feeds.removeAll()
        }
        follow(records)
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
            let alarm = Alarm { [waker] in waker.yield() }
            while !isStopping {
                if !isHeld { await keepUp() }
                let now = takeClock()
                if isHeld, mode == .once, planner.runningCount == 0 { break }
                let started = isHeld ? [] : planner.next(now: now)
                for id in started where !led.letIn(id) {
                    guard let feed = feeds[id], let door = hosts.door(of: id) else {
                        free(id, due: nil)
                        continue
                    }
                    let wish = wishes.take(of: id)
                    // It begins here and goes on here: one more task in the pool would wake a thread.
                    polls.addImmediateTask { [visit, setBack, opening = recorder.opening] in
                        let visited = await visit.visit(
                            feed, at: door.address, isWhole: wish == .whole,
                            admission: { await self.admit(feed.id, to: $0) })
                        self.end(
                            feed, visited, at: door.host, wish, start: now, setBack: setBack,
                            opening: opening)
                    }
                }
                if mode == .once, planner.runningCount == 0 {
                    let patience = now.advanced(by: Self.oncePatience)
                    guard let next = planner.nextWake, next <= patience else { break }
                }
                answerTurns()
                if !isHeld, let next = planner.nextWake {
                    // Not later, since the wall clock may jump meanwhile and a timer does not see it.
                    alarm.ring(within: min(max(0, next.seconds(since: now)), Self.longestSleep))
                }
                await wakes.next(isolation: self)
            }
            polls.cancelAll()
            hasEnded = true
            led.end()
            answerTurns()
        }
        // Not cut short by a stop: what came is stored.
        await recording?.value
    }

    /// Back when the loop of `run` has made a turn, or has ended: the proof that it does not hang.
    func turn() async -> Heartbeat.Pulse {
        if !hasEnded {
            await withCheckedContinuation { waiting in
                turning.append(waiting)
                waker.yield()
            }
        }
        return pulse
    }

    /// How polling goes.
    var pulse: Heartbeat.Pulse {
        Heartbeat.Pulse(
            running: planner.runningCount, lateness: isHeld ? 0 : planner.lateness(now: clock.now))
    }

    /// Polls that ended and are not stored yet.
    var unstoredCount: Int { ended.count + storing }

    private func answerTurns() {
        for waiting in turning { waiting.resume() }
        turning.removeAll()
    }

    /// Whether a redirect may lead `feed` to `host`, for which it may have to wait.
    private func admit(_ feed: FeedID, to host: Schedule.Host) async -> Admission {
        let now = takeClock()
        // One that is cancelled is told so by its next step.
        if hasEnded { return .open }
        if let until = planner.pauses(now: now)[host] { return .paused(until: until) }
        switch planner.enter(host, as: feed, now: now) {
        case .open: return .open
        case .later(let turn): return .busy(until: turn)
        case .waits:
            return await withCheckedContinuation { waiting in
                led.add(feed, at: host, waiting)
                // Others may have its places.
                waker.yield()
            }
        }
    }

    /// Takes what a visit found at `host`, which began at `start` in that `opening`, when the clock had been
    /// set back by `setBack`; nil: it was cancelled.
    private func end(
        _ feed: FeedRecord, _ visited: FeedVisit.Visited?, at host: Schedule.Host,
        _ wish: PollWish?, start: Timestamp, setBack: Int64, opening: Int
    ) {
        // Before anything is told by the clock as it is now: it would be moved with what was told before.
        let now = takeClock()
        guard let visited, opening == recorder.opening else {
            return drop(feed.id, wish)
        }
        let feed = feed.with(feed.poll.moved(by: self.setBack - setBack, to: now))
        let finding = visited.finding
        // What a person asked for is still to come.
        if finding.isPutOff, let wish { wishes.add(wish, of: feed.id) }
        tally.fetches.add(finding)
        note(finding, of: feed, at: host)
        let verdict = PollVerdict(
            of: visited, on: feed, host: host, start: start, now: now, jitter: chance(),
            outSince: planner.outSince, isAsked: wish != nil)
        ended.append(
            EndedPoll(
                feed: feed, verdict: verdict, setBack: self.setBack, place: visited.place,
                wish: wish))
        if isGathered { gathering?.cancel() }
        if recording == nil { recording = Task { await self.record() } }
    }

    /// Stores the polls that ended until there are none.
    private func record() async {
        while !ended.isEmpty {
            if !ended.contains(where: { $0.former != nil }) { await gather() }
            await keepUp()
            let batch = ended.prefix(Recorder.batch).map(byClock)
            ended.removeFirst(batch.count)
            storing = batch.count
            let opening = recorder.opening
            let receipts = await recorder.record(
                batch.map { $0.verdict.result(behind: $0.former) })
            storing = 0
            for (poll, receipt) in zip(batch, receipts) {
                let poll = byClock(poll)
                switch receipt {
                // Stored in what the store does not hold any more.
                case _ where recorder.opening != opening: drop(poll.feed.id, poll.wish)
                case .success(let step):
                    let receipt = poll.former.map(step.following) ?? step
                    guard step.isPartial else {
                        finish(poll.feed, poll.verdict, receipt)
                        continue
                    }
                    // Behind those that ended meanwhile.
                    ended.append(poll.following(receipt))
                    if step.new > 0 { onNewEntries() }
                case .failure(let error): await giveUp(poll, error)
                }
            }
        }
        recording = nil
    }

    /// Waits for others that may share the next transaction: a batch of them, or all that are under
    /// way where none is to start.
    private func gather() async {
        if isGathered { return }
        // A task of its own, so that it can be cut short.
        let gathering = Task { () -> Void in try? await Task.sleep(for: Recorder.gathering) }
        self.gathering = gathering
        await gathering.value
        self.gathering = nil
    }

    private var isGathered: Bool {
        if isStopping || ended.count >= Recorder.batch { return true }
        guard ended.count >= planner.runningCount else { return false }
        // Those that start next will end soon.
        return planner.nextWake.map { $0 > clock.now } ?? true
    }

    private func giveUp(_ poll: EndedPoll, _ error: StoreError) async {
        let feed = poll.feed
        if error.kind == .reopened { return drop(feed.id, poll.wish) }
        if let wish = poll.wish { wishes.add(wish, of: feed.id) }
        tally.unstored += 1
        // One word on the store is enough, however many feeds were under way.
        if error.kind.isOfPlace {
            if mode == .once, !isHeld { log.error(.storeOutage, "nothing can be stored: \(error)") }
            isHeld = true
            hasLostPlace = [.missing, .logMissing, .closed, .notPermitted].contains(error.kind)
            onStoreFailure(error)
            return free(feed.id, due: mode == .once ? nil : clock.now)
        }
        let refused = poll.verdict.refused("\(error)", of: feed, now: clock.now)
        log.report(refused.state, refusedOf: feed)
        // It may take that much, for others to see.
        let opening = recorder.opening
        let receipt = try? await recorder.record([refused]).first?.get()
        // What the old address said is not so of the new one.
        if opening != recorder.opening || receipt?.isOvertaken == true {
            return drop(feed.id, poll.wish)
        }
        leaveAlone(refused.hostPauses)
        let known = feeds[feed.id]?.with(refused.state)
        feeds[feed.id] = known
        free(
            feed.id, host: known.map(host(of:)), due: mode == .once ? nil : refused.state.due)
    }

    /// Takes a poll as if it had not been: what the store says of the feed counts, and what a person asked
    /// for is still to come.
    private func drop(_ id: FeedID, _ wish: PollWish?) {
        guard let feed = feeds[id] else { return free(id, due: nil) }
        if let wish { wishes.add(wish, of: id) }
        free(id, due: wishedDue(of: feed, now: clock.now) ?? feed.poll.due)
    }

    /// Frees the place of a feed, which is next asked at `host`; nil: where it was.
    private func free(_ id: FeedID, host: Schedule.Host? = nil, due: Timestamp?) {
        planner.finish(
            id, host: host, due: dueAgain(id, else: due),
            isHeld: feeds[id]?.poll.isLeftAlone(now: clock.now) ?? false)
        waker.yield()
    }

    private func finish(_ record: FeedRecord, _ verdict: PollVerdict, _ receipt: PollReceipt) {
        let state = verdict.state(of: record, declaredNow: feeds[record.id], now: clock.now)
        tally.count(state, receipt)
        if receipt.new > 0 { onNewEntries() }
        leaveAlone(verdict.result.hostPauses)
        // What the old address said is not so of the new one, which is told here soon.
        if receipt.isOvertaken {
            let (old, new) = (record.subscription.url, feeds[record.id])
            let isKnown = new?.subscription.url != old
            return free(record.id, due: isKnown ? new?.poll.nextDue(now: clock.now) : nil)
        }
        let feed = feeds[record.id]?.with(state)
        feeds[record.id] = feed
        let due = dueAgain(record.id, else: state.due)
        let isDone = mode == .once && !state.isQueued  // Those come back that let others go first.
        planner.finish(
            record.id, host: feed.map(host(of:)), due: isDone ? nil : due,
            isHeld: state.isLeftAlone(now: clock.now))
        log.report(record, state, receipt, document: verdict.result.document)
        tellVolume(of: record, receipt, verdict.result.document)
        waker.yield()
    }

    private func leaveAlone(_ pauses: [HostPause]) {
        for pause in pauses {
            log.notice(
                .hostPaused,
                "host \(pause.host.name): left alone until \(pause.until.rfc3339), as it asked")
            planner.pause(pause)
            for id in led.turnAway(pause) { planner.dismiss(id) }
        }
    }

    func host(of record: FeedRecord) -> Schedule.Host {
        hosts.host(of: record, now: clock.now)
    }
}
