public import Events
internal import Platform
internal import SQLite
public import Subscriptions
public import Values

/// The one writer of the database: what happened to the feeds, the entry log, and the clusters.
public actor Store {
    public init(folder: String, clock: WallClock) throws(StoreError) { fatalError() }

    /// Takes over what feeds.yml declares, and answers the feeds in the order of the file.
    public func apply(
        _ subscriptions: [Subscription], publisher: @Sendable (Subscription) -> String
    ) throws(StoreError) -> [FeedRecord] { fatalError() }

    /// The enabled feeds of the last `apply`, in the order of the file.
    public func activeFeeds() throws(StoreError) -> [FeedRecord] { fatalError() }

    /// Stores what a batch of polls ended with, in one transaction.
    public func record(_ results: [PollResult]) throws(StoreError) -> [PollReceipt] { fatalError() }

    /// The entries that arrived after `cursor`, oldest arrival first.
    public func newEntries(after cursor: EntryID, limit: Int) throws(StoreError) -> [LoggedEntry] {
        fatalError()
    }

    /// How far the clusterer has read, and the number of the next cluster.
    public func clustererPosition() throws(StoreError) -> ClustererPosition { fatalError() }

    /// Stores what the clusterer decided, and how far it has read, in one transaction.
    public func apply(_ changes: ClusterChanges, position: ClustererPosition) throws(StoreError) {
        fatalError()
    }

    /// The clustered entries whose sort time is not before `since`, by id, after `cursor`.
    public func clustered(
        since: Timestamp, after cursor: EntryID = 0, limit: Int = .max
    ) throws(StoreError) -> [ClusteredEntry] { fatalError() }

    /// Takes what people asked of the daemon since the last call.
    public func takeRequests() throws(StoreError) -> [StoreRequest] { fatalError() }

    /// Marks the stop as clean and closes the file; every later call fails.
    public func close() throws(StoreError) { fatalError() }
}
