internal import SQLite
internal import Values

/// A filter of entries in the terms of the tables.
struct EntryPage {
    /// The entries of up to so many feeds are had feed by feed, each from its own index; those of more
    /// from that of all, which has as many the more of them.
    static let mergedFeeds = 64

    /// Nil: of all.
    let feeds: [FeedID]?
    /// Seconds since the epoch.
    let since: Int64
    /// The place in the list behind which the page begins.
    let before: (time: Int64, entry: EntryID)
    /// Patterns for GLOB, as a JSON array; nil: all languages.
    let languages: String?
    private let limit: Int

    init(
        _ filter: EntryFilter, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let tags = filter.tags.map { SearchQuery.FeedFilter(key: .tag, value: $0) }
        let tagged = try FeedSelection(tags, connection).feeds
        if let feed = filter.feed {
            feeds = tagged.map { $0.contains(feed) ? [feed] : [] } ?? [feed]
        } else {
            feeds = tagged
        }
        since = filter.since?.seconds ?? .min
        var place = (time: filter.until?.seconds ?? .max, entry: EntryID.min)
        if let before = filter.before {
            let row = try connection.prepare("SELECT sort_time, id FROM entries WHERE id = ?1")
            try row.bind(before)
            // Behind an entry that is no more stands nothing: to begin anew would have no end.
            let own = try row.step() ? (row.int64(0), row.int64(1)) : (Int64.min, EntryID.min)
            if own.0 < place.time { place = own }
        }
        before = place
        languages = Self.patterns(filter.languages)
        limit = filter.limit ?? .max
    }

    /// The feeds as a JSON array; nil: all.
    var feedList: String? { feeds.map(FeedSelection.list) }

    /// The ids of the page over a few feeds, newest first.
    func merged(
        _ feeds: [FeedID], _ connection: borrowing Connection
    ) throws(DatabaseError) -> [EntryID] {
        let row = try connection.prepare(
            """
            SELECT sort_time, id FROM entry_records
            WHERE feed = ?1 AND sort_time >= ?2 AND (sort_time, id) < (?3, ?4)
                AND (?5 IS NULL OR EXISTS (
                    SELECT 1 FROM json_each(?5) WHERE lower(language) || '-' GLOB value))
            ORDER BY sort_time DESC, id DESC LIMIT ?6
            """)
        var found: [(time: Int64, entry: EntryID)] = []
        for feed in feeds {
            try row.bind(
                feed, since, before.time, before.entry, languages, limit == .max ? -1 : limit)
            while try row.step() { found.append((row.int64(0), row.int64(1))) }
            row.reset()
        }
        found.sort { $0 > $1 }
        return found.prefix(limit).map(\.entry)
    }

    /// What languages are told by: `de` by `de-*`, held against a tag with a dash behind it. Of a tag
    /// only what can stand in one.
    static func patterns(_ languages: [String]) -> String? {
        if languages.isEmpty { return nil }
        let tags = languages.map { tag in
            String(
                decoding: tag.utf8.filter {
                    $0.isASCIILetter || $0.isASCIIDigit || $0 == UInt8(ascii: "-")
                }, as: UTF8.self)
        }
        return "[" + tags.map { "\"\($0)-*\"" }.joined(separator: ",") + "]"
    }
}
