import Politeness
import Testing
import Values

@Suite("Hosts that accept and never answer")
struct SilentHostTests {
    private let start = Timestamp(seconds: 1_000)

    private func at(_ seconds: Int64) -> Timestamp { start.advanced(by: seconds) }

    private func host(_ feed: Int64) -> Schedule.Host {
        Schedule.Host(name: "h\(feed).example", isLocal: false)
    }

    /// A planner in which 110 hosts were silent for 20 s once and are due again at 100 s.
    private func planner() -> PollPlanner {
        var planner = PollPlanner()
        for feed in Int64(1)...110 { planner.set(feed, host: host(feed), due: at(0)) }
        var now = at(0)
        var isDone = false
        while !isDone {
            let started = planner.next(now: now)
            isDone = started.isEmpty
            now = now.advanced(by: 20)
            for feed in started { end(feed, &planner, isSilent: true, due: at(100), now: now) }
        }
        return planner
    }

    private func end(
        _ feed: Int64, _ planner: inout PollPlanner, isSilent: Bool, due: Timestamp, now: Timestamp
    ) {
        _ = planner.observe(
            feed, host: host(feed), isReached: isSilent ? nil : true, isSilent: isSilent,
            state: PollState(due: nil), now: now)
        planner.finish(feed, host: host(feed), due: due, isHeld: false)
    }

    @Test("They share forty places among themselves, and nobody else waits for them")
    func share() {
        var planner = planner()
        // Those of which nothing is known, or that answered, are due a second later.
        for feed in Int64(201)...260 { planner.set(feed, host: host(feed), due: at(101)) }
        #expect(planner.next(now: at(100)) == Array(1...40))
        #expect(planner.nextWake == at(101))
        #expect(planner.next(now: at(101)) == Array(201...260))
        #expect(planner.runningCount == 100)
        for feed in Int64(201)...260 {
            end(feed, &planner, isSilent: false, due: at(105), now: at(102))
        }
        #expect(planner.next(now: at(105)) == Array(201...260))
        // A place goes on to the next of them, and one that answers is as good as any.
        end(1, &planner, isSilent: true, due: at(500), now: at(120))
        end(2, &planner, isSilent: false, due: at(121), now: at(120))
        #expect(planner.next(now: at(120)) == [41, 42])
        for feed in Int64(201)...260 {
            end(feed, &planner, isSilent: false, due: at(900), now: at(120))
        }
        #expect(planner.next(now: at(121)) == [2])
    }

    @Test("Of hosts of which nothing is known a hundred hold up the others for five seconds")
    func firstStart() {
        var planner = PollPlanner()
        for feed in Int64(1)...170 { planner.set(feed, host: host(feed), due: at(0)) }
        #expect(planner.next(now: at(0)) == Array(1...100))
        #expect(planner.nextWake == at(5))
        #expect(planner.next(now: at(4)) == [])
        #expect(planner.next(now: at(5)) == Array(101...170))
        #expect(planner.runningCount == 170)
        // As many may linger as there are places.
        for feed in Int64(201)...300 { planner.set(feed, host: host(feed), due: at(5)) }
        #expect(planner.next(now: at(6)) == Array(201...230))
        #expect(planner.next(now: at(15)) == [])
        #expect(planner.runningCount == 200)
        #expect(planner.nextWake == nil)
        // The place of one that lingered goes to one that would have.
        end(1, &planner, isSilent: true, due: at(900), now: at(20))
        end(230, &planner, isSilent: false, due: at(900), now: at(20))
        #expect(planner.next(now: at(20)) == [231, 232])
        #expect(planner.runningCount == 200)
    }

    @Test("Two thousand feeds that answer in a second are asked in twenty at a first start")
    func soundStart() {
        var planner = PollPlanner()
        for feed in Int64(1)...2_000 { planner.set(feed, host: host(feed), due: at(0)) }
        for second in Int64(0)..<20 {
            let started = planner.next(now: at(second))
            #expect(started.count == 100)
            for feed in started {
                end(feed, &planner, isSilent: false, due: at(9_000), now: at(second + 1))
            }
        }
        #expect(planner.nextWake == at(9_000))
    }

    @Test("A clock that was set back makes nobody linger for longer")
    func setBack() {
        var planner = PollPlanner()
        for feed in Int64(1)...101 { planner.set(feed, host: host(feed), due: at(0)) }
        #expect(planner.next(now: at(0)).count == 100)
        #expect(planner.next(now: at(-800)) == [])
        #expect(planner.nextWake == at(-795))
        #expect(planner.next(now: at(-795)) == [101])
    }

    @Test("What a state tells of the last poll holds from the start on")
    func known() {
        let fresh = PollState(due: at(0))
        func after(_ failure: PollFailure) -> PollState {
            PollPolicy.afterFailure(
                failure, state: fresh, pacing: FeedPacing(), now: at(0), jitter: 0
            ).state
        }
        let silent = after(.silent("no complete answer within 60 s"))
        #expect(silent.wasSilent)
        #expect(silent.dueReason == "the server let a deadline pass; a failure")
        #expect(silent.due == at(900))
        #expect(!fresh.wasSilent && !after(.failed("x")).wasSilent)
        #expect(!after(.unreachable("x")).wasSilent)
        let heard = PollPolicy.afterResponse(
            ResponseFacts(status: 500), document: .none, state: silent, pacing: FeedPacing(),
            now: at(1), jitter: 0)
        #expect(!heard.state.wasSilent)

        var planner = PollPlanner()
        for feed in Int64(1)...110 {
            planner.set(feed, host: host(feed), due: at(0), wasSilent: silent.wasSilent)
        }
        #expect(planner.next(now: at(0)) == Array(1...40))
        end(1, &planner, isSilent: false, due: at(2), now: at(1))
        // What is read again with the file is older than what was seen since.
        planner.set(1, host: host(1), due: at(2), wasSilent: true)
        #expect(planner.next(now: at(2)) == [41, 1])
    }

    @Test("A host that redirects has answered, whatever the other one does")
    func redirecting() {
        var planner = PollPlanner(schedule: Schedule(mostSilent: 1))
        for feed in Int64(1)...2 {
            planner.set(feed, host: host(feed), due: at(0), wasSilent: true)
        }
        #expect(planner.next(now: at(0)) == [1])
        #expect(planner.enter(host(9), as: 1, now: at(0)) == .open)
        planner.set(9, host: host(9), due: at(10))
        end(1, &planner, isSilent: true, due: at(10), now: at(1))
        #expect(planner.next(now: at(1)) == [2])
        #expect(planner.next(now: at(10)) == [1])
    }

    @Test("After an outage of our own none of them is held back")
    func outage() {
        var planner = planner()
        var state = PollState(due: nil)
        state.lastSuccess = at(0)
        state.lastStatus = 200
        for feed in Int64(301)...320 { planner.set(feed, host: host(feed), due: at(90)) }
        for feed in planner.next(now: at(90)) {
            _ = planner.observe(
                feed, host: host(feed), isReached: false, isSilent: false, state: state, now: at(91)
            )
        }
        #expect(planner.outSince != nil)
        _ = planner.observe(
            301, host: host(301), isReached: true, isSilent: false, state: state, now: at(95))
        for feed in Int64(301)...320 {
            planner.finish(feed, host: host(feed), due: at(900), isHeld: false)
        }
        #expect(planner.next(now: at(100)).count == 100)
    }
}
