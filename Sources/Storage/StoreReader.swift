public import Events

/// The database as the command line reads it, beside a running daemon or without one.
public final class StoreReader {
    public init(folder: String) throws(StoreError) { fatalError() }

    public func clusters(_ filter: ClusterFilter) throws(StoreError) -> [ClusterRecord] {
        fatalError()
    }

    /// A cluster by its number, or by that of one that was merged into it; nil: there is none.
    public func cluster(_ id: ClusterID) throws(StoreError) -> ClusterDetail? { fatalError() }

    /// Newest first.
    public func entries(_ filter: EntryFilter) throws(StoreError) -> [EntryRecord] { fatalError() }

    /// The same one by one, for output that must not be held in memory.
    public func forEachEntry(
        _ filter: EntryFilter, _ body: (EntryRecord) -> Void
    ) throws(StoreError) { fatalError() }

    public func entry(_ id: EntryID) throws(StoreError) -> EntryDetail? { fatalError() }

    /// Every feed, those gone from feeds.yml included, by id.
    public func feeds() throws(StoreError) -> [FeedListing] { fatalError() }

    public func status() throws(StoreError) -> StoreStatus { fatalError() }

    /// Leaves a request for the daemon, which sees it within a second (when it next runs otherwise).
    public func request(_ request: StoreRequest) throws(StoreError) { fatalError() }
}
