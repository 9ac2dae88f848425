extension Migration {
    /// Migration 14: makes the store proof against a clock that is wrong.
    ///
    /// - `clock_setbacks` are the entries that were seen before the one ahead of them was, since the
    ///   clock went back between them (`ArrivalRuns`).
    /// - `clock` is what is believed of it (`BelievedClock`); without a row it was never looked at.
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

        PRAGMA user_version = 14;
        """
}
