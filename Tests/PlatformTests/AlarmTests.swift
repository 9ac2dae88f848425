import Platform
import Testing

@Suite("Alarms", .timeLimit(.minutes(10)))
struct AlarmTests {
    private let rings: AsyncStream<Void>
    private let alarm: Alarm

    init() {
        let (rings, teller) = AsyncStream.makeStream(of: Void.self)
        self.rings = rings
        alarm = Alarm { teller.yield() }
    }

    @Test func `an alarm rings each time it was set`() async {
        var rings = rings.makeAsyncIterator()
        for _ in 1...3 {
            alarm.ring(within: 0)
            #expect(await rings.next() != nil)
        }
    }

    @Test func `one that would ring later rings sooner where that is asked for`() async {
        var rings = rings.makeAsyncIterator()
        alarm.ring(within: 3_600)
        alarm.ring(within: 0)
        #expect(await rings.next() != nil)
    }

    @Test func `one that rings sooner is not put off`() async {
        var rings = rings.makeAsyncIterator()
        alarm.ring(within: 1)
        alarm.ring(within: 3_600)
        #expect(await rings.next() != nil)
    }

    @Test func `one that was never set can be let go of`() {
        _ = Alarm {}
    }
}
