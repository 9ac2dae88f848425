import SQLite
import Testing
import Values

@testable import Storage

/// When a clock is believed that is to say how old things are.
@Suite struct BelievedClockTests {
    private static let start = StoreFixture.start
    private static let (hour, day): (Int64, Int64) = (3_600, 86_400)
    private static let year: Int64 = 365 * day

    /// What ages are counted from after looks at these moments after the start.
    private func times(_ looks: [Int64]) -> [Int64] {
        var clock = BelievedClock(believed: Self.start)
        return looks.map { look in
            let now = Self.start.advanced(by: look)
            clock.look(at: now)
            return clock.time(at: now).seconds(since: Self.start)
        }
    }

    @Test func `a clock that goes on is believed, and a week without a look is no leap`() {
        let looks = [0, 60, Self.hour, Self.day, 8 * Self.day, 16 * Self.day, 15 * Self.day]
        #expect(times(looks) == looks)
    }

    @Test func `a leap is believed once the clock has gone on for a day, and not before`() {
        let leap = Self.year
        let looks = (0...25).map { leap + $0 * Self.hour }
        #expect(times(looks) == Array(repeating: 0, count: 24) + looks.suffix(2))
        // A run a day is not enough, two more are.
        #expect(times([leap, leap + 30 * Self.day]) == [0, 0])
        #expect(times([leap, leap + Self.day, leap + 2 * Self.day]).last == leap + 2 * Self.day)
    }

    @Test
    func `a clock that leaps again and again is not believed soon, one that is off for months is`()
    {
        let leaps = (1...5).map { $0 * Self.year }
        #expect(times(leaps) == [0, 0, 0, 0, 5 * Self.year])
    }

    @Test func `a leap that is taken back leaves nothing, and begins anew`() {
        let looks = [0, 20, 0, 20, 20, 0].map { (years: Int64) in years * Self.year }
        #expect(times(looks) == Array(repeating: 0, count: 6))
        #expect(
            times([Self.year, Self.year + 20 * Self.hour, Self.day, Self.year + 30 * Self.hour])
                == [0, 0, Self.day, Self.day])
    }

    @Test func `a clock that went back makes nothing older, and is believed in the end`() {
        let back = -2 * Self.year
        let looks = (0...24).map { back + $0 * Self.hour }
        #expect(times(looks) == looks)
        // And the right time is not one leap further then.
        #expect(times(looks.dropLast() + [0, Self.day]) == looks.dropLast() + [0, Self.day])
    }

    @Test func `the ends of time are no trouble`() {
        #expect(times([.max, .min, .max, .max, 0]).last == 0)
    }

    @Test func `it is kept, and a store that was never looked at begins with what it knows`()
        async throws
    {
        let fixture = try StoreFixture()
        let start = Self.start
        var store = try fixture.store()
        fixture.advance(by: Self.year)
        #expect(try await store.believedTime(at: fixture.clock.now) == start)
        try await store.close()
        store = try fixture.store()
        fixture.advance(by: 12 * Self.hour)
        #expect(try await store.believedTime(at: fixture.clock.now) == start)
        #expect(
            try fixture.reader().status().leap == ClockLeap(from: start, to: fixture.clock.now))
        fixture.advance(by: 12 * Self.hour)
        #expect(try await store.believedTime(at: fixture.clock.now) == fixture.clock.now)
        #expect(try fixture.reader().status().leap == nil)
    }

    @Test func `a former database begins with its last round`() async throws {
        let fixture = try StoreFixture()
        try DatabaseFile.createFolder(fixture.state)
        try SchemaFixture.make(version: 13, at: fixture.database)
        try fixture.connection().execute("UPDATE retention SET last_round = 1699990000")
        let store = try fixture.store()
        #expect(try await store.believedTime(at: Self.start) == Self.start)
        let later = Self.start.advanced(by: 9 * Self.day)
        #expect(try await store.believedTime(at: later) == Self.start)
    }
}
