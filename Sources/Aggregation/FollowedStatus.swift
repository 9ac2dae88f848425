/// What is followed, as the line of `systemctl status` tells it.
struct FollowedStatus {
    /// The feeds of the last good feeds.yml that are switched on.
    var feedCount = 0
    /// Whether that is what the file says by now.
    var isFileValid = true
    /// Why the store cannot be written; nil: it can.
    var storeFault: String?

    var feeds: String { "\(feedCount) \(feedCount == 1 ? "feed" : "feeds")" }

    var text: String {
        if let storeFault { return "the store cannot be written, polling waits: \(storeFault)" }
        return isFileValid
            ? "following \(feeds)"
            : "feeds.yml is not valid; following the last good one, \(feeds)"
    }
}
