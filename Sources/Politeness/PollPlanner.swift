public import Values

/// Which feeds to poll now: joins the schedule, the watch over our own network and the clock.
///
/// A pure value: the daemon drives it by the clock of the machine, a simulation by its own. A poll is
/// `next`, then `observe` with what came, then, once the result is stored, `finish`.
public struct PollPlanner: Sendable {
    public typealias FeedID = Schedule.FeedID

    /// Starts of public hosts while our own network is down: enough to notice soon that it is back,
    /// few enough to cost nothing in hours without it.
    private static let probing = Schedule.Pace(starts: 1, seconds: 5)
    /// Seconds over which the feeds are spread that an outage cost their poll.
    private static let makingUp: Int64 = 60

    private var schedule: Schedule
    private let pace: Schedule.Pace?
    private var watch = OutageWatch()
    /// The feeds whose last poll did not reach their host, and when that was.
    private var unreached: [FeedID: Timestamp] = [:]
    private var latest = Timestamp(seconds: .min)
    /// Until when hosts are left alone, for polls that redirects lead there; and when that was asked for, by
    /// the clock as it was last looked at: in an earlier run the first of all times.
    private var pauses: [Schedule.Host: (until: Timestamp, asked: Timestamp)] = [:]

    /// A `schedule` without a pace, as for a single round, does not slow down in an outage either.
    public init(schedule: Schedule = Schedule()) {
        self.schedule = schedule
        pace = schedule.pace
    }

    /// What a poll told of our own network.
    public enum News: Hashable, Sendable {
        case none
        /// The hosts are out of reach: failures cost no feed anything until one answers, for an hour.
        case outage
        /// A host answered, and so many feeds that missed their poll are due within a minute.
        case recovery(feeds: Int)
    }

    public var runningCount: Int { schedule.runningCount }

    /// Since when our own network seems to be down; nil: it does not.
    public var outSince: Timestamp? { watch.outSince }

    /// See `Schedule.nextWake`.
    public var nextWake: Timestamp? { schedule.nextWake }

    /// See `Schedule.lateness`.
    public func lateness(now: Timestamp) -> Int64 { schedule.lateness(now: now) }

    /// Whether `feed` was started and has not finished, whether it was removed meanwhile or not.
    public func isRunning(_ feed: FeedID) -> Bool { schedule.isRunning(feed) }

    /// When `feed` is due; nil when it does not wait.
    public func due(of feed: FeedID) -> Timestamp? { schedule.due(of: feed) }

    /// Makes `feed` due at `due`, whether it is new here or not; of one that is new `wasSilent` tells how
    /// its last poll ended (`PollState.wasSilent`).
    public mutating func set(
        _ feed: FeedID, host: Schedule.Host, due: Timestamp, wasSilent: Bool = false
    ) {
        schedule.set(feed, host: host, due: due, wasSilent: wasSilent)
    }

    /// Forgets `feed`; a poll of it that is under way keeps its place until `finish`.
    public mutating func remove(_ feed: FeedID) {
        schedule.remove(feed)
        unreached[feed] = nil
    }

    /// Leaves a host alone, as it asked (RFC 9110 §10.2.3, RFC 6585 §4): just now, or with `isOld` in an earlier
    /// run.
    public mutating func pause(_ pause: HostPause, isOld: Bool = false) {
        schedule.pause(pause.host, until: pause.until)
        // Not as soon as they are over: the clock may have leapt ahead.
        pauses = pauses.filter { $0.value.until.advanced(by: PollPolicy.longestHold) > latest }
        if let known = pauses[pause.host], known.until >= pause.until { return }
        pauses[pause.host] = (pause.until, asked: isOld ? Timestamp(seconds: .min) : latest)
    }

    /// The hosts that are to be left alone now, and until when: feeds of other hosts may lead there.
    public func pauses(now: Timestamp) -> [Schedule.Host: Timestamp] {
        pauses.mapValues(\.until).filter { $0.value > now }
    }

    /// See `Schedule.enter`; a pause is told as such by `pauses`.
    public mutating func enter(
        _ host: Schedule.Host, as feed: FeedID, now: Timestamp
    ) -> Schedule.Passage {
        schedule.enter(host, as: feed, now: now)
    }

    /// See `Schedule.dismiss`.
    public mutating func dismiss(_ feed: FeedID) { schedule.dismiss(feed) }

    /// Ends a host's pause, because a person insists.
    public mutating func resume(_ host: Schedule.Host, now: Timestamp) {
        schedule.resume(host, now: now)
        pauses[host] = nil
    }

    /// Takes all times along with a clock that was set back since the last look at it, so that nobody waits
    /// for a day that has been already, and an outage is none the less one; answers by how many seconds, fewer
    /// than 0, or 0 where it goes on.
    ///
    /// Not so pauses that were asked for before what is now: the clock may have leapt ahead since, and be right
    /// again. Of feeds only who knows when they were polled can tell (`PollState.moved`).
    public mutating func setBack(to now: Timestamp) -> Int64 {
        defer { latest = now }
        guard latest.seconds != .min else { return 0 }
        let seconds = now.seconds(since: latest)
        guard seconds < -PollState.clockSlack else { return 0 }
        schedule.shift(by: seconds)
        for (host, pause) in pauses {
            if pause.asked > now.advanced(by: PollState.clockSlack) {
                pauses[host] = (
                    pause.until.advanced(by: seconds), pause.asked.advanced(by: seconds)
                )
            } else {
                schedule.pause(host, until: pause.until)
            }
        }
        unreached = unreached.mapValues { $0.advanced(by: seconds) }
        watch.shift(by: seconds)
        return seconds
    }

    /// The feeds to start now, which count as running until `finish`.
    ///
    /// A clock that jumps ahead looks like a machine that slept: what is due by it is polled, once. See
    /// `setBack` for the other way.
    public mutating func next(now: Timestamp) -> [FeedID] {
        _ = setBack(to: now)
        return schedule.next(now: now)
    }

    /// Takes in how the poll of a feed that was in `state` went: whether its host was reached; nil
    /// when that stays open, and `isSilent` whether it let a deadline pass after that.
    ///
    /// The reader's own hosts say nothing of the way to all others, whether they answer or not.
    public mutating func observe(
        _ feed: FeedID, host: Schedule.Host, isReached: Bool?, isSilent: Bool,
        state: PollState, now: Timestamp
    ) -> News {
        if outSince == nil { schedule.note(feed, isSilent: isSilent) }
        guard let isReached else { return .none }
        unreached[feed] = isReached ? nil : now
        guard !host.isLocal else { return .none }
        // A feed that an outage cost its poll has no status; its host is as good as before.
        let wasReached =
            state.lastStatus != nil || state.isWaitedOut
            || (state.failures == 0 && state.lastSuccess != nil)
        // A single round forgets the hosts that it is done with.
        let hosts = pace == nil ? nil : schedule.publicHosts
        switch watch.record(
            host: host.name, isReachable: isReached, wasReachable: wasReached, among: hosts,
            now: now)
        {
        case .none: return .none
        case .began:
            if pace != nil { schedule.pace = Self.probing }
            return .outage
        case .recovered(let since):
            schedule.pace = pace
            schedule.forgetSilence()
            return .recovery(feeds: makeUp(since: since, now: now))
        }
    }

    /// Takes up an outage again that a restart interrupted, by what is stored of the feeds: the polls that
    /// it cost are later than any that went well. Where it has ended meanwhile the first answer tells, and
    /// all are asked soon.
    public mutating func resume(
        _ feeds: [(id: FeedID, host: Schedule.Host, state: PollState)], now: Timestamp
    ) -> News {
        guard outSince == nil else { return .none }
        let known = feeds.filter { !$0.host.isLocal }
        // What was stored while the clock was ahead says nothing.
        let answer = known.compactMap(\.state.lastSuccess).filter { $0 <= now }.max()
        let waiting = known.filter { feed in
            guard feed.state.isWaitedOut, let last = feed.state.lastPolled else { return false }
            return answer.map { last > $0 } ?? true
        }
        guard !waiting.isEmpty else { return .none }
        watch = OutageWatch(
            since: Self.start(of: waiting.map(\.state), now: now),
            hosts: Set(waiting.map(\.host.name)))
        // A single round asks what is due, and waits for nothing.
        guard pace != nil else { return .outage }
        for feed in waiting where !feed.state.isLeftAlone(now: now) { unreached[feed.id] = now }
        schedule.pace = Self.probing
        return .outage
    }

    /// The longest that nobody was asked in an outage that is the same before and after, in seconds: a timer
    /// that has a round made once an hour leaves no more.
    private static let longestUnasked: Int64 = 2 * 3_600

    /// When the outage began that cost the last polls of these states. Where nobody was asked for long what it
    /// grants is granted anew: how long nobody asked is not how long nobody answered.
    private static func start(of states: [PollState], now: Timestamp) -> Timestamp {
        let last = states.max { $0.lastPolled ?? now < $1.lastPolled ?? now }
        guard let last, let polled = last.lastPolled, let start = last.outageSince,
            start <= polled, (0...longestUnasked).contains(now.seconds(since: polled))
        else { return now }
        return start
    }

    /// Frees the place of `feed`, which is next asked at `host` when it is due; nil: not any more. `isHeld`: its
    /// server asked to be left alone for longer than now (`PollState.isLeftAlone`), as one does that redirects to
    /// another out of reach; the end of an outage does not cut that short.
    public mutating func finish(
        _ feed: FeedID, host: Schedule.Host?, due: Timestamp?, isHeld: Bool
    ) {
        if isHeld { unreached[feed] = nil }
        if let host, let due, schedule.isKnown(feed) { schedule.set(feed, host: host, due: due) }
        schedule.finished(feed, due: due)
    }

    /// Makes the feeds due soon that could not be reached since `start`, one after the other: those,
    /// too, that are due again already, so that a line that is just back is not taken at once. What
    /// became due meanwhile and was held back without a try comes at the schedule's pace.
    private mutating func makeUp(since start: Timestamp, now: Timestamp) -> Int {
        let missed = unreached.filter { $0.value >= start }.keys.sorted()
        for (place, feed) in missed.enumerated() {
            let delay = Int64(place) * Self.makingUp / Int64(missed.count)
            schedule.move(feed, to: now.advanced(by: delay))
        }
        return missed.count
    }
}
