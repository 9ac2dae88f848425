import Politeness
import Testing
import Values

@Suite("What the polls of a feed asked of its server")
struct MannersTests {
    private let now = Poll.now

    /// The manners of a feed after a poll that began `start` seconds after `now`.
    private func counted(
        _ status: Int, after before: PollState = PollState(due: nil), start: Int64 = 0,
        change: (inout ResponseFacts) -> Void = { _ in }
    ) -> Manners {
        var facts = ResponseFacts(status: status)
        change(&facts)
        var manners = before.manners
        let start = now.advanced(by: start)
        manners.count(facts, before: before, start: start, now: start.advanced(by: 1))
        return manners
    }

    @Test("Requests are counted with the redirects that were followed")
    func requests() {
        let manners = counted(200) { $0.requests = 3 }
        #expect(manners.visits == 1)
        #expect(manners.requests == 3)
        #expect(manners.first == now)
        #expect(manners.meanInterval == nil)
    }

    @Test("A poll without a condition counts against us only where one was known")
    func conditions() {
        #expect(counted(200).unconditional == 0)
        var state = PollState(due: nil)
        state.validators = Poll.eTag
        #expect(counted(200, after: state).unconditional == 1)
        state.validators = Validators()
        state.lastSuccess = now
        #expect(counted(200, after: state) { $0.validators = Poll.eTag }.unconditional == 1)
        #expect(counted(200, after: state).unconditional == 0)
        state.validators = Poll.eTag
        let conditional = counted(304, after: state) { $0.wasConditional = true }
        #expect(conditional.conditional == 1)
        #expect(conditional.unconditional == 0)
    }

    @Test("A poll before Retry-After is over is too early, one after it is not")
    func early() {
        var state = PollState(due: nil)
        state.manners = counted(429) { $0.retryAfter = "600" }
        #expect(state.manners.heldUntil == now.advanced(by: 601))
        #expect(state.manners.lastLimited == now.advanced(by: 1))
        #expect(counted(200, after: state, start: 600).early == 1)
        #expect(counted(200, after: state, start: 601).early == 0)
        #expect(counted(200, after: state, start: 600).heldUntil == nil)
    }

    @Test("A poll after 410, and one of an address that is known to redirect for good, are counted")
    func goneAndMoved() {
        var state = PollState(due: nil)
        state.lastStatus = 410
        #expect(counted(410, after: state).afterGone == 1)
        #expect(counted(301) { $0.permanentTarget = "http://b.example/" }.movedAgain == 0)
        state.moved = .init(url: "http://b.example/", firstSeen: now, sightings: 1)
        #expect(
            counted(200, after: state) { $0.permanentTarget = "http://b.example/" }.movedAgain
                == 1)
        #expect(counted(200, after: state) { $0.startURL = "http://b.example/" }.movedAgain == 0)
    }

    @Test("The shortest interval and the average are between the beginnings of polls")
    func intervals() {
        var state = PollState(due: nil)
        for start in [0, 3_600, 3_900, 10_800] as [Int64] {
            state.manners = counted(200, after: state, start: start)
        }
        #expect(state.manners.shortestInterval == 300)
        #expect(state.manners.meanInterval == 3_600)
    }

    @Test("A clock that was set back makes no interval negative")
    func clock() {
        var state = PollState(due: nil)
        state.manners = counted(200)
        state.manners = counted(200, after: state, start: -5_000)
        #expect(state.manners.shortestInterval == 0)
    }

    @Test("A poll during which the clock was set back did not begin in its future")
    func clockWithin() {
        var manners = Manners()
        manners.count(nil, before: PollState(due: nil), start: now, now: now.advanced(by: -600))
        #expect(manners.first == now.advanced(by: -600) && manners.last == manners.first)
    }

    @Test("A Retry-After stands until an answer comes without one")
    func held() {
        var manners = Manners()
        manners.heldUntil = now.advanced(by: 600)
        let before = PollState(due: nil)
        manners.count(nil, before: before, start: now, now: now)
        #expect(manners.heldUntil == now.advanced(by: 600))
        #expect(manners.early == 1)
        manners.count(ResponseFacts(status: 304), before: before, start: now, now: now)
        #expect(manners.heldUntil == nil)
    }

    @Test("The reader's own server may be asked before its Retry-After is over")
    func own() {
        var manners = Manners()
        manners.heldUntil = now.advanced(by: 600)
        for isOwn in [true, false] {
            var counted = manners
            counted.count(nil, before: PollState(due: nil), start: now, now: now, isOwn: isOwn)
            #expect(counted.early == (isOwn ? 0 : 1))
        }
    }
}
