import Politeness
import Testing
import Values

@Suite("A Retry-After in an outage of our own network")
struct HeldInOutageTests {
    private func at(_ seconds: Int64) -> Timestamp { Poll.now.advanced(by: seconds) }

    private func host(_ feed: Int64) -> Schedule.Host {
        Schedule.Host(name: "h\(feed).example", isLocal: false)
    }

    /// A feed whose last poll went well.
    private var sound: PollState {
        var state = PollState(due: at(3_600))
        (state.lastPolled, state.lastSuccess, state.lastStatus) = (at(0), at(0), 200)
        return state
    }

    private var waitedOut: PollState {
        PollPolicy.afterFailure(
            .unreachable("no route"), state: sound, pacing: FeedPacing(), now: at(3_600), jitter: 0,
            outSince: at(3_540)
        ).state
    }

    private func fail(_ planner: inout PollPlanner, _ feed: Int64, isHeld: Bool) {
        _ = planner.observe(
            feed, host: host(feed), isReached: false, isSilent: false, state: sound, now: at(3_610)
        )
        planner.finish(
            feed, host: nil, due: at(3_610 + (isHeld ? 86_400 : 900)), isHeld: isHeld)
    }

    @Test("The end of an outage cuts short no Retry-After of a redirect to a host out of reach")
    func heldInOutage() {
        var planner = PollPlanner()
        for feed in Int64(0)..<8 { planner.set(feed, host: host(feed), due: at(3_600)) }
        let feeds = planner.next(now: at(3_600))
        for feed in feeds { fail(&planner, feed, isHeld: feed == feeds[3]) }
        #expect(planner.outSince != nil)
        let probe = planner.next(now: at(4_600))[0]
        let news = planner.observe(
            probe, host: host(probe), isReached: true, isSilent: false, state: sound,
            now: at(4_600))
        #expect(news == .recovery(feeds: feeds.count - 2))
        #expect(planner.due(of: feeds[3]) == at(3_610 + 86_400))
        // Nor does one that a restart interrupts.
        var (held, free) = (waitedOut, waitedOut)
        held.manners.heldUntil = at(90_000)
        held.due = at(90_000)
        free.due = at(3_700)
        var restarted = PollPlanner()
        for (feed, state) in [held, free, free].enumerated() {
            restarted.set(Int64(feed), host: host(Int64(feed)), due: state.due ?? at(0))
        }
        let known = [held, free, free].enumerated().map {
            (id: Int64($0.offset), host: host(Int64($0.offset)), state: $0.element)
        }
        #expect(restarted.resume(known, now: at(3_600)) == .outage)
        let next = restarted.next(now: at(3_700))[0]
        #expect(
            restarted.observe(
                next, host: host(next), isReached: true, isSilent: false, state: sound,
                now: at(3_700)) == .recovery(feeds: 1))
        #expect(restarted.due(of: 0) == at(90_000))
    }
}
