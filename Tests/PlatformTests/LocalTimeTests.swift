import Testing

@testable import Platform

/// What the clock on the wall shows, by the offsets of a zone.
struct LocalTimeTests {
    /// Midnight of 2026-03-29 and 2026-10-25 in UTC: an hour later the clocks of Berlin are set.
    private static let spring: Int64 = 1_774_742_400
    private static let autumn: Int64 = 1_792_886_400
    private static let hour: Int64 = 3_600

    private static func berlin(_ moment: Int64) -> Int64 {
        moment >= spring + hour && moment < autumn + hour ? 2 * hour : hour
    }

    private static func moments(shown: Int64, offset: (Int64) -> Int64) -> [Int64] {
        [false, true].map { LocalTime.moment(shown: shown, isSecond: $0, offset: offset) }
    }

    @Test(
        arguments: [
            // Shown, and the two moments, in minutes of the day.
            (60, -60, -60), (119, -1, -1), (120, 0, 60), (150, 30, 90), (179, 59, 119),
            (180, 120, 120), (1_439, 1_379, 1_379),
        ] as [(Int64, Int64, Int64)])
    func `where the clock is set back, a time is the first or the second of two`(
        shown: Int64, first: Int64, second: Int64
    ) {
        #expect(
            Self.moments(shown: Self.autumn + 60 * shown, offset: Self.berlin)
                == [Self.autumn + 60 * first, Self.autumn + 60 * second])
    }

    @Test(
        arguments: [
            (60, 0), (119, 59), (120, 60), (150, 90), (179, 119), (180, 60), (240, 120),
        ] as [(Int64, Int64)])
    func `where the clock is set forward, a time is as if it were not`(shown: Int64, moment: Int64)
    {
        #expect(
            Self.moments(shown: Self.spring + 60 * shown, offset: Self.berlin)
                == [Self.spring + 60 * moment, Self.spring + 60 * moment])
    }

    @Test func `a day that the clock passes over begins with the next`() {
        // Samoa went over 2011-12-30, from ten hours behind UTC to fourteen ahead.
        let change: Int64 = 1_325_239_200
        #expect(
            Self.moments(shown: change - 10 * Self.hour) {
                $0 < change ? -10 * Self.hour : 14 * Self.hour
            } == [change, change])
    }

    @Test func `a date of this machine is read back`() {
        for month in 1...12 {
            let seconds = LocalTime.secondsSinceEpoch(
                year: 2026, month: month, day: 15, second: 45_000)
            let local = LocalTime(secondsSinceEpoch: seconds)
            #expect(local.month == month && local.day == 15)
            #expect(local.hour == 12 && local.minute == 30)
        }
    }
}
