internal import Values

/// The clusterer's window was made shorter than it is to be, for want of memory.
struct Shortening: Sendable, CustomStringConvertible {
    /// When the first of the entries came that are still held; nil: none is.
    let since: Timestamp?
    /// The feed with the most of them, how many it has, and how many they are; nil: there are none.
    let busiest: (url: String, count: Int, of: Int)?

    var description: String {
        var text = "memory for events is full: entries"
        if let since { text += " from before \(since.rfc3339)" }
        text += " draw no new ones any more"
        if let busiest, busiest.count * 4 >= busiest.of {
            text +=
                "; \(busiest.count) of the \(busiest.of) that do are of the feed \(busiest.url)"
        }
        return text
    }
}
