import Politeness
import Testing
import Values

@Suite("Which feeds are polled now")
struct PollPlannerTests {
    private let one = Schedule.Host(name: "one.example:443", isLocal: false)

    private func at(_ seconds: Int64) -> Timestamp { Poll.now.advanced(by: seconds) }
    private func host(_ number: Int64) -> Schedule.Host {
        .init(name: "h\(number).example:443", isLocal: false)
    }

    /// So many feeds, each on a host of its own, due in an hour.
    private func planner(feeds: Int64) -> PollPlanner {
        var planner = PollPlanner()
        for feed in 0..<feeds { planner.set(feed, host: host(feed), due: at(3_600)) }
        return planner
    }

    private var sound: PollState {
        var state = PollState(due: Poll.now)
        state.lastStatus = 200
        state.lastSuccess = Poll.now
        return state
    }

    @Test("A fresh start of many feeds is spread: a hundred starts a second")
    func freshStart() {
        var planner = PollPlanner(schedule: Schedule(width: 1_000))
        for feed in Int64(0)..<250 { planner.set(feed, host: host(feed), due: at(0)) }
        #expect(planner.next(now: at(0)).count == 100)
        #expect(planner.nextWake == at(1))
        #expect(planner.next(now: at(1)).count == 100)
        #expect(planner.next(now: at(2)).count == 50)
    }

    @Test(
        "What a feed waits for is told, also after the clock went back; nothing while it is polled")
    func due() {
        var planner = planner(feeds: 1)
        #expect(planner.next(now: at(1_000)) == [])
        #expect(planner.due(of: 0) == at(3_600))
        #expect(planner.next(now: at(0)) == [])
        #expect(planner.due(of: 0) == at(2_600))
        #expect(planner.next(now: at(2_600)) == [0])
        #expect(planner.due(of: 0) == nil)
        #expect(planner.due(of: 7) == nil)
    }

    @Test("A single round waits for nothing but its width")
    func singleRound() {
        var planner = PollPlanner(schedule: Schedule(width: 1_000, pace: nil))
        for feed in Int64(0)..<250 { planner.set(feed, host: host(feed), due: at(0)) }
        #expect(planner.next(now: at(0)).count == 250)
    }

    @Test("The reader's own hosts are not held to the pace of the public ones")
    func localPace() {
        var planner = PollPlanner(
            schedule: Schedule(width: 1_000, perLocalHost: 1_000))
        let local = Schedule.Host(name: "localhost:80", isLocal: true)
        for feed in Int64(0)..<250 { planner.set(feed, host: local, due: at(0)) }
        #expect(planner.next(now: at(0)).count == 250)
    }

    @Test("A clock that jumps ten years ahead costs one poll a feed, and back again none")
    func clockAhead() {
        let decade: Int64 = 10 * 365 * 86_400
        var planner = planner(feeds: 50)
        #expect(planner.next(now: at(0)) == [])
        let polled = planner.next(now: at(decade))
        #expect(polled.count == 50)
        for feed in polled {
            planner.finish(feed, host: nil, due: at(decade + 3_600), isHeld: false)
        }
        #expect(planner.next(now: at(60)) == [])
        #expect(planner.next(now: at(3_599)) == [])
        #expect(planner.next(now: at(3_661)).count == 50)
    }

    @Test("A clock that is set back by a day takes the due times with it")
    func clockBack() {
        var planner = planner(feeds: 50)
        #expect(planner.next(now: at(0)) == [])
        #expect(planner.next(now: at(-86_400)) == [])
        #expect(planner.nextWake == at(3_600 - 86_400))
        #expect(planner.next(now: at(3_600 - 86_400)).count == 50)
    }

    @Test("A clock that is set back is seen by whoever looks at it first, and once")
    func clockLookedAt() {
        var planner = planner(feeds: 1)
        #expect(planner.setBack(to: at(0)) == 0)
        #expect(planner.setBack(to: at(500)) == 0)
        #expect(planner.setBack(to: at(-100)) == -600)
        #expect(planner.setBack(to: at(-100)) == 0)
        #expect(planner.next(now: at(-100)) == [])
        #expect(planner.nextWake == at(3_000))
    }

    @Test("A clock that is corrected by seconds changes nothing")
    func clockCorrected() {
        var planner = planner(feeds: 1)
        #expect(planner.next(now: at(0)) == [])
        #expect(planner.next(now: at(-30)) == [])
        #expect(planner.nextWake == at(3_600))
    }

    @Test("A pause goes back with the clock, and ends when a person insists")
    func pauses() {
        var planner = PollPlanner()
        #expect(planner.setBack(to: at(0)) == 0)
        planner.set(1, host: one, due: at(0))
        planner.pause(HostPause(host: one, until: at(1_000)))
        #expect(planner.next(now: at(500)) == [])
        #expect(planner.next(now: at(-500)) == [])
        #expect(planner.nextWake == at(0))
        planner.pause(HostPause(host: one, until: at(9_000)))
        planner.resume(one, now: at(-400))
        #expect(planner.next(now: at(-399)) == [1])
    }

    @Test(
        "A pause that was asked for before a clock leapt ahead stands when it is put right",
        arguments: [false, true])
    func standingPause(isOld: Bool) {
        var planner = PollPlanner()
        #expect(planner.setBack(to: at(0)) == 0)
        planner.set(1, host: one, due: at(0))
        planner.pause(HostPause(host: one, until: at(9_000)), isOld: isOld)
        if !isOld { #expect(planner.setBack(to: at(200)) == 0) }
        #expect(planner.setBack(to: at(5_000)) == 0)
        let now = at(isOld ? -1_000 : 300)
        #expect(planner.setBack(to: now) < 0)
        #expect(planner.pauses(now: now) == [one: at(9_000)])
        #expect(planner.nextWake == at(9_000))
        // It is read again with the list: still of an earlier run, or of this.
        planner.pause(HostPause(host: one, until: at(9_000)), isOld: true)
        #expect(planner.pauses(now: now) == [one: at(9_000)])
    }

    @Test("It does so where another host asks for one meanwhile, by a clock that is beyond its end")
    func pauseDuringLeap() {
        var planner = PollPlanner()
        #expect(planner.setBack(to: at(0)) == 0)
        planner.set(1, host: one, due: at(0))
        planner.pause(HostPause(host: one, until: at(9_000)))
        #expect(planner.setBack(to: at(86_400)) == 0)
        planner.pause(HostPause(host: host(7), until: at(90_000)))
        #expect(planner.setBack(to: at(300)) < 0)
        #expect(planner.pauses(now: at(300)) == [one: at(9_000), host(7): at(3_900)])
        #expect(planner.nextWake == at(9_000))
    }

    @Test("Hosts that are left alone are told, with their pauses over, ended or set back left out")
    func toldPauses() {
        var planner = PollPlanner()
        #expect(planner.next(now: at(0)) == [])
        planner.pause(HostPause(host: one, until: at(1_000)))
        planner.pause(HostPause(host: one, until: at(10)))
        planner.pause(HostPause(host: host(7), until: at(500)))
        #expect(planner.pauses(now: at(500)) == [one: at(1_000)])
        planner.resume(host(7), now: at(20))
        #expect(planner.next(now: at(-500)) == [])
        #expect(planner.pauses(now: at(-500)) == [one: at(500)])
    }

    @Test("In an outage one host is probed in five seconds; afterwards all come back in a minute")
    func outage() {
        var planner = planner(feeds: 200)
        let first = planner.next(now: at(3_600))
        for feed in first.prefix(3) {
            #expect(fail(&planner, feed, at: 3_610) == .none)
        }
        #expect(fail(&planner, first[3], at: 3_610) == .outage)
        #expect(planner.outSince != nil)
        for feed in first.dropFirst(4) { #expect(fail(&planner, feed, at: 3_611) == .none) }
        let probes = planner.next(now: at(3_612))
        #expect(probes.count == 1)
        #expect(planner.nextWake == at(3_617))
        let news = planner.observe(
            probes[0], host: host(probes[0]), isReached: true, isSilent: false, state: sound,
            now: at(3_613))
        #expect(news == .recovery(feeds: 100))
        planner.finish(probes[0], host: nil, due: at(9_000), isHeld: false)
        var returned: Set<Int64> = []
        for second in Int64(3_613)...3_673 {
            for feed in planner.next(now: at(second)) {
                returned.insert(feed)
                planner.finish(feed, host: nil, due: at(9_000), isHeld: false)
            }
        }
        #expect(returned.count == 199)
    }

    private func fail(
        _ planner: inout PollPlanner, _ feed: Int64, at second: Int64
    ) -> PollPlanner.News {
        let news = planner.observe(
            feed, host: host(feed), isReached: false, isSilent: false, state: sound, now: at(second)
        )
        planner.finish(feed, host: nil, due: at(second + 900), isHeld: false)
        return news
    }

    @Test("After a restart in an outage the feeds that it cost their poll still tell of it")
    func restartInOutage() {
        var state = sound
        state.lastStatus = nil
        var planner = planner(feeds: 8)
        var news: [PollPlanner.News] = []
        for feed in planner.next(now: at(3_600)) {
            news.append(
                planner.observe(
                    feed, host: host(feed), isReached: false, isSilent: false, state: state,
                    now: at(3_600)))
        }
        #expect(news.contains(.outage))
    }

    /// A sound feed that an outage of `age` seconds has cost its last poll, `ago` seconds before the hour.
    private func waitedOut(age: Int64, ago: Int64 = 0) -> PollState {
        PollPolicy.afterFailure(
            .unreachable("no route"), state: sound, pacing: FeedPacing(), now: at(3_600 - ago),
            jitter: 0, outSince: at(3_600 - ago - age)
        ).state
    }

    @Test(
        "An outage that a restart interrupts goes on, and all are asked soon after it",
        arguments: [60, 7_200, 5 * 86_400], [2, 300])
    func resumed(age: Int64, feeds: Int64) {
        var planner = PollPlanner()
        let known = (0..<feeds).map {
            (id: $0, host: host($0), state: waitedOut(age: age, ago: $0))
        }
        for (feed, host, state) in known {
            planner.set(feed, host: host, due: state.due ?? at(0))
        }
        #expect(planner.resume(known, now: at(3_600)) == .outage)
        #expect(planner.outSince == at(3_600 - age))
        #expect(planner.resume(known, now: at(3_600)) == .none)
        // Hours later somebody is due.
        let probe = planner.next(now: at(90_000))[0]
        let news = planner.observe(
            probe, host: host(probe), isReached: true, isSilent: false, state: known[0].state,
            now: at(90_000))
        #expect(news == .recovery(feeds: Int(feeds) - 1))
        planner.finish(probe, host: nil, due: nil, isHeld: false)
        var returned: Set<Int64> = []
        for second in Int64(90_000)...90_060 {
            for feed in planner.next(now: at(second)) {
                returned.insert(feed)
                planner.finish(feed, host: nil, due: nil, isHeld: false)
            }
        }
        #expect(returned.count == Int(feeds) - 1)
    }

    @Test("How long nobody asked is not how long nobody answered")
    func unasked() {
        let known = [(id: Int64(1), host: host(1), state: waitedOut(age: 60, ago: 0))]
        for (gap, start) in [(7_200, 3_540), (7_201, 10_801), (-1, 3_599)] as [(Int64, Int64)] {
            var planner = PollPlanner()
            let now = at(3_600 + gap)
            #expect(planner.resume(known, now: now) == .outage)
            #expect(planner.outSince == at(start))
        }
        // As an earlier release stored it.
        var old = known[0]
        old.state.end(by: .outage)
        #expect(old.state.isWaitedOut)
        var planner = PollPlanner()
        #expect(planner.resume([old], now: at(3_660)) == .outage)
        #expect(planner.outSince == at(3_660))
    }

    @Test("A list of dead hosts that is asked round by round is asked less after an hour")
    func rounds() {
        var state = waitedOut(age: 0, ago: 0)
        var (now, waits) = (at(3_600), [Int64]())
        for _ in 0..<30 {
            var planner = PollPlanner(schedule: Schedule(pace: nil))
            #expect(planner.resume([(1, host(1), state)], now: now) == .outage)
            state =
                PollPolicy.afterFailure(
                    .unreachable("no route"), state: state, pacing: FeedPacing(), now: now,
                    jitter: 0,
                    outSince: planner.outSince
                ).state
            waits.append(state.due?.seconds(since: now) ?? 0)
            now = now.advanced(by: 300)
        }
        #expect(waits.first == 60 && waits[11] == 60 && waits[12] > 60)
        #expect(state.failures > 0 && (waits.last ?? 0) > waits[12])
    }

    @Test("An outage that was over before a restart is over, and the reader's own hosts had none")
    func ended() {
        var planner = PollPlanner()
        var back = sound
        back.lastSuccess = at(3_600)
        let old = waitedOut(age: 7_200, ago: 10)
        #expect(planner.resume([(1, host(1), old), (2, host(2), back)], now: at(3_700)) == .none)
        let local = Schedule.Host(name: "127.0.0.1:80", isLocal: true)
        #expect(planner.resume([(1, local, old)], now: at(3_700)) == .none)
        // That of a clock that was ahead tells nothing.
        back.lastSuccess = at(90_000)
        #expect(planner.resume([(1, host(1), old), (2, host(2), back)], now: at(3_700)) == .outage)
    }

    @Test("What failed in a long outage tells of the next one, and fails as for the first time")
    func afterLongOutage() {
        var state = waitedOut(age: 90_000)
        for _ in 0..<20 {
            state =
                PollPolicy.afterFailure(
                    .unreachable("no route"), state: state, pacing: FeedPacing(), now: at(3_600),
                    jitter: 0, outSince: at(-90_000)
                ).state
        }
        #expect(state.failures == 21 && state.isFailing)
        var planner = planner(feeds: 8)
        let news = planner.next(now: at(3_600)).map { feed in
            planner.observe(
                feed, host: host(feed), isReached: false, isSilent: false, state: state,
                now: at(3_600))
        }
        #expect(news.contains(.outage))
        let failed = PollPolicy.afterFailure(
            .unreachable("no route"), state: state, pacing: FeedPacing(), now: at(3_600), jitter: 0)
        #expect(failed.state.failures == 1 && failed.state.due == at(4_500))
    }

    @Test("A clock that is set back in an outage ends none")
    func outageSetBack() {
        var planner = planner(feeds: 8)
        for feed in planner.next(now: at(3_600)) { _ = fail(&planner, feed, at: 3_610) }
        #expect(planner.outSince == at(3_610))
        _ = planner.next(now: at(3_620))
        #expect(planner.next(now: at(20)) == [])
        #expect(planner.outSince == at(10))
        #expect(planner.nextWake == at(910))
        let probe = planner.next(now: at(910))[0]
        let news = planner.observe(
            probe, host: host(probe), isReached: true, isSilent: false, state: sound, now: at(911))
        #expect(news == .recovery(feeds: 7))
    }

    @Test("The reader's own hosts neither begin an outage nor end one")
    func localHosts() {
        var planner = planner(feeds: 0)
        for feed in Int64(0)..<20 {
            let local = Schedule.Host(name: "127.0.0.1:\(feed)", isLocal: true)
            let news = planner.observe(
                feed, host: local, isReached: false, isSilent: false, state: sound, now: at(0))
            #expect(news == .none)
        }
    }

    @Test("A feed that was removed while it ran does not come back")
    func removed() {
        var planner = PollPlanner()
        planner.set(1, host: one, due: at(0))
        #expect(planner.next(now: at(0)) == [1])
        planner.remove(1)
        planner.finish(1, host: one, due: at(5), isHeld: false)
        #expect(planner.next(now: at(10)) == [])
    }

    @Test("A feed that moved is next paced with the host that it moved to")
    func movedHost() {
        var planner = PollPlanner()
        planner.set(1, host: one, due: at(0))
        #expect(planner.next(now: at(0)) == [1])
        planner.finish(1, host: host(7), due: at(10), isHeld: false)
        planner.pause(HostPause(host: one, until: at(999)))
        #expect(planner.next(now: at(10)) == [1])
    }
}
