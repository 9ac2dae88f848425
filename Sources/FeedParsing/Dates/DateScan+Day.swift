internal import Values

/// The day among the tokens of a date.
extension DateScan {
    private struct Piece {
        var value: Int
        var digits: Int
        var index: Int
    }

    /// A month that a word names, and the tokens that do so.
    private struct NamedMonth {
        var month: Int
        var tokens: Range<Int>
        /// Thai dates may count the years of the Buddha.
        var isThai = false
    }

    /// The day that is told; nil when no year and month are.
    func date() -> (year: Int, month: Int, day: Int)? {
        let pieces = tokens.indices.compactMap { index in
            number(index).flatMap {
                free[index] ? Piece(value: $0.value, digits: $0.digits, index: index) : nil
            }
        }
        // Beside a date of numbers alone a word is the day of the week, and some of those are another
        // language's month (`mar`, `sie`, `mai`).
        if let whole = wholeDate(pieces) { return numeric(whole) }
        if let named = namedMonth() {
            return withMonth(named, pieces.filter { !named.tokens.contains($0.index) })
        }
        guard let first = pieces.first else { return nil }
        let last = pieces[min(2, pieces.count - 1)]
        // A day and a year, if a word beside it makes an ordinal of the first: `7 e 2023`.
        if pieces.count == 2,
            (0..<last.index).contains(where: { free[$0] && word($0).map(DateNames.counts) == false }
            )
        {
            return nil
        }
        let start = pieces.count < 3 ? 0 : first.index
        return first.digits <= 4 && hasForeignWord(in: start..<last.index) ? nil : numeric(pieces)
    }

    /// Three numbers with the same mark between them, or one of eight or fourteen digits.
    private func wholeDate(_ pieces: [Piece]) -> [Piece]? {
        if let compact = pieces.first(where: { $0.digits == 8 || $0.digits == 14 }) {
            return [compact]
        }
        guard pieces.count >= 3 else { return nil }
        for start in 0...(pieces.count - 3) {
            let three = Array(pieces[start..<(start + 3)])
            let first = three[0].index
            guard three[1].index == first + 2, three[2].index == first + 4,
                isMark(first + 1, "/.-"), mark(first + 1) == mark(first + 3)
            else { continue }
            let years = three.count { $0.digits == 4 }
            let isShort = three.allSatisfy { $0.digits <= 2 } && pieces.count == 3
            if years == 1 && three[1].digits <= 2 || isShort { return three }
        }
        return nil
    }

    private func mark(_ index: Int) -> UInt8? {
        guard case .mark(let byte, _) = tokens[index] else { return nil }
        return byte
    }

    /// Whether an unknown word stands where the month would. What stands behind the time is a zone.
    private func hasForeignWord(in range: Range<Int>) -> Bool {
        range.contains { index in
            guard free[index], let word = word(index), !DateNames.joins(word) else { return false }
            return index == 0 || free[index - 1]
        }
    }

    // MARK: - Named months

    /// The last month that numbers follow: `mar., 04 juil. 2023` begins with a Tuesday, and what
    /// follows the date is no part of it, as the second month of `July 30, 2023 - August 2, 2023`.
    private func namedMonth() -> NamedMonth? {
        let all = tokens.indices.compactMap(month(at:))
        let firstYear = tokens.indices.first { free[$0] && number($0)?.digits == 4 }
        let end = firstYear.map { max($0, all.first?.tokens.lowerBound ?? 0) }
        let months = all.filter { $0.tokens.lowerBound <= end ?? tokens.count }
        return months.last { month in
            tokens.indices.contains {
                $0 >= month.tokens.upperBound && free[$0] && number($0) != nil
            }
        } ?? months.last
    }

    private func month(at index: Int) -> NamedMonth? {
        guard free[index], let word = word(index) else { return nil }
        if word == "月" || word == "월", let month = shortNumber(index - 1) {
            return NamedMonth(month: month, tokens: (index - 1)..<(index + 1))
        }
        // Vietnamese: `tháng 11`, `Th11`; but not the `th` of `Dec 5th 09`.
        if word == "tháng" || word == "thg" || word == "th" && !hasMonthName,
            let month = shortNumber(index + 1)
        {
            return NamedMonth(month: month, tokens: index..<(index + 2))
        }
        if let month = MonthNames.month(word) {
            return NamedMonth(
                month: month, tokens: index..<(index + 1),
                isThai: word.unicodeScalars.first.map(DateToken.isThai) == true)
        }
        guard MonthNames.begins(word), let second = self.word(index + 1) else { return nil }
        let two = word + "_" + second
        if let third = self.word(index + 2), let month = MonthNames.month(two + "_" + third) {
            return NamedMonth(month: month, tokens: index..<(index + 3))
        }
        return MonthNames.month(two).map { NamedMonth(month: $0, tokens: index..<(index + 2)) }
    }

    private var hasMonthName: Bool {
        tokens.indices.contains { word($0).flatMap(MonthNames.month) != nil }
    }

    private func shortNumber(_ index: Int) -> Int? {
        guard let (value, digits) = number(index), digits <= 2, free[index],
            (1...12).contains(value)
        else { return nil }
        return value
    }

    /// Day and year beside a month's name.
    private func withMonth(_ named: NamedMonth, _ pieces: [Piece]) -> (Int, Int, Int)? {
        if let year = pieces.first(where: { $0.digits == 4 }) {
            // The number next to the month: Vietnamese days of the week are numbers, too.
            let days = pieces.filter { $0.digits <= 2 }
            let day = days.last { $0.index < named.tokens.lowerBound } ?? days.first
            // `mar, 05 Noveber 2026` is a Tuesday of a month that nobody knows. But with the month
            // beside the day other words name none: `January 5, Thursday, 2023`.
            let places = [year.index, day?.index ?? year.index, named.tokens.lowerBound]
            let span = (places.min() ?? 0)..<(places.max() ?? 0)
            let others = [
                span.clamped(to: 0..<named.tokens.lowerBound),
                span.clamped(
                    to: named.tokens.upperBound..<max(named.tokens.upperBound, tokens.count)),
            ]
            let isSure = day.map { isBeside(named, $0.index) } ?? false
            if !isSure, others.contains(where: hasForeignWord) { return nil }
            let isBuddhist = named.isThai && year.value >= 2_400
            return (year.value - (isBuddhist ? 543 : 0), named.month, day?.value ?? 1)
        }
        if let year = pieces.first(where: { word($0.index + 1).map(DateNames.isYear) == true }) {
            let days = pieces.filter { $0.index != year.index && $0.digits <= 2 }
            return markedYear(year).map { ($0, named.month, days.first?.value ?? 1) }
        }
        guard pieces.count >= 2, pieces[0].digits <= 2, (2...3).contains(pieces[1].digits) else {
            return nil
        }
        return (fullYear(pieces[1]), named.month, pieces[0].value)
    }

    /// The year that a short number is which says that it is one (`26年`): of the era that stands before it,
    /// else of this century or the last. One digit without an era may be of any.
    private func markedYear(_ piece: Piece) -> Int? {
        if let before = word(piece.index - 1).flatMap(DateNames.yearBefore(era:)) {
            return before + piece.value
        }
        // `H30年` is one of an era, too, and `h` a mark that parts hours from minutes.
        return piece.digits == 2 && !isMark(piece.index - 1, ":") ? fullYear(piece) : nil
    }

    /// Whether the month's name stands next to the day.
    ///
    /// Before the day it does not where a comma parts them, or where the name is also a day of the week
    /// and an unknown word follows the day.
    private func isBeside(_ named: NamedMonth, _ day: Int) -> Bool {
        let month = named.tokens
        let isBefore = month.lowerBound < day
        let between = isBefore ? month.upperBound..<day : (day + 1)..<month.lowerBound
        let isNear = between.allSatisfy { index in
            if let word = word(index) { return DateNames.joins(word) }
            return number(index) == nil && !(isBefore && isMark(index, ","))
        }
        guard isNear, isBefore, word(month.lowerBound).map(DateNames.isDayOrMonth) == true else {
            return isNear
        }
        return word(day + 1).map { DateNames.joins($0) || !DayNames.days($0).isEmpty } ?? true
    }

    // MARK: - Numbers alone

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
        // With slashes the month comes first, unless it cannot or the day of the week beside it is that of the
        // other reading alone; with dots and dashes the day does, unless it cannot.
        let isMonthFirst =
            slashed
            ? a.value <= 12
                && (isNamed(year, month: a.value, day: b.value)
                    || !isNamed(year, month: b.value, day: a.value))
            : b.value > 12
        return isMonthFirst ? (year, a.value, b.value) : (year, b.value, a.value)
    }

    /// Whether the day of the week of that day is named in the text.
    private func isNamed(_ year: Int, month: Int, day: Int) -> Bool {
        // What is no date has no day of the week, and its numbers may be of any size.
        guard (0...9_999).contains(year), (1...12).contains(month), (1...31).contains(day) else {
            return false
        }
        return daysOfWeek.contains(CivilDate(year: year, month: month, day: day).weekday)
    }

    /// The days of the week that are named, 0 being Sunday.
    private var daysOfWeek: Set<Int> {
        var days: Set<Int> = []
        for index in tokens.indices {
            // `PT` behind a time is a zone, and no Friday in Polish.
            guard free[index], let word = word(index) else { continue }
            days.formUnion(DayNames.days(word))
            if let second = self.word(index + 1) {
                days.formUnion(DayNames.days(word + "_" + second))
            }
            // Vietnamese counts them, and Monday is the second: `Thứ 5`, `T5`.
            if word == "thứ" || word == "t", let (value, digits) = number(index + 1), digits == 1,
                free[index + 1], (2...7).contains(value)
            {
                days.insert(value - 1)
            }
        }
        return days
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
