extension Migration {
    /// What numbers of events meant before a decision had them lead to another: an event that became part
    /// of another, and the numbers that led to it.
    ///
    /// - `event` is the one that `old` meant: itself for an event that the decision ended. A row goes once
    ///   the number means that again.
    /// - The columns stand in the order of the key: SQLite 3.40 takes the table for damaged otherwise
    ///   (`quick_check` of one without a rowid).
    /// - The index finds all that was decided about an entry. From here on an undo has a `part` 2: entries
    ///   that it drew to what they have to be with, `anchor` being the event into which.
    static let handAliases: StaticString = """
        CREATE TABLE hand_aliases (
            event INTEGER NOT NULL,
            decision INTEGER NOT NULL REFERENCES hand_decisions (id),
            old INTEGER NOT NULL,
            PRIMARY KEY (event, decision, old)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX hand_entries_named ON hand_entries (entry, decision, part)
            WHERE part <> 1;

        PRAGMA user_version = 17;
        """
}
