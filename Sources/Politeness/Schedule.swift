internal import Values

/// When each feed is polled, and which may be started now: due times in heaps, hosts paced.
///
/// A public host gets at most `perHost` polls at once and one start in `spacing` seconds. A local
/// one, which is the reader's own (`Schedule.Host`), takes `perLocalHost` at once without spacing.
/// All public hosts together get no more starts than `pace` allows: after a fresh start, or a stop of
/// days, everything is due, and neither a name server nor a router at home is to take it at once.
/// Of the places for all, public hosts that were silent at their last poll (`note`) get `mostSilent`: each is
/// under way for as long as a deadline, and those that answer are not to wait for a hundred of them. Nor for
/// those of which nobody knew: who is under way for long holds no place any more (`PollPlaces`).
/// Each operation is logarithmic in the feeds; none looks at all of them.
///
/// Of feeds due at the same second the one with the lowest number comes first, so that the same
/// calls give the same order. One exception: a place that a feed of a local host frees goes to the next
/// feed of that host, which finds the connection open, before those that are due up to `precedence`
/// seconds longer.
public struct Schedule: Sendable {
    /// A feed's number in the database.
    public typealias FeedID = Int64

    /// Polls that run at once over all hosts, with those that linger (`PollPlaces`).
    public var mostUnderWay: Int { places.width + places.mostLingering }
    /// Polls that run at once on one public host, at least 1.
    let perHost: Int
    /// Polls that run at once on one host of the reader's own, at least 1.
    let perLocalHost: Int
    /// Seconds between two starts on one public host.
    let spacing: Int64
    /// Nil: public hosts get as many starts as have room.
    var pace: Pace? {
        didSet { (periodEnd, periodStarts) = (Timestamp(seconds: .min), 0) }
    }

    /// The host of each feed that is known, running or not.
    private var feeds: [FeedID: HostID] = [:]
    private var lines: [HostLine] = []
    private(set) var hosts: [Host: HostID] = [:]
    /// Hosts without feeds, by when neither spacing nor a pause need them any more; and the places in
    /// `lines` that such hosts have left, the lowest of which is taken first.
    private var leaving = IndexedHeap()
    private var vacant = IndexedHeap()
    /// Hosts with a feed that waits and a free place, by when the next may start: the public ones, those of
    /// them that were silent, and the reader's own.
    private var ready = IndexedHeap()
    private var readySilent = IndexedHeap()
    private var readyLocal = IndexedHeap()
    /// When the present period of `pace` is over, and the starts in it.
    private var periodEnd = Timestamp(seconds: .min)
    private var periodStarts = 0
    /// Local hosts where a place became free since the last look, in order.
    private var freed: [HostID] = []
    /// How much longer others may have waited, in seconds: few enough to starve nobody.
    private static let precedence: Int64 = 10
    /// The feeds being polled.
    private var places: PollPlaces
    /// The other hosts that redirects have led them to, where they have a place, too.
    private var guests: [FeedID: [HostID]] = [:]
    /// The feeds being polled that wait for a place at a host that a redirect led them to, and have none
    /// meanwhile; nil: they do not wait for it any more.
    private var led: [FeedID: HostID?] = [:]
    /// How many may wait so: each is a poll in memory.
    let mostLed: Int
    /// The longest that one is sent away for beyond them, in seconds: it asks its own server anew.
    private static let longestTurn: Int64 = 30

    public init(
        width: Int = 100, mostSilent: Int = 40, perHost: Int = 2, perLocalHost: Int = 8,
        spacing: Int64 = 1,
        mostLed: Int = 1_000, pace: Pace? = Pace(starts: 100, seconds: 1)
    ) {
        places = PollPlaces(width: width, mostSilent: mostSilent)
        self.perHost = max(1, perHost)
        self.perLocalHost = max(1, perLocalHost)
        self.spacing = max(0, spacing)
        self.mostLed = max(0, mostLed)
        self.pace = pace
    }

    private typealias Turn = IndexedHeap.Priority

    /// The number of a host in `lines`: it keeps it while it has feeds, or is left alone.
    typealias HostID = Int

    /// The public hosts that feeds are asked at.
    var publicHosts: some Sequence<String> {
        lines.lazy.filter { $0.feeds > 0 && !$0.isLocal }.map(\.host.name)
    }

    /// How many feeds run at this moment; those that wait behind a redirect do not.
    var runningCount: Int { places.count }

    /// Whether `feed` was set and not removed.
    func isKnown(_ feed: FeedID) -> Bool { feeds[feed] != nil }

    /// Whether `feed` was started and has not finished.
    func isRunning(_ feed: FeedID) -> Bool {
        places.host(of: feed) != nil || led[feed] != nil
    }

    /// When `feed` is due, whatever its host allows; nil when it does not wait.
    func due(of feed: FeedID) -> Timestamp? {
        if led[feed] != nil { return nil }
        return feeds[feed].flatMap { lines[$0].waiting.priority(of: feed)?.time }
    }

    /// When `next` will have something to start if nothing changes until then; nil: not before a
    /// poll finishes or a feed is set.
    var nextWake: Timestamp? {
        guard let place = places.opens, let next = nextHost else { return nil }
        return max(place, next.turn.time)
    }

    /// The seconds for which the feed whose turn is next has waited for a free place; 0: none waits
    /// that its host would let in.
    func lateness(now: Timestamp) -> Int64 {
        nextHost.map { max(0, now.seconds(since: $0.turn.time)) } ?? 0
    }

    /// The host with the next start, and when that may be.
    private var nextHost: (host: HostID, turn: Turn)? {
        let local = readyLocal.first
        let answering = ready.first
        let quiet = places.isFullOfSilent ? nil : readySilent.first
        let isQuiet = quiet.map { first in answering.map { first.priority < $0.priority } ?? true }
        guard var open = isQuiet == true ? quiet : answering else {
            return local.map { (Int($0.member), $0.priority) }
        }
        if let pace, periodStarts >= pace.starts {
            open.priority = open.priority.notBefore(periodEnd)
        }
        guard let local, local.priority < open.priority else {
            return (Int(open.member), open.priority)
        }
        return (Int(local.member), local.priority)
    }

    /// Makes `feed` due at `due`, whether it is new here or not.
    ///
    /// Of a feed that is running only the host is taken over: when it finishes its next time is
    /// told anyway. Of one that is new here `wasSilent` tells what there was to `note` of its last poll.
    mutating func set(
        _ feed: FeedID, host: Host, due: Timestamp, wasSilent: Bool = false
    ) {
        let host = number(of: host)
        let old = feeds[feed]
        // Who redirects is not silent for one that it led to: others of its feeds are known before.
        if old == nil, wasSilent, lines[host].feeds == 0 { lines[host].isSilent = true }
        if old != host {
            if let old { withdraw(feed, from: old) }
            lines[host].feeds += 1
            feeds[feed] = host
            update(host)
        }
        if !isRunning(feed) { enqueue(feed, on: host, due: due) }
    }

    /// Forgets `feed`; one that is running ends and does not come back.
    mutating func remove(_ feed: FeedID) {
        guard let host = feeds.removeValue(forKey: feed) else { return }
        withdraw(feed, from: host)
    }

    /// The feeds to start now, which count as running until `finished`, and those to go on that wait
    /// behind a redirect.
    mutating func next(now: Timestamp) -> [FeedID] {
        var started: [FeedID] = []
        places.lookAround(now: now)
        for host in freed where !places.isFull {
            guard let next = nextHost?.turn.time,
                let turn = readyLocal.priority(of: IndexedHeap.Member(host)), turn.time <= now,
                turn.time.seconds(since: next) <= Self.precedence,
                let feed = start(on: host, now: now)
            else { continue }
            started.append(feed)
        }
        freed.removeAll(keepingCapacity: true)
        while !places.isFull, let (host, turn) = nextHost, turn.time <= now,
            let feed = start(on: host, now: now)
        {
            started.append(feed)
        }
        forgetHosts(now: now)
        return started
    }

    /// Forgets the hosts that have no feeds any more.
    private mutating func forgetHosts(now: Timestamp) {
        while let (member, turn) = leaving.first, turn.time <= now {
            leaving.remove(member)
            hosts[lines[HostID(member)].host] = nil
            vacant.set(member, to: Turn(time: Timestamp(seconds: 0), feed: member))
        }
        while let last = lines.indices.last, vacant.priority(of: .init(last)) != nil {
            vacant.remove(.init(last))
            lines.removeLast()
        }
    }

    /// Starts the first of those that wait for `host`.
    private mutating func start(on host: HostID, now: Timestamp) -> FeedID? {
        guard let feed = lines[host].waiting.first?.member else { return nil }
        // In place: a copy of the line would be one of all that wait in it.
        lines[host].waiting.remove(feed)
        lines[host].running += 1
        if !lines[host].isLocal {
            lines[host].opens = max(lines[host].opens, now.advanced(by: spacing))
            countStart(now)
        }
        places.take(
            feed, at: host, isSilent: lines[host].isSilent && !lines[host].isLocal, now: now)
        led[feed] = nil
        update(host)
        return feed
    }

    private mutating func countStart(_ now: Timestamp) {
        guard let pace else { return }
        if now >= periodEnd { (periodEnd, periodStarts) = (now.advanced(by: pace.seconds), 0) }
        periodStarts += 1
    }

    /// Makes `feed` due at `due` if it waits, whatever it waits for.
    mutating func move(_ feed: FeedID, to due: Timestamp) {
        guard self.due(of: feed) != nil, let host = feeds[feed] else { return }
        enqueue(feed, on: host, due: due)
    }

    /// Moves all times by so many seconds: for a clock that was set back, after which what was an
    /// hour away is to be an hour away still. The order stays, and with it the heaps.
    mutating func shift(by seconds: Int64) {
        func moved(_ turn: Turn) -> Turn {
            Turn(time: turn.time.advanced(by: seconds), feed: turn.feed)
        }
        for host in lines.indices {
            lines[host].waiting.changeAll(moved)
            lines[host].opens = lines[host].opens.advanced(by: seconds)
            lines[host].nextVisit = lines[host].nextVisit.advanced(by: seconds)
        }
        ready.changeAll(moved)
        readySilent.changeAll(moved)
        readyLocal.changeAll(moved)
        leaving.changeAll(moved)
        places.shift(by: seconds)
        periodEnd = periodEnd.advanced(by: seconds)
    }

    /// Asks for a place at another host that a redirect leads `feed` to, which is being polled. Where it
    /// has to wait, others may have the places that it has: what it asked there was answered.
    mutating func enter(_ host: Host, as feed: FeedID, now: Timestamp) -> Passage {
        // Who redirects has answered.
        note(feed, isSilent: false)
        guard !host.isLocal, let home = places.host(of: feed) else { return .open }
        let place = number(of: host)
        guard place != home, guests[feed]?.contains(place) != true else { return .open }
        defer { update(place) }
        if lines[place].running < perHost, lines[place].opens <= now {
            lines[place].running += 1
            lines[place].opens = now.advanced(by: spacing)
            guests[feed, default: []].append(place)
            return .open
        }
        guard led.count < mostLed else {
            // One after the other, and not all at once when the next place is free.
            let turn = max(now, lines[place].opens, lines[place].nextVisit)
                .advanced(by: max(spacing, 2))
            lines[place].nextVisit = min(turn, now.advanced(by: Self.longestTurn))
            return .later(lines[place].nextVisit)
        }
        leave(feed)
        led[feed] = .some(place)
        lines[place].waiting.set(feed, to: Turn(time: now, feed: feed))
        return .waits
    }

    /// Takes `feed` out of the line in which it waits behind a redirect; it still is to be `finished`.
    mutating func dismiss(_ feed: FeedID) {
        guard let place = led[feed] ?? nil else { return }
        led[feed] = .some(nil)
        lines[place].waiting.remove(feed)
        update(place)
    }

    /// Frees the places of `feed` and makes it due again; nil: not any more.
    mutating func finished(_ feed: FeedID, due: Timestamp?) {
        guard isRunning(feed) else { return }
        dismiss(feed)
        led[feed] = nil
        leave(feed)
        if let due, let host = feeds[feed] {
            enqueue(feed, on: host, due: due)
        } else {
            remove(feed)
        }
    }

    /// Takes note whether the host at which `feed` is being polled was silent: whether the poll ended by a
    /// deadline after the connection was there.
    mutating func note(_ feed: FeedID, isSilent: Bool) {
        guard let host = guests[feed]?.last ?? places.host(of: feed),
            lines[host].isSilent != isSilent
        else { return }
        lines[host].isSilent = isSilent
        update(host)
    }

    /// Takes no host for a silent one any more: it was our own network.
    mutating func forgetSilence() {
        for host in lines.indices where lines[host].isSilent {
            lines[host].isSilent = false
            update(host)
        }
    }

    /// Frees the places that `feed` has.
    private mutating func leave(_ feed: FeedID) {
        for host in guests.removeValue(forKey: feed) ?? [] {
            lines[host].running -= 1
            update(host)
        }
        guard let place = places.free(feed) else { return }
        lines[place].running -= 1
        if lines[place].isLocal { freed.append(place) }
        update(place)
    }

    /// Starts nothing on `host` before `time`; a pause is never shortened.
    mutating func pause(_ host: Host, until time: Timestamp) {
        let host = number(of: host)
        lines[host].opens = max(lines[host].opens, time)
        update(host)
    }

    /// Ends the pause of `host`; its spacing stays.
    mutating func resume(_ host: Host, now: Timestamp) {
        guard let host = hosts[host] else { return }
        lines[host].opens = min(lines[host].opens, now.advanced(by: spacing))
        update(host)
    }

    private mutating func number(of host: Host) -> HostID {
        if let number = hosts[host] { return number }
        if let place = vacant.first?.member {
            vacant.remove(place)
            hosts[host] = HostID(place)
            lines[HostID(place)] = HostLine(host: host)
            return HostID(place)
        }
        hosts[host] = lines.count
        lines.append(HostLine(host: host))
        return lines.count - 1
    }

    private mutating func enqueue(_ feed: FeedID, on host: HostID, due: Timestamp) {
        lines[host].waiting.set(feed, to: Turn(time: due, feed: feed))
        update(host)
    }

    private mutating func withdraw(_ feed: FeedID, from host: HostID) {
        // Behind a redirect it may wait there as a guest.
        if led[feed] == nil { lines[host].waiting.remove(feed) }
        lines[host].feeds -= 1
        update(host)
    }

    /// Puts `host` where it belongs among those that can start something.
    private mutating func update(_ host: HostID) {
        let isLocal = lines[host].isLocal
        var turn: Turn?
        if lines[host].running < (isLocal ? perLocalHost : perHost) {
            turn = lines[host].waiting.first?.priority.notBefore(lines[host].opens)
        }
        let member = IndexedHeap.Member(host)
        let isSilent = lines[host].isSilent
        ready.set(member, to: isLocal || isSilent ? nil : turn)
        readySilent.set(member, to: isSilent && !isLocal ? turn : nil)
        readyLocal.set(member, to: isLocal ? turn : nil)
        if lines[host].feeds == 0, lines[host].running == 0, lines[host].waiting.isEmpty {
            let end = max(lines[host].opens, lines[host].nextVisit)
            leaving.set(member, to: Turn(time: end, feed: member))
        } else {
            leaving.remove(member)
        }
    }
}
