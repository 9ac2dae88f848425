extension Migration {
    /// Migration 18: gives the entries that were stored before no date of before 1990 was believed
    /// (`EntryTime.floor`) the time that they would have now, the one at which they were first seen.
    ///
    /// Entries take their memberships along (`entry_dated`); those that have expired do not. An index finds
    /// the entries, and only the tables of events and of expired entries are read as a whole. The oldest times
    /// of `entry_blocks` stay, which may say too much: without them the bodies would have to be read over.
    static let earlyDates: StaticString = """
        UPDATE memberships
        SET sort_time = (SELECT seen FROM expired_entries WHERE id = entry)
        WHERE entry IN (SELECT id FROM expired_entries WHERE sort_time < 631152000);
        UPDATE expired_entries SET sort_time = seen WHERE sort_time < 631152000;
        UPDATE entries SET sort_time = seen WHERE sort_time < 631152000;

        UPDATE clusters
        SET first_time = (SELECT min(sort_time) FROM memberships WHERE cluster = clusters.id),
            last_time = (SELECT max(sort_time) FROM memberships WHERE cluster = clusters.id)
        WHERE first_time < 631152000
            AND EXISTS (SELECT 1 FROM memberships WHERE cluster = clusters.id);

        PRAGMA user_version = 18;
        """
}
