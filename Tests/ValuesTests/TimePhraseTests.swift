import Testing

@testable import Values

/// Moments as people name them.
struct TimePhraseTests {
    /// 2026-03-18T01:30:00 by a clock two hours ahead of UTC.
    private let now = Timestamp(seconds: 1_773_790_200)
    private let calendar = LocalCalendar.fixed(offset: 7_200)

    @Test(arguments: [
        ("24h", "2026-03-16T23:30:00Z", "2026-03-16T23:30:00Z"),
        ("7d", "2026-03-10T23:30:00Z", "2026-03-10T23:30:00Z"),
        ("today", "2026-03-17T22:00:00Z", "2026-03-18T22:00:00Z"),
        ("Yesterday", "2026-03-16T22:00:00Z", "2026-03-17T22:00:00Z"),
        ("2026-01-31", "2026-01-30T22:00:00Z", "2026-01-31T22:00:00Z"),
        ("2026-02", "2026-01-31T22:00:00Z", "2026-02-28T22:00:00Z"),
        ("2026-12", "2026-11-30T22:00:00Z", "2026-12-31T22:00:00Z"),
        ("2026-01-31T18:30", "2026-01-31T16:30:00Z", "2026-01-31T16:30:00Z"),
        ("2026-01-31 18:30", "2026-01-31T16:30:00Z", "2026-01-31T16:30:00Z"),
        ("2026-01-31T18:30:15+00:00", "2026-01-31T18:30:15Z", "2026-01-31T18:30:15Z"),
        ("2026-01-01T00:30:00+05:30", "2025-12-31T19:00:00Z", "2025-12-31T19:00:00Z"),
        ("2026-01-31 18:30-0800", "2026-02-01T02:30:00Z", "2026-02-01T02:30:00Z"),
        ("2026-01-31t18:30:15z", "2026-01-31T18:30:15Z", "2026-01-31T18:30:15Z"),
    ]) func `a time begins and ends by the reader's calendar`(
        text: String, start: String, end: String
    ) throws {
        let phrase = try #require(TimePhrase(text))
        #expect(phrase.start(now: now, calendar).rfc3339 == start)
        #expect(phrase.end(now: now, calendar).rfc3339 == end)
    }

    @Test(arguments: [
        "", "soon", "0", "-7d", "2026", "2026-13", "2026-00", "2026-02-29", "2026-1-31",
        "2026-01-31T", "2026-01-31T24:00", "2026-01-31T18", "2026-01T18:30", "2026-01-31T18:30:60",
        "2026-01-31  18:30", "2026-01-31T18:30+", "2026-01-31T18:30+1", "2026-01-31T18:30+24:00",
        "2026-01-31T18:30+01:00Z", "2026-01-31+01:00", "2026-01 18:30", "tomorrow", "２０２６-01-31",
    ]) func `what is no time is refused`(text: String) {
        #expect(TimePhrase(text) == nil)
    }

    @Test func `a time that the clock shows twice begins with the first and ends with the second`()
        throws
    {
        let calendar = LocalCalendar(
            date: { $0.date },
            moment: { date, second, isSecond in
                Timestamp(
                    seconds: Int64(date.daysSinceEpoch * 86_400 + second + (isSecond ? 3_600 : 0)))
            })
        let phrase = try #require(TimePhrase("2026-10-25T02:30"))
        #expect(phrase.start(now: now, calendar).rfc3339 == "2026-10-25T02:30:00Z")
        #expect(phrase.end(now: now, calendar).rfc3339 == "2026-10-25T03:30:00Z")
        // A day begins once.
        let day = try #require(TimePhrase("2026-10-24"))
        #expect(day.end(now: now, calendar).rfc3339 == "2026-10-25T00:00:00Z")
    }

    @Test func `the days of this machine follow each other`() {
        let calendar = LocalCalendar.system
        let date = CivilDate(year: 2026, month: 3, day: 18)
        let start = calendar.start(of: date)
        #expect(calendar.date(of: start) == date)
        #expect(calendar.date(of: start.advanced(by: -1)) == date.advanced(by: -1))
        #expect(calendar.start(of: date.advanced(by: 1)).seconds(since: start) > 80_000)
    }
}
