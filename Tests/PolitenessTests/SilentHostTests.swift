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
        planner.finish(feed, host: host(feed), due: due)
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
        for feed in Int64(301)...320 { planner.finish(feed, host: host(feed), due: at(900)) }
        #expect(planner.next(now: at(100)).count == 100)
    }
}
