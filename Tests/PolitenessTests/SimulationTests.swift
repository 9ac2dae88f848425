import Politeness
import Testing
import Values

@Suite("Simulation of ten days")
struct SimulationTests {
    @Test("No feed starves, hosts are spared, and an outage is made up for within two minutes")
    func tenDays() async {
        var world = World(seed: 20_260_321, feeds: 600, hosts: 120)
        await world.run(days: 10)
        for feed in world.feeds {
            switch feed.kind {
            case .sound, .moved:
                // Once a day at the least, and not more than once an hour.
                #expect(feed.answers >= 9 && feed.answers <= 245, "\(feed.kind) \(feed.answers)")
            case .slow, .busy: #expect(feed.answers >= 9)
            case .dead: #expect((9...30).contains(feed.asked), "asked \(feed.asked)")
            case .gone: #expect(feed.asked == 1)
            }
        }
        #expect(world.mostPerHost <= 2)
        #expect(world.tooSoon == 0)
        #expect(world.disabled == world.feeds.filter { $0.kind == .gone }.count)
        let lateness = world.lateness.sorted()
        #expect(lateness[lateness.count * 99 / 100] < 60)
        #expect(world.afterRecovery.max() ?? 0 <= 120)
        #expect(world.afterRecovery.count > 20)
    }

    @Test("The same seed gives the same trace")
    func deterministic() async {
        var one = World(seed: 7, feeds: 100, hosts: 30)
        var other = World(seed: 7, feeds: 100, hosts: 30)
        await one.run(days: 1)
        await other.run(days: 1)
        #expect(one.trace == other.trace)
        #expect(one.trace != 0)
    }
}
