internal import Values

/// The dates of HTTP headers.
enum HTTPDate {
    /// Reads one of the three forms of RFC 9110 §5.6.7, all of them in UTC:
    /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and
    /// `Sun Nov  6 08:49:37 1994`. In place of `GMT` there may be `UTC`, `+0000` or `-0000`.
    ///
    /// The day's name is not checked against the date. Nil for anything else, `0` and `-1` of
    /// `Expires` among it.
    static func parse(_ value: some Sequence<UInt8>) -> Timestamp? {
        let words = words(of: value)
        // A year of two digits tells the obsolete form of RFC 850 from the first one.
        if words.count == 6, zones.contains(words[5]) {
            return moment(day: words[1], month: words[2], year: words[3], time: words[4])
        }
        if words.count == 5 {
            return moment(day: words[2], month: words[1], year: words[4], time: words[3])
        }
        return nil
    }

    /// `GMT`, and what some servers write for it; the hyphen of `-0000` is none of the word.
    private static let zones = ["GMT", "UTC", "+0000", "0000"].map { Array($0.utf8) }

    /// The words, split at spaces, commas and hyphens; none when there are more than a date has.
    private static func words(of value: some Sequence<UInt8>) -> [[UInt8]] {
        var words: [[UInt8]] = []
        var word: [UInt8] = []
        for byte in value {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: "-"):
                if !word.isEmpty { words.append(word) }
                word = []
            default: word.append(byte)
            }
            if words.count > 6 || word.count > 9 { return [] }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    private static func moment(
        day: [UInt8], month: [UInt8], year: [UInt8], time: [UInt8]
    ) -> Timestamp? {
        let clock = time.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard clock.count == 3, let month = months.firstIndex(of: month), let day = number(day),
            let hour = number(clock[0]), let minute = number(clock[1]),
            let second = number(clock[2]), var fullYear = number(year)
        else { return nil }
        // RFC 9110: a two-digit year more than 50 years ahead is in the past century; 1970–2069
        // says the same without a clock for as long as it matters.
        if year.count == 2 { fullYear += fullYear < 70 ? 2_000 : 1_900 }
        return Timestamp(
            year: fullYear, month: month + 1, day: day, hour: hour, minute: minute, second: second)
    }

    /// At most four digits.
    private static func number(_ digits: some Collection<UInt8>) -> Int? {
        guard (1...4).contains(digits.count) else { return nil }
        var number = 0
        for byte in digits {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return number
    }

    private static let months = MonthNames.abbreviations.map { Array($0.utf8) }
}
