internal import Events
internal import SQLite

/// Moves of entries between stored clusters by hand, counted in the end.
struct HandMoves {
    /// The decision for which numbers of events that end are kept; nil: for none.
    private let decision: DecisionID?
    private var touched: Set<ClusterID> = []
    /// The clusters that entries left, and which took the last of them.
    private var left: [ClusterID: ClusterID] = [:]

    init(by decision: DecisionID? = nil) { self.decision = decision }

    /// Puts entries into a cluster, which is opened where it is not there; `decision` tells why. A
    /// cluster that loses its last entry is an alias of the one that took it.
    mutating func place(
        _ entries: [EntryID], in cluster: ClusterID, _ decision: Decision,
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        guard let first = entries.first else { return }
        try ClusterTable.open(cluster, headline: first, connection)
        touched.insert(cluster)
        for entry in entries {
            guard let former = try MembershipTable.cluster(of: entry, connection),
                former != cluster
            else { continue }
            try MembershipTable.move(entry, to: cluster, decision, connection)
            touched.insert(former)
            left[former] = cluster
        }
    }

    /// Ends the clusters that all entries have left, and into which none came.
    private mutating func endEmptied(_ connection: borrowing Connection) throws(DatabaseError) {
        for (former, heir) in left.sorted(by: { $0.key < $1.key })
        where try MembershipTable.members(of: former, connection).isEmpty {
            try keepNumber(of: former, connection)
            try ClusterTable.merge(.init(old: former, new: heir), into: &touched, connection)
        }
        left.removeAll()
    }

    /// Makes one cluster of two; the entries of the first say `decision`.
    mutating func merge(
        _ younger: ClusterID, into older: ClusterID, _ decision: Decision,
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        try MembershipTable.setDecision(decision, ofAllIn: younger, connection)
        try keepNumber(of: younger, connection)
        try ClusterTable.merge(.init(old: younger, new: older), into: &touched, connection)
    }

    private func keepNumber(
        of ending: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        guard let decision else { return }
        try HandAliasTable.keep(ending, before: decision, connection)
    }

    /// Gives an entry the evidence back that it is a copy, when the split `split` is undone: what
    /// that one took from it, or an earlier one that was undone while `split` kept them apart. Not to
    /// one that was told to be a copy since, or that would be the copy of a copy of its own.
    mutating func returnEvidence(
        of entry: EntryID, undoing split: DecisionID, _ constraints: Constraints,
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        guard
            let taken = try HandTable.takenEvidence(of: entry, undoing: split, connection),
            try MembershipTable.evidence(of: entry, connection) == nil,
            let cluster = try MembershipTable.cluster(of: entry, connection),
            try MembershipTable.cluster(of: taken.origin, connection) != nil,
            try MembershipTable.root(of: taken.origin, connection) != entry,
            !constraints.areApart(entry, taken.origin)
        else { return }
        try MembershipTable.setEvidence(taken, of: entry, connection)
        touched.insert(cluster)
    }

    /// Has a cluster brought up to date as well, of which something else was changed.
    mutating func touch(_ cluster: ClusterID) { touched.insert(cluster) }

    /// Brings the clusters that were changed up to date, and has a clusterer tell them anew.
    mutating func finish(_ connection: borrowing Connection) throws(DatabaseError) {
        try endEmptied(connection)
        for cluster in touched.sorted() {
            try ClusterTable.count(cluster, connection)
            try HandEventTable.noteUntold(cluster, connection)
        }
    }
}
