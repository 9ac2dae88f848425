extension Migration {
    /// Counts what polling asks of each server; see `Manners`. What was polled before stays
    /// uncounted.
    static let manners: StaticString = """
        ALTER TABLE feed_states ADD COLUMN visits INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE feed_states ADD COLUMN requests INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE feed_states ADD COLUMN conditional INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE feed_states ADD COLUMN unconditional INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE feed_states ADD COLUMN early INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE feed_states ADD COLUMN after_gone INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE feed_states ADD COLUMN moved_again INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE feed_states ADD COLUMN first_visit INTEGER;
        ALTER TABLE feed_states ADD COLUMN last_visit INTEGER;
        ALTER TABLE feed_states ADD COLUMN shortest_interval INTEGER;
        ALTER TABLE feed_states ADD COLUMN held_until INTEGER;
        ALTER TABLE feed_states ADD COLUMN last_limited INTEGER;

        PRAGMA user_version = 2;
        """
}
