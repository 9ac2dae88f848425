internal import Values

/// The time of day among the tokens of a date.
extension DateScan {
    /// Finds `10:20`, `10:20:30.5` or, after a date and `T`, `102030`; answers where it ends. The
    /// last of several counts, but not the minutes of a zone.
    mutating func findTime() -> Int {
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
        return time == nil ? findTimeBehindDate() : end
    }

    /// Whether the second of two times with a dash and blanks between them tells when something ends
    /// (`10:00 - 12:00`), and not west of Greenwich (`10:00:00 GMT - 05:00`), as it does without seconds behind
    /// a time that has some, behind Greenwich by name, and where the end would come before the beginning.
    private func isEnd(_ second: Range<Int>, hasSeconds: Bool) -> Bool {
        // Of a zone there are four digits and no word.
        guard let first = time, let west = minutes(second), west <= Self.farthestWest,
            partOfDay(at: second.upperBound, isBehindTime: false) == nil
        else { return true }
        if hasSeconds { return false }
        func zone(_ index: Int) -> Int? { word(index).flatMap(DateNames.zone) }
        if zone(second.upperBound) != nil { return true }
        // Another has its own distance from Greenwich.
        if let named = zone(second.lowerBound - 2) { return named != 0 }
        return west >= first.hour * 60 + first.minute
    }

    /// No clock is farther west than these minutes.
    private static let farthestWest = 12 * 60

    /// The minutes that `05:00` or `0500` are.
    private func minutes(_ range: Range<Int>) -> Int? {
        guard let first = number(range.lowerBound) else { return nil }
        if range.count == 1, first.digits == 4 { return first.value / 100 * 60 + first.value % 100 }
        guard range.count == 3, first.digits == 2, let second = number(range.lowerBound + 2),
            second.digits == 2
        else { return nil }
        return first.value * 60 + second.value
    }

    /// Claims the end that a time without marks has behind it (`1000 - 1200`, `1400-1600`); of two without
    /// blanks between them the second is one only where it can be no zone.
    private mutating func claimEnd(behind index: Int, hasSeconds: Bool) {
        var dash = partOfDay(at: index, isBehindTime: true)?.end ?? index
        if word(dash).flatMap(DateNames.zone) != nil { dash += 1 }
        let second = (dash + 1)..<(dash + 2)
        guard isMark(dash, "-"), let west = minutes(second) else { return }
        let isApart = isSpacedDash(dash) && isSpaced(dash + 1)
        guard west > Self.farthestWest || isApart && isEnd(second, hasSeconds: hasSeconds) else {
            return
        }
        claim(dash..<second.upperBound)
    }

    /// Finds the `10.30` behind a whole date, the way of Finland, Denmark and Indonesia, or the `1030`.
    private mutating func findTimeBehindDate() -> Int {
        var numbers = 0
        var hasYear = false
        var hasMonth = false
        var isCompact = false
        // `July 4, 2023 - July 8, 2023` ends with another day, whose year is no time.
        var isAnotherDay = false
        for index in tokens.indices {
            let isBehindDate = isCompact || hasYear && numbers >= (hasMonth ? 2 : 3)
            if let word = word(index), MonthNames.month(word) != nil {
                isAnotherDay = isAnotherDay || isBehindDate
                hasMonth = true
            }
            guard let hour = number(index) else { continue }
            if isBehindDate, !isAnotherDay, let bare = bareTime(index) {
                time = bare
                claim(index..<(index + 1))
                claimEnd(behind: index + 1, hasSeconds: hour.digits == 6)
                return index + 1
            }
            isAnotherDay = isAnotherDay || isBehindDate
            if isBehindDate, isDottedTimeStart(index), let (dotted, end) = dottedTime(index) {
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
            isCompact = isCompact || hour.digits == 8
        }
        return 0
    }

    /// `2359` or `235945`, which stand alone but for a zone.
    private func bareTime(_ index: Int) -> (Int, Int, Int)? {
        guard isSpaced(index), number(index - 1) != nil || isMark(index - 1, ","),
            let digits = number(index)?.digits, digits == 4 || digits == 6,
            let bare = compactTime(index), bare.0 < 24, bare.1 < 60, bare.2 < 60
        else { return nil }
        // `2023-07-04 2023-07-05` and `2023 Jul 4, 2023 Jul 5` end with another day.
        if isMark(index + 1, "/.") || isYearBefore(index + 1) { return nil }
        let isParted = isMark(index + 1, "-") && !isSpacedDash(index + 1)
        return isParted && number(index + 2)?.digits != 4 ? nil : bare
    }

    /// Whether the word makes a year of the number before it: a month, or what calls it one (`年`, `m.`).
    private func isYearBefore(_ index: Int) -> Bool {
        guard let word = word(index), partOfDay(at: index, isBehindTime: false) == nil else {
            return false
        }
        return DateNames.joins(word) || MonthNames.month(word) != nil || MonthNames.begins(word)
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
    func isSpaced(_ index: Int) -> Bool {
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
}
