import Politeness
import SeededNumbers
import Values

/// Feeds, hosts and a network that fails for half an hour, under a clock that jumps from one event
/// to the next.
struct World {
    enum Kind { case sound, moved, slow, busy, dead, gone }

    struct Feed {
        var kind: Kind
        var host: Schedule.Host
        var state: PollState
        var pacing = FeedPacing()
        var asked = 0
        var answers = 0
        var due: Timestamp
    }

    private(set) var feeds: [Feed] = []
    private(set) var mostPerHost = 0
    /// Requests during a pause that a host asked for.
    private(set) var tooSoon = 0
    private(set) var lateness: [Int64] = []
    /// Seconds from the outage's end to the next answer of each feed that failed in it.
    private(set) var afterRecovery: [Int64] = []
    private(set) var trace: UInt64 = 0

    private var schedule = Schedule(width: 100)
    private var watch = OutageWatch()
    private var random: SplitMix
    private let policy = PollPolicy()
    private let start = Poll.now
    /// What runs, by when it is over.
    private var running: [(end: Timestamp, feed: Int)] = []
    private var pauses: [Schedule.Host: Timestamp] = [:]
    private var missed: Set<Int> = []

    init(seed: UInt64, feeds count: Int, hosts: Int) {
        random = SplitMix(seed: seed)
        for number in 0..<count {
            let kinds: [Kind] = [.dead, .slow, .busy, .moved, .gone]
            let kind = number % 20 < kinds.count ? kinds[number % 20] : .sound
            // Dead hosts are apart: a host is dead for all its feeds.
            let name = kind == .dead ? "dead\(number)" : "h\(number % hosts)"
            let due = PollPolicy.firstDue(position: number, now: start)
            let feed = Feed(
                kind: kind, host: .init(name: name, isLocal: false), state: PollState(due: due),
                due: due)
            feeds.append(feed)
            schedule.set(Int64(number), host: feed.host, due: due)
        }
    }

    var disabled: Int { feeds.filter { $0.state.due == nil }.count }

    /// Half an hour on the sixth day.
    private func isOut(_ now: Timestamp) -> Bool {
        now >= outageEnd.advanced(by: -1_800) && now < outageEnd
    }

    private var outageEnd: Timestamp { start.advanced(by: 5 * 86_400 + 1_800) }

    /// Gives way now and then: tests that wait for the network share these threads.
    mutating func run(days: Int64) async {
        var now = start
        let end = start.advanced(by: days * 86_400)
        var steps = 0
        while now < end {
            steps += 1
            if steps % 500 == 0 { await Task.yield() }
            finish(until: now)
            for id in schedule.next(now: now) { begin(Int(id), now: now) }
            let wakes = [schedule.nextWake, running.map(\.end).min()].compactMap { $0 }
            now = max(now.advanced(by: 1), wakes.min() ?? end)
        }
    }

    private mutating func begin(_ number: Int, now: Timestamp) {
        let host = feeds[number].host
        if let pause = pauses[host], now < pause { tooSoon += 1 }
        if !isOut(now), feeds[number].state.polls > 0, !missed.contains(number) {
            lateness.append(now.seconds(since: max(feeds[number].due, pauses[host] ?? start)))
        }
        feeds[number].asked += 1
        let duration: Int64 = feeds[number].kind == .slow ? 50 : Int64(random.next() % 3)
        running.append((now.advanced(by: duration), number))
        let atHost = running.filter { feeds[$0.feed].host == host }.count
        mostPerHost = max(mostPerHost, atHost)
        trace = (trace ^ UInt64(number) ^ UInt64(bitPattern: now.seconds)) &* 0x100_0000_01b3
    }

    private mutating func finish(until now: Timestamp) {
        let over = running.filter { $0.end <= now }.sorted { ($0.end, $0.feed) < ($1.end, $1.feed) }
        running.removeAll { $0.end <= now }
        for (_, number) in over { conclude(number, now: now) }
    }

    private mutating func conclude(_ number: Int, now: Timestamp) {
        var feed = feeds[number]
        let isReachable = feed.kind != .dead && !isOut(now)
        let change = watch.record(
            host: feed.host.name, isReachable: isReachable,
            wasReachable: feed.state.lastStatus != nil, now: now)
        let jitter = Double(random.next() % 1_000) / 1_000
        let outcome: PollPolicy.Outcome
        if isReachable {
            outcome = policy.afterResponse(
                response(of: feed), document: feed.kind == .gone ? .none : .parsed,
                state: feed.state, pacing: feed.pacing, now: now, jitter: jitter)
            feed.answers += 1
            let gap = Int64(1_800 << (number % 6))
            feed.pacing.publications = (0..<5).map { now.advanced(by: -$0 * gap) }
            if missed.remove(number) != nil, pauses[feed.host] ?? start < outageEnd {
                afterRecovery.append(now.seconds(since: outageEnd))
            }
        } else {
            outcome = policy.afterFailure(
                .unreachable("no route"), state: feed.state, pacing: feed.pacing, now: now,
                jitter: jitter, isOwnOutage: watch.outSince != nil)
            if feed.kind != .dead { missed.insert(number) }
        }
        feed.state = outcome.state
        feed.due = outcome.state.due ?? now
        feeds[number] = feed
        schedule.finished(Int64(number), due: outcome.state.due)
        if let pause = outcome.hostPause {
            pauses[feed.host] = pause
            schedule.pause(feed.host, until: pause)
        }
        if case .recovered(let since) = change { makeUp(since: since, now: now) }
    }

    /// What failed in the outage before it was known as one is asked again as well.
    private mutating func makeUp(since: Timestamp, now: Timestamp) {
        for (number, feed) in feeds.enumerated()
        where feed.state.lastStatus == nil && (feed.state.lastPolled ?? start) >= since {
            let due = now.advanced(by: Int64(random.next() % 60))
            feeds[number].due = due
            schedule.set(Int64(number), host: feed.host, due: due)
        }
    }

    private mutating func response(of feed: Feed) -> ResponseFacts {
        var facts = ResponseFacts(status: feed.kind == .gone ? 410 : 200)
        facts.validators = Poll.eTag
        if feed.kind == .busy, random.next() % 10 == 0 {
            facts.status = 429
            facts.retryAfter = "1800"
        }
        if feed.kind == .moved, feed.state.address(of: "old", now: feed.due) == "old" {
            facts.permanentTarget = "new"
        } else if feed.kind == .moved {
            facts.startURL = "new"
        }
        return facts
    }
}
