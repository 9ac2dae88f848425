public import Events
internal import SQLite
public import Values

/// What a clusterer asks of the store that starts again, or that lets go of what is old.
extension Store {
    /// The events that people changed and that no clusterer has told since, ascending.
    public func untoldEvents() throws(StoreError) -> [ClusterID] {
        try reading { () throws(DatabaseError) in try HandEventTable.untold(connection) }
    }

    /// At most `limit` stored entries of an event with the decisions on them, in the order of
    /// arrival.
    public func clustered(
        in event: ClusterID, limit: Int
    ) throws(StoreError) -> [ClusteredEntry] {
        try reading { () throws(DatabaseError) in
            try HandEventTable.entries(of: event, limit: limit, connection)
        }
    }

    /// The entry that arrived last, and when; nil: there is none.
    public func lastArrival() throws(StoreError) -> (id: EntryID, seen: Timestamp)? {
        try reading { () throws(DatabaseError) in try EntryLog.last(connection) }
    }

    /// The clustered entries after `cursor`, oldest arrival first: what a clusterer that starts again
    /// needs, in pages.
    public func clustered(
        after cursor: EntryID, limit: Int = .max
    ) throws(StoreError) -> [ClusteredEntry] {
        try reading { () throws(DatabaseError) in
            try EntryLog.clustered(after: cursor, limit: limit, connection)
        }
    }

    /// The last of the entries behind `cursor` that came before `moment`; nil: none. What was seen later
    /// than `now` is passed over: the clock was wrong.
    public func lastEntry(
        seenBefore moment: Timestamp, after cursor: EntryID, now: Timestamp
    ) throws(StoreError) -> EntryID? {
        try reading { () throws(DatabaseError) in
            try EntryLog.last(seenBefore: moment, after: cursor, now: now, connection)
        }
    }

    /// When the first of the entries after `cursor` came; nil: there is none.
    public func firstArrival(after cursor: EntryID) throws(StoreError) -> Timestamp? {
        try reading { () throws(DatabaseError) in
            try EntryLog.firstArrival(after: cursor, connection)
        }
    }

    /// The feed with the most of the clustered entries after `cursor`: its address, and of how many entries
    /// how many are its; nil: there are none.
    public func busiestFeed(
        after cursor: EntryID
    ) throws(StoreError) -> (url: String, count: Int, of: Int)? {
        try reading { () throws(DatabaseError) in
            try MembershipTable.busiestFeed(after: cursor, connection)
        }
    }
}
