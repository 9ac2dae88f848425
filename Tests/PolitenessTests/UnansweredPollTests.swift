import Politeness
import Testing
import Values

@Suite("What is kept of a poll that came to nothing")
struct UnansweredPollTests {
    private let now = Poll.now

    private func after(_ seconds: Int64) -> Timestamp { now.advanced(by: seconds) }

    @Test("What a redirect asked to wait holds for the next poll, whatever became of this one")
    func redirects() {
        var failed = PollPolicy.afterFailure(
            .failed("broken"), state: PollState(due: now), pacing: FeedPacing(), now: now,
            jitter: 0
        ).state
        PollPolicy.heed(redirects: ["60", "7200"], in: &failed, now: now, jitter: 0)
        #expect(failed.due == after(7_200))
        #expect(failed.dueReason == "Retry-After of the server, 2h")
        #expect(failed.manners.heldUntil == after(7_200))
        #expect(failed.failures == 1)

        let pause = HostPause(host: .init(name: "b.example", isLocal: false), until: after(600))
        var held = PollPolicy.afterHold(
            pause, state: PollState(due: now), pacing: FeedPacing(), now: now, jitter: 0
        ).state
        PollPolicy.heed(redirects: ["3600"], in: &held, now: now, jitter: 0)
        #expect(held.isHeld && held.due == after(3_600))
    }

    @Test("What asks for less than the wait that there is, or for nothing, changes no due time")
    func less() {
        let failed = PollPolicy.afterFailure(
            .refused("private"), state: PollState(due: now), pacing: FeedPacing(), now: now,
            jitter: 0
        ).state
        for asked in [[], ["0"], ["soon"], ["60"]] {
            var state = failed
            PollPolicy.heed(redirects: asked, in: &state, now: now, jitter: 0)
            #expect(state.due == failed.due && state.isRefused)
        }
    }

    @Test("What the store refused leaves validators and pace as they were, and counts what it cost")
    func refusal() {
        var before = PollState(due: now)
        before.validators = Poll.eTag
        before.lastSuccess = after(-7_200)
        var found = before
        found.validators = Validators(eTag: Array("\"new\"".utf8))
        (found.polls, found.bytesReceived, found.lastStatus) = (1, 900, 200)
        found.manners.heldUntil = after(600)
        let state = PollPolicy.afterRefusal(
            "SQLite error 19", found: found, before: before, now: now)
        #expect(state.validators == before.validators && state.lastSuccess == before.lastSuccess)
        #expect((state.polls, state.bytesReceived) == (1, 900))
        #expect(state.isUnstored && state.lastError == "not stored: SQLite error 19")
        // Not before the server allows it.
        #expect(state.due == after(600))
    }

    @Test(
        "What the store refused is no failure of the server, and its failures none of the store's")
    func countsApart() {
        var state = PollState(due: now)
        for _ in 0..<6 {
            state = PollPolicy.afterRefusal("full", found: state, before: state, now: now)
        }
        #expect(state.failures == 6 && state.isUnstored)
        let failed = PollPolicy.afterFailure(
            .unreachable("refused"), state: state, pacing: FeedPacing(), now: now, jitter: 0
        ).state
        #expect(failed.failures == 1)
        let refused = PollPolicy.afterRefusal("full", found: failed, before: failed, now: now)
        #expect(refused.failures == 1)
    }
}
