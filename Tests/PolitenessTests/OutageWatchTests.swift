import Testing
import Values

@testable import Politeness

@Suite("An outage of our own network")
struct OutageWatchTests {
    private func at(_ seconds: Int64) -> Timestamp { Poll.now.advanced(by: seconds) }

    private func record(
        _ watch: inout OutageWatch, _ host: String, isReachable: Bool, at second: Int64,
        wasReachable: Bool = true, among hosts: [String]? = nil
    ) -> OutageWatch.Change {
        watch.record(
            host: host, isReachable: isReachable, wasReachable: wasReachable, among: hosts,
            now: at(second))
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

    @Test("Hosts that die hours apart are no outage while others answer")
    func oldResults() {
        var watch = OutageWatch()
        for host in 0..<20 {
            let second = Int64(host) * 121
            #expect(record(&watch, "h\(host)", isReachable: false, at: second) == .none)
            #expect(record(&watch, "up", isReachable: true, at: second + 60) == .none)
        }
    }

    @Test("Three hosts in a row tell it, however slowly they are asked, once it is two minutes")
    func slowRow() {
        var watch = OutageWatch()
        #expect(record(&watch, "up", isReachable: true, at: 0) == .none)
        #expect(record(&watch, "a", isReachable: false, at: 1_000) == .none)
        #expect(record(&watch, "b", isReachable: false, at: 2_000) == .none)
        #expect(record(&watch, "c", isReachable: false, at: 3_000) == .began)
        #expect(watch.outSince == at(1_000))
    }

    @Test("Three at once are looked at again when one of them is retried")
    func retried() {
        var watch = OutageWatch()
        for host in ["a", "b", "c"] {
            #expect(record(&watch, host, isReachable: false, at: 5) == .none)
        }
        #expect(
            record(&watch, "a", isReachable: false, at: 905, wasReachable: false) == .began)
        #expect(watch.outSince == at(5))
    }

    @Test(
        "All that there are, two at least and those that are dead already left out, tell it at once"
    )
    func every() {
        let hosts = ["a", "b", "dead"]
        var watch = OutageWatch()
        #expect(
            record(
                &watch, "dead", isReachable: false, at: 0, wasReachable: false, among: hosts)
                == .none)
        #expect(record(&watch, "a", isReachable: false, at: 1, among: hosts) == .none)
        #expect(record(&watch, "b", isReachable: false, at: 2, among: hosts) == .began)
        watch = OutageWatch()
        for second in Int64(0)..<9 {
            #expect(
                record(&watch, "a", isReachable: false, at: second * 900, among: ["a"]) == .none)
        }
    }

    @Test("Hosts that died together are taken for an outage once: after it they prove nothing")
    func diedTogether() {
        var watch = OutageWatch()
        let dead = (0..<4).map { "h\($0)" }
        let changes = dead.map { record(&watch, $0, isReachable: false, at: 1) }
        #expect(changes.last == .began)
        #expect(record(&watch, "up", isReachable: true, at: 50) == .recovered(since: at(1)))
        for second in Int64(51)..<400 {
            for host in dead {
                #expect(record(&watch, host, isReachable: false, at: second) == .none)
            }
        }
        // What answers again counts again.
        for host in dead { #expect(record(&watch, host, isReachable: true, at: 900) == .none) }
        #expect(dead.map { record(&watch, $0, isReachable: false, at: 1_100) }.last == .began)
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
            let next = PollPolicy.afterFailure(
                .unreachable("no route"), state: state, pacing: FeedPacing(), now: Poll.now,
                jitter: jitter, outSince: Poll.now.advanced(by: -3_599)
            ).state
            #expect(next.failures == 2)
            let wait = next.due?.seconds(since: Poll.now) ?? 0
            #expect((60...120).contains(wait))
        }
    }

    @Test(
        "One that lasts is no excuse for ever: failures count, and each is asked less and less",
        arguments: [(3_600, 150), (86_400, 3_600), (30 * 86_400, 86_400)])
    func lasting(age: Int64, expected: Int64) {
        var state = PollState(due: Poll.now)
        state.failures = 2
        for jitter in [0.0, 0.999] {
            let next = PollPolicy.afterFailure(
                .unreachable("no route"), state: state, pacing: FeedPacing(), now: Poll.now,
                jitter: jitter, outSince: Poll.now.advanced(by: -age)
            ).state
            #expect(next.failures == 3)
            let wait = next.due?.seconds(since: Poll.now) ?? 0
            #expect((expected...min(2 * expected, 95_040)).contains(wait))
            #expect(
                next.dueReason == "no host has answered for \(SpanText.rough(age)), since "
                    + Poll.now.advanced(by: -age).rfc3339)
        }
    }

    @Test("During it a failure of another kind counts as ever")
    func otherFailure() {
        let next = PollPolicy.afterFailure(
            .failed("damaged"), state: PollState(due: Poll.now), pacing: FeedPacing(),
            now: Poll.now, jitter: 0, outSince: Poll.now)
        #expect(next.state.failures == 1)
    }
}
