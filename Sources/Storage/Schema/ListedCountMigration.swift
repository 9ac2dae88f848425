extension Migration {
    /// Migration 19: since when the documents of a feed list fewer entries than `listed`, and the most of
    /// them that one of these listed; see `ListedCount`. Both are NULL where none does.
    static let listedCounts: StaticString = """
        ALTER TABLE feed_states ADD COLUMN fewer_listed INTEGER;
        ALTER TABLE feed_states ADD COLUMN fewer_since INTEGER;

        PRAGMA user_version = 19;
        """
}
