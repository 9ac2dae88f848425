extension Migration {
    /// Migration 12: merges the segments of the search index sixty-four at a time, not sixteen.
    ///
    /// In a store of a million entries each is merged twice by that and not three times: merging was
    /// half of what storing an entry costs more there than in a small store. A word is looked up in a
    /// hundred segments on average and not in twenty-four, for which a search takes some tenths of a
    /// millisecond more.
    static let searchMerging: StaticString = """
        INSERT INTO entry_search (entry_search, rank) VALUES ('automerge', 64), ('crisismerge', 128);

        PRAGMA user_version = 12;
        """
}
