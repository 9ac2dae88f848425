internal import Platform
public import Values

/// Reads the dates of feeds: RFC 822 to 5322, asctime, ISO 8601 and what people write instead.
///
/// One scanner for all of them: it looks for the time of day, the zone, a month's name and the
/// numbers that are left. A date without a zone is UTC. Nothing is invented: without a year and a
/// month there is no date, and a field out of its range gives none.
public enum FeedDate {
    /// The moment that `text` tells, or nil.
    public static func parse(_ text: String) -> Timestamp? { parse(text.utf8.span) }

    /// The moment that the text in `bytes` tells, or nil.
    static func parse(_ bytes: borrowing Span<UInt8>) -> Timestamp? {
        if let date = CommonDate.parse(bytes) { return date }
        var scan = DateScan(DateToken.tokens(of: String(utf8: bytes)))
        return scan.read()
    }
}

/// One reading of a date.
private struct DateScan {
    private let tokens: [DateToken]
    /// The tokens that no part has claimed yet.
    private var free: [Bool]
    private var time: (hour: Int, minute: Int, second: Int)?
    /// Seconds east.
    private var offset: Int?

    init(_ tokens: [DateToken]) {
        self.tokens = tokens
        free = Array(repeating: true, count: tokens.count)
    }

    mutating func read() -> Timestamp? {
        if let moment = epochSeconds() { return moment }
        let afterTime = findTime()
        findHalfOfDay()
        findOffset(after: afterTime)
        guard let date = date(), (0...9_999).contains(date.year), (1...12).contains(date.month),
            (1...31).contains(date.day)
        else { return nil }
        var (hour, minute, second) = time ?? (0, 0, 0)
        // Midnight at the end of the day (ISO 8601), and leap seconds.
        let isDayEnd = hour == 24 && minute == 0 && second == 0
        if isDayEnd { (hour, minute, second) = (0, 0, 0) }
        let midnight = Timestamp(
            year: date.year, month: date.month, day: 1, hour: hour, minute: minute, second: second)
        // The 31st of June is the 1st of July to those who write it and to all who read it.
        let days = date.day - 1 + (isDayEnd ? 1 : 0)
        return midnight?.advanced(by: Int64(days * 86_400 - (offset ?? 0)))
    }

    // MARK: - Tokens

    private func number(_ index: Int) -> (value: Int, digits: Int)? {
        guard index >= 0, index < tokens.count, case .number(let value, let digits) = tokens[index]
        else { return nil }
        return (value, digits)
    }

    private func word(_ index: Int) -> String? {
        guard index >= 0, index < tokens.count, case .word(let text) = tokens[index] else {
            return nil
        }
        return text
    }

    private func isMark(_ index: Int, _ marks: StaticString) -> Bool {
        guard index >= 0, index < tokens.count, case .mark(let byte, _) = tokens[index] else {
            return false
        }
        return marks.description.utf8.contains(byte)
    }

    private mutating func claim(_ range: Range<Int>) {
        for index in range { free[index] = false }
    }

    /// Ten digits alone are the seconds of Unix time.
    private func epochSeconds() -> Timestamp? {
        guard tokens.count == 1, let (value, digits) = number(0), digits == 10,
            value < 4_200_000_000
        else { return nil }
        return Timestamp(seconds: Int64(value))
    }

    // MARK: - Time of day

    /// Finds `10:20`, `10:20:30.5` or, after a date and `T`, `102030`; answers where it ends. The
    /// last of several counts, but not the minutes of a zone.
    private mutating func findTime() -> Int {
        var index = 0
        var end = 0
        while index < tokens.count {
            defer { index += 1 }
            if let (value, digits) = number(index), digits == 14 {
                time = (value / 10_000 % 100, value / 100 % 100, value % 100)
                end = index + 1
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
                while number(index) != nil, isMark(index + 1, ":") { index += 2 }
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
            claim(index..<next)
            end = next
            index = next - 1
        }
        return end
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

    /// Whether the mark is a sign that a time came before: that of a zone.
    private func isZoneSign(_ index: Int) -> Bool { time != nil && isMark(index, "+-") }

    private mutating func findHalfOfDay() {
        for index in tokens.indices {
            guard var text = word(index) else { continue }
            var end = index + 1
            // `p.m.`
            if text == "a" || text == "p", isMark(end, "."), word(end + 1) == "m" {
                text += "m"
                end += 2
            }
            guard let isAfternoon = DateNames.isAfternoon(text) else { continue }
            if time == nil, let hour = number(index - 1), hour.digits <= 2, free[index - 1] {
                time = (hour.value, 0, 0)
                claim((index - 1)..<index)
            }
            claim(index..<end)
            guard let hour = time?.hour, (1...12).contains(hour) else { return }
            time?.hour = hour % 12 + (isAfternoon ? 12 : 0)
            return
        }
    }

    // MARK: - Zone

    private mutating func findOffset(after timeEnd: Int) {
        var named: Int?
        for index in timeEnd..<max(timeEnd, tokens.count) where free[index] {
            if let text = word(index) {
                if named == nil, let zone = DateNames.zone(text) {
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
        if offset == nil, tokens.contains(where: { $0 == .word("오후") || $0 == .word("오전") }) {
            offset = 9 * 3_600
        }
    }

    /// `+0200`, `+02:00`, `+02:00:00`, `-3`, `+530`.
    private func numericOffset(_ index: Int, afterTime: Bool) -> (Int, Int)? {
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
            if isMark(end, ":"), let (value, digits) = number(end + 1), digits == 2 {
                minutes = value
                end += 2
                if isMark(end, ":"), number(end + 1)?.digits == 2 { end += 2 }
            }
        case 3, 4: (hours, minutes) = (value / 100, value % 100)
        default: return nil
        }
        guard minutes < 60 else { return nil }
        let east = hours * 3_600 + minutes * 60
        return (sign == UInt8(ascii: "-") ? -east : east, end)
    }

    // MARK: - Date

    private struct Piece {
        var value: Int
        var digits: Int
        var index: Int
    }

    private func date() -> (year: Int, month: Int, day: Int)? {
        let pieces = tokens.indices.compactMap { index in
            number(index).flatMap {
                free[index] ? Piece(value: $0.value, digits: $0.digits, index: index) : nil
            }
        }
        // The last such word: `mar., 04 juil. 2023` begins with a Tuesday.
        let named = tokens.indices.last { word($0).flatMap(MonthName.month) != nil }
        if let named, let month = word(named).flatMap(MonthName.month) {
            return withMonth(month, pieces)
        }
        return numeric(pieces)
    }

    /// Day and year beside a month's name.
    private func withMonth(_ month: Int, _ pieces: [Piece]) -> (Int, Int, Int)? {
        if let year = pieces.first(where: { $0.digits == 4 }) {
            let day = pieces.first { $0.digits <= 2 }
            return (year.value, month, day?.value ?? 1)
        }
        guard pieces.count >= 2, pieces[0].digits <= 2, (2...3).contains(pieces[1].digits) else {
            return nil
        }
        return (fullYear(pieces[1]), month, pieces[0].value)
    }

    private func numeric(_ pieces: [Piece]) -> (Int, Int, Int)? {
        guard let first = pieces.first else { return nil }
        switch (first.digits, pieces.count) {
        case (8, _): return (first.value / 10_000, first.value / 100 % 100, first.value % 100)
        case (14, _):
            let day = first.value / 1_000_000
            return (day / 10_000, day / 100 % 100, day % 100)
        case (7, _): return ordinal(first.value / 1_000, first.value % 1_000)
        case (6, 1): return (first.value / 100, first.value % 100, 1)
        case (4, 1):
            // `-0312` is ISO 8601's year and month of the century.
            if isMark(first.index - 1, "-") {
                return (2_000 + first.value / 100, first.value % 100, 1)
            }
            return (first.value, 1, 1)
        case (4, 2) where pieces[1].digits == 3: return ordinal(first.value, pieces[1].value)
        case (4, 2): return (first.value, pieces[1].value, 1)
        case (4, 3...): return (first.value, pieces[1].value, pieces[2].value)
        case (1...2, 2) where pieces[1].digits == 3:
            return ordinal(fullYear(first), pieces[1].value)
        case (1...2, 2) where pieces[1].digits == 4 && first.value <= 12:
            return (pieces[1].value, first.value, 1)
        case (1...2, 3...): return threeNumbers(first, pieces[1], pieces[2])
        default: return nil
        }
    }

    private func threeNumbers(_ a: Piece, _ b: Piece, _ c: Piece) -> (Int, Int, Int)? {
        let slashed = isMark(a.index + 1, "/")
        let dotted = isMark(a.index + 1, ".")
        if c.digits <= 2, !slashed, !dotted {
            // `14-12-22` is ISO 8601 without its century.
            return (fullYear(a), b.value, c.value)
        }
        let year = c.digits >= 3 ? c.value : fullYear(c)
        // With slashes the month comes first unless it cannot; with dots and dashes the day does.
        if slashed ? a.value <= 12 : b.value > 12 { return (year, a.value, b.value) }
        return (year, b.value, a.value)
    }

    private func ordinal(_ year: Int, _ day: Int) -> (Int, Int, Int)? {
        guard (1...366).contains(day), (1...9_999).contains(year) else { return nil }
        let date = CivilDate(
            daysSinceEpoch: CivilDate(year: year, month: 1, day: 1).daysSinceEpoch + day - 1)
        return (date.year, date.month, date.day)
    }

    /// RFC 5322, 4.3: two digits below 50 are of this century, three count from 1900.
    private func fullYear(_ piece: Piece) -> Int {
        switch piece.digits {
        case 1, 2: piece.value + (piece.value < 50 ? 2_000 : 1_900)
        case 3: piece.value + 1_900
        default: piece.value
        }
    }
}
