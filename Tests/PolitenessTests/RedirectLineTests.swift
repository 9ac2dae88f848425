import Testing
import Values

@testable import Politeness

@Suite("The line of those whom redirects lead to a host")
struct RedirectLineTests {
    private let one = Schedule.Host(name: "one.example", isLocal: false)
    private let local = Schedule.Host(name: "127.0.0.1:8090", isLocal: true)
    private let origins = (1...40).map {
        Schedule.Host(name: "origin\($0).example", isLocal: false)
    }

    private func at(_ seconds: Int64) -> Timestamp {
        Timestamp(seconds: 1_000).advanced(by: seconds)
    }

    /// A schedule in which the feeds 1 to 40 run, each at an origin of its own.
    private func running(mostLed: Int = 1_000, width: Int = 100) -> Schedule {
        var schedule = Schedule(width: width, mostLed: mostLed)
        for (index, host) in origins.enumerated() {
            schedule.set(Int64(index + 1), host: host, due: at(0))
        }
        #expect(schedule.next(now: at(0)).count == min(40, width))
        return schedule
    }

    @Test(
        "They take places there, spaced as any start, and go on one by one without being sent away")
    func line() {
        var schedule = running()
        #expect(schedule.enter(one, as: 1, now: at(0)) == .open)
        // Led there once more it takes no other place, and none at its own host.
        #expect(schedule.enter(one, as: 1, now: at(0)) == .open)
        #expect(schedule.enter(origins[0], as: 1, now: at(0)) == .open)
        // A host of the reader's own is not paced.
        #expect(schedule.enter(local, as: 2, now: at(0)) == .open)
        for feed in Int64(2)...40 {
            #expect(schedule.enter(one, as: feed, now: at(0)) == .waits)
            #expect(schedule.isRunning(feed))
            #expect(schedule.due(of: feed) == nil)
        }
        // They hold no place meanwhile.
        #expect(schedule.runningCount == 1)
        #expect(schedule.nextWake == at(1))
        #expect(schedule.next(now: at(1)) == [2])
        // A feed of that host stands in the same line.
        schedule.set(99, host: one, due: at(1))
        var order: [Int64] = []
        for second in Int64(2)..<60 {
            let now = at(second)
            if schedule.runningCount > 0 { schedule.finished(order.last ?? 1, due: nil) }
            let next = schedule.next(now: now)
            #expect(next.count <= 1)
            order += next
            #expect(schedule.runningCount <= 2)
        }
        #expect(order == Array(3...40) + [99])
    }

    @Test("One that waits keeps neither a place at its own host nor one for all")
    func places() {
        var schedule = Schedule(width: 2, perHost: 1)
        schedule.set(1, host: origins[0], due: at(0))
        schedule.set(2, host: one, due: at(0))
        #expect(schedule.next(now: at(0)) == [1, 2])
        schedule.set(3, host: origins[0], due: at(0))
        #expect(schedule.enter(one, as: 1, now: at(1)) == .waits)
        #expect(schedule.next(now: at(1)) == [3])
        schedule.finished(2, due: nil)
        #expect(schedule.next(now: at(2)) == [1])
        // What a chain leads back to is a host like others by now.
        #expect(schedule.enter(origins[0], as: 1, now: at(2)) == .waits)
        schedule.finished(3, due: nil)
        // Neither a person's wish nor another address takes it out of the line.
        schedule.set(1, host: origins[0], due: at(2))
        schedule.set(1, host: origins[7], due: at(2))
        #expect(schedule.next(now: at(3)) == [1])
        schedule.finished(1, due: at(10))
        #expect(schedule.due(of: 1) == at(10))
        schedule.remove(1)
        #expect(schedule.next(now: at(100)) == [])
        #expect(schedule.hosts.count == 0)
    }

    @Test("One that is removed goes on all the same, and one that is dismissed does not")
    func gone() {
        var schedule = running()
        #expect(schedule.enter(one, as: 1, now: at(0)) == .open)
        for feed in Int64(2)...4 {
            #expect(schedule.enter(one, as: feed, now: at(0)) == .waits)
        }
        schedule.remove(2)
        schedule.dismiss(3)
        #expect(schedule.isRunning(3))
        #expect(schedule.next(now: at(1)) == [2])
        schedule.finished(1, due: nil)
        #expect(schedule.next(now: at(2)) == [4])
        schedule.finished(3, due: at(5))
        schedule.finished(2, due: at(5))
        #expect(!schedule.isKnown(2) && !schedule.isRunning(3))
        #expect(schedule.next(now: at(5)) == [3])
    }

    @Test("A host that wants to be left alone lets nobody of the line in")
    func paused() {
        var schedule = running()
        #expect(schedule.enter(one, as: 1, now: at(0)) == .open)
        #expect(schedule.enter(one, as: 2, now: at(0)) == .waits)
        schedule.pause(one, until: at(50))
        #expect(schedule.next(now: at(49)) == [])
        #expect(schedule.next(now: at(50)) == [2])
    }

    @Test("Those that the line has no room for ask their own servers again within half a minute")
    func full() {
        var schedule = running(mostLed: 1)
        #expect(schedule.enter(one, as: 1, now: at(0)) == .open)
        #expect(schedule.enter(one, as: 2, now: at(0)) == .waits)
        var turns: [Timestamp] = []
        for feed in Int64(3)...40 {
            guard case .later(let turn) = schedule.enter(one, as: feed, now: at(0)) else {
                Issue.record("\(feed) was let in")
                return
            }
            turns.append(turn)
            schedule.finished(feed, due: turn)
        }
        #expect(turns.prefix(3) == [at(3), at(5), at(7)])
        #expect(turns.max() == at(30))
    }
}
