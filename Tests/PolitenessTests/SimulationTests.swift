import Politeness
import Testing

@Suite("Simulation of a month of ten thousand feeds")
struct SimulationTests {
    @Test("None starves, each host is spared, our own outage costs nothing, a restart asks nothing")
    func month() async throws {
        var world = World(seed: 20_260_321, feeds: 10_000, days: 30)
        await world.run()
        let report = world.report

        // Nobody starves, and nobody is asked more than hourly.
        for feed in world.feeds {
            let days = 30
            switch feed.kind {
            case .sound, .compressed, .moved, .broken404:
                #expect(feed.asked >= days - 3, "\(feed.kind) asked \(feed.asked)")
                #expect(feed.asked <= days * 24 + 40, "\(feed.kind) asked \(feed.asked)")
            case .slow, .busy: #expect(feed.asked >= days - 3)
            case .dead: #expect((days - 3...3 * days).contains(feed.asked))
            case .gone: #expect(feed.asked == 1 && feed.state.due == nil)
            }
            if feed.kind != .gone { #expect(feed.state.due != nil) }
            if feed.kind == .sound { #expect(feed.state.failures == 0) }
            if feed.kind == .compressed {
                // One for each change, and until the first 304 one more.
                let changes = days * 86_400 / Int(feed.gap)
                #expect(feed.wholes <= 2 * changes + 3, "\(feed.wholes) for \(changes) changes")
            }
            if feed.kind == .moved { #expect(feed.state.moved?.isSettled == true) }
        }
        #expect(report.p99 < 60, "p99 of the lateness is \(report.p99) s")

        // No host is asked above its limit.
        #expect(report.mostAtOnce <= 2)
        #expect(report.closestStarts >= 1)
        #expect(report.startsInPause == 0)
        #expect(report.mostStartsASecond <= 100)

        // Half an hour without a network.
        #expect(report.missed > 500, "\(report.missed) feeds missed their poll")
        #expect(report.pollsInOutage < 500, "\(report.pollsInOutage) polls in the outage")
        #expect(report.blamed <= 10, "\(report.blamed) feeds were blamed for it")
        #expect(report.slowestReturn <= 120, "the last came \(report.slowestReturn) s after")

        // A restart asks nobody who is not due.
        #expect(report.earlyAfterRestart == 0)
    }

    @Test("The same seed gives the same trace, another seed another")
    func deterministic() async {
        var traces: [UInt64] = []
        for seed: UInt64 in [7, 7, 8] {
            var world = World(seed: seed, feeds: 500, days: 4)
            await world.run()
            traces.append(world.trace)
        }
        #expect(traces[0] == traces[1])
        #expect(traces[0] != traces[2])
    }
}
