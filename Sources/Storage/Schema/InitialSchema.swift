extension Migration {
    /// Migration 1.
    ///
    /// - Ids of entries, feeds and requests are never reused (AUTOINCREMENT), so that a cursor, an
    ///   alias or a copy's origin that outlives its row cannot point to another.
    /// - An entry's text is kept once (`StoredBody`). Long columns stand last, so that a list does
    ///   not read them.
    /// - Lists are text, an element a line, the fields of an element set apart by a TAB.
    /// - Sets of hours and days are numbers, bit n standing for hour or day n.
    /// - What an identity knows stays when its entry goes: its `entry` then names a row that is no
    ///   more, and the entry does not come back with the next poll.
    static let initialSchema: StaticString = """
        CREATE TABLE migrations (
            number INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            applied INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE store (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            created INTEGER NOT NULL,
            hash_key_low INTEGER NOT NULL,
            hash_key_high INTEGER NOT NULL,
            writer INTEGER NOT NULL,
            opened INTEGER NOT NULL,
            closed INTEGER
        ) STRICT;

        CREATE TABLE feeds (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            url TEXT NOT NULL UNIQUE,
            added INTEGER NOT NULL,
            is_subscribed INTEGER NOT NULL,
            is_enabled INTEGER NOT NULL,
            publisher TEXT NOT NULL,
            given_title TEXT,
            title TEXT,
            site_link TEXT,
            description TEXT,
            language TEXT,
            format TEXT,
            notes TEXT NOT NULL DEFAULT ''
        ) STRICT;

        CREATE TABLE feed_tags (
            feed INTEGER NOT NULL REFERENCES feeds (id),
            position INTEGER NOT NULL,
            tag TEXT NOT NULL,
            PRIMARY KEY (feed, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX feed_tags_by_tag ON feed_tags (tag, feed);

        CREATE TABLE feed_states (
            feed INTEGER PRIMARY KEY REFERENCES feeds (id),
            due INTEGER,
            due_reason TEXT NOT NULL,
            last_polled INTEGER,
            last_success INTEGER,
            last_status INTEGER,
            failures INTEGER NOT NULL,
            polls INTEGER NOT NULL,
            not_modified INTEGER NOT NULL,
            bytes_received INTEGER NOT NULL,
            entry_count INTEGER NOT NULL DEFAULT 0,
            newest_entry INTEGER,
            etag BLOB,
            last_modified BLOB,
            validators_url TEXT,
            last_error TEXT,
            moved_url TEXT,
            moved_first_seen INTEGER,
            moved_last_seen INTEGER,
            moved_sightings INTEGER,
            ttl INTEGER,
            update_period INTEGER,
            skip_hours INTEGER NOT NULL DEFAULT 0,
            skip_days INTEGER NOT NULL DEFAULT 0,
            publications TEXT
        ) STRICT;

        CREATE TABLE entries (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            feed INTEGER NOT NULL REFERENCES feeds (id),
            seen INTEGER NOT NULL,
            sort_time INTEGER NOT NULL,
            published INTEGER,
            updated INTEGER,
            title TEXT,
            link TEXT,
            author TEXT,
            language TEXT,
            guid TEXT,
            comments_link TEXT,
            source_title TEXT,
            source_url TEXT,
            categories TEXT,
            enclosures TEXT,
            outgoing_links TEXT,
            summary TEXT,
            content TEXT,
            text TEXT
        ) STRICT;
        CREATE INDEX entries_by_time ON entries (sort_time);
        CREATE INDEX entries_of_feed ON entries (feed, sort_time);

        CREATE TABLE identities (
            feed INTEGER NOT NULL,
            key_high INTEGER NOT NULL,
            key_low INTEGER NOT NULL,
            entry INTEGER,
            fingerprint INTEGER NOT NULL,
            PRIMARY KEY (feed, key_high, key_low)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE revisions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            entry INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
            replaced INTEGER NOT NULL,
            title TEXT,
            link TEXT,
            author TEXT,
            summary TEXT,
            content TEXT,
            text TEXT
        ) STRICT;
        CREATE INDEX revisions_of_entry ON revisions (entry);

        CREATE TABLE clusters (
            id INTEGER PRIMARY KEY,
            headline INTEGER NOT NULL,
            first_time INTEGER NOT NULL,
            last_time INTEGER NOT NULL,
            entries INTEGER NOT NULL,
            publishers INTEGER NOT NULL,
            independent_texts INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX clusters_by_time ON clusters (last_time);
        CREATE INDEX clusters_shared_by_time ON clusters (last_time)
            WHERE publishers >= 2;
        CREATE INDEX clusters_by_size ON clusters (publishers, independent_texts, last_time);

        CREATE TABLE memberships (
            entry INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
            cluster INTEGER NOT NULL REFERENCES clusters (id),
            score REAL NOT NULL,
            reason TEXT NOT NULL,
            origin INTEGER,
            containment REAL,
            direction TEXT
        ) STRICT;
        CREATE INDEX memberships_of_cluster ON memberships (cluster);

        CREATE TABLE cluster_aliases (
            old INTEGER PRIMARY KEY,
            new INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX cluster_aliases_by_new ON cluster_aliases (new);

        CREATE TABLE clusterer (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            cursor INTEGER NOT NULL,
            next_cluster INTEGER NOT NULL,
            consolidated_through INTEGER NOT NULL,
            expired_through INTEGER NOT NULL
        ) STRICT;
        INSERT INTO clusterer VALUES (1, 0, 1, 0, 0);

        CREATE TABLE requests (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            made INTEGER NOT NULL,
            kind TEXT NOT NULL,
            feeds TEXT,
            force INTEGER NOT NULL
        ) STRICT;

        CREATE VIEW entry_records AS
        SELECT e.id, e.feed, f.url AS feed_url, coalesce(f.given_title, f.title) AS feed_title,
            f.publisher, e.title, e.link, e.published, e.seen, e.sort_time, e.author,
            coalesce(e.language, f.language) AS language, m.cluster, m.origin, m.containment,
            m.direction
        FROM entries AS e
            JOIN feeds AS f ON f.id = e.feed
            LEFT JOIN memberships AS m ON m.entry = e.id;

        PRAGMA application_id = 0x54444e47;
        PRAGMA user_version = 1;
        """
}
