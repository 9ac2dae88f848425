extension Migration {
    /// Migration 14: makes the store proof against a clock that is wrong, and restarts against changes
    /// of what the clusterer has read.
    ///
    /// - `clock_setbacks` are the entries that were seen before the one ahead of them was, since the
    ///   clock went back between them (`ArrivalRuns`).
    /// - `clock` is what is believed of it (`BelievedClock`); without a row it was never looked at.
    /// - `held_entries` are the entries in the window that say something else than the clusterer read:
    ///   their texts are in `revision`, the rest here. `held_feeds` has what a feed's entries up to
    ///   `through` were read with (`HeldTable`).
    static let clock: StaticString = """
        CREATE TABLE clock (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            believed INTEGER NOT NULL,
            last_look INTEGER,
            gone INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE clock_setbacks (entry INTEGER PRIMARY KEY) STRICT;
        INSERT INTO clock_setbacks
        SELECT id FROM (
            SELECT id, seen, lag(seen) OVER (ORDER BY id) AS former FROM entries)
        WHERE seen < former;

        CREATE TABLE held_entries (
            entry INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
            revision INTEGER NOT NULL,
            published INTEGER,
            language TEXT,
            source_url TEXT,
            outgoing_links TEXT
        ) STRICT;
        CREATE TABLE held_feeds (
            feed INTEGER NOT NULL,
            through INTEGER NOT NULL,
            url TEXT NOT NULL,
            publisher TEXT NOT NULL,
            language TEXT,
            PRIMARY KEY (feed, through)
        ) STRICT, WITHOUT ROWID;

        PRAGMA user_version = 14;
        """
}
