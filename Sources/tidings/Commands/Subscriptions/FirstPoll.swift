internal import CommandLineInterface
internal import Politeness
internal import Storage
internal import Values

/// How the daemon's first poll of a feed went that was just added.
enum FirstPoll {
    case polled(FeedListing)
    /// It is none: the database has the feed from when it was followed before, and the daemon goes on with it.
    case known(FeedListing)
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
        let feed = await listing(.at(url: url), within: 60, "waiting for its first poll", locations)
        {
            $0.isSubscribed && ($0.poll.lastPolled.map { $0 >= start } ?? false)
        }
        return feed.map(polled) ?? .underWay
    }

    /// The feed of the store that `url` was found to be, for a moment waited for until a daemon has read in
    /// feeds.yml that it is followed again: it may be due at once then. Nil: it is there no more.
    static func resumed(
        _ feed: FeedID, at url: String, _ locations: Locations
    ) async -> FirstPoll? {
        if case .running = locations.daemon {
            // It lets a file rest for a second before it reads it.
            let feed = await listing(.one(feed), within: 25, "waiting for the daemon", locations) {
                $0.isSubscribed && $0.url == url
            }
            if let feed { return .known(feed) }
        }
        let feed = try? StoreSession(folder: locations.state).feeds(.one(feed)).first
        return feed.map(known)
    }

    /// Looks each tenth of a second, so many times, for the feed as it is once something holds of it.
    private static func listing(
        _ feed: FeedSubset, within attempts: Int, _ task: String, _ locations: Locations,
        once holds: (FeedListing) -> Bool
    ) async -> FeedListing? {
        let progress = ProgressLine(task)
        defer { progress.end() }
        for _ in 0..<attempts {
            try? await Task.sleep(for: .milliseconds(100))
            if let store = try? StoreSession(folder: locations.state),
                let feed = try? store.feeds(feed).first, holds(feed)
            {
                return feed
            }
        }
        return nil
    }
}
