internal import FeedParsing
internal import SQLite

/// The full-text index `entry_search`, and how far it reaches: kept in the transactions that change
/// entries.
enum SearchTable {
    /// How far the index reaches.
    struct Reach {
        /// All entries from here on are in it; 0: all.
        let first: EntryID

        var isComplete: Bool { first == 0 }

        func holds(_ entry: EntryID) -> Bool { entry >= first }
    }

    static func reach(_ connection: borrowing Connection) throws(DatabaseError) -> Reach {
        let row = try connection.prepare("SELECT indexed_from FROM search_state")
        _ = try row.step()
        return Reach(first: row.int64(0))
    }

    /// Adds an entry. In a transaction ids had better ascend: else SQLite writes what it has gathered.
    static func insert(
        _ entry: EntryID, _ text: SearchText, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let insert = try connection.prepare(
            "INSERT INTO entry_search (rowid, title, body, scope) VALUES (?1, ?2, ?3, ?4)")
        try insert.bind(entry, text.title, text.body, text.scope)
        try insert.run()
    }

    /// Puts what an entry says now in place of what it said.
    static func replace(
        _ entry: EntryID, _ old: SearchText, by new: SearchText, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        if old == new { return }
        try remove(entry, old, connection)
        try insert(entry, new, connection)
    }

    /// Takes an entry out of the index, which holds no texts and needs the row for that: to be called
    /// before the row is deleted, in the same transaction. One that is not in it is passed over.
    static func remove(
        _ entry: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        guard try reach(connection).holds(entry) else { return }
        let row = try connection.prepare(
            "SELECT feed, title, summary, content, text FROM entries WHERE id = ?1")
        try row.bind(entry)
        guard try row.step() else { return }
        try remove(entry, text(row), connection)
    }

    private static func remove(
        _ entry: EntryID, _ text: SearchText, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let delete = try connection.prepare(
            """
            INSERT INTO entry_search (entry_search, rowid, title, body, scope)
            VALUES ('delete', ?1, ?2, ?3, ?4)
            """)
        try delete.bind(entry, text.title, text.body, text.scope)
        try delete.run()
    }

    /// Empties the index where it was made of other words than `SearchText` tells today.
    static func renew(_ connection: borrowing Connection) throws(DatabaseError) {
        let row = try connection.prepare("SELECT edition FROM search_state")
        guard try row.step(), row.int64(0) != SearchText.edition else { return }
        try connection.execute("INSERT INTO entry_search (entry_search) VALUES ('delete-all')")
        let update = try connection.prepare(
            """
            UPDATE search_state SET edition = ?1,
                indexed_from = (SELECT coalesce(max(id), -1) + 1 FROM entries)
            """)
        try update.bind(SearchText.edition)
        try update.run()
    }

    /// Has the next start of the daemon make the index anew.
    static func forget(_ connection: borrowing Connection) throws(DatabaseError) {
        try connection.execute(
            """
            UPDATE search_state SET edition = 0,
                indexed_from = (SELECT coalesce(max(id), -1) + 1 FROM entries)
            """)
    }

    /// Adds the newest `limit` entries that are not in the index yet; false when all are in it.
    static func indexOlder(
        limit: Int, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Bool {
        let reach = try reach(connection)
        if reach.isComplete { return false }
        let row = try connection.prepare(
            """
            SELECT feed, title, summary, content, text, id FROM entries
            WHERE id < ?1 ORDER BY id DESC LIMIT ?2
            """)
        try row.bind(reach.first, limit)
        var texts: [(entry: EntryID, text: SearchText)] = []
        while try row.step() { texts.append((row.int64(5), text(row))) }
        for (entry, text) in texts.reversed() { try insert(entry, text, connection) }
        let isDone = texts.count < limit
        let update = try connection.prepare("UPDATE search_state SET indexed_from = ?1")
        try update.bind(isDone ? 0 : texts.last?.entry ?? 0)
        try update.run()
        return !isDone
    }

    /// The text of a row with the columns feed, title, summary, content and text.
    private static func text(_ row: borrowing Statement) -> SearchText {
        SearchText(
            feed: row.int64(0), title: row.optionalString(1),
            summary: row.optionalString(2), content: row.optionalString(3),
            text: row.optionalString(4))
    }
}

extension SearchText {
    init(_ entry: ParsedEntry, feed: FeedID) {
        let body = StoredBody(entry)
        self.init(
            feed: feed, title: entry.title, summary: body.summary, content: body.content,
            text: body.text)
    }

    init(_ state: EntryState, feed: FeedID) {
        self.init(
            feed: feed, title: state.title, summary: state.summary, content: state.content,
            text: state.text)
    }
}
