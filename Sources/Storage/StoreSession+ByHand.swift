public import Events
internal import SQLite
public import Values

/// What people change themselves, beside a running daemon or without one.
///
/// It takes effect at once, in one transaction of SQLite, whoever else writes: clusters and
/// constraints together, and `hand_revision` is raised. The clusterer of a running daemon holds its
/// window in memory. Before each decision it compares the revision, and takes over what changed; a
/// decision that was under way meanwhile is refused by `Store.apply`, which compares again inside
/// its transaction, and made anew. So neither writer can overwrite what it has not seen.
extension StoreSession {
    /// Makes a decision in the name of `person`.
    ///
    /// - Parameter outline: by what an event is told, and what it is about, by entries of it; asked of
    ///   events of which that is not known yet. Nil: it is left to the daemon.
    public func decide(
        _ decision: HandDecision, by person: String,
        telling outline: ((_ event: ClusterID, [ClusteredEntry]) -> ClusterChanges?)? = nil
    ) throws(StoreError) -> Result<HandRecord, HandProblem> {
        try writing { () throws(DatabaseError) in
            let made = try HandEdit(person: person, now: clock.now).make(decision, connection)
            guard case .success = made, let outline else { return made }
            for event in try HandEventTable.unnamed(connection) {
                let entries = try HandEventTable.entries(
                    of: event, limit: ClusteredEntry.outlined, connection)
                guard let told = outline(event, entries) else { continue }
                try ClusterTable.apply(told, connection)
            }
            return made
        }
    }

    /// What people decided, newest first; at most `limit`, nil: all.
    public func history(limit: Int?) throws(StoreError) -> [HandRecord] {
        try reading { () throws(DatabaseError) in
            try HandTable.history(limit: limit, connection)
        }
    }

    /// The entries that people pinned to their events. To know it takes a look at all that was decided by
    /// hand, which is little.
    public func pinnedEntries() throws(StoreError) -> Set<EntryID> {
        try reading { () throws(DatabaseError) in
            Set(try HandTable.constraints(connection).pinned)
        }
    }

    /// The entries after `cursor` of which it is told that people put them where they are, whatever became of
    /// that decision.
    public func toldByHand(after cursor: EntryID) throws(StoreError) -> Set<EntryID> {
        try reading { () throws(DatabaseError) in
            try MembershipTable.toldByHand(after: cursor, connection)
        }
    }

    /// What a replay of the clusterer's window starts from.
    public func window() throws(StoreError) -> ClusterWindow {
        try reading { () throws(DatabaseError) in try ClusterWindow(connection) }
    }

    /// The entries that arrived after `cursor`, oldest arrival first, as they are by now.
    public func currentEntries(
        after cursor: EntryID, limit: Int
    ) throws(StoreError) -> CurrentEntries {
        try reading { () throws(DatabaseError) in
            try EntryLog.current(after: cursor, limit: limit, connection)
        }
    }

    /// The clustered entries after `cursor`, oldest arrival first, as the clusterer read them.
    public func clustered(
        after cursor: EntryID, limit: Int
    ) throws(StoreError) -> [ClusteredEntry] {
        try reading { () throws(DatabaseError) in
            try EntryLog.clustered(after: cursor, limit: limit, connection)
        }
    }

    /// Whether entries after `cursor`, or their feeds, say something else than the clusterer read.
    public func areRevised(after cursor: EntryID) throws(StoreError) -> Bool {
        try reading { () throws(DatabaseError) in try HeldTable.holds(after: cursor, connection) }
    }

    /// How many entries a cluster has; 0 where there is none.
    public func memberCount(of cluster: ClusterID) throws(StoreError) -> Int {
        try reading { () throws(DatabaseError) in
            try ClusterTable.memberCount(of: cluster, connection)
        }
    }

    /// The last of the entries behind `cursor` that came before `moment`; nil: none.
    public func lastEntry(
        seenBefore moment: Timestamp, after cursor: EntryID
    ) throws(StoreError) -> EntryID? {
        try reading { () throws(DatabaseError) in
            try EntryLog.last(
                seenBefore: moment, after: cursor, now: clock.now, connection)
        }
    }

    /// Stores another clustering of the window, made from what `position` tells; false, and nothing
    /// stored, where clusters or position have changed since.
    ///
    /// A clusterer holds from then on what that was made of: one that runs starts again, or it would take
    /// back what other texts than its own were decided by.
    ///
    /// - Parameters:
    ///   - next: the position of the clusterer that made it.
    ///   - readings: the parts of the log that it read, oldest entries first.
    ///   - told: what was done, for the history.
    public func recluster(
        _ changes: ClusterChanges, from position: ClustererPosition, to next: ClustererPosition,
        reading readings: [LogReading], by person: String, told: String
    ) throws(StoreError) -> Bool {
        try writing { () throws(DatabaseError) in
            guard try ClusterTable.position(connection) == position else { return false }
            try ClusterTable.apply(changes, connection)
            try HeldTable.renew(readings, through: position.cursor, connection)
            try ClusterTable.setPosition(next, connection)
            _ = try HandTable.insert(
                .recluster, by: person, at: clock.now, event: nil, told: told, entries: [],
                connection)
            return true
        }
    }
}
