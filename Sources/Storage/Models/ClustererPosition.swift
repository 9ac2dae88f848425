public import Events

/// Where the clusterer stands in the entry log.
public struct ClustererPosition: Sendable, Equatable {
    /// How long an entry draws new ones after its arrival, in seconds: reports of one event come
    /// within ten days of each other in the labelled streams that the method was made with.
    public static let window: Int64 = 10 * 86_400

    /// The last entry that it has read; 0 before the first.
    public var cursor: EntryID
    /// The number that the next new cluster gets.
    public var nextCluster: ClusterID
    /// The last entry that its latest consolidation had seen.
    public var consolidatedThrough: EntryID
    /// The last entry that term frequencies were counted with; see `Clusterer.weighedThrough`.
    public var weighedThrough: EntryID
    /// The last entry that is too old to be held.
    public var expiredThrough: EntryID
    /// How often clusters were changed by others than the clusterer: see `Store.apply`.
    public var handRevision: Int64

    public init(
        cursor: EntryID, nextCluster: ClusterID, consolidatedThrough: EntryID = 0,
        weighedThrough: EntryID = 0,
        expiredThrough: EntryID = 0, handRevision: Int64 = 0
    ) {
        self.cursor = cursor
        self.nextCluster = nextCluster
        self.consolidatedThrough = consolidatedThrough
        self.weighedThrough = weighedThrough
        self.expiredThrough = expiredThrough
        self.handRevision = handRevision
    }
}
