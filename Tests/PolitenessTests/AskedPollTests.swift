import Politeness
import Testing
import Values

@Suite("What a poll that a person asked for leaves of the back-off")
struct AskedPollTests {
    /// A feed that failed so often, with its next poll so many seconds ahead.
    private func state(failures: Int, ahead: Int64 = 14_400) -> PollState {
        var state = PollState(due: Poll.now.advanced(by: ahead))
        state.failures = failures
        state.dueReason = "\(failures) failures in a row"
        if failures > 0 { state.lastError = "401 Unauthorized" }
        return state
    }

    /// The state after a poll that was asked for, and by what it would be after one that was due.
    private func asked(
        _ state: PollState, status: Int, retryAfter: String? = nil
    ) -> (asked: PollState, due: PollState) {
        var poll = Poll(status: status)
        poll.state = state
        poll.facts.retryAfter = retryAfter
        var found = poll.outcome.state
        found.manners.count(poll.facts, before: state, start: Poll.now, now: Poll.now)
        return (PollPolicy.afterAsked(found, before: state, now: Poll.now), found)
    }

    @Test("A failure neither counts nor moves the regular poll", arguments: [0, 1, 3, 7])
    func failure(failures: Int) {
        var state = state(failures: failures)
        let due = state.due
        for _ in 0..<4 {
            let (next, found) = asked(state, status: 401)
            #expect(found.failures == failures + 1)
            #expect(next.failures == failures)
            #expect(next.due == due)
            #expect(next.lastError?.hasPrefix("401") == true)
            #expect(next.polls == state.polls + 1)
            state = next
        }
    }

    @Test("One that got no answer takes back no Retry-After that is still in force")
    func held() {
        var state = state(failures: 0)
        state.manners.heldUntil = Poll.now.advanced(by: 14_000)
        for (failure, outSince) in [
            (PollFailure.failed("x"), nil), (.silent("x"), nil), (.local("x"), nil),
            (.unreachable("x"), nil), (.unreachable("x"), Poll.now),
        ] {
            var found = PollPolicy.afterFailure(
                failure, state: state, pacing: FeedPacing(), now: Poll.now, jitter: 0,
                outSince: outSince
            ).state
            if failure.isOfServer {
                found.manners.count(nil, before: state, start: Poll.now, now: Poll.now)
            }
            let next = PollPolicy.afterAsked(found, before: state, now: Poll.now)
            #expect(next.due == state.due)
            #expect(next.earliest(now: Poll.now) == Poll.now.advanced(by: 14_000))
            // Nor does a shorter one of a redirect on the way, and a longer one counts.
            PollPolicy.heed(redirects: ["60"], in: &found, now: Poll.now, jitter: 0)
            #expect(found.earliest(now: Poll.now) == Poll.now.advanced(by: 14_000))
            PollPolicy.heed(redirects: ["15000"], in: &found, now: Poll.now, jitter: 0)
            #expect(found.earliest(now: Poll.now) == Poll.now.advanced(by: 15_000))
        }
    }

    @Test("It is told as a failure, though none is counted, but for those of our own")
    func told() {
        #expect(asked(state(failures: 0), status: 404).asked.isFailing)
        #expect(!asked(state(failures: 3), status: 200).asked.isFailing)
        for (failure, outSince) in [
            (PollFailure.unreachable("x"), Poll.now), (.local("x"), nil),
        ] {
            let state = state(failures: 0)
            let found = PollPolicy.afterFailure(
                failure, state: state, pacing: FeedPacing(), now: Poll.now, jitter: 0,
                outSince: outSince
            ).state
            #expect(!PollPolicy.afterAsked(found, before: state, now: Poll.now).isFailing)
        }
        // One that lasts is still known as such after it.
        let state = state(failures: 9)
        let found = PollPolicy.afterFailure(
            .unreachable("x"), state: state, pacing: FeedPacing(), now: Poll.now, jitter: 0,
            outSince: Poll.now.advanced(by: -90_000)
        ).state
        let next = PollPolicy.afterAsked(found, before: state, now: Poll.now)
        #expect(next.isWaitedOut && next.isFailing && next.failures == 9)
    }

    @Test(
        "Failures of our own network, or of the store, do not become the server's",
        arguments: [PollState.Cause.longOutage, .unstored])
    func ours(cause: PollState.Cause) {
        var state = state(failures: 4)
        state.end(by: cause)
        #expect(asked(state, status: 404).asked.failuresOfServer == 0)
        // One more of the store counts beside those before.
        let found = PollPolicy.afterRefusal("x", found: state, before: state, now: Poll.now)
        let next = PollPolicy.afterAsked(found, before: state, now: Poll.now)
        #expect(next.failures >= 4 && next.failuresOfServer == 0)
    }

    @Test("When the regular poll is due it counts as one")
    func late() {
        for ahead: Int64 in [0, -60] {
            let (next, found) = asked(state(failures: 2, ahead: ahead), status: 401)
            #expect(next == found)
        }
    }

    @Test("What the server asks for holds, where that is longer")
    func retryAfter() {
        let (long, found) = asked(state(failures: 1), status: 503, retryAfter: "20000")
        #expect(long.due == found.due && long.dueReason == found.dueReason)
        #expect(long.failures == 1)
        let short = asked(state(failures: 1), status: 503, retryAfter: "100").asked
        #expect(short.due == state(failures: 1).due)
    }

    @Test("A success resets as any other, and so does what is gone for good")
    func others() {
        for status in [200, 410] {
            let (next, found) = asked(state(failures: 3), status: status)
            #expect(next == found)
        }
    }

    @Test("A refusal is told as one")
    func refusal() {
        let state = state(failures: 0)
        let found = PollPolicy.afterFailure(
            .refused("private"), state: state, pacing: FeedPacing(), now: Poll.now, jitter: 0
        ).state
        let next = PollPolicy.afterAsked(found, before: state, now: Poll.now)
        #expect(next.isRefused && next.due == state.due && next.failures == 0)
        // What is mended then is tried at once, though nothing was counted.
        var mended = next
        mended.retryAsMended(at: Poll.now)
        #expect(mended.due == Poll.now)
        // And one that was refused is not any more when its server answers.
        #expect(!asked(next, status: 401).asked.isRefused)
    }

    @Test("A server that takes a condition amiss is asked without one next")
    func plainly() {
        var state = state(failures: 0)
        state.validators = Poll.eTag
        #expect(asked(state, status: 412).asked.isAskedPlainly)
    }
}
