extension Migration {
    /// Keeps up to which entry term frequencies were counted, which no longer is the last one that a
    /// consolidation saw; see `Clusterer.weighedThrough`. Until now it was.
    static let weighing: StaticString = """
        ALTER TABLE clusterer ADD COLUMN weighed_through INTEGER NOT NULL DEFAULT 0;
        UPDATE clusterer SET weighed_through = consolidated_through;

        PRAGMA user_version = 9;
        """
}
