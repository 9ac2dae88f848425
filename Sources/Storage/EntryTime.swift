internal import FeedParsing
public import Values

/// What is believed of the date that a feed gives an entry.
///
/// Dates lie: clocks run ahead, zones are wrong, items are dated by the time they are planned for.
/// The time at which the store first saw an entry is certain, and bounds the other.
public enum EntryTime {
    /// How far ahead of the first sighting a date may be: an hour of wrong zone, a day of wrong date.
    static let tolerance: Int64 = 86_400

    /// The told date, or nil when it was not told or lies more than a day after the first sighting.
    public static func believed(_ told: Timestamp?, seen: Timestamp) -> Timestamp? {
        guard let told, told <= seen.advanced(by: tolerance) else { return nil }
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
