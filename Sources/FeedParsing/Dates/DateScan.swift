internal import Values

/// One reading of a date.
struct DateScan {
    let tokens: [DateToken]
    /// The tokens that no part has claimed yet.
    private(set) var free: [Bool]
    var time: (hour: Int, minute: Int, second: Int)?
    /// Seconds east.
    var offset: Int?
    /// A zone that is none on earth.
    var isZoneBroken = false

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
}
