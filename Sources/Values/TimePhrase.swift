/// A moment as a person names it: `now`, `24h`, `7d`, `today`, `yesterday`, `2026-01-31`, `2026-01`,
/// `2026-01-31T18:30`, and as RFC 3339 and `date -Is` write it, with an offset: `2026-01-31T18:30:00+01:00`.
/// A blank does for the `T`. The one form for the command line and for search.
///
/// A day or a month is a span of time: what is asked for from then on begins with it, what is asked
/// for until then ends with it. A time that the clock shows twice, since it is set back, is one too.
public enum TimePhrase: Hashable, Sendable {
    /// So many seconds ago.
    case ago(Int64)
    /// The day so many days ago, by the calendar: 0 is today.
    case day(ago: Int)
    case date(CivilDate)
    /// The month of the date, which is its first.
    case month(CivilDate)
    /// Minute of a day by the clock on the wall; the second is 0–59.
    case clock(CivilDate, secondOfDay: Int)
    /// The same in UTC.
    case moment(Timestamp)

    /// What a text must look like, for an error.
    public static let form =
        "a time like now, 24h, 7d, today, yesterday, 2026-01-31, 2026-01 or 2026-01-31T18:30"

    /// Nil for a text of another form, and for a date that no calendar has.
    public init?(_ text: String) {
        switch text.lowercased() {
        case "now": self = .ago(0)
        case "today": self = .day(ago: 0)
        case "yesterday": self = .day(ago: 1)
        default:
            if let seconds = SpanText.seconds(text) {
                // A bare number may be meant for a year or for days: it has to have a unit.
                guard seconds > 0, text.utf8.last?.isASCIIDigit == false else { return nil }
                self = .ago(seconds)
            } else {
                self.init(dated: text)
            }
        }
    }

    private init?(dated text: String) {
        let halves = text.utf8.split(
            maxSplits: 1, omittingEmptySubsequences: false,
            whereSeparator: {
                $0 == UInt8(ascii: "T") || $0 == UInt8(ascii: "t") || $0 == UInt8(ascii: " ")
            })
        guard let date = Self.numbers(halves[0], at: UInt8(ascii: "-"), widths: [4, 2, 2]),
            date.count >= 2, (1...12).contains(date[1])
        else { return nil }
        let month = CivilDate(year: date[0], month: date[1], day: 1)
        guard date.count == 3 else {
            guard halves.count == 1 else { return nil }
            self = .month(month)
            return
        }
        guard (1...CivilDate.days(inMonth: date[1], of: date[0])).contains(date[2]) else {
            return nil
        }
        let day = CivilDate(year: date[0], month: date[1], day: date[2])
        guard halves.count == 2 else {
            self = .date(day)
            return
        }
        var time = halves[1]
        var offset: Int?
        if time.last == UInt8(ascii: "Z") || time.last == UInt8(ascii: "z") {
            time = time.dropLast()
            offset = 0
        } else if let sign = time.lastIndex(where: {
            $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-")
        }) {
            guard let ahead = Self.offset(time[time.index(after: sign)...]) else { return nil }
            offset = time[sign] == UInt8(ascii: "-") ? -ahead : ahead
            time = time[..<sign]
        }
        guard let clock = Self.numbers(time, at: UInt8(ascii: ":"), widths: [2, 2, 2]),
            clock.count >= 2, clock[0] < 24, clock[1] < 60, clock.count < 3 || clock[2] < 60
        else { return nil }
        let second = clock[0] * 3_600 + clock[1] * 60 + (clock.count == 3 ? clock[2] : 0)
        self =
            offset.map {
                .moment(Timestamp(seconds: Int64(day.daysSinceEpoch * 86_400 + second - $0)))
            } ?? .clock(day, secondOfDay: second)
    }

    /// The seconds of `01:00`, or of `0100` as `date +%z` writes it.
    private static func offset(_ text: Substring.UTF8View) -> Int? {
        let colon = UInt8(ascii: ":")
        let parts =
            text.contains(colon)
            ? numbers(text, at: colon, widths: [2, 2])
            : numbers(text, at: colon, widths: [4]).map { [$0[0] / 100, $0[0] % 100] }
        guard let parts, parts.count == 2, parts[0] < 24, parts[1] < 60 else { return nil }
        return parts[0] * 3_600 + parts[1] * 60
    }

    /// The numbers between separators, each of so many digits; nil for anything else.
    private static func numbers(
        _ text: Substring.UTF8View, at separator: UInt8, widths: [Int]
    ) -> [Int]? {
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        guard parts.count <= widths.count else { return nil }
        var numbers: [Int] = []
        for (part, width) in zip(parts, widths) {
            guard part.count == width, part.allSatisfy(\.isASCIIDigit) else { return nil }
            numbers.append(part.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) })
        }
        return numbers
    }

    /// Where the span begins.
    public func start(now: Timestamp, _ calendar: LocalCalendar) -> Timestamp {
        switch self {
        case .ago(let seconds): now.advanced(by: -seconds)
        case .day(let ago): calendar.start(of: calendar.date(of: now).advanced(by: -ago))
        case .date(let date), .month(let date): calendar.start(of: date)
        case .clock(let date, let second): calendar.moment(date, second, false)
        case .moment(let moment): moment
        }
    }

    /// The first moment after the span; of a moment that moment itself.
    public func end(now: Timestamp, _ calendar: LocalCalendar) -> Timestamp {
        switch self {
        case .day(let ago): calendar.start(of: calendar.date(of: now).advanced(by: 1 - ago))
        case .date(let date): calendar.start(of: date.advanced(by: 1))
        case .month(let date):
            calendar.start(
                of: date.advanced(by: CivilDate.days(inMonth: date.month, of: date.year)))
        case .clock(let date, let second): calendar.moment(date, second, true)
        case .ago, .moment: start(now: now, calendar)
        }
    }
}

extension CivilDate {
    /// The date so many days later.
    public func advanced(by days: Int) -> CivilDate {
        CivilDate(daysSinceEpoch: daysSinceEpoch + days)
    }
}
