public import Events
internal import SQLite
public import Values

/// What arrives with a date of long ago, which no list in the order of dates has among its latest.
enum LateArrivals {
    /// The events of entries behind `cursor` and up to `last` that sort before `start`, in the order in
    /// which these came. Copies are left out, and what a feed had before it was followed: all that came
    /// with its first entries.
    static func events(
        after cursor: EntryID, through last: EntryID, before start: Timestamp,
        of filter: EntryFilter, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [ClusterID] {
        let row = try connection.prepare(
            """
            SELECT m.cluster FROM entries AS e JOIN memberships AS m ON m.entry = e.id
                JOIN feeds AS f ON f.id = e.feed
            WHERE e.id > ?1 AND e.id <= ?2 AND e.sort_time < ?3 AND m.origin IS NULL
                AND EXISTS (
                    SELECT 1 FROM entries AS o
                    WHERE o.feed = e.feed AND o.id < e.id AND o.seen < e.seen)
                AND (?4 IS NULL OR e.feed IN (SELECT value FROM json_each(?4)))
                AND (?5 IS NULL OR EXISTS (
                    SELECT 1 FROM json_each(?5)
                    WHERE lower(coalesce(e.language, f.language)) || '-' GLOB value))
            ORDER BY e.id
            """)
        try row.bind(
            cursor, last, start.seconds, try FeedSelection(of: filter, connection).list,
            SoughtLanguages(filter.languages)?.patterns)
        var events: [ClusterID] = []
        var met: Set<ClusterID> = []
        while try row.step() {
            let event = row.int64(0)
            if met.insert(event).inserted { events.append(event) }
        }
        return events
    }
}

extension StoreSession {
    /// The last entry that the clusterer has put into an event.
    public func lastClustered() throws(StoreError) -> EntryID {
        try reading { () throws(DatabaseError) in try ClusterTable.position(connection).cursor }
    }

    /// The events of entries that were clustered behind `cursor` and sort before `start`, copies and the
    /// first poll of a feed left out; and the last entry that is clustered by now, for the next look.
    public func lateArrivals(
        after cursor: EntryID, before start: Timestamp, of filter: EntryFilter = EntryFilter()
    ) throws(StoreError) -> (events: [ClusterID], last: EntryID) {
        try reading { () throws(DatabaseError) in
            let last = max(cursor, try ClusterTable.position(connection).cursor)
            if last == cursor { return ([], last) }
            return (
                try LateArrivals.events(
                    after: cursor, through: last, before: start, of: filter, connection), last
            )
        }
    }
}
