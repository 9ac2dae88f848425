internal import Values

/// `interval:` as people write it: `15m`, `2h30m`, `1d`, or a number of seconds.
public enum PollInterval {
    /// Polling a public server more often than this is rude, and news feeds say so themselves.
    static let shortestPublic: Int64 = 5 * 60
    /// For feeds that are allowed to be private: one's own server, a test.
    static let shortestPrivate: Int64 = 1
    static let longest: Int64 = 30 * 86_400

    /// What a text must look like, with the ranges that hold for public feeds and for others.
    public static let form =
        "\(SpanText.form), from 5m to 30d, or from 1s for a feed with allow_private"

    /// Seconds, of a text in the form of `SpanText`; nil when it is not, or not from 1 s to 30 d.
    public static func seconds(_ text: String) -> Int64? {
        guard let seconds = SpanText.seconds(text), (shortestPrivate...longest).contains(seconds)
        else { return nil }
        return seconds
    }
}
