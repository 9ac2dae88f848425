internal import Values

/// `keep:` and `keep_events:`.
enum KeptTime {
    /// Events are found among the entries of ten days, which are kept in any case.
    static let shortest: Int64 = 10 * 86_400

    static let form = "a time like 90d or 52w, at least 10d, or forever"

    static func bound(_ text: String) -> Bound<Int64>? {
        if text == "forever" { return Bound.none }
        guard let seconds = SpanText.seconds(text), seconds >= shortest else { return nil }
        return .most(seconds)
    }
}
