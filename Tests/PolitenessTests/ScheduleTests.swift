import Testing
import Values

@testable import Politeness

@Suite("Schedule")
struct ScheduleTests {
    private let start = Timestamp(seconds: 1_000)
    private let one = Schedule.Host(name: "one.example:443", isLocal: false)
    private let two = Schedule.Host(name: "two.example:443", isLocal: false)
    private let local = Schedule.Host(name: "127.0.0.1:8090", isLocal: true)

    private func at(_ seconds: Int64) -> Timestamp { start.advanced(by: seconds) }

    @Test("A host that was only led to is forgotten when nothing needs it any more")
    func forgottenGuests() {
        var schedule = Schedule()
        for number in 0..<50 {
            let feed = Int64(number + 1)
            let time = at(Int64(number) * 10)
            schedule.set(
                feed, host: Schedule.Host(name: "a\(number).example:80", isLocal: false), due: time)
            #expect(schedule.next(now: time) == [feed])
            let led = Schedule.Host(name: "b\(number).example:80", isLocal: false)
            #expect(schedule.enter(led, as: feed, now: time) == .open)
            schedule.finished(feed, due: nil)
        }
        _ = schedule.next(now: at(1_000))
        #expect(schedule.hosts.count == 0)
    }

    @Test("Feeds come when they are due, the earliest first")
    func order() {
        var schedule = Schedule()
        schedule.set(1, host: one, due: at(5))
        schedule.set(2, host: two, due: at(3))
        #expect(schedule.next(now: at(2)) == [])
        #expect(schedule.nextWake == at(3))
        #expect(schedule.next(now: at(10)) == [2, 1])
        #expect(schedule.runningCount == 2)
        #expect(schedule.nextWake == nil)
    }

    @Test(
        "Lateness is what the next feed has waited for a place, not what its host keeps it waiting")
    func lateness() {
        var schedule = Schedule(width: 1)
        #expect(schedule.lateness(now: at(0)) == 0)
        schedule.set(1, host: one, due: at(0))
        schedule.set(2, host: two, due: at(4))
        #expect(schedule.next(now: at(0)) == [1])
        #expect(schedule.lateness(now: at(3)) == 0)
        #expect(schedule.lateness(now: at(30)) == 26)
        schedule.pause(two, until: at(100))
        #expect(schedule.lateness(now: at(30)) == 0)
    }

    @Test("A feed that runs does not come again before it finished")
    func running() {
        var schedule = Schedule()
        schedule.set(1, host: one, due: at(0))
        #expect(schedule.next(now: at(0)) == [1])
        schedule.set(1, host: one, due: at(0))
        #expect(schedule.next(now: at(5)) == [])
        schedule.finished(1, due: at(60))
        #expect(schedule.nextWake == at(60))
        #expect(schedule.next(now: at(60)) == [1])
    }

    @Test("A public host gets one start a second and two polls at once")
    func publicHost() {
        var schedule = Schedule()
        for feed in 1...4 { schedule.set(Int64(feed), host: one, due: at(0)) }
        #expect(schedule.next(now: at(0)) == [1])
        #expect(schedule.nextWake == at(1))
        #expect(schedule.next(now: at(1)) == [2])
        #expect(schedule.next(now: at(9)) == [])
        schedule.finished(1, due: nil)
        #expect(schedule.next(now: at(9)) == [3])
    }

    @Test("A local host is not spaced, only limited in what runs at once")
    func localHost() {
        var schedule = Schedule()
        for feed in 1...12 { schedule.set(Int64(feed), host: local, due: at(0)) }
        #expect(schedule.next(now: at(0)) == Array(1...8))
        schedule.finished(3, due: nil)
        schedule.finished(5, due: nil)
        #expect(schedule.next(now: at(0)) == [9, 10])
    }

    @Test("A place that a local host frees goes to its next feed, before others of about its age")
    func openConnection() {
        let other = Schedule.Host(name: "127.0.0.2:8090", isLocal: true)
        var schedule = Schedule(width: 1)
        schedule.set(1, host: local, due: at(0))
        schedule.set(2, host: other, due: at(0))
        schedule.set(3, host: local, due: at(10))
        schedule.set(4, host: local, due: at(11))
        #expect(schedule.next(now: at(20)) == [1])
        schedule.finished(1, due: at(90))
        #expect(schedule.next(now: at(20)) == [3])
        // The other has waited too much longer.
        schedule.finished(3, due: at(90))
        #expect(schedule.next(now: at(20)) == [2])
        schedule.finished(2, due: at(90))
        #expect(schedule.next(now: at(20)) == [4])
    }

    @Test("The width limits all hosts together")
    func width() {
        var schedule = Schedule(width: 2)
        for feed in 1...3 {
            schedule.set(
                Int64(feed), host: .init(name: "h\(feed)", isLocal: false), due: at(0))
        }
        #expect(schedule.next(now: at(0)) == [1, 2])
        #expect(schedule.next(now: at(4)) == [])
        // Who is under way for as long lets another start beside it.
        #expect(schedule.nextWake == at(5))
        schedule.finished(2, due: at(100))
        #expect(schedule.nextWake == at(0))
        #expect(schedule.next(now: at(0)) == [3])
    }

    @Test("A paused host starts nothing until its pause is over, and no pause is shortened")
    func pause() {
        var schedule = Schedule()
        schedule.set(1, host: one, due: at(0))
        schedule.set(2, host: two, due: at(0))
        schedule.pause(one, until: at(50))
        schedule.pause(one, until: at(20))
        #expect(schedule.next(now: at(0)) == [2])
        #expect(schedule.nextWake == at(50))
        #expect(schedule.next(now: at(50)) == [1])
    }

    @Test("A feed can be made due sooner, or later, or moved to another host")
    func changed() {
        var schedule = Schedule()
        schedule.set(1, host: one, due: at(100))
        schedule.set(1, host: one, due: at(1))
        #expect(schedule.nextWake == at(1))
        schedule.set(1, host: two, due: at(7))
        #expect(schedule.nextWake == at(7))
        schedule.pause(one, until: at(1_000))
        #expect(schedule.next(now: at(7)) == [1])
    }

    @Test("A removed feed does not come, nor come back from a poll that runs")
    func removed() {
        var schedule = Schedule()
        schedule.set(1, host: one, due: at(0))
        schedule.set(2, host: two, due: at(0))
        schedule.remove(1)
        #expect(schedule.next(now: at(0)) == [2])
        schedule.remove(2)
        schedule.finished(2, due: at(10))
        #expect(schedule.nextWake == nil)
        #expect(schedule.runningCount == 0)
        #expect(schedule.next(now: at(100)) == [])
    }

    @Test("A feed moved to another host while it runs frees the place where it started")
    func movedWhileRunning() {
        var schedule = Schedule(perHost: 1, spacing: 0)
        schedule.set(1, host: one, due: at(0))
        schedule.set(2, host: one, due: at(0))
        #expect(schedule.next(now: at(0)) == [1])
        schedule.set(1, host: two, due: at(0))
        schedule.finished(1, due: at(5))
        #expect(schedule.next(now: at(5)) == [2, 1])
    }

    @Test("Finishing what does not run changes nothing")
    func unknown() {
        var schedule = Schedule()
        schedule.finished(9, due: at(0))
        #expect(schedule.nextWake == nil)
    }

    @Test("Over thousands of random steps every feed keeps its limits and none is forgotten")
    func random() {
        var schedule = Schedule(width: 10, perHost: 2, spacing: 1)
        var seed: UInt64 = 42
        func random(_ bound: Int) -> Int {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(seed >> 33) % bound
        }
        func host(_ feed: Int64) -> Schedule.Host {
            .init(name: "h\(feed % 40)", isLocal: false)
        }
        for feed in 0..<200 {
            schedule.set(Int64(feed), host: host(Int64(feed)), due: at(Int64(random(300))))
        }
        var running: [Int64] = []
        var polls: [Int64: Int] = [:]
        for second in 0..<3_000 {
            let now = at(Int64(second))
            let started = schedule.next(now: now)
            #expect(Set(started.map { host($0) }).count == started.count)
            for feed in started { polls[feed, default: 0] += 1 }
            running += started
            #expect(running.count <= 10 && running.count == schedule.runningCount)
            let perHost = Dictionary(grouping: running) { host($0) }.mapValues(\.count)
            #expect(perHost.values.allSatisfy { $0 <= 2 })
            for _ in 0..<random(12) where !running.isEmpty {
                let feed = running.remove(at: random(running.count))
                schedule.finished(feed, due: now.advanced(by: Int64(100 + random(100))))
            }
        }
        #expect(polls.count == 200)
        #expect(polls.values.allSatisfy { $0 >= 10 })
    }

    @Test("Hosts without feeds are forgotten, however often feeds are exchanged")
    func formerHosts() {
        var schedule = Schedule(width: 1_000, pace: nil)
        func host(_ round: Int64, _ feed: Int64) -> Schedule.Host {
            .init(name: "h\(feed).r\(round).example:443", isLocal: feed % 3 == 0)
        }
        for round in Int64(0)..<20 {
            let now = at(round * 100)
            for feed in Int64(0)..<30 { schedule.remove(feed) }
            for feed in 0..<(30 - round) { schedule.set(feed, host: host(round, feed), due: now) }
            let started = schedule.next(now: now)
            // A poll that is under way keeps its place at the former host, and comes back at the new one.
            #expect(started.count >= Int(29 - round))
            for feed in started.dropFirst() { schedule.finished(feed, due: at(round * 100 + 50)) }
            _ = schedule.next(now: at(round * 100 + 40))
            #expect(schedule.hosts.count <= Int(30 - round) + 1)
            if let first = started.first { schedule.finished(first, due: at(round * 100 + 60)) }
        }
        for feed in Int64(0)..<30 { schedule.remove(feed) }
        #expect(schedule.next(now: at(5_000)) == [])
        #expect(schedule.hosts.count == 0)
        schedule.set(1, host: one, due: at(0))
        #expect(schedule.next(now: at(5_000)) == [1])
    }

    @Test("A host that is left alone stays so when its feed leaves and comes back")
    func formerPause() {
        var schedule = Schedule()
        schedule.set(1, host: one, due: at(0))
        schedule.pause(one, until: at(50))
        schedule.pause(two, until: at(20))
        schedule.remove(1)
        #expect(schedule.next(now: at(30)) == [])
        #expect(schedule.hosts.count == 1)
        schedule.set(1, host: one, due: at(0))
        #expect(schedule.next(now: at(30)) == [])
        #expect(schedule.next(now: at(50)) == [1])
    }
}
