public import Events
internal import SQLite
public import Values

/// What arrives with a date of long ago, which no list in the order of dates has among its latest.
enum LateArrivals {
    /// Seconds within which the steps follow each other that the first poll of a large feed is stored in,
    /// each with a time of its own.
    private static let steps: Int64 = 600
    /// No feed is stored in steps of fewer entries: see `Store.record`.
    private static let large = 500

    /// The events of entries behind `cursor` and up to `last` that sort before `start`, in the order in
    /// which these came. Copies are left out, and what a feed had before it was followed: all that came
    /// with its first entries.
    static func events(
        after cursor: EntryID, through last: EntryID, before start: Timestamp,
        of filter: EntryFilter, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [ClusterID] {
        let row = try connection.prepare(
            """
            SELECT m.cluster, e.feed, e.seen FROM entries AS e
                JOIN memberships AS m ON m.entry = e.id JOIN feeds AS f ON f.id = e.feed
            WHERE e.id > ?1 AND e.id <= ?2 AND e.sort_time < ?3 AND m.origin IS NULL
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
        var firstPolls: [FeedID: Timestamp] = [:]
        while try row.step() {
            let (event, feed) = (row.int64(0), row.int64(1))
            if met.contains(event) { continue }
            if firstPolls[feed] == nil {
                firstPolls[feed] = try endOfFirstPoll(of: feed, connection)
            }
            guard let end = firstPolls[feed], row.timestamp(2) > end else { continue }
            met.insert(event)
            events.append(event)
        }
        return events
    }

    /// When the last of what came with the first entries of a feed may have been seen.
    ///
    /// Who has few entries got them in one transaction, and what a poll seconds later brings is late. A
    /// large document is stored in steps, of which nothing tells the last from a poll that came soon: an
    /// archive that is told as late runs a program for each of its events, so that is taken for a step.
    private static func endOfFirstPoll(
        of feed: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Timestamp {
        let row = try connection.prepare(
            """
            SELECT o.seen, s.entry_count FROM entries AS o JOIN feed_states AS s ON s.feed = o.feed
            WHERE o.id = (SELECT min(id) FROM entries WHERE feed = ?1)
            """)
        try row.bind(feed)
        guard try row.step() else { return Timestamp(seconds: .max) }
        return row.timestamp(0).advanced(by: row.int(1) < large ? 0 : steps)
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
