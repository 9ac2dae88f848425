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
    /// In the order of arrival.
    public var memberships: [Membership]

    init(
        after cursor: EntryID? = nil, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        position = try ClusterTable.position(connection)
        constraints = try HandTable.constraints(connection)
        countedElsewhere = try ClusterTable.countedElsewhere(connection)
        untold = try HandEventTable.untold(connection)
        memberships = try MembershipTable.all(
            after: cursor ?? position.expiredThrough, connection)
        for entry in constraints.documents where entry <= position.expiredThrough {
            departed[entry] = try MembershipTable.cluster(of: entry, connection)
        }
    }
}
