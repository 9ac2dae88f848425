/// A moment in time, in whole seconds of UTC since 1970-01-01T00:00:00Z.
///
/// Feeds, HTTP headers and the database know no finer grain. Leap seconds are not counted (POSIX).
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Seconds since the epoch; negative before it.
    public let seconds: Int64

    public init(seconds: Int64) {
        self.seconds = seconds
    }

    public static func < (a: Timestamp, b: Timestamp) -> Bool { a.seconds < b.seconds }

    /// The moment `seconds` later (earlier when negative). Saturates instead of overflowing.
    public func advanced(by seconds: Int64) -> Timestamp {
        let (sum, overflow) = self.seconds.addingReportingOverflow(seconds)
        return Timestamp(seconds: overflow ? (seconds > 0 ? .max : .min) : sum)
    }

    /// Seconds from `earlier` to here.
    public func seconds(since earlier: Timestamp) -> Int64 {
        let (difference, overflow) = seconds.subtractingReportingOverflow(earlier.seconds)
        return overflow ? (seconds > earlier.seconds ? .max : .min) : difference
    }
}

extension Timestamp {
    /// The moment of a date and time of the proleptic Gregorian calendar in UTC.
    ///
    /// Nil when a field is out of its range (month 1–12, day of the month, hour 0–23, minute 0–59,
    /// second 0–60; a leap second reads as the second after).
    public init?(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0
    ) {
        guard (1...12).contains(month),
            (1...CivilDate.days(inMonth: month, of: year)).contains(day),
            (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        let days = CivilDate(year: year, month: month, day: day).daysSinceEpoch
        self.init(seconds: Int64(days * 86_400 + hour * 3_600 + minute * 60 + second))
    }

    /// The date of this moment in UTC.
    public var date: CivilDate {
        CivilDate(daysSinceEpoch: Int(seconds.flooredQuotient(by: 86_400)))
    }

    /// The seconds since midnight UTC, 0–86,399.
    public var secondOfDay: Int {
        Int(seconds - seconds.flooredQuotient(by: 86_400) * 86_400)
    }

    /// `9 Sep 2001 01:46:40 GMT`: as RFC 822 has it, with a year of four digits (RFC 1123 §5.2.14).
    public var rfc822: String {
        let date = self.date
        let time = secondOfDay
        return "\(date.day) \(MonthNames.abbreviations[date.month - 1]) \(date.year)"
            + " \(padded(time / 3_600)):\(padded(time / 60 % 60)):\(padded(time % 60)) GMT"
    }

    /// RFC 3339 in UTC, to the second: `2026-03-21T06:31:00Z`.
    public var rfc3339: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(20)
        appendRFC3339(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Adds the same to what is to be written: digit by digit, since lists of thousands have two in each
    /// line.
    public func appendRFC3339(to bytes: inout [UInt8]) {
        let date = self.date
        let time = secondOfDay
        guard (0...9_999).contains(date.year) else {
            bytes +=
                ("\(date.description)T\(padded(time / 3_600)):\(padded(time / 60 % 60))"
                + ":\(padded(time % 60))Z").utf8
            return
        }
        bytes += Self.pattern
        var end = bytes.mutableSpan
        let start = end.count - Self.pattern.count
        Self.put(date.year / 100, into: &end, at: start)
        Self.put(date.year % 100, into: &end, at: start + 2)
        Self.put(date.month, into: &end, at: start + 5)
        Self.put(date.day, into: &end, at: start + 8)
        Self.put(time / 3_600, into: &end, at: start + 11)
        Self.put(time / 60 % 60, into: &end, at: start + 14)
        Self.put(time % 60, into: &end, at: start + 17)
    }

    private static let pattern = Array("0000-00-00T00:00:00Z".utf8)

    /// Writes a number of two digits.
    private static func put(_ number: Int, into bytes: inout MutableSpan<UInt8>, at place: Int) {
        bytes[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10)
        bytes[place + 1] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10)
    }
}

/// A date of the proleptic Gregorian calendar.
public struct CivilDate: Hashable, Sendable, CustomStringConvertible {
    public let year: Int
    /// 1–12.
    public let month: Int
    /// 1–31.
    public let day: Int

    public init(year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Days from 1970-01-01; era arithmetic over 400-year cycles that begin in March, where the
    /// leap day is the last of a year.
    public var daysSinceEpoch: Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    public init(daysSinceEpoch days: Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// 0 is Sunday, 6 is Saturday.
    public var weekday: Int {
        let shifted = (daysSinceEpoch + 4) % 7
        return shifted < 0 ? shifted + 7 : shifted
    }

    /// How many days month `month` (1–12) of `year` has.
    public static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// `2026-03-21`.
    public var description: String {
        let digits = String(year.magnitude)
        let sign = year < 0 ? "-" : ""
        let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
        return "\(sign)\(zeros)\(digits)-\(padded(month))-\(padded(day))"
    }
}

/// With two digits at least.
func padded(_ number: Int) -> String {
    number < 10 ? "0\(number)" : String(number)
}

extension Int64 {
    /// The quotient rounded towards negative infinity, so that times before 1970 fall into the
    /// right day.
    fileprivate func flooredQuotient(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
