internal import SQLite

extension SearchTable {
    /// Throws where the index is damaged.
    ///
    /// - Parameter isWhole: whether each word is held against the sums that are kept of it, which waits
    ///   for other writers and keeps them waiting; else, and where nothing can be written, all words
    ///   are read.
    static func check(
        _ connection: borrowing Connection, isWhole: Bool
    ) throws(DatabaseError) {
        if isWhole {
            do throws(DatabaseError) {
                try connection.execute(
                    "INSERT INTO entry_search (entry_search) VALUES ('integrity-check')")
                return
            } catch {
                guard error.condition == .readOnly else { throw error }
            }
        }
        try connection.execute(
            """
            CREATE VIRTUAL TABLE IF NOT EXISTS temp.entry_search_words
            USING fts5vocab (main, entry_search, row)
            """)
        let row = try connection.prepare("SELECT count(*), sum(cnt) FROM temp.entry_search_words")
        _ = try row.step()
    }
}
