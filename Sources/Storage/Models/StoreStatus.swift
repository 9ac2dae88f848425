public import Values

/// The state of the store in numbers.
public struct StoreStatus: Sendable, Equatable {
    /// The database file.
    public var path: String
    public var schemaVersion: Int
    /// Of the database, also while part of it stands in its log alone.
    public var bytes: Int64
    /// Of them, those that are free for what comes next.
    public var freeBytes: Int64
    /// Whether the daemon gives free bytes back to the file system. Not of a database that was made
    /// without: VACUUM makes it so.
    public var shrinks: Bool
    /// The feeds that feeds.yml names.
    public var feeds: FeedTally
    public var entries: Int
    /// Entries that were stored of late.
    public var newEntries: Arrivals
    public var clusters: Int
    /// Clusters that at least two publishers tell.
    public var sharedClusters: Int
    /// Clusters that began of late, by the times of their first entries.
    public var newClusters: Arrivals
    /// Entries that the clusterer has not read yet.
    public var unclusteredEntries: Int
    public var lastPoll: Timestamp?
    /// When the next feed is due.
    public var nextDue: Timestamp?
    /// Subscribed and enabled feeds whose last poll failed, the longest failing first.
    public var failing: [FailingFeed]
    /// Who opened the store for writing last.
    public var writer: WriterSession
    /// The daemon does not believe the clock; nil: it does, or has never looked at it.
    public var leap: ClockLeap?
}

/// A feed whose last poll failed: no more than is needed to choose among thousands of them.
public struct FailingFeed: Sendable, Equatable {
    public var id: FeedID
    /// Nil: it is not polled any more (410).
    public var due: Timestamp?
    /// In a row, without those that a person asked for.
    public var failures: Int
    public var lastPolled: Timestamp?
    public var lastSuccess: Timestamp?
    /// Nil: no response came.
    public var lastStatus: Int?
    /// What went wrong, as it is told.
    public var error = ""
    /// `PollState.isRefused`.
    public var isRefused = false
    /// `PollState.isUnstored`.
    public var isUnstored = false
    /// `PollState.wasUnreached`.
    public var wasUnreached = false
    /// `PollState.isHeld`: status and error are those of the poll before.
    public var isHeld = false
}

/// How many of something there were in the last day and in the last week.
public struct Arrivals: Sendable, Equatable {
    public var lastDay: Int
    public var lastWeek: Int
    /// The days that `lastWeek` is about: 7, or as many as the store is old.
    public var days: Double
    /// Counting ended at this many; nil: it went to the end.
    public var isAtLeast = false

    /// The mean of a day over the week; nil while the store is younger than a day.
    public var perDay: Double? { days < 1 ? nil : Double(lastWeek) / days }
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
