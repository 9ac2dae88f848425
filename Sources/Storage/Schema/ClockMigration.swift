extension Migration {
    /// Migration 14: makes the store proof against a clock that is wrong.
    ///
    /// - `clock` is what is believed of it (`BelievedClock`); without a row it was never looked at.
    static let clock: StaticString = """
        CREATE TABLE clock (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            believed INTEGER NOT NULL,
            last_look INTEGER,
            gone INTEGER NOT NULL
        ) STRICT;

        PRAGMA user_version = 14;
        """
}
