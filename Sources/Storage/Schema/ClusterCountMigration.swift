extension Migration {
    /// Keeps how many events there are, and how many of them two publishers or more tell: to count them
    /// takes longer the longer the store is kept.
    static let clusterCounts: StaticString = """
        CREATE TABLE cluster_counts (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            clusters INTEGER NOT NULL,
            shared INTEGER NOT NULL
        ) STRICT;
        INSERT INTO cluster_counts
        SELECT 1, count(*), count(*) FILTER (WHERE publishers >= 2) FROM clusters;

        CREATE TRIGGER cluster_opened AFTER INSERT ON clusters BEGIN
            UPDATE cluster_counts
            SET clusters = clusters + 1, shared = shared + (new.publishers >= 2);
        END;
        CREATE TRIGGER cluster_gone AFTER DELETE ON clusters BEGIN
            UPDATE cluster_counts
            SET clusters = clusters - 1, shared = shared - (old.publishers >= 2);
        END;
        CREATE TRIGGER cluster_shared AFTER UPDATE OF publishers ON clusters
        WHEN (old.publishers >= 2) <> (new.publishers >= 2) BEGIN
            UPDATE cluster_counts
            SET shared = shared + (new.publishers >= 2) - (old.publishers >= 2);
        END;

        PRAGMA user_version = 7;
        """
}
