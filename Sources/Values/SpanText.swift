/// A span of time as people write it: `45m`, `2h30m`, `1d12h`, `2w`, or a number of seconds.
///
/// The one form for feeds.yml and the command line.
public enum SpanText {
    /// What a text must look like, for an error.
    public static let form = "a time like 45m, 2h30m, 1d or 2w"

    private static let units: [(letter: UInt8, seconds: Int64)] = [
        (UInt8(ascii: "w"), 604_800), (UInt8(ascii: "d"), 86_400), (UInt8(ascii: "h"), 3_600),
        (UInt8(ascii: "m"), 60), (UInt8(ascii: "s"), 1),
    ]

    /// The seconds of a text that is a number or numbers with units, the larger units first; nil
    /// when it is neither.
    public static func seconds(_ text: String) -> Int64? {
        var total: Int64 = 0
        var number: Int64?
        var digits = 0
        var units = Self.units[...]
        var hasUnit = false
        for byte in text.utf8 {
            if byte.isASCIIDigit {
                digits += 1
                // Eight digits hold three years in seconds; more would only make overflows possible.
                guard digits <= 8 else { return nil }
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
        if let number { return hasUnit ? nil : number }
        return hasUnit ? total : nil
    }

    /// A span as it is told to a person: in its largest unit and the next, `1h30m`; `0s` for none.
    public static func rough(_ seconds: Int64) -> String {
        guard let place = units.indices.dropFirst().first(where: { seconds >= units[$0].seconds })
        else { return "0s" }
        let finest = units[min(place + 1, units.count - 1)].seconds
        return text(seconds / finest * finest)
    }

    /// The shortest text in days and less that `seconds(_:)` reads as this many seconds.
    public static func text(_ seconds: Int64) -> String {
        var rest = seconds
        var text = ""
        // Weeks are read and not written: nobody counts in them what goes up to days.
        for unit in units.dropFirst() where rest >= unit.seconds {
            text += "\(rest / unit.seconds)\(Unicode.Scalar(unit.letter))"
            rest %= unit.seconds
        }
        return text
    }
}
