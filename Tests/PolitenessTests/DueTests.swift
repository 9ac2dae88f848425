import Politeness
import Testing
import Values

@Suite("When a stored feed is due by a clock that may be another")
struct DueTests {
    private func state(due: Int64, polled: Int64?) -> PollState {
        var state = PollState(due: Poll.now.advanced(by: due))
        state.lastPolled = polled.map { Poll.now.advanced(by: $0) }
        return state
    }

    private func wait(_ state: PollState) -> Int64? {
        state.nextDue(now: Poll.now)?.seconds(since: Poll.now)
    }

    @Test("What is not due is not asked: a restart changes nothing")
    func restart() {
        #expect(wait(state(due: 3_000, polled: -600)) == 3_000)
        #expect(wait(state(due: -50, polled: -3_650)) == -50)
    }

    @Test("By a clock that was set back what is still to pass is still to pass, and no more")
    func setBack() {
        #expect(wait(state(due: 90_000, polled: 86_400)) == 3_600)
        let decade: Int64 = 10 * 365 * 86_400
        #expect(wait(state(due: decade + 3_600, polled: decade)) == 3_600)
        #expect(wait(state(due: 1 << 40, polled: decade)) == 2_851_200)
        #expect(wait(state(due: 3_000, polled: 3_600)) == 0)
    }

    @Test("What a server asked for is kept by a clock that was set back", arguments: [600, 3_600])
    func heldSetBack(step: Int64) {
        var known = state(due: 86_400 + step, polled: step)
        known.manners.heldUntil = Poll.now.advanced(by: 86_400 + step)
        #expect(wait(known) == 86_400)
        #expect(known.earliest(now: Poll.now) == Poll.now.advanced(by: 86_400))
        let back = known.setBack(to: Poll.now)
        #expect(back.lastPolled == Poll.now && back.setBack(to: Poll.now) == back)
        #expect(back.nextDue(now: Poll.now.advanced(by: 9)) == Poll.now.advanced(by: 86_400))
    }

    @Test("A clock that is seen to go back takes along what it stored, and how long ago that was")
    func seenBack() {
        var known = state(due: 90_000, polled: 86_400)
        known.manners.heldUntil = Poll.now.advanced(by: 91_000)
        let moved = known.moved(by: -87_000, to: Poll.now)
        #expect(moved.lastPolled == Poll.now.advanced(by: -600))
        #expect(wait(moved) == 3_000)
        #expect(moved.earliest(now: Poll.now) == Poll.now.advanced(by: 4_000))
        // What was stored before the clock went wrong is right.
        let old = state(due: 3_000, polled: -600)
        #expect(old.moved(by: -87_000, to: Poll.now) == old)
    }

    @Test("After a clock that went back nothing that was is still to come")
    func pastSetBack() {
        func at(_ seconds: Int64) -> Timestamp { Poll.now.advanced(by: seconds) }
        var known = state(due: 90_000, polled: 86_400)
        known.lastSuccess = at(86_400)
        (known.manners.first, known.manners.last) = (at(-5_000), at(86_390))
        known.manners.lastLimited = at(86_395)
        known.end(by: .outage, outageSince: at(86_000))
        let moved = known.moved(by: -87_000, to: Poll.now)
        #expect(moved.lastSuccess == at(-600))
        #expect(moved.manners.first == at(-5_000) && moved.manners.last == at(-610))
        #expect(moved.manners.lastLimited == at(-605))
        #expect(moved.outageSince == at(-1_000))
        var next = moved.manners
        next.count(nil, before: moved, start: Poll.now, now: Poll.now)
        #expect(next.shortestInterval == 610)
        // It was not seen: how long ago the poll was is not known.
        let back = known.setBack(to: Poll.now)
        #expect(back.manners.first == at(-5_000) && back.manners.last == Poll.now)
        #expect(back.outageSince == Poll.now)
        #expect(back.setBack(to: Poll.now) == back)
    }

    @Test("A feed that was never polled is due at once, whatever the clock said when it was added")
    func neverPolled() {
        #expect(wait(state(due: 1_000_000, polled: nil)) == 0)
    }

    @Test("No wait is longer than the longest interval that a reader can set")
    func absurd() {
        #expect(wait(state(due: 1 << 40, polled: 0)) == 2_851_200)
    }

    @Test("What is gone for good stays so")
    func gone() {
        #expect(PollState(due: nil).nextDue(now: Poll.now) == nil)
    }

    @Test("A clock that is set back a little makes nothing due, nor a server's wish forgotten")
    func littleStep() {
        var known = state(due: 3_590, polled: 10)
        known.manners.heldUntil = Poll.now.advanced(by: 3_000)
        #expect(wait(known) == 3_590)
        #expect(known.earliest(now: Poll.now) == known.manners.heldUntil)
        #expect(wait(state(due: 3_600, polled: 61)) == 3_539)
    }

    @Test("A shorter interval counts at once, but not for a feed that waits for another's host")
    func hastened() {
        var slow = state(due: 6_000, polled: 0)
        slow.hasten(to: 600)
        #expect(wait(slow) == 600)
        let pause = HostPause(
            host: .init(name: "b.example", isLocal: false), until: Poll.now.advanced(by: 86_400))
        var pacing = FeedPacing()
        pacing.interval = 2
        var held = PollPolicy.afterHold(
            pause, state: state(due: 0, polled: -2), pacing: pacing, now: Poll.now, jitter: 0
        ).state
        held.hasten(to: 2)
        #expect(wait(held) == 86_400)
    }
}
