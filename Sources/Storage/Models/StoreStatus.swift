public import Values

/// The state of the store in numbers.
public struct StoreStatus: Sendable, Equatable {
    /// The database file.
    public var path: String
    public var schemaVersion: Int
    /// Of the database, also while part of it stands in its log alone.
    public var bytes: Int64
    /// Feeds that feeds.yml names, and how many of them are switched off.
    public var subscribedFeeds: Int
    public var disabledFeeds: Int
    public var entries: Int
    public var clusters: Int
    /// Clusters that at least two publishers tell.
    public var sharedClusters: Int
    /// Entries that the clusterer has not read yet.
    public var unclusteredEntries: Int
    public var lastPoll: Timestamp?
    /// When the next feed is due.
    public var nextDue: Timestamp?
    /// Subscribed and enabled feeds whose last poll failed, the longest failing first.
    public var failing: [FeedListing]
    /// Who opened the store for writing last.
    public var writer: WriterSession
}

/// An opening of the store for writing.
public struct WriterSession: Sendable, Equatable {
    public var processID: Int
    public var opened: Timestamp
    /// Nil while it is open, and after a stop that was not clean.
    public var closed: Timestamp?
}

/// What a person asks of the running daemon.
public enum StoreRequest: Sendable, Equatable {
    /// Poll these feeds now (nil: all that are active); `force`: without validators.
    case refresh(feeds: [FeedID]?, force: Bool)
    /// Entries were stored by another than the daemon: cluster them.
    case cluster
}
