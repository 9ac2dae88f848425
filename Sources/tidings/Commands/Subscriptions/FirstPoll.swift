internal import CommandLineInterface
internal import Politeness
internal import Storage
internal import Values

/// How the daemon's first poll of a feed went that was just added.
enum FirstPoll {
    case polled(FeedListing)
    case noDaemon
    case underWay

    /// Waits a few seconds for the daemon to notice the feed and poll it.
    static func wait(
        for url: String, since start: Timestamp, _ locations: Locations
    ) async -> FirstPoll {
        switch locations.daemon {
        case .running: break
        case .absent, .replacing: return .noDaemon
        // What came of it could not be told either.
        case .hidden: return .underWay
        }
        let progress = ProgressLine("waiting for its first poll")
        defer { progress.end() }
        for _ in 0..<60 {
            try? await Task.sleep(for: .milliseconds(100))
            if let store = try? StoreSession(folder: locations.state),
                let feed = try? store.feeds(.at(url: url)).first,
                feed.isSubscribed, let polled = feed.poll.lastPolled, polled >= start
            {
                return .polled(feed)
            }
        }
        return .underWay
    }
}
