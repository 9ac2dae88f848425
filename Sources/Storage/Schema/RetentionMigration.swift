extension Migration {
    /// Lets entries leave while what they were to their events stays.
    ///
    /// - `expired_entries` holds of an entry that has left what a timeline tells. Its membership
    ///   stays beside it, so that counts, headlines, origins of copies and what people decide go on
    ///   as before: `memberships` is made anew without the reference that took it along.
    /// - `identities.listed` is when a document last listed the entry, to the month
    ///   (`IdentityTable.listingGrain`); 0: not since this migration.
    /// - `feed_states.listed` is how many entries the last whole document had: as many of the newest
    ///   stay. Until a document comes, all do.
    static let retention: StaticString = """
        CREATE TABLE expired_entries (
            id INTEGER PRIMARY KEY,
            feed INTEGER NOT NULL REFERENCES feeds (id),
            expired INTEGER NOT NULL,
            seen INTEGER NOT NULL,
            sort_time INTEGER NOT NULL,
            published INTEGER,
            title TEXT,
            link TEXT,
            author TEXT,
            language TEXT
        ) STRICT;
        CREATE INDEX expired_entries_of_feed ON expired_entries (feed);

        DROP VIEW entry_records;
        DROP TRIGGER entry_dated;
        CREATE TABLE lasting_memberships (
            entry INTEGER PRIMARY KEY,
            cluster INTEGER NOT NULL REFERENCES clusters (id),
            score REAL NOT NULL,
            decision TEXT NOT NULL,
            origin INTEGER,
            containment REAL,
            direction TEXT,
            standing_text INTEGER NOT NULL DEFAULT 0,
            feed INTEGER NOT NULL DEFAULT 0,
            sort_time INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        INSERT INTO lasting_memberships
        SELECT entry, cluster, score, decision, origin, containment, direction, standing_text,
            feed, sort_time
        FROM memberships ORDER BY entry;
        DROP TABLE memberships;
        ALTER TABLE lasting_memberships RENAME TO memberships;
        CREATE INDEX memberships_of_cluster
        ON memberships (cluster, sort_time, entry, feed, origin);
        CREATE TRIGGER entry_dated AFTER UPDATE OF sort_time ON entries
        WHEN old.sort_time <> new.sort_time BEGIN
            UPDATE memberships SET sort_time = new.sort_time WHERE entry = new.id;
        END;

        CREATE VIEW entry_records AS
        SELECT e.id, e.feed, f.url AS feed_url, coalesce(f.given_title, f.title) AS feed_title,
            f.publisher, e.title, e.link, e.published, e.seen, e.sort_time, e.author,
            coalesce(e.language, f.language) AS language, m.cluster, m.origin, m.containment,
            m.direction, NULL AS expired
        FROM entries AS e
            JOIN feeds AS f ON f.id = e.feed
            LEFT JOIN memberships AS m ON m.entry = e.id;
        CREATE VIEW expired_entry_records AS
        SELECT e.id, e.feed, f.url AS feed_url, coalesce(f.given_title, f.title) AS feed_title,
            f.publisher, e.title, e.link, e.published, e.seen, e.sort_time, e.author,
            coalesce(e.language, f.language) AS language, m.cluster, m.origin, m.containment,
            m.direction, e.expired
        FROM expired_entries AS e
            JOIN feeds AS f ON f.id = e.feed
            LEFT JOIN memberships AS m ON m.entry = e.id;

        ALTER TABLE identities ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE feed_states ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE feed_states ADD COLUMN last_document INTEGER NOT NULL DEFAULT 0;
        UPDATE feed_states SET listed = entry_count;

        CREATE TABLE retention (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            last_round INTEGER NOT NULL,
            last_look_at_identities INTEGER NOT NULL
        ) STRICT;
        INSERT INTO retention VALUES (1, 0, 0);

        PRAGMA user_version = 10;
        """
}
