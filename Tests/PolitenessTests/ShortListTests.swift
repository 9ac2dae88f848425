import Politeness
import Testing
import Values

@Suite("An outage of our own network as a short list sees it")
struct ShortListTests {
    @Test(
        "It is noticed, counts against nobody from then on, and all come back soon after it",
        arguments: [2, 3, 10, 20, 50], [2, 24])
    func outage(hosts: Int, hours: Int64) {
        for seed in UInt64(0)..<20 {
            let start: Int64 = 86_400
            let outage = start..<start + hours * 3_600
            var list = ShortList(seed: seed, hosts: hosts)
            list.run(seconds: outage.upperBound + 86_400) { _, second in
                !outage.contains(second)
            }
            guard let began = list.began.first else {
                Issue.record("seed \(seed): not noticed")
                continue
            }
            #expect(list.began.count == 1, "seed \(seed): \(list.began)")
            // Who is asked hourly has to be asked once.
            #expect(outage.contains(began) && began - start <= 4_200, "seed \(seed): \(began)")
            let early = list.mostFailures(before: start + 3_600)
            #expect(early <= 3, "seed \(seed): \(early)")
            // A twelfth of what it lasted at most until one is tried, a minute over which the others
            // are spread.
            let slowest = list.firstAnswers(from: outage.upperBound).max() ?? .max
            #expect(
                slowest <= hours * 3_600 / 12 + 90, "seed \(seed): all back after \(slowest) s")
            #expect(list.failures.allSatisfy { $0 == 0 })
            #expect(list.mostStarts(in: outage.upperBound..<outage.upperBound + 300) <= 4)
        }
    }

    @Test(
        "Feeds that die for good, some together, are told as failing and asked daily",
        arguments: [(1, 1), (2, 2), (3, 1), (3, 2), (3, 3), (10, 4), (20, 5), (50, 9)])
    func deadFeeds(hosts: Int, dead: Int) {
        for seed in UInt64(0)..<10 {
            var list = ShortList(seed: seed, hosts: hosts)
            list.run(seconds: 8 * 86_400) { host, second in host >= dead || second < 86_400 }
            #expect(
                list.failures.prefix(dead).allSatisfy { $0 >= 8 }, "seed \(seed): \(list.failures)")
            #expect(list.failures.dropFirst(dead).allSatisfy { $0 == 0 })
            #expect(list.began.count <= 1, "seed \(seed): \(list.began)")
            let polls = list.starts.filter { $0.key >= 7 * 86_400 }.map(\.value).reduce(0, +)
            let most = dead == hosts ? 4 * hosts : 2 * dead + 24 * (hosts - dead) + 1
            #expect(polls <= most, "seed \(seed): \(polls) polls on the last day")
        }
    }
}

/// Hourly feeds, each at a host of its own, as the daemon would poll them.
private struct ShortList {
    private(set) var states: [PollState]
    /// The seconds at which an outage was taken to begin.
    private(set) var began: [Int64] = []
    /// Each failure, and how many it was in a row.
    private var failed: [(second: Int64, failures: Int)] = []
    private(set) var starts: [Int64: Int] = [:]
    private var answers: [[Int64]]
    private var random: SplitMix
    private var planner = PollPlanner()
    private var running = RunningPolls()

    init(seed: UInt64, hosts: Int) {
        random = SplitMix(seed: seed)
        answers = Array(repeating: [], count: hosts)
        states = (0..<hosts).map { _ in PollState(due: Poll.now) }
        for host in 0..<hosts {
            let due = Poll.now.advanced(by: Int64(random.next() % 3_600))
            planner.set(Int64(host), host: Self.host(host), due: due)
        }
    }

    private static func host(_ number: Int) -> Schedule.Host {
        .init(name: "h\(number).example:443", isLocal: false)
    }

    var failures: [Int] { states.map(\.failures) }

    /// The most failures in a row of any feed before `second`.
    func mostFailures(before second: Int64) -> Int {
        failed.filter { $0.second < second }.map(\.failures).max() ?? 0
    }

    /// When each host answered first from `second` on, in seconds after it.
    func firstAnswers(from second: Int64) -> [Int64] {
        answers.map { ($0.first { $0 >= second } ?? .max) - second }
    }

    /// The polls that began within one second, at most.
    func mostStarts(in seconds: Range<Int64>) -> Int {
        seconds.compactMap { starts[$0] }.max() ?? 0
    }

    mutating func run(seconds: Int64, isReached: (Int, Int64) -> Bool) {
        let end = Poll.now.advanced(by: seconds)
        var now = Poll.now
        while now < end {
            while let host = running.next(until: now) {
                conclude(host, isReached: isReached(host, now.seconds(since: Poll.now)), now: now)
            }
            let started = planner.next(now: now)
            if !started.isEmpty { starts[now.seconds(since: Poll.now)] = started.count }
            for feed in started {
                running.add(Int(feed), end: now.advanced(by: 1 + Int64(random.next() % 10)))
            }
            let wakes = [planner.nextWake, running.firstEnd].compactMap { $0 }
            now = max(now.advanced(by: 1), wakes.min() ?? end)
        }
    }

    private mutating func conclude(_ number: Int, isReached: Bool, now: Timestamp) {
        let (state, host) = (states[number], Self.host(number))
        let second = now.seconds(since: Poll.now)
        let news = planner.observe(
            Int64(number), host: host, isReached: isReached, isSilent: false, state: state, now: now
        )
        if news == .outage { began.append(second) }
        let jitter = Double(random.next() % 1_000) / 1_000
        if isReached {
            answers[number].append(second)
            var facts = ResponseFacts(status: 200)
            facts.validators = Poll.eTag
            states[number] =
                PollPolicy.afterResponse(
                    facts, document: .parsed, state: state, pacing: FeedPacing(), now: now,
                    jitter: jitter
                ).state
        } else {
            states[number] =
                PollPolicy.afterFailure(
                    .unreachable("no route"), state: state, pacing: FeedPacing(), now: now,
                    jitter: jitter, outSince: planner.outSince
                ).state
            failed.append((second, states[number].failures))
        }
        planner.finish(Int64(number), host: host, due: states[number].due, isHeld: false)
    }
}
