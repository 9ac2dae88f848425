import Politeness
import Testing
import Values

@Suite("How a poll ended")
struct PollCauseTests {
    private let now = Poll.now

    private func failed(
        _ failure: PollFailure, after state: PollState? = nil, outSince: Timestamp? = nil
    ) -> PollState {
        PollPolicy.afterFailure(
            failure, state: state ?? PollState(due: now), pacing: FeedPacing(), now: now, jitter: 0,
            outSince: outSince
        ).state
    }

    /// States after polls that ended in each way there is.
    private var ended: [PollState] {
        let fresh = PollState(due: now)
        let pause = HostPause(
            host: .init(name: "b.example", isLocal: false), until: now.advanced(by: 600))
        var withheld = Poll(status: 401)
        withheld.facts.withheldSecrets = true
        var page = Poll()
        page.document = .unreadable("a page", isPage: true)
        var cut = Poll()
        cut.document = .cutOff
        var unheeded = Poll()
        unheeded.state.validators = Poll.eTag
        unheeded.facts.wasConditional = true
        return [
            failed(.refused("x")), failed(.unsecured("x")), withheld.outcome.state,
            page.outcome.state, failed(.silent("x")), failed(.unreachable("x")),
            failed(.unreachable("x"), outSince: now),
            failed(.unreachable("x"), outSince: now.advanced(by: -7_200)),
            failed(.local("x")), cut.outcome.state,
            PollPolicy.afterHold(pause, state: fresh, pacing: FeedPacing(), now: now, jitter: 0)
                .state,
            PollPolicy.afterQueue(until: now, state: fresh, now: now).state,
            PollPolicy.afterRefusal("x", found: fresh, before: fresh, now: now),
            unheeded.outcome.state,
        ]
    }

    @Test("Each way has its cause, and what comes next its own")
    func each() {
        #expect(ended.map(\.cause) == PollState.Cause.allCases)
        for state in ended {
            // None of them outlives the next poll, whatever that is.
            for status in [200, 304, 404, 410, 500] {
                var poll = Poll(status: status)
                poll.facts.wasConditional = status == 304
                poll.state = state
                #expect(poll.outcome.state.cause == nil)
                #expect(poll.outcome.state.outageSince == nil)
            }
            #expect(failed(.failed("x"), after: state).cause == nil)
            #expect(failed(.misled("x"), after: state).cause == .refused)
        }
    }

    @Test("Who changes when the next poll is due leaves how the last one ended")
    func lasting() {
        for state in ended {
            var next = state
            next.retryAsMended(at: now)
            next.hasten(to: 1)
            #expect(next.cause == state.cause && next.outageSince == state.outageSince)
        }
    }

    @Test("What redirects ask for leaves it too, whatever the reason then says")
    func heeded() {
        for state in ended {
            var next = state
            PollPolicy.heed(redirects: ["100000"], in: &next, now: now, jitter: 0)
            #expect(next.cause == state.cause && next.outageSince == state.outageSince)
        }
    }

    @Test("Words of the reason tell nothing of it")
    func words() {
        for sentence in [
            "our own network seems to be down since 2026-03-21T06:31:00Z",
            "no host has answered for 2h, since 2026-03-21T06:31:00Z",
            "refused until a person mends it", "the server let a deadline pass; a failure",
            "a redirect leads to a host that asked to be left alone", "the store refused what came",
        ] {
            var state = PollState(due: now)
            (state.failures, state.lastError) = (1, "no route")
            state.dueReason = sentence
            #expect(!state.isWaitedOut && !state.isRefused && !state.wasSilent && !state.isHeld)
            #expect(!state.isUnstored && state.isFailing && state.failuresOfServer == 1)
        }
    }

    @Test("Only an outage has a beginning")
    func beginning() {
        for cause in PollState.Cause.allCases {
            var state = PollState(due: now)
            state.end(by: cause, outageSince: now)
            #expect((state.outageSince == now) == [.outage, .longOutage].contains(cause))
        }
    }

    @Test("A feed waits as its server asked where nothing else has it wait longer")
    func asked() {
        for (retryAfter, jitter, isAsked) in [
            (nil, 0.5, false), ("0", 0.5, false), ("60", 0.5, false), ("7200", 0, true),
            ("7200", 0.999, true),
        ] as [(String?, Double, Bool)] {
            var poll = Poll()
            poll.facts.retryAfter = retryAfter
            poll.jitter = jitter
            var state = poll.outcome.state
            state.manners.count(poll.facts, before: poll.state, start: now, now: now)
            #expect(state.waitsAsAsked == isAsked)
        }
    }
}
