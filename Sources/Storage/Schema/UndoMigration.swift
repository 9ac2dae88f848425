extension Migration {
    /// What taking a decision back needs, and which events nobody has told anew since a decision.
    ///
    /// - `origin`, `containment` and `direction` of `hand_entries`: the evidence that an entry is a copy,
    ///   which a split took from it.
    /// - `hand_events`: by what events were told before a decision changed them.
    /// - `untold_events`: events that people changed, until a clusterer has told by which entry they are
    ///   told and what they are about.
    static let undo: StaticString = """
        ALTER TABLE hand_entries ADD COLUMN origin INTEGER;
        ALTER TABLE hand_entries ADD COLUMN containment REAL;
        ALTER TABLE hand_entries ADD COLUMN direction TEXT;
        CREATE INDEX hand_entries_taken ON hand_entries (entry, decision) WHERE origin IS NOT NULL;

        CREATE TABLE hand_events (
            decision INTEGER NOT NULL REFERENCES hand_decisions (id),
            event INTEGER NOT NULL,
            headline INTEGER NOT NULL,
            terms TEXT,
            PRIMARY KEY (decision, event)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE untold_events (
            event INTEGER PRIMARY KEY
        ) STRICT;

        PRAGMA user_version = 15;
        """
}
