import Politeness
import Values

/// Feeds, hosts and a network of our own that fails for half an hour, under a clock that jumps from
/// one event to the next.
///
/// What decides is what the daemon runs: `PollPlanner`, and `PollPolicy` as `PollVerdict` calls it.
struct World {
    enum Kind { case sound, compressed, moved, slow, busy, dead, gone, broken404 }

    struct Feed {
        let kind: Kind
        let host: Schedule.Host
        /// How fast it publishes, in seconds.
        let gap: Int64
        var state: PollState
        var asked = 0
        /// How often its whole document came.
        var wholes = 0
        /// When it ought to be asked by what the policy said.
        var due: Timestamp
    }

    private(set) var feeds: [Feed] = []
    private(set) var report = Report()
    /// A hash of who was asked when, and of each answer.
    private(set) var trace: UInt64 = 0xcbf2_9ce4_8422_2325

    private var planner = PollPlanner()
    private var random: SplitMix
    private var running = RunningPolls()
    private var pauses: [Schedule.Host: Timestamp] = [:]
    private var hosts: [Schedule.Host: Place] = [:]
    private var secondStarts = (second: Timestamp(seconds: 0), count: 0)

    let start = Poll.now
    let end: Timestamp
    /// Our own network is down from the second on of the middle of the run.
    let outage: Range<Timestamp>
    /// The daemon is stopped for an hour.
    let stop: Range<Timestamp>

    private struct Place {
        var running = 0
        var lastStart = Timestamp(seconds: .min)
    }

    init(seed: UInt64, feeds count: Int, days: Int64) {
        random = SplitMix(seed: seed)
        end = start.advanced(by: days * 86_400)
        let middle = start.advanced(by: days * 43_200)
        outage = middle..<middle.advanced(by: 1_800)
        let late = middle.advanced(by: 86_400)
        stop = late..<late.advanced(by: 3_600)
        for number in 0..<count {
            let kind: Kind =
                switch number % 100 {
                case 0..<5: .dead
                case 5..<10: .slow
                case 10..<15: .busy
                case 15..<18: .moved
                case 18: .gone
                case 19: .broken404
                case 20..<25: .compressed
                default: .sound
                }
            // Few hosts have many feeds: every fourth feed is at one of five large ones.
            let name =
                switch kind {
                case .dead, .slow, .busy: "\(kind)\(number / 100 % (count / 100))-\(number % 2)"
                default: number % 4 == 0 ? "large\(number % 20)" : "h\(number % (count / 3))"
                }
            let feed = Feed(
                kind: kind, host: .init(name: "\(name):443", isLocal: false),
                gap: 14_400 << Int64(random.next() % 6), state: PollState(due: start), due: start)
            feeds.append(feed)
            planner.set(Int64(number), host: feed.host, due: start)
        }
    }

    /// Gives way now and then: tests that wait for the network share these threads.
    mutating func run() async {
        var now = start
        var steps = 0
        var isRestarted = false
        while now < end {
            steps += 1
            if steps % 5_000 == 0 { await Task.yield() }
            if now >= stop.lowerBound, !isRestarted {
                isRestarted = true
                now = stop.upperBound
                restart(now: now)
            }
            while let number = running.next(until: now) { conclude(number, now: now) }
            for id in planner.next(now: now) { begin(Int(id), now: now) }
            let wakes = [planner.nextWake, running.firstEnd].compactMap { $0 }
            now = max(now.advanced(by: 1), wakes.min() ?? end)
        }
    }

    /// Nothing is left of what was in memory: polls under way are lost, states and pauses are read.
    private mutating func restart(now: Timestamp) {
        planner = PollPlanner()
        running = RunningPolls()
        for host in hosts.keys { hosts[host]?.running = 0 }
        for (host, until) in pauses where until > now {
            planner.pause(HostPause(host: host, until: until))
        }
        for (number, feed) in feeds.enumerated() {
            guard let due = feed.state.nextDue(now: now) else { continue }
            planner.set(Int64(number), host: feed.host, due: due)
        }
    }

    private mutating func begin(_ number: Int, now: Timestamp) {
        let feed = feeds[number]
        mix(UInt64(number) << 40 ^ UInt64(bitPattern: now.seconds))
        measure(feed, now: now)
        feeds[number].asked += 1
        let isOut = outage.contains(now)
        let duration: Int64 =
            switch feed.kind {
            case .dead: 10
            case .slow: isOut ? 10 : 20 + Int64(random.next() % 20)
            default: isOut ? 10 : Int64(random.next() % 3)
            }
        running.add(number, end: now.advanced(by: duration))
    }

    private mutating func measure(_ feed: Feed, now: Timestamp) {
        var place = hosts[feed.host] ?? Place()
        place.running += 1
        report.mostAtOnce = max(report.mostAtOnce, place.running)
        report.closestStarts = min(report.closestStarts, now.seconds(since: place.lastStart))
        place.lastStart = now
        hosts[feed.host] = place
        secondStarts = secondStarts.second == now ? (now, secondStarts.count + 1) : (now, 1)
        report.mostStartsASecond = max(report.mostStartsASecond, secondStarts.count)
        let pause = pauses[feed.host] ?? start
        if now < pause { report.startsInPause += 1 }
        if now >= stop.upperBound, now < feed.due { report.earlyAfterRestart += 1 }
        if outage.contains(now) {
            report.pollsInOutage += 1
        } else if feed.asked > 0, !isMadeUp(feed) {
            report.count(lateness: now.seconds(since: max(feed.due, pause)))
        }
    }

    /// Whether a poll falls under what an outage or a stop held up.
    private func isMadeUp(_ feed: Feed) -> Bool {
        outage.contains(feed.due) || stop.contains(feed.due)
    }

    private mutating func conclude(_ number: Int, now: Timestamp) {
        var feed = feeds[number]
        hosts[feed.host]?.running -= 1
        let isReached = feed.kind != .dead && !outage.contains(now)
        _ = planner.observe(
            Int64(number), host: feed.host, isReached: isReached, isSilent: false,
            state: feed.state, now: now)
        let jitter = Double(random.next() % 1_000) / 1_000
        var outcome: PollPolicy.Outcome
        if isReached {
            let facts = answer(of: feed, now: now)
            let isDocument = facts.status == 200
            if isDocument { feed.wholes += 1 }
            if isDocument { feed.state.pacing.publications = publications(of: feed, now: now) }
            outcome = PollPolicy.afterResponse(
                facts, document: isDocument ? .parsed : .none, state: feed.state,
                pacing: feed.state.pacing, now: now, jitter: jitter)
            outcome.state.manners.count(facts, before: feed.state, start: now, now: now)
            noteReturn(of: feed, now: now)
            mix(UInt64(facts.status))
        } else {
            outcome = PollPolicy.afterFailure(
                .unreachable("no route"), state: feed.state, pacing: feed.state.pacing, now: now,
                jitter: jitter, outSince: planner.outSince)
            if feed.kind == .sound, outcome.state.failures > 0 { report.blamed += 1 }
        }
        feed.state = outcome.state
        // In the outage a feed stays due when it was.
        if isReached || feed.kind == .dead { feed.due = outcome.state.due ?? end }
        feeds[number] = feed
        if let until = outcome.hostPause {
            pauses[feed.host] = until
            planner.pause(HostPause(host: feed.host, until: until))
        }
        planner.finish(
            Int64(number), host: feed.host, due: outcome.state.due,
            isHeld: outcome.state.isLeftAlone(now: now))
    }

    /// Counts a feed that fell due in the outage, and how long after it the answer came.
    private mutating func noteReturn(of feed: Feed, now: Timestamp) {
        guard outage.contains(feed.due), pauses[feed.host] ?? start < outage.upperBound else {
            return
        }
        report.missed += 1
        guard feed.kind != .slow else { return }
        report.slowestReturn = max(report.slowestReturn, now.seconds(since: outage.upperBound))
    }

    private mutating func answer(of feed: Feed, now: Timestamp) -> ResponseFacts {
        var facts = ResponseFacts(status: 200)
        facts.validators.eTag = Array("\"\(feed.asked)\"".utf8)
        facts.wasConditional = !feed.state.validators.isEmpty
        if feed.kind == .compressed { return compressed(facts, of: feed, now: now) }
        switch feed.kind {
        case .gone: facts.status = 410
        case .broken404: facts.status = 404
        case .busy where random.next() % 10 == 0:
            facts.status = 429
            facts.retryAfter = "1800"
        case .moved:
            let asked = feed.state.address(of: "old", now: now)
            if asked == "old" { facts.permanentTarget = "new" } else { facts.startURL = asked }
        default: break
        }
        if facts.status == 200, facts.wasConditional, random.next() % 4 != 0 { facts.status = 304 }
        return facts
    }

    /// Knows what it compressed by its date alone, and asks now and then for more time.
    private mutating func compressed(
        _ facts: ResponseFacts, of feed: Feed, now: Timestamp
    ) -> ResponseFacts {
        var facts = facts
        let version = now.seconds / feed.gap
        facts.validators = Validators(
            eTag: Array("\"\(version)-gzip\"".utf8), lastModified: Array("\(version)".utf8))
        let asked = feed.state.conditions
        if asked.eTag == nil, asked.lastModified == facts.validators.lastModified {
            facts.status = 304
        }
        if random.next() % 100 == 0 { facts.retryAfter = "7200" }
        return facts
    }

    private func publications(of feed: Feed, now: Timestamp) -> [Timestamp] {
        (0..<5).map { now.advanced(by: -$0 * feed.gap) }
    }

    /// FNV-1a over words.
    private mutating func mix(_ word: UInt64) {
        trace = (trace ^ word) &* 0x100_0000_01b3
    }
}
