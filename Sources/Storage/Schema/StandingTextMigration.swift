extension Migration {
    /// Keeps with each decision which parts of the entry had no weight; see
    /// `Membership.standingText`. What was decided before took the whole text.
    static let standingText: StaticString = """
        ALTER TABLE memberships ADD COLUMN standing_text INTEGER NOT NULL DEFAULT 0;

        PRAGMA user_version = 6;
        """
}
