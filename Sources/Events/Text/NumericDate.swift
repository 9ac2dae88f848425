/// Dates in digits: `2026-11-27`, `27/11/26`, `27.11.2026`, `27. 11. 2026`, and with the years of other calendars
/// `27/11/2569`, `1405/09/06`. They say when something is told, not what, and every release, advisory and column of a
/// day has the same.
///
/// Versions (`3.11.12`), scores (`25-12, 25-20`) and lists (`4, 8, 15`) are none: in a date one mark stands twice, and
/// two digits are a year only where it is about that of publication.
enum NumericDate {
    /// Whether a number is one of the three of a date.
    ///
    /// - Parameter year: that of publication; nil where it is not known.
    static func holds(_ i: Int, in list: TokenList, publishedIn year: Int?) -> Bool {
        for first in max(0, i - 2)...i where first + 2 < list.count {
            if let mark = Mark(before: list.tokens[first + 1]),
                mark == Mark(before: list.tokens[first + 2]),
                let a = number(first, list), let b = number(first + 1, list),
                let c = number(first + 2, list),
                isDate(a, b, c, mark, year)
                    || isOfOtherCalendar(a, b, c, mark, year)
                        && !goesOn(first, mark, in: list)
            {
                return true
            }
        }
        return false
    }

    private static func isDate(
        _ a: DateNumber, _ b: DateNumber, _ c: DateNumber, _ mark: Mark, _ year: Int?
    ) -> Bool {
        if a.isYear { return b.isMonth && c.isDay }
        guard a.isDay, b.isDay, a.isMonth || b.isMonth else { return false }
        return c.isYear || mark != .spaced && c.digits == 2 && isAbout(year, c.value)
    }

    /// `1405/09/06`, `27/11/2569`, and of Taiwan `115/11/27`: `2.1.115` and `115.11.18` are versions.
    private static func isOfOtherCalendar(
        _ a: DateNumber, _ b: DateNumber, _ c: DateNumber, _ mark: Mark, _ year: Int?
    ) -> Bool {
        guard let year else { return false }
        if a.digits == 4 || a.digits == 3 && mark == .slash {
            return CalendarYears.areAbout(year, a.value) && b.isMonth && c.isDay
        }
        return c.digits == 4 && CalendarYears.areAbout(year, c.value) && a.isDay && b.isDay
            && (a.isMonth || b.isMonth)
    }

    /// Whether a fourth number stands before or behind three, as in addresses and versions.
    private static func goesOn(_ first: Int, _ mark: Mark, in list: TokenList) -> Bool {
        first > 0 && Mark(before: list.tokens[first]) == mark
            || first + 3 < list.count && Mark(before: list.tokens[first + 3]) == mark
    }

    /// Whether two digits are the last of a year or of one beside it.
    private static func isAbout(_ year: Int?, _ digits: Int) -> Bool {
        guard let year else { return false }
        return (year - 1...year + 1).contains { $0 % 100 == digits }
    }

    /// What stands between two numbers of a date.
    private enum Mark {
        case point, hyphen, slash
        /// As Czech and Hungarian have it. A sentence may end so.
        case spaced

        init?(before token: Token) {
            if token.traits.contains(.behindPoint) {
                self = .point
            } else if token.traits.contains(.behindHyphen) {
                self = .hyphen
            } else if token.traits.contains(.behindSlash) {
                self = .slash
            } else if token.traits.contains(.behindSpacedPoint) {
                self = .spaced
            } else {
                return nil
            }
        }
    }

    private static func number(_ i: Int, _ list: TokenList) -> DateNumber? {
        DateNumber(list.bytes[list.tokens[i].range])
    }
}
