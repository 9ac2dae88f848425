internal import SQLite
internal import Values

/// A page of the list of entries, in the terms of the tables.
struct EntryPage {
    /// A place in the list, which is in the order of both.
    typealias Place = (time: Int64, entry: EntryID)

    /// The entries of up to so many feeds are had feed by feed at once, each from its own index; those of
    /// more may well be among the newest of all.
    private static let fewFeeds = 64
    /// So many of the newest of all are looked through before: some milliseconds, or twice as many as are
    /// wanted, but for more than a page has, which so few will not fill.
    private var lookedThrough: Int { limit > Self.largest ? 1_000 : max(1_000, 2 * limit) }
    /// The most entries of a page of several.
    static let largest = 16_000

    /// Nil: of all.
    private let feeds: [FeedID]?
    /// Seconds since the epoch.
    let since: Int64
    /// The place behind which the page begins.
    let before: Place
    let languages: SoughtLanguages?
    private let limit: Int

    /// - Parameter place: where the page before this one ended.
    init(
        _ filter: EntryFilter, behind place: Place?, limit: Int,
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        feeds = try FeedSelection(of: filter, connection).feeds
        since = filter.since?.seconds ?? .min
        var start = (time: filter.until?.seconds ?? .max, entry: EntryID.min)
        if let place {
            start = place
        } else if let before = filter.before {
            let row = try connection.prepare(
                """
                SELECT sort_time, id FROM entries WHERE id = ?1
                UNION ALL SELECT sort_time, id FROM expired_entries WHERE id = ?1
                """)
            try row.bind(before)
            // Behind an entry of which nothing is known any more stands nothing: to begin anew would have no end.
            let own = try row.step() ? (row.int64(0), row.int64(1)) : (Int64.min, EntryID.min)
            if own.0 < start.time { start = own }
        }
        before = start
        languages = SoughtLanguages(filter.languages)
        self.limit = limit
    }

    /// The feeds as a JSON array; nil: all.
    var feedList: String? { feeds.map(FeedSelection.list) }

    /// The ids of the page, newest first.
    func ids(_ connection: borrowing Connection) throws(DatabaseError) -> [EntryID] {
        if feeds == nil, languages == nil { return try walk(since: since, connection) }
        if feeds?.count ?? .max > Self.fewFeeds {
            // Mostly they are among the newest; and else a walk would have no bound.
            let floor = try floor(connection)
            let found = try walk(since: floor, connection)
            if floor == since || found.count == limit { return found }
        }
        return try merged(connection)
    }

    /// Where a look at the newest entries ends: those that sort before it are not looked at.
    private func floor(_ connection: borrowing Connection) throws(DatabaseError) -> Int64 {
        let row = try connection.prepare(
            """
            SELECT sort_time FROM entries WHERE sort_time >= ?1 AND (sort_time, id) < (?2, ?3)
            ORDER BY sort_time DESC, id DESC LIMIT 1 OFFSET ?4
            """)
        try row.bind(since, before.time, before.entry, lookedThrough)
        return try row.step() ? row.int64(0) + 1 : since
    }

    /// Looks at one entry after the other.
    private func walk(
        since: Int64, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [EntryID] {
        let row = try connection.prepare(
            """
            SELECT id FROM entry_records
            WHERE sort_time >= ?1 AND (sort_time, id) < (?2, ?3)
                AND (?4 IS NULL OR feed IN (SELECT value FROM json_each(?4)))
                AND (?5 IS NULL OR EXISTS (
                    SELECT 1 FROM json_each(?5) WHERE lower(language) || '-' GLOB value))
            ORDER BY sort_time DESC, id DESC LIMIT ?6
            """)
        try row.bind(
            since, before.time, before.entry, feedList, languages?.patterns, limit)
        var ids: [EntryID] = []
        while try row.step() { ids.append(row.int64(0)) }
        return ids
    }

    /// Asks each of the lists in which they can be: those of the feeds that speak such a language, and
    /// those of the languages that entries declare themselves.
    private func merged(_ connection: borrowing Connection) throws(DatabaseError) -> [EntryID] {
        var newest = Newest(limit: limit, since: since)
        var asked = feeds
        if let languages {
            let speaking = try languages.feeds(connection)
            asked = feeds?.filter(speaking.contains) ?? speaking.sorted()
            let row = try connection.prepare(
                """
                SELECT sort_time, id FROM entries INDEXED BY entries_by_language
                WHERE language IS NOT NULL AND lower(substr(language, 1, 35)) = ?1
                    AND sort_time >= ?2 AND (sort_time, id) < (?3, ?4)
                    AND (?5 IS NULL OR feed IN (SELECT value FROM json_each(?5)))
                    AND EXISTS (
                        SELECT 1 FROM json_each(?6) WHERE lower(language) || '-' GLOB value)
                ORDER BY sort_time DESC, id DESC LIMIT ?7
                """)
            for language in try languages.ofEntries(connection) {
                try row.bind(
                    language, newest.since, before.time, before.entry, feedList,
                    languages.patterns, limit)
                try newest.take(row)
                row.reset()
            }
        }
        let row = try connection.prepare(
            """
            SELECT sort_time, id FROM entry_records
            WHERE feed = ?1 AND sort_time >= ?2 AND (sort_time, id) < (?3, ?4)
                AND (?5 IS NULL OR EXISTS (
                    SELECT 1 FROM json_each(?5) WHERE lower(language) || '-' GLOB value))
            ORDER BY sort_time DESC, id DESC LIMIT ?6
            """)
        for feed in asked ?? [] {
            try row.bind(
                feed, newest.since, before.time, before.entry, languages?.patterns, limit)
            try newest.take(row)
            row.reset()
        }
        return newest.ids
    }
}

extension EntryPage {
    /// The newest of what several lists have, in which an entry may stand twice.
    private struct Newest {
        let limit: Int
        /// What sorts before it is not wanted any more.
        private(set) var since: Int64
        private var found: [Place] = []
        /// How many are gathered before those that are too old go. To sort them after each of thousands
        /// of lists would take longer than to read them.
        private var most: Int

        init(limit: Int, since: Int64) {
            (self.limit, self.since, most) = (limit, since, limit)
        }

        /// Takes the rows of a list, of a time and an id each.
        mutating func take(_ row: borrowing Statement) throws(DatabaseError) {
            let count = found.count
            while try row.step() { found.append((row.int64(0), row.int64(1))) }
            guard found.count > count, found.count >= most else { return }
            most = limit > .max / 2 ? .max : 2 * limit
            found = places
            if found.count == limit, let last = found.last { since = max(since, last.time) }
        }

        private var places: [Place] {
            var sorted: [Place] = []
            for place in found.sorted(by: >) where place.entry != sorted.last?.entry {
                if sorted.count == limit { break }
                sorted.append(place)
            }
            return sorted
        }

        var ids: [EntryID] { places.map(\.entry) }
    }
}
