internal import Bytes
public import Values

/// Reads the dates of feeds: RFC 822 to 5322, asctime, ISO 8601 and what people write instead.
///
/// One scanner for all of them: it looks for the time of day, the zone, a month's name and the
/// numbers that are left. A date without a zone is UTC. Nothing is invented: without a year and a
/// month there is no date, nor where an unknown word stands for the month; a field out of its range
/// gives none, and the moments that programs write where they have no date are none.
public enum FeedDate {
    /// The moment that `text` tells, or nil.
    public static func parse(_ text: String) -> Timestamp? { parse(text.utf8.span) }

    /// The moment that the text in `bytes` tells, or nil.
    static func parse(_ bytes: borrowing Span<UInt8>) -> Timestamp? {
        if let date = CommonDate.parse(bytes) { return date }
        var scan = DateScan(DateToken.tokens(of: String(utf8: bytes)))
        guard case .moment(let moment) = scan.read() else { return nil }
        return moment
    }

    /// Whether `text` is one of the moments that programs write where they have no date: it tells that there
    /// is none, and is not wrong.
    public static func isZero(_ text: String) -> Bool {
        var scan = DateScan(DateToken.tokens(of: text))
        if case .zero = scan.read() { return true }
        return false
    }
}
