public import Events

/// How far the clusterer has read the entry log.
public struct ClustererPosition: Sendable, Equatable {
    /// The last entry that it has read; 0 before the first.
    public var cursor: EntryID
    /// The number that the next new cluster gets.
    public var nextCluster: ClusterID

    public init(cursor: EntryID, nextCluster: ClusterID) {
        self.cursor = cursor
        self.nextCluster = nextCluster
    }
}

/// An entry with the clusterer's decision on it, for a clusterer that starts again.
public struct ClusteredEntry: Sendable, Equatable {
    public var entry: LoggedEntry
    public var membership: Membership
}
