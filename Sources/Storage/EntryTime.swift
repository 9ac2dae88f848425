internal import FeedParsing
public import Values

/// What is believed of the date that a feed gives an entry.
///
/// Dates lie: clocks run ahead, zones are wrong, items are dated by the time they are planned for.
/// The time at which the store first saw an entry is certain, and bounds the other.
public enum EntryTime {
    /// How far ahead of the first sighting a date may be: an hour of wrong zone, a day of wrong date.
    static let tolerance: Int64 = 86_400

    /// 1990-01-01. No page is older than the web: what is dated before is far more often the zero or the
    /// default of some program (0001, 1601, 1899, 1904, 1970, 1980) than the date of an old newspaper
    /// that somebody publishes anew, and would be the origin of all that tell the same today.
    static let floor = Timestamp(seconds: 631_152_000)

    /// The told date, or nil when it was not told, is older than the web or lies more than a day after
    /// the first sighting.
    public static func believed(_ told: Timestamp?, seen: Timestamp) -> Timestamp? {
        guard let told, told >= floor, told <= seen.advanced(by: tolerance) else { return nil }
        return told
    }

    /// Where the entry stands in lists: never after the moment it was first seen, so that no date
    /// keeps an entry on top.
    public static func sortTime(_ told: Timestamp?, seen: Timestamp) -> Timestamp {
        min(believed(told, seen: seen) ?? seen, seen)
    }
}

extension ParsedEntry {
    /// The date that stands for its publication: RSS 1.0 has only dc:date, some Atom feeds only
    /// `updated`. What is stored first stays, so that a later change does not move the entry.
    var toldTime: Timestamp? { published ?? updated }
}
