import Politeness
import Testing
import Values

@Suite("Permanent redirects, RFC 9110 §15.4.2 and §15.4.9")
struct MoveTests {
    private let old = "http://old.example/"
    private let new = "http://new.example/"

    private func redirected(to target: String?, after state: PollState) -> PollState {
        var poll = Poll()
        poll.facts.permanentTarget = target
        poll.state = state
        return poll.outcome.state
    }

    private func polled(_ poll: Poll, after state: PollState, day: Int64) -> PollState {
        PollPolicy.afterResponse(
            poll.facts, document: .parsed, state: state, pacing: FeedPacing(),
            now: Poll.now.advanced(by: day * 86_400), jitter: 0
        ).state
    }

    @Test("It is counted, from when on, and forgotten when it is gone")
    func counted() {
        let once = redirected(to: new, after: PollState(due: nil))
        #expect(once.moved == .init(url: new, firstSeen: Poll.now, sightings: 1))
        let twice = redirected(to: new, after: once)
        #expect(twice.moved?.sightings == 2)
        #expect(redirected(to: "http://other.example/", after: twice).moved?.sightings == 1)
        #expect(redirected(to: nil, after: twice).moved == nil)
    }

    @Test("One that leads to no feed is not counted: a captive portal redirects everything")
    func portal() {
        var poll = Poll()
        poll.facts.permanentTarget = new
        poll.document = .unreadable("no feed")
        #expect(poll.outcome.state.moved == nil)
    }

    @Test("For a day the new address is asked, then the old one has to repeat it")
    func remembered() {
        let state = redirected(to: new, after: PollState(due: nil))
        #expect(state.address(of: old, now: Poll.now.advanced(by: 3_600)) == new)
        #expect(state.address(of: old, now: Poll.now.advanced(by: 86_400)) == old)
    }

    @Test("A redirect that a wrong clock saw in the future is not remembered until then")
    func seenInFuture() {
        let state = redirected(to: new, after: PollState(due: nil))
        #expect(state.address(of: old, now: Poll.now.advanced(by: -86_400)) == old)
    }

    @Test("What is learnt at the new address does not forget the redirect")
    func askedAtTarget() {
        var poll = Poll()
        poll.state = redirected(to: new, after: PollState(due: nil))
        poll.facts.startURL = new
        #expect(poll.outcome.state.moved?.sightings == 1)
    }

    @Test("While there are failures both addresses take turns: either may be what is left")
    func failure() {
        var state = redirected(to: new, after: PollState(due: nil))
        func asked(days: Int64) -> [String] {
            (0..<4).map { failures in
                state.failures = failures
                return state.address(of: old, now: Poll.now.advanced(by: days * 86_400))
            }
        }
        #expect(asked(days: 0) == [new, old, new, old])
        #expect(asked(days: 3) == [old, new, old, new])
        for day: Int64 in 1...2 {
            var poll = Poll()
            poll.facts.permanentTarget = new
            state = polled(poll, after: state, day: day)
        }
        #expect(state.moved?.isSettled == true)
        #expect(asked(days: 9) == [new, old, new, old])
    }

    @Test("An address that answers where the old one fails is borne out by it")
    func borneOut() {
        var state = redirected(to: new, after: PollState(due: nil))
        for day: Int64 in 1...2 {
            var poll = Poll()
            poll.facts.startURL = new
            state.failures = 1
            state = polled(poll, after: state, day: day)
        }
        #expect(state.moved?.isSettled == true)
    }

    @Test("A second move does not lose the feed whose first address is dead")
    func movedTwice() {
        var state = PollState(due: nil)
        state.moved = PollState.Move(
            url: new, firstSeen: Poll.now.advanced(by: -9 * 86_400), sightings: 3,
            lastSeen: Poll.now.advanced(by: -2 * 86_400))
        let third = "http://third.example/"
        var poll = Poll()
        poll.facts.startURL = new
        poll.facts.permanentTarget = third
        poll.state = state
        state = poll.outcome.state
        state.failures = 1
        #expect(state.address(of: old, now: Poll.now.advanced(by: 86_400)) == third)
    }

    @Test("410 where a temporary redirect leads, or at an address that was left, ends nothing")
    func goneElsewhere() {
        var poll = Poll(status: 410)
        poll.facts.requests = 2
        poll.facts.url = new
        poll.state.lastStatus = 410
        #expect(poll.wait == 3_600)
        #expect(
            poll.outcome.state.lastError
                == "410 Gone at http://new.example/, where the feed's address leads")

        // A permanent one says where the feed is from now on, but once may be a mistake.
        poll.facts.permanentTarget = new
        #expect(poll.outcome.state.due == nil)
        poll.state.lastStatus = 200
        #expect(poll.wait == 3_600)

        var left = Poll(status: 410)
        left.state.moved = PollState.Move(
            url: new, firstSeen: Poll.now.advanced(by: -9 * 86_400), sightings: 3,
            lastSeen: Poll.now)
        left.state.failures = 1
        left.state.lastStatus = 500
        #expect(left.wait != nil)
        #expect(
            left.outcome.state.address(of: old, now: Poll.now.advanced(by: 3_600)) == new)
        left.state.lastStatus = 410
        #expect(left.wait == nil)
    }

    @Test("410 at the new address gives the old one its chance; only behind that one is it final")
    func goneAtTarget() {
        var poll = Poll(status: 410)
        poll.state = redirected(to: new, after: PollState(due: nil))
        poll.facts.startURL = new
        let state = poll.outcome.state
        #expect(poll.wait == 3_600)
        #expect(state.failures == 1)
        #expect(
            state.lastError == "410 Gone at the address that it moved to; its own is asked next")
        #expect(state.address(of: old, now: Poll.now.advanced(by: 3_600)) == old)

        var manners = Manners()
        manners.count(ResponseFacts(status: 200), before: state, start: Poll.now, now: Poll.now)
        #expect(manners.afterGone == 0)

        // The old address answers by itself, or leads there again.
        poll.state = state
        poll.facts.startURL = nil
        #expect(poll.outcome.state.due == nil)
        var sound = Poll()
        sound.state = state
        #expect(sound.outcome.state.failures == 0)
        #expect(sound.outcome.state.moved == nil)
    }

    @Test("Three sightings over two days settle it for good")
    func settled() {
        func move(_ sightings: Int, days: Int64) -> PollState.Move {
            PollState.Move(
                url: new, firstSeen: Poll.now, sightings: sightings,
                lastSeen: Poll.now.advanced(by: days * 86_400))
        }
        #expect(!move(2, days: 9).isSettled)
        #expect(!move(9, days: 1).isSettled)
        #expect(move(3, days: 2).isSettled)
        var state = PollState(due: nil)
        state.moved = move(3, days: 2)
        #expect(state.address(of: old, now: Poll.now.advanced(by: 365 * 86_400)) == new)
    }
}
