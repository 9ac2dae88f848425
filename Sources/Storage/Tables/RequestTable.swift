internal import SQLite
internal import Values

/// The table `requests`: what people ask of the daemon.
enum RequestTable {
    private enum Kind: String { case refresh, cluster }

    static func insert(
        _ request: StoreRequest, at now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare(
            "INSERT INTO requests (made, kind, feeds, force) VALUES (?1, ?2, ?3, ?4)")
        switch request {
        case .refresh(let feeds, let force):
            let ids = feeds.map { $0.map(String.init).joined(separator: "\n") }
            try statement.bind(now.seconds, Kind.refresh.rawValue, ids, force)
        case .cluster:
            try statement.bind(now.seconds, Kind.cluster.rawValue, nil as String?, false)
        }
        try statement.run()
    }

    static func isEmpty(_ connection: borrowing Connection) throws(DatabaseError) -> Bool {
        let row = try connection.prepare("SELECT 1 FROM requests LIMIT 1")
        return try !row.step()
    }

    /// All requests, oldest first; they are gone afterwards, and the feeds that they ask for are due: also
    /// for the next start, where this run does not come to them. A kind that is not known is dropped.
    static func take(
        at now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [StoreRequest] {
        var requests: [StoreRequest] = []
        let row = try connection.prepare("SELECT kind, feeds, force FROM requests ORDER BY id")
        while try row.step() {
            switch Kind(rawValue: row.string(0)) {
            case .refresh:
                let feeds = row.optionalString(1).map {
                    TextList.elements($0).compactMap(FeedID.init)
                }
                requests.append(.refresh(feeds: feeds, force: row.int64(2) != 0))
            case .cluster: requests.append(.cluster)
            case nil:
                break
            }
        }
        for case .refresh(let feeds, let force) in requests {
            try FeedStateTable.makeDue(feeds, force: force, at: now, connection)
        }
        try connection.execute("DELETE FROM requests")
        return requests
    }
}
