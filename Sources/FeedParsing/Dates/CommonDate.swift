internal import Values

/// The two forms in which nearly all feeds write their dates, read without a scan for what else they
/// might be: RFC 3339 (`2026-11-24T19:32:00Z`) and RFC 1123 (`Tue, 24 Nov 2026 19:32:00 GMT`).
enum CommonDate {
    /// The moment that `text` tells; nil when it is in neither form by the letter, or tells of what
    /// only `FeedDate` knows what to make of.
    static func parse(_ text: borrowing Span<UInt8>) -> Timestamp? {
        var (start, end) = (0, text.count)
        while start < end, text[start].isASCIISpace { start += 1 }
        while end > start, text[end - 1].isASCIISpace { end -= 1 }
        guard end - start >= 20, end - start <= 40 else { return nil }
        let text = text.extracting(start..<end)
        return text[0].isASCIIDigit ? internet(text) : mail(text)
    }

    private static func internet(_ text: borrowing Span<UInt8>) -> Timestamp? {
        guard text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            text[10] == UInt8(ascii: "T"), let century = two(text, 0), let year = two(text, 2),
            let month = two(text, 5), let day = two(text, 8)
        else { return nil }
        var end = 19
        if text[end] == UInt8(ascii: ".") {
            end += 1
            while end < text.count, text[end].isASCIIDigit { end += 1 }
        }
        return moment((century * 100 + year, month, day), text, time: 11, zone: end)
    }

    private static func mail(_ text: borrowing Span<UInt8>) -> Timestamp? {
        // The day of the week says nothing that the date does not.
        guard text[3] == UInt8(ascii: ","), text[4] == 0x20, text[5].isASCIIDigit else {
            return nil
        }
        // The day has one digit or two.
        let month = text[6] == 0x20 ? 7 : 8
        guard text.count >= month + 21, text[month - 1] == 0x20, text[month + 3] == 0x20,
            text[month + 8] == 0x20, text[month + 17] == 0x20,
            let day = month == 7 ? Int(text[5] & 15) : two(text, 5),
            let number = self.month(text, month), let century = two(text, month + 4),
            let year = two(text, month + 6)
        else { return nil }
        return moment(
            (century * 100 + year, number, day), text, time: month + 9, zone: month + 18)
    }

    private static func moment(
        _ date: (year: Int, month: Int, day: Int), _ text: borrowing Span<UInt8>, time: Int,
        zone: Int
    ) -> Timestamp? {
        guard text[time + 2] == UInt8(ascii: ":"), text[time + 5] == UInt8(ascii: ":"),
            let hour = two(text, time), let minute = two(text, time + 3),
            let second = two(text, time + 6), hour < 24, minute < 60, second < 60,
            // Older ones may be the zero of a program, which `FeedDate` knows.
            (1971...2200).contains(date.year), (1...31).contains(date.day),
            let offset = offset(text, zone)
        else { return nil }
        let local = Timestamp(
            year: date.year, month: date.month, day: date.day, hour: hour, minute: minute,
            second: second)
        return local?.advanced(by: Int64(-offset))
    }

    /// Seconds east of `Z`, `GMT`, `+0100` or `+01:00`, with which the text ends.
    private static func offset(_ text: borrowing Span<UInt8>, _ start: Int) -> Int? {
        let count = text.count - start
        guard count > 0 else { return nil }
        if count == 1 { return text[start] == UInt8(ascii: "Z") ? 0 : nil }
        if count == 3 {
            let isGreenwich =
                text[start] == UInt8(ascii: "G") && text[start + 1] == UInt8(ascii: "M")
                && text[start + 2] == UInt8(ascii: "T")
            return isGreenwich ? 0 : nil
        }
        let hasColon = count == 6 && text[start + 3] == UInt8(ascii: ":")
        guard count == 5 || hasColon, let hours = two(text, start + 1), hours < 14,
            let minutes = two(text, start + count - 2), minutes < 60
        else { return nil }
        let seconds = hours * 3_600 + minutes * 60
        switch text[start] {
        case UInt8(ascii: "+"): return seconds
        case UInt8(ascii: "-"): return -seconds
        default: return nil
        }
    }

    private static func two(_ text: borrowing Span<UInt8>, _ start: Int) -> Int? {
        guard text[start].isASCIIDigit, text[start + 1].isASCIIDigit else { return nil }
        return Int(text[start] & 15) * 10 + Int(text[start + 1] & 15)
    }

    private static func month(_ text: borrowing Span<UInt8>, _ start: Int) -> Int? {
        var word: UInt32 = 0
        for index in start..<(start + 3) { word = word << 8 | UInt32(text[index] | 0x20) }
        return months.firstIndex(of: word).map { $0 + 1 }
    }

    /// `jan` and the others, a byte of the word a byte of the number.
    private static let months: [UInt32] = MonthNames.abbreviations.map { name in
        name.utf8.reduce(0) { $0 << 8 | UInt32($1 | 0x20) }
    }
}
