import Politeness
import Storage
import Testing
import Values

@testable import Aggregation

/// What a number of polls is said to have come to.
struct PollTallyTests {
    @Test(arguments: [nil, "503 from the server"])
    func `a poll that was held is neither a failure nor unchanged`(error: String?) {
        let now = Timestamp(seconds: 1_774_000_000)
        var state = PollState(due: now)
        (state.lastError, state.lastStatus) = (error, 304)
        let pause = HostPause(
            host: .init(name: "b.example:443", isLocal: false), until: now.advanced(by: 600))
        state =
            PollPolicy.afterHold(pause, state: state, pacing: FeedPacing(), now: now, jitter: 0)
            .state
        var tally = PollTally()
        tally.count(state, PollReceipt(feed: 1))
        #expect((tally.polls, tally.failures, tally.notModified) == (1, 0, 0))
        state.end(by: nil)
        tally.count(state, PollReceipt(feed: 1))
        #expect(tally.failures == (error == nil ? 0 : 1))
    }
}
