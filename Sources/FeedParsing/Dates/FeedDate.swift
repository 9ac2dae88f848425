internal import Bytes
public import Values

/// Reads the dates of feeds: RFC 822 to 5322, asctime, ISO 8601 and what people write instead.
///
/// One scanner for all of them: it looks for the time of day, the zone, a month's name and the
/// numbers that are left. A date without a zone is UTC. Nothing is invented: without a year and a
/// month there is no date, nor where an unknown word stands for the month; a field out of its range
/// gives none, and the moments that programs write where they have no date are none.
public enum FeedDate {
    /// The moment that `text` tells, or nil.
    public static func parse(_ text: String) -> Timestamp? { parse(text.utf8.span) }

    /// The moment that the text in `bytes` tells, or nil.
    static func parse(_ bytes: borrowing Span<UInt8>) -> Timestamp? {
        if let date = CommonDate.parse(bytes) { return date }
        var scan = DateScan(DateToken.tokens(of: String(utf8: bytes)))
        guard case .moment(let moment) = scan.read() else { return nil }
        return moment
    }

    /// Whether `text` is one of the moments that programs write where they have no date: it tells that there
    /// is none, and is not wrong.
    public static func isZero(_ text: String) -> Bool {
        var scan = DateScan(DateToken.tokens(of: text))
        if case .zero = scan.read() { return true }
        return false
    }
}

/// One reading of a date.
struct DateScan {
    let tokens: [DateToken]
    /// The tokens that no part has claimed yet.
    private(set) var free: [Bool]
    var time: (hour: Int, minute: Int, second: Int)?
    /// Seconds east.
    private var offset: Int?
    /// A zone that is none on earth.
    private var isZoneBroken = false

    init(_ tokens: [DateToken]) {
        self.tokens = tokens
        free = Array(repeating: true, count: tokens.count)
    }

    /// What a text tells.
    enum Reading {
        case moment(Timestamp)
        /// What programs write where they have no date.
        case zero
        case nothing
    }

    mutating func read() -> Reading {
        if let moment = epochSeconds() { return .moment(moment) }
        let afterTime = findTime()
        findPartOfDay(after: afterTime)
        findOffset(after: afterTime)
        guard !isZoneBroken, let date = date(), (0...9_999).contains(date.year),
            (1...12).contains(date.month),
            (1...31).contains(date.day)
        else { return .nothing }
        var (hour, minute, second) = time ?? (0, 0, 0)
        // Midnight at the end of the day (ISO 8601), and leap seconds.
        let isDayEnd = hour == 24 && minute == 0 && second == 0
        if isDayEnd { (hour, minute, second) = (0, 0, 0) }
        let midnight = Timestamp(
            year: date.year, month: date.month, day: 1, hour: hour, minute: minute, second: second)
        // The 31st of June is the 1st of July to those who write it and to all who read it.
        let days = date.day - 1 + (isDayEnd ? 1 : 0)
        guard let local = midnight?.advanced(by: Int64(days * 86_400)) else {
            return .nothing
        }
        let moment = local.advanced(by: Int64(-(offset ?? 0)))
        return Self.isZero(local) || Self.isZero(moment) ? .zero : .moment(moment)
    }

    /// Whether a program writes the moment where it has no date: the zero of Unix time, of spreadsheets
    /// (1899-12-30) and of databases (1900-01-01), and whatever lies in the years 0 and 1, the zero of
    /// Go, .NET and, as `-0001-11-30`, of PHP.
    private static func isZero(_ moment: Timestamp) -> Bool {
        moment.seconds < yearTwo || zeros.contains(moment.seconds)
    }

    private static let yearTwo =
        Int64(CivilDate(year: 2, month: 1, day: 1).daysSinceEpoch) * 86_400
    private static let zeros: [Int64] = [
        0, Int64(CivilDate(year: 1899, month: 12, day: 30).daysSinceEpoch) * 86_400,
        Int64(CivilDate(year: 1900, month: 1, day: 1).daysSinceEpoch) * 86_400,
    ]

    // MARK: - Tokens

    func number(_ index: Int) -> (value: Int, digits: Int)? {
        guard index >= 0, index < tokens.count,
            case .number(let value, let digits, _) = tokens[index]
        else { return nil }
        return (value, digits)
    }

    func word(_ index: Int) -> String? {
        guard index >= 0, index < tokens.count, case .word(let text) = tokens[index] else {
            return nil
        }
        return text
    }

    func isMark(_ index: Int, _ marks: StaticString) -> Bool {
        guard index >= 0, index < tokens.count, case .mark(let byte, _) = tokens[index] else {
            return false
        }
        return marks.description.utf8.contains(byte)
    }

    mutating func claim(_ range: Range<Int>) {
        for index in range { free[index] = false }
    }

    /// Ten digits alone are the seconds of Unix time, thirteen its milliseconds; some write a fraction.
    private func epochSeconds() -> Timestamp? {
        let hasFraction = tokens.count == 3 && isMark(1, ".") && number(2) != nil
        guard tokens.count == 1 || hasFraction && !isSpaced(2), let (value, digits) = number(0),
            digits == 10 || digits == 13
        else { return nil }
        let seconds = digits == 13 ? value / 1_000 : value
        guard seconds > 0, seconds < 4_200_000_000 else { return nil }
        return Timestamp(seconds: Int64(seconds))
    }

    // MARK: - Time of day

    /// Finds `10:20`, `10:20:30.5` or, after a date and `T`, `102030`; answers where it ends. The
    /// last of several counts, but not the minutes of a zone.
    private mutating func findTime() -> Int {
        var index = 0
        var end = 0
        var hasSeconds = false
        while index < tokens.count {
            defer { index += 1 }
            if let (value, digits) = number(index), digits == 14 {
                time = (value / 10_000 % 100, value / 100 % 100, value % 100)
                end = index + 1
            }
            if word(index - 1) == "t", let (dotted, next) = dottedTime(index) {
                time = dotted
                claim(index..<next)
                return next
            }
            if word(index - 1) == "t", let compact = compactTime(index) {
                time = compact
                claim(index..<(index + 1))
                return index + 1
            }
            guard let hour = number(index), hour.digits <= 2, isMark(index + 1, ":"),
                let minute = number(index + 2), minute.digits <= 2
            else { continue }
            if isZoneSign(index - 1) {
                let start = index
                while number(index) != nil, isMark(index + 1, ":") { index += 2 }
                let stop = number(index) == nil ? index : index + 1
                if isSpaced(start), isSpacedDash(start - 1),
                    isEnd(start..<stop, hasSeconds: hasSeconds)
                {
                    claim((start - 1)..<stop)
                }
                continue
            }
            var next = index + 3
            var second = 0
            if isMark(next, ":"), let seconds = number(next + 1), seconds.digits <= 2 {
                second = seconds.value
                next += 2
                if isMark(next, ".,"), number(next + 1) != nil { next += 2 }
            }
            time = (hour.value, minute.value, second)
            hasSeconds = next > index + 3
            claim(index..<next)
            // A midnight without seconds may stand for a time that is told behind it.
            if hasSeconds || hour.value > 0 || minute.value > 0,
                word(index - 1) == "t", let east = unsignedOffset(next)
            {
                offset = east
                claim(next..<tokens.count)
                return tokens.count
            }
            end = next
            index = next - 1
        }
        return time == nil ? findDottedTime() : end
    }

    /// Whether the second of two times with a dash and blanks between them tells when something ends
    /// (`10:00 - 12:00`), and not west of Greenwich (`10:00:00 GMT - 05:00`), as it does without seconds behind
    /// a time that has some, behind Greenwich by name, and where the end would come before the beginning. No clock
    /// is farther west than twelve hours.
    private func isEnd(_ second: Range<Int>, hasSeconds: Bool) -> Bool {
        // Of a zone there are four digits and no word.
        guard let first = time, second.count == 3, let hours = number(second.lowerBound),
            hours.digits == 2, let minutes = number(second.lowerBound + 2), minutes.digits == 2,
            partOfDay(at: second.upperBound, isBehindTime: false) == nil
        else { return true }
        let west = hours.value * 60 + minutes.value
        if west > 12 * 60 { return true }
        if hasSeconds { return false }
        func zone(_ index: Int) -> Int? { word(index).flatMap(DateNames.zone) }
        if zone(second.upperBound) != nil { return true }
        // Another has its own distance from Greenwich.
        if let named = zone(second.lowerBound - 2) { return named != 0 }
        return west >= first.hour * 60 + first.minute
    }

    /// Finds the `10.30` behind a whole date: the way of Finland, Denmark and Indonesia.
    private mutating func findDottedTime() -> Int {
        var numbers = 0
        var hasYear = false
        var hasMonth = false
        for index in tokens.indices {
            if let word = word(index) { hasMonth = hasMonth || MonthNames.month(word) != nil }
            guard let hour = number(index) else { continue }
            if hasYear, numbers >= (hasMonth ? 2 : 3), isDottedTimeStart(index),
                let (dotted, end) = dottedTime(index)
            {
                // `7.11.2023 - 14.11.2023` ends with another day.
                if isMark(end, "."), number(end + 1) != nil {
                    numbers += 1
                    continue
                }
                time = dotted
                claim(index..<end)
                return end
            }
            numbers += 1
            hasYear = hasYear || hour.digits == 4
        }
        return 0
    }

    /// `10.20` or `10.20.30`, and where it ends.
    private func dottedTime(_ index: Int) -> ((Int, Int, Int), end: Int)? {
        guard let hour = number(index), hour.digits <= 2, hour.value < 24, isMark(index + 1, "."),
            let minute = number(index + 2), minute.digits == 2, minute.value < 60
        else { return nil }
        let end = index + 3
        if isMark(end, "."), let second = number(end + 1), second.digits == 2, second.value < 60 {
            return ((hour.value, minute.value, second.value), end + 2)
        }
        return ((hour.value, minute.value, 0), end)
    }

    /// Whether an hour may begin here. A dot before it is that of a word (`kl. 10.20`), ends a date
    /// (`2023. 11. 7. 10.20`), or parts numbers; and a dash is a sign, unless space is around it.
    private func isDottedTimeStart(_ index: Int) -> Bool {
        guard index > 0, case .mark(let mark, let isMarkSpaced) = tokens[index - 1],
            isMark(index - 1, "./-+")
        else { return true }
        if mark == UInt8(ascii: "."), word(index - 2) != nil { return true }
        guard isSpaced(index), !isSpaced(index + 2) else { return false }
        return mark == UInt8(ascii: ".") || mark == UInt8(ascii: "-") && isMarkSpaced
    }

    /// Whether white space stands before the number.
    private func isSpaced(_ index: Int) -> Bool {
        guard index < tokens.count, case .number(_, _, let spaced) = tokens[index] else {
            return false
        }
        return spaced
    }

    private func compactTime(_ index: Int) -> (Int, Int, Int)? {
        guard let (value, digits) = number(index), !isMark(index + 1, ":") else { return nil }
        switch digits {
        case 6: return (value / 10_000, value / 100 % 100, value % 100)
        case 4: return (value / 100, value % 100, 0)
        case 2: return (value, 0, 0)
        default: return nil
        }
    }

    private func isSpacedDash(_ index: Int) -> Bool {
        tokens[index] == .mark(UInt8(ascii: "-"), spaced: true)
    }

    /// Whether the mark is a sign that a time came before: that of a zone.
    private func isZoneSign(_ index: Int) -> Bool { time != nil && isMark(index, "+-") }

    // MARK: - Zone

    private mutating func findOffset(after timeEnd: Int) {
        var named: Int?
        // Without a time words about the day are more likely: `pt` is a Polish Friday, `et` French.
        let lastNumber = tokens.indices.last { number($0) != nil } ?? 0
        func isZone(_ word: String, at index: Int) -> Bool {
            time != nil || index > lastNumber && word.utf8.count != 2
        }
        for index in timeEnd..<max(timeEnd, tokens.count) where free[index] {
            if let text = word(index) {
                if named == nil, isZone(text, at: index), let zone = DateNames.zone(text) {
                    named = zone
                    claim(index..<(index + 1))
                }
            } else if offset == nil, let (east, end) = numericOffset(index, afterTime: timeEnd > 0)
            {
                offset = east
                claim(index..<end)
            }
        }
        offset = offset ?? named
        // Korea has one zone, and dates with its words give no other.
        if offset == nil,
            tokens.indices.contains(where: { word($0).map(DateNames.isKoreanPart) == true })
        {
            offset = 9 * 3_600
        }
    }

    /// The `01:00` that ends `2026-11-24T19:32:00 01:00`: of an address the `+` of a zone was decoded as a
    /// blank. Only what is a zone somewhere, in whole quarters of an hour: else it is another time.
    private func unsignedOffset(_ index: Int) -> Int? {
        guard index + 3 == tokens.count, isSpaced(index), let hours = number(index),
            hours.digits == 2, isMark(index + 1, ":"), let minutes = number(index + 2),
            minutes.digits == 2, minutes.value < 60, minutes.value % 15 == 0
        else { return nil }
        let east = hours.value * 3_600 + minutes.value * 60
        return east <= 14 * 3_600 ? east : nil
    }

    /// `+0200`, `+02:00`, `+02:00:00`, `-3`, `+530`.
    private mutating func numericOffset(_ index: Int, afterTime: Bool) -> (Int, Int)? {
        guard case .mark(let sign, let spaced) = tokens[index], isMark(index, "+-"),
            let (value, digits) = number(index + 1), free[index + 1]
        else { return nil }
        // In a date alone a dash also parts its numbers.
        if !afterTime, sign == UInt8(ascii: "-"), !spaced || digits != 4 || index < 3 { return nil }
        var hours = value
        var minutes = 0
        var end = index + 2
        switch digits {
        case 1, 2:
            // `10:20 - 4 July 2023`: what parts a time from the date behind it is no zone.
            if spaced, sign == UInt8(ascii: "-"), !isMark(end, ":"),
                tokens[end...].contains(where: { if case .number = $0 { true } else { false } })
            {
                return nil
            }
            if isMark(end, ":"), let (value, digits) = number(end + 1), digits == 2 {
                minutes = value
                end += 2
                if isMark(end, ":"), number(end + 1)?.digits == 2 { end += 2 }
            }
        case 3, 4: (hours, minutes) = (value / 100, value % 100)
        default: return nil
        }
        guard minutes < 60 else { return nil }
        // No clock is farther from Greenwich than fourteen hours. But RFC 5322 lets four digits go up to
        // 9959, and the sample feed from which many podcasts were copied has +3000.
        guard hours < 14 || hours == 14 && minutes == 0 || digits == 4 else {
            isZoneBroken = true
            return nil
        }
        let east = hours * 3_600 + minutes * 60
        return (sign == UInt8(ascii: "-") ? -east : east, end)
    }
}
