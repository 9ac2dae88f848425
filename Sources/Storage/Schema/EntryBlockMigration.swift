extension Migration {
    /// Migration 13: lets a search pass over the parts of the log in which nothing can fit, and lists
    /// find what few entries have.
    ///
    /// - A block is 256 entries that follow one another by number (`EntryBlocks`). Kept of it are the
    ///   oldest sort time and the primary languages (`de` of `de-AT`, cut to eight characters), which
    ///   may say too much, after a change or when entries left, and never too little. New entries are
    ///   told by who stores them (`BlockArrivals`).
    /// - The indexes are over the beginnings of languages, since a hostile one may be long, and hold
    ///   only the entries that declare their own.
    static let entryBlocks: StaticString = """
        CREATE TABLE entry_blocks (
            block INTEGER PRIMARY KEY,
            oldest INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE block_languages (
            language TEXT NOT NULL,
            block INTEGER NOT NULL,
            PRIMARY KEY (language, block)
        ) STRICT, WITHOUT ROWID;

        INSERT INTO entry_blocks SELECT id >> 8, min(sort_time) FROM entries GROUP BY id >> 8;
        INSERT INTO block_languages
        SELECT DISTINCT lower(substr(language, 1, min(8, instr(language || '-', '-') - 1))), block
        FROM (
            SELECT coalesce(e.language, f.language) AS language, e.id >> 8 AS block
            FROM entries AS e JOIN feeds AS f ON f.id = e.feed)
        WHERE language IS NOT NULL;

        CREATE TRIGGER entry_placed_anew AFTER UPDATE OF sort_time, language ON entries
        WHEN new.sort_time < old.sort_time OR new.language IS NOT old.language BEGIN
            UPDATE entry_blocks SET oldest = min(oldest, new.sort_time)
            WHERE block = new.id >> 8;
            INSERT OR IGNORE INTO block_languages (language, block)
            SELECT lower(substr(language, 1, min(8, instr(language || '-', '-') - 1))),
                new.id >> 8
            FROM (SELECT coalesce(
                new.language, (SELECT language FROM feeds WHERE id = new.feed)) AS language)
            WHERE language IS NOT NULL;
        END;
        CREATE TRIGGER feed_speaks AFTER UPDATE OF language ON feeds
        WHEN new.language IS NOT NULL AND new.language IS NOT old.language BEGIN
            INSERT OR IGNORE INTO block_languages (language, block)
            SELECT DISTINCT
                lower(substr(
                    new.language, 1, min(8, instr(new.language || '-', '-') - 1))),
                id >> 8
            FROM entries WHERE feed = new.id;
        END;

        CREATE INDEX entries_by_language
        ON entries (lower(substr(language, 1, 35)), sort_time) WHERE language IS NOT NULL;
        CREATE INDEX feeds_by_language ON feeds (lower(substr(language, 1, 35)))
        WHERE language IS NOT NULL;

        PRAGMA user_version = 13;
        """
}
