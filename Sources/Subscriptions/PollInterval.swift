internal import Values

/// `interval:` as people write it: `15m`, `2h30m`, `1d`, or a number of seconds.
enum PollInterval {
    /// Polling a public server more often than this is rude, and news feeds say so themselves.
    static let shortestPublic: Int64 = 5 * 60
    /// For feeds that are allowed to be private: one's own server, a test.
    static let shortestPrivate: Int64 = 1
    static let longest: Int64 = 30 * 86_400

    static let form = "a time like 15m, 2h30m or 1d, from 5m to 30d"

    private static let units: [(letter: UInt8, seconds: Int64)] = [
        (UInt8(ascii: "d"), 86_400), (UInt8(ascii: "h"), 3_600), (UInt8(ascii: "m"), 60),
        (UInt8(ascii: "s"), 1),
    ]

    /// Seconds, of a text that is a number or numbers with units, the larger units first; nil when
    /// it is neither or not from 1 s to 30 d.
    static func seconds(_ text: String) -> Int64? {
        var total: Int64 = 0
        var number: Int64?
        var digits = 0
        var units = Self.units[...]
        var hasUnit = false
        for byte in text.utf8 {
            if byte.isASCIIDigit {
                digits += 1
                // Seven digits hold 30 days in seconds; more would only make overflows possible.
                guard digits <= 7 else { return nil }
                number = (number ?? 0) * 10 + Int64(byte - UInt8(ascii: "0"))
            } else {
                guard let count = number,
                    let index = units.firstIndex(where: { $0.letter == byte })
                else { return nil }
                total += count * units[index].seconds
                units = units[(index + 1)...]
                (number, digits, hasUnit) = (nil, 0, true)
            }
        }
        if let number {
            guard !hasUnit else { return nil }
            total = number
        } else if !hasUnit {
            return nil
        }
        return (shortestPrivate...longest).contains(total) ? total : nil
    }

    /// The shortest text that `seconds(_:)` reads as this many seconds.
    static func text(_ seconds: Int64) -> String {
        var rest = seconds
        var text = ""
        for unit in units where rest >= unit.seconds {
            text += "\(rest / unit.seconds)\(Unicode.Scalar(unit.letter))"
            rest %= unit.seconds
        }
        return text
    }
}
