public import Values

/// Which entries to list.
public struct EntryFilter: Sendable, Equatable {
    /// Of this feed only.
    public var feed: FeedID?
    /// Only those whose sort time is not before it.
    public var since: Timestamp?
    /// At most so many; nil: all.
    public var limit: Int?

    public init(feed: FeedID? = nil, since: Timestamp? = nil, limit: Int? = nil) {
        self.feed = feed
        self.since = since
        self.limit = limit
    }
}

/// Which clusters to list, and in what order.
public struct ClusterFilter: Sendable, Equatable {
    public enum Order: String, Sendable, CaseIterable {
        /// Latest entry first.
        case newest
        /// Most publishers first, then most independent texts, then latest entry.
        case size
    }

    /// Only those with an entry whose sort time is not before it.
    public var since: Timestamp?
    /// Only those that at least so many publishers tell.
    public var minPublishers: Int
    /// At most so many; nil: all.
    public var limit: Int?
    public var order: Order

    public init(
        since: Timestamp? = nil, minPublishers: Int = 1, limit: Int? = nil, order: Order = .newest
    ) {
        self.since = since
        self.minPublishers = minPublishers
        self.limit = limit
        self.order = order
    }
}
