public import Events
internal import SQLite

/// What the store holds for a clusterer of the entries behind a cursor, of one moment: everything
/// that its next decision depends on but the entries themselves.
public struct ClusterWindow: Sendable, Equatable {
    public var position: ClustererPosition
    public var constraints: Constraints
    /// The clusters of the entries that constraints name and that are too old to be held.
    public var departed: [EntryID: ClusterID] = [:]
    /// See `Clusterer.countedElsewhere`.
    public var countedElsewhere: [EntryID: ClusterID]
    /// The events that people changed and that no clusterer has told since, ascending.
    public var untold: [ClusterID] = []
    /// The last decision by which the texts of entries were read once more: a clusterer that read them
    /// before it holds others. 0: none.
    public var reclustered: DecisionID
    /// In the order of arrival.
    public var memberships: [Membership]

    /// A clusterer that stands where the one before it was, and holds no entries yet.
    public func clusterer(background: BackgroundFrequencies) -> Clusterer {
        Clusterer(
            background: background, nextCluster: position.nextCluster,
            consolidatedThrough: position.consolidatedThrough,
            weighedThrough: position.weighedThrough, constraints: constraints)
    }

    init(
        after cursor: EntryID? = nil, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        position = try ClusterTable.position(connection)
        constraints = try HandTable.constraints(connection)
        countedElsewhere = try ClusterTable.countedElsewhere(connection)
        untold = try HandEventTable.untold(connection)
        reclustered = try HandTable.lastReclustering(connection)
        memberships = try MembershipTable.all(
            after: cursor ?? position.expiredThrough, connection)
        for entry in constraints.documents where entry <= position.expiredThrough {
            departed[entry] = try MembershipTable.cluster(of: entry, connection)
        }
    }
}
