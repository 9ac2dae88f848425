/// Dates in digits: `2026-11-27`, `27/11/26`, `27.11.2026`. They say when something is told, not what, and
/// every release, advisory and column of a day has the same.
enum NumericDate {
    /// Whether a number is one of the three of a date.
    static func holds(_ i: Int, in list: TokenList) -> Bool {
        for first in max(0, i - 2)...i where first + 2 < list.count {
            if isJoined(first + 1, list), isJoined(first + 2, list),
                let a = number(first, list), let b = number(first + 1, list),
                let c = number(first + 2, list), isDate(a, b, c)
            {
                return true
            }
        }
        return false
    }

    private static func isDate(_ a: Number, _ b: Number, _ c: Number) -> Bool {
        if a.isYear { return b.isMonth && c.isDay }
        return a.isDay && b.isDay && (a.isMonth || b.isMonth) && (c.isYear || c.digits == 2)
    }

    /// Whether a mark stands between a token and the one before.
    private static func isJoined(_ i: Int, _ list: TokenList) -> Bool {
        list.tokens[i].traits.isDisjoint(with: [.follows, .adjoins])
    }

    private struct Number {
        let value: Int
        let digits: Int

        var isYear: Bool { digits == 4 && (1900...2099).contains(value) }
        var isMonth: Bool { digits <= 2 && (1...12).contains(value) }
        var isDay: Bool { digits <= 2 && (1...31).contains(value) }
    }

    /// Nil for a token that is no number of one, two or four digits.
    private static func number(_ i: Int, _ list: TokenList) -> Number? {
        let range = list.tokens[i].range
        guard [1, 2, 4].contains(range.count) else { return nil }
        var value = 0
        for place in range {
            let digit = list.bytes[place]
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            value = 10 * value + Int(digit - UInt8(ascii: "0"))
        }
        return Number(value: value, digits: range.count)
    }
}
