import Testing

@testable import Aggregation

struct RegainPausesTests {
    @Test func `pauses double up to a minute, and begin anew long after the store was well`() {
        var pauses = RegainPauses()
        pauses.begin(afterWell: nil)
        #expect((0..<8).map { _ in pauses.next() } == [1, 2, 4, 8, 16, 32, 60, 60])
        pauses.begin(afterWell: 3_600)
        #expect(pauses.next() == 1)
    }

    @Test func `a fault minutes after a long one is met as the first was`() {
        var pauses = RegainPauses()
        pauses.begin(afterWell: nil)
        for _ in 0..<8 { _ = pauses.next() }
        pauses.begin(afterWell: 540)
        #expect(pauses.next() == 1)
    }

    @Test func `a store that seems well and is not is left alone for longer each time`() {
        var pauses = RegainPauses()
        var waits: [Int64] = []
        for turn in 0..<14 {
            pauses.begin(afterWell: turn == 0 ? nil : 2)
            waits.append(pauses.next())
        }
        #expect(waits == [1, 2, 4, 8, 16, 32, 60, 120, 240, 480, 900, 900, 900, 900])
        // Once it takes what comes for a while, the next fault is met as the first was.
        pauses.begin(afterWell: 601)
        #expect(pauses.next() == 1)
    }
}
