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
        let value = filter.value
        switch filter.key {
        case .tag:
            // SQLite folds ASCII alone; there are not more tags than lines of feeds.yml.
            let wanted = value.lowercased()
            let row = try connection.prepare("SELECT feed, tag FROM feed_tags")
            var found: Set<FeedID> = []
            while try row.step() {
                if row.string(1).lowercased() == wanted { found.insert(row.int64(0)) }
            }
            return found
        case .publisher:
            let row = try connection.prepare(
                "SELECT id FROM feeds WHERE instr(lower(publisher), ?1) > 0")
            try row.bind(value.lowercased())
            return try ids(row)
        case .feed:
            if let number = FeedID(value) {
                let row = try connection.prepare("SELECT id FROM feeds WHERE id = ?1")
                try row.bind(number)
                let found = try ids(row)
                if !found.isEmpty { return found }
            }
            // SQLite's `lower` folds ASCII alone: a title is found as it is written as well.
            let row = try connection.prepare(
                """
                SELECT id FROM feeds
                WHERE instr(lower(coalesce(given_title, title, '')), ?1) > 0
                    OR instr(coalesce(given_title, title, ''), ?2) > 0
                    OR instr(lower(url), ?1) > 0 OR instr(url, ?2) > 0
                """)
            try row.bind(value.lowercased(), value)
            return try ids(row)
        }
    }

    private static func all(_ connection: borrowing Connection) throws(DatabaseError) -> Set<FeedID>
    {
        try ids(try connection.prepare("SELECT id FROM feeds"))
    }

    private static func ids(_ row: borrowing Statement) throws(DatabaseError) -> Set<FeedID> {
        var ids: Set<FeedID> = []
        while try row.step() { ids.insert(row.int64(0)) }
        return ids
    }
}
