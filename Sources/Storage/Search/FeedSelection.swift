internal import SQLite

/// Which feeds the filters of a query lead to.
struct FeedSelection {
    /// Nil: all.
    private(set) var feeds: [FeedID]?
    /// Filters that no feed fits.
    private(set) var unmatched: [SearchQuery.FeedFilter] = []

    init(
        _ filters: [SearchQuery.FeedFilter], _ connection: borrowing Connection
    ) throws(DatabaseError) {
        var chosen: Set<FeedID>?
        for key in SearchQuery.FeedKey.allCases {
            var ofKey: Set<FeedID>?
            for filter in filters where filter.key == key && !filter.isExcluded {
                let found = try Self.feeds(filter, connection)
                if found.isEmpty { unmatched.append(filter) }
                ofKey = (ofKey ?? []).union(found)
            }
            if let ofKey { chosen = chosen?.intersection(ofKey) ?? ofKey }
        }
        for filter in filters where filter.isExcluded {
            if chosen == nil { chosen = try Self.all(connection) }
            chosen?.subtract(try Self.feeds(filter, connection))
        }
        feeds = chosen?.sorted()
    }

    /// The feeds of which `filter` lets entries through.
    init(
        of filter: EntryFilter, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        try self.init(filter.tags.map { .init(key: .tag, value: $0) }, connection)
        if !filter.feeds.isEmpty { narrow(to: Array(Set(filter.feeds))) }
    }

    /// Leaves those alone that are among `others`; nil: all are.
    mutating func narrow(to others: [FeedID]?) {
        guard let others else { return }
        feeds = feeds?.filter(Set(others).contains) ?? others.sorted()
    }

    /// As a JSON array for `json_each`; nil: all.
    var list: String? { feeds.map(Self.list) }

    static func list(_ feeds: [FeedID]) -> String {
        "[" + feeds.map { "\($0)" }.joined(separator: ",") + "]"
    }

    private static func feeds(
        _ filter: SearchQuery.FeedFilter, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Set<FeedID> {
        // Small letters by Unicode, of which SQLite folds ASCII alone; there are not more rows than feeds
        // and their tags.
        let wanted = filter.value.lowercased()
        let part = Array(wanted.utf8)
        func has(_ text: String) -> Bool { Array(text.lowercased().utf8).contains(part) }
        switch filter.key {
        case .tag:
            return try ids(try connection.prepare("SELECT feed, tag FROM feed_tags")) { row in
                row.string(1).lowercased() == wanted
            }
        case .publisher:
            return try ids(try connection.prepare("SELECT id, publisher FROM feeds")) { row in
                has(row.string(1))
            }
        case .feed:
            if let number = FeedID(filter.value) {
                let row = try connection.prepare("SELECT id FROM feeds WHERE id = ?1")
                try row.bind(number)
                let found = try ids(row)
                if !found.isEmpty { return found }
            }
            let row = try connection.prepare(
                "SELECT id, coalesce(given_title, title, ''), url FROM feeds")
            return try ids(row) { row in has(row.string(1)) || has(row.string(2)) }
        }
    }

    private static func all(_ connection: borrowing Connection) throws(DatabaseError) -> Set<FeedID>
    {
        try ids(try connection.prepare("SELECT id FROM feeds"))
    }

    /// The feeds whose numbers begin the rows that `isWanted`.
    private static func ids(
        _ row: borrowing Statement, where isWanted: (borrowing Statement) -> Bool = { _ in true }
    ) throws(DatabaseError) -> Set<FeedID> {
        var ids: Set<FeedID> = []
        while try row.step() {
            if isWanted(row) { ids.insert(row.int64(0)) }
        }
        return ids
    }
}
