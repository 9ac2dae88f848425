internal import Events
internal import SQLite
internal import Values

/// Which entries go, and their going.
///
/// Never those that the clusterer holds (behind `ClustererPosition.expiredThrough`), whatever the
/// bound: what it decides next may rest on them, and a restart would then decide otherwise. Never
/// those that a person pinned. By age and count, not as many of the newest of a feed as its document
/// lists either: they are what the feed says now.
struct EntryExpiry {
    /// Entries that go in one step: 4 ms of computing, and the sync of the commit.
    static let batch = 100
    /// Feeds that are looked at in one step.
    private static let feedsAtOnce = 500

    let now: Timestamp
    /// The last entry that the clusterer does not hold.
    private let last: EntryID
    private let pinned: Set<EntryID>

    init(now: Timestamp, _ connection: borrowing Connection) throws(DatabaseError) {
        self.now = now
        last = try ClusterTable.position(connection).expiredThrough
        pinned = Set(try HandTable.constraints(connection).pinned)
    }

    private struct FeedCount {
        let feed: FeedID
        let entries: Int
        /// How many of the newest stay: those that a feed lists, none of a feed that is followed no more.
        let listed: Int
    }

    /// Takes out what is too old or too many of the feeds behind `feed`; answers how many entries that
    /// were, and behind which feed to go on: nil when all were seen.
    func expire(
        after feed: FeedID, keeping limits: (FeedID) -> (keep: Int64?, entries: Int?),
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> (entries: Int, next: FeedID?) {
        let feeds = try counts(after: feed, connection)
        var going: [EntryID] = []
        var previous = feed
        for count in feeds {
            let (keep, most) = limits(count.feed)
            let room = Self.batch - going.count
            let chosen = try candidates(count, keep: keep, most: most, limit: room, connection)
            going += chosen
            if chosen.count == room {
                // There may be more of this one.
                try expire(going, connection)
                return (going.count, previous)
            }
            previous = count.feed
        }
        try expire(going, connection)
        return (going.count, feeds.count < Self.feedsAtOnce ? nil : previous)
    }

    /// Takes out the oldest arrivals behind `entry`; answers how many, and behind which to go on: nil
    /// when there is none left that may go.
    func expireOldest(
        after entry: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> (entries: Int, next: EntryID?) {
        let row = try connection.prepare(
            "SELECT id FROM entries WHERE id > ?1 AND id <= ?2 ORDER BY id LIMIT ?3")
        try row.bind(entry, last, Self.batch)
        var next: EntryID?
        var going: [EntryID] = []
        while try row.step() {
            next = row.int64(0)
            if !pinned.contains(row.int64(0)) { going.append(row.int64(0)) }
        }
        try expire(going, connection)
        return (going.count, next)
    }

    private func counts(
        after feed: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [FeedCount] {
        // An answer that nothing has changed tells of no more entries than the documents before it did. A
        // document that broke off or has only what is new succeeds too, and tells nothing of it.
        let row = try connection.prepare(
            """
            SELECT s.feed, s.entry_count, f.is_subscribed
                * iif(s.last_status = ?5 AND s.last_error IS NULL
                    AND min(s.last_success, ?4) >= s.fewer_since + ?3, s.fewer_listed, s.listed)
            FROM feed_states AS s JOIN feeds AS f ON f.id = s.feed
            WHERE s.feed > ?1 ORDER BY s.feed LIMIT ?2
            """)
        try row.bind(
            feed, Self.feedsAtOnce, ListedCount.patience, now.seconds, HTTPStatus.notModified)
        var counts: [FeedCount] = []
        while try row.step() {
            counts.append(FeedCount(feed: row.int64(0), entries: row.int(1), listed: row.int(2)))
        }
        return counts
    }

    /// Oldest first, at most `limit`: those beyond the count, then those past their time.
    private func candidates(
        _ count: FeedCount, keep: Int64?, most: Int?, limit: Int,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> [EntryID] {
        guard count.entries > count.listed else { return [] }
        var chosen: [EntryID] = []
        if let most, count.entries > most {
            chosen = try entries(
                of: count.feed, beyond: max(most, count.listed), seenBefore: .max, limit: limit,
                connection)
        }
        // What stays above its count loses those past their time all the same.
        if let keep, chosen.count < limit {
            let start = now.advanced(by: -keep)
            // The oldest tells most feeds apart at the price of one look-up.
            guard let oldest = try oldest(of: count.feed, connection), oldest < start else {
                return chosen
            }
            chosen += try entries(
                of: count.feed, beyond: count.listed, seenBefore: start.seconds,
                limit: limit - chosen.count, without: Set(chosen), connection)
        }
        return chosen
    }

    private func oldest(
        of feed: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Timestamp? {
        let row = try connection.prepare(
            "SELECT sort_time FROM entries WHERE feed = ?1 ORDER BY sort_time LIMIT 1")
        try row.bind(feed)
        return try row.step() ? row.timestamp(0) : nil
    }

    /// The oldest entries of a feed without its `newest` newest ones, but those that were `taken`.
    private func entries(
        of feed: FeedID, beyond newest: Int, seenBefore moment: Int64, limit: Int,
        without taken: Set<EntryID> = [], _ connection: borrowing Connection
    ) throws(DatabaseError) -> [EntryID] {
        // An entry sorts at or before the moment when it was seen, so the index narrows both.
        let row = try connection.prepare(
            """
            SELECT id, seen FROM entries
            WHERE feed = ?1 AND sort_time < ?2 AND (sort_time, id) <= (
                SELECT sort_time, id FROM entries WHERE feed = ?1
                ORDER BY sort_time DESC, id DESC LIMIT 1 OFFSET ?3)
            ORDER BY sort_time, id
            """)
        try row.bind(feed, moment, newest)
        var found: [EntryID] = []
        while found.count < limit, try row.step() {
            let id = row.int64(0)
            if id <= last, row.int64(1) < moment, !pinned.contains(id), !taken.contains(id) {
                found.append(id)
            }
        }
        return found
    }

    private func expire(
        _ entries: [EntryID], _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let feed = try connection.prepare(
            """
            UPDATE feed_states SET entry_count = entry_count - 1
            WHERE feed = (SELECT feed FROM entries WHERE id = ?1)
            """)
        // In the order of the tables that they leave.
        for entry in entries.sorted() {
            try feed.bind(entry)
            try feed.run()
            try ExpiredEntryTable.expire(entry, at: now, connection)
        }
    }
}
