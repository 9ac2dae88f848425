extension Migration {
    /// What people decided about events, newest last: facts, where clusters are derived.
    ///
    /// - `event` is the one that lives on (merge), that was opened (split), or that entries were put
    ///   into (pin). `undone` is the decision that took it back.
    /// - `part` of a split: 0 for those that were named, 1 for those that were left. `former` is the
    ///   event in which an entry was before; `anchor` the entry beside which one is pinned. Entries
    ///   may leave the store; what was decided about them stays.
    /// - `hand_revision` rises whenever somebody other than the clusterer changes clusters: what it
    ///   decides on an older one is refused.
    /// - `counted_elsewhere`: see `Clusterer.countedElsewhere`.
    static let byHand: StaticString = """
        CREATE TABLE hand_decisions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            made INTEGER NOT NULL,
            person TEXT NOT NULL,
            kind TEXT NOT NULL,
            event INTEGER,
            told TEXT NOT NULL,
            undone INTEGER
        ) STRICT;

        CREATE TABLE hand_entries (
            decision INTEGER NOT NULL REFERENCES hand_decisions (id),
            part INTEGER NOT NULL,
            entry INTEGER NOT NULL,
            former INTEGER,
            anchor INTEGER,
            PRIMARY KEY (decision, part, entry)
        ) STRICT, WITHOUT ROWID;

        ALTER TABLE clusterer ADD COLUMN hand_revision INTEGER NOT NULL DEFAULT 0;

        CREATE TABLE counted_elsewhere (
            entry INTEGER PRIMARY KEY,
            cluster INTEGER NOT NULL
        ) STRICT;

        PRAGMA user_version = 4;
        """
}
