import Politeness
import Testing
import Values

@Suite("An outage of our own network")
struct OutageWatchTests {
    private func at(_ seconds: Int64) -> Timestamp { Poll.now.advanced(by: seconds) }

    private func record(
        _ watch: inout OutageWatch, _ host: String, isReachable: Bool, at second: Int64,
        wasReachable: Bool = true
    ) -> OutageWatch.Change {
        watch.record(
            host: host, isReachable: isReachable, wasReachable: wasReachable, now: at(second))
    }

    @Test("It begins when most hosts are out of reach and ends with the first answer")
    func beginsAndEnds() {
        var watch = OutageWatch()
        for host in 0..<3 {
            #expect(record(&watch, "up\(host)", isReachable: true, at: 0) == .none)
            #expect(record(&watch, "h\(host)", isReachable: false, at: 10) == .none)
        }
        #expect(record(&watch, "h3", isReachable: false, at: 11) == .began)
        #expect(watch.outSince == at(10))
        #expect(record(&watch, "h4", isReachable: false, at: 60) == .none)
        #expect(
            record(&watch, "h1", isReachable: true, at: 70) == .recovered(since: at(10)))
        #expect(watch.outSince == nil)
    }

    @Test("One host that is down is its own trouble, however many feeds it has")
    func oneHost() {
        var watch = OutageWatch()
        for second in 0..<100 {
            #expect(record(&watch, "down", isReachable: false, at: Int64(second)) == .none)
        }
    }

    @Test("A few dead hosts among many that answer are no outage")
    func minority() {
        var watch = OutageWatch()
        for host in 0..<100 {
            #expect(
                record(&watch, "h\(host)", isReachable: host % 3 > 0, at: 0) == .none)
        }
    }

    @Test("Dead hosts that are asked hours apart are no outage")
    func oldResults() {
        var watch = OutageWatch()
        for host in 0..<20 {
            #expect(
                record(&watch, "h\(host)", isReachable: false, at: Int64(host) * 121)
                    == .none)
        }
    }

    @Test("Eight hosts in a row tell it, however many answered just before")
    func streak() {
        var watch = OutageWatch()
        for host in 0..<100 {
            #expect(record(&watch, "up\(host)", isReachable: true, at: 0) == .none)
        }
        for host in 0..<7 {
            #expect(record(&watch, "h\(host)", isReachable: false, at: 1) == .none)
        }
        #expect(record(&watch, "h0", isReachable: false, at: 2) == .none)
        #expect(record(&watch, "h7", isReachable: false, at: 3) == .began)
    }

    @Test("An answer between them ends the row")
    func brokenStreak() {
        var watch = OutageWatch()
        for host in 0..<100 {
            #expect(record(&watch, "up\(host)", isReachable: true, at: 0) == .none)
        }
        for host in 0..<12 {
            let change = record(&watch, "h\(host)", isReachable: host % 6 == 5, at: 1)
            #expect(change == .none)
        }
    }

    @Test("Hosts that were failing before, or never answered, are no outage")
    func deadBefore() {
        var watch = OutageWatch()
        for host in 0..<50 {
            let change = record(
                &watch, "h\(host)", isReachable: false, at: 0, wasReachable: false)
            #expect(change == .none)
        }
    }

    @Test("During it failures are not counted and each feed is tried again within two minutes")
    func policy() {
        var state = PollState(due: Poll.now)
        state.failures = 2
        for jitter in [0.0, 0.5, 0.999] {
            let next = PollPolicy().afterFailure(
                .unreachable("no route"), state: state, pacing: FeedPacing(), now: Poll.now,
                jitter: jitter, isOwnOutage: true
            ).state
            #expect(next.failures == 2)
            let wait = next.due?.seconds(since: Poll.now) ?? 0
            #expect((60...120).contains(wait))
        }
    }

    @Test("During it a failure of another kind counts as ever")
    func otherFailure() {
        let next = PollPolicy().afterFailure(
            .failed("damaged"), state: PollState(due: Poll.now), pacing: FeedPacing(),
            now: Poll.now, jitter: 0, isOwnOutage: true)
        #expect(next.state.failures == 1)
    }
}
