internal import SQLite

extension StoreExamination {
    /// Entries that the clusterer has read and that are in no event: it does not read them again. All
    /// entries are looked up.
    public func entriesWithoutEvent() throws(StoreError) -> Int {
        let connection = try ReaderOpening.open(file)
        return try file.asking { () throws(DatabaseError) in
            let row = try connection.prepare(
                """
                SELECT count(*) FROM entries WHERE id <= (SELECT cursor FROM clusterer)
                    AND id NOT IN (SELECT entry FROM memberships)
                """)
            return try row.step() ? row.int(0) : 0
        }
    }
}
