import SQLite

@testable import Storage

/// Databases as each former version of Tidings wrote them: its schema, and rows of all its tables.
enum SchemaFixture {
    /// Makes a database of schema `version` at `path`, as a stop in order left it.
    static func make(version: Int, at path: String) throws {
        let connection = try empty(version: version, at: path)
        try connection.execute(common)
        for (number, rows) in rows where number <= version { try connection.execute(rows) }
        try connection.execute(version < 5 ? membershipsWithReason : membershipsWithDecision)
        if version >= 8 { try connection.execute(membershipsWithPlace) }
        connection.close()
    }

    /// Makes a database of schema `version` at `path` in which no row is.
    fileprivate static func empty(
        version: Int, at path: String, shrinks: Bool = true
    ) throws -> Connection {
        let connection = try Connection(path: path, mode: .creating, busyTimeout: 0)
        if shrinks { try connection.execute("PRAGMA auto_vacuum = INCREMENTAL") }
        try connection.execute("PRAGMA journal_mode = WAL")
        for (index, migration) in Migration.all.prefix(version).enumerated() {
            try connection.execute(migration.script)
            let record = try connection.prepare("INSERT INTO migrations VALUES (?1, ?2, 0)")
            try record.bind(index + 1, migration.name)
            try record.run()
        }
        return connection
    }

    /// The version that was the newest before the migration of this name.
    static func version(before name: String) -> Int {
        Migration.all.prefix { $0.name != name }.count
    }

    /// What every version wrote alike.
    private static let common: StaticString = """
        INSERT INTO store VALUES (1, 1000, 11, 12, 13, 2000, 3000);
        INSERT INTO feeds (id, url, added, is_subscribed, is_enabled, publisher, title, notes)
        VALUES (1, 'https://a.example/feed', 1000, 1, 1, 'a.example', 'A', ''),
            (2, 'https://b.example/feed', 1000, 0, 1, 'b.example', 'B', 'repaired');
        INSERT INTO feed_tags VALUES (1, 0, 'news');
        INSERT INTO feed_states (feed, due, due_reason, failures, polls, not_modified,
            bytes_received, entry_count, newest_entry, etag)
        VALUES (1, 5000, 'its pace', 0, 7, 3, 99, 2, 1500, x'2231'),
            (2, NULL, 'gone', 2, 4, 0, 44, 1, 1600, NULL);
        INSERT INTO entries (id, feed, seen, sort_time, published, title, link, guid, summary, text)
        VALUES (1, 1, 1500, 1400, 1400, 'Quake in Sorrana', 'https://a.example/1', '1',
                '<p>Many dead.</p>', NULL),
            (2, 1, 1500, 1500, NULL, 'Ferry freed', 'https://a.example/2', '2', NULL, 'It floats.'),
            (3, 2, 1600, 1600, 1600, 'Sorrana quake', 'https://b.example/1', '1',
                '<p>Many dead.</p>', NULL);
        INSERT INTO identities (feed, key_high, key_low, entry, fingerprint)
        VALUES (1, 1, 1, 1, 5), (1, 2, 2, 2, 6), (2, 1, 1, 3, 7);
        INSERT INTO revisions (entry, replaced, title) VALUES (1, 1450, 'Quake');
        INSERT INTO clusters (id, headline, first_time, last_time, entries, publishers,
            independent_texts)
        VALUES (1, 1, 1400, 1600, 2, 2, 1), (2, 2, 1500, 1500, 1, 1, 1);
        INSERT INTO cluster_aliases VALUES (3, 1);
        UPDATE clusterer SET cursor = 3, next_cluster = 4;
        INSERT INTO requests (made, kind, feeds, force) VALUES (2500, 'refresh', NULL, 1);
        """

    /// What a version wrote that the one before it could not.
    private static let rows: [(Int, StaticString)] = [
        (2, "UPDATE feed_states SET visits = 7, requests = 8, conditional = 6 WHERE feed = 1"),
        (3, "INSERT INTO host_pauses VALUES ('a.example:443', 0, 9999999999)"),
        (
            4,
            """
            INSERT INTO hand_decisions (made, person, kind, event, told)
            VALUES (2600, 'ann', 'pin', NULL, 'pinned entry 1');
            INSERT INTO hand_entries (decision, part, entry, former, anchor)
            VALUES (1, 0, 1, 1, NULL);
            UPDATE clusterer SET hand_revision = 1;
            """
        ),
        (5, "UPDATE clusters SET terms = 'sorrana' || char(10) || 'quake' WHERE id = 1"),
    ]

    private static let membershipsWithReason: StaticString = """
        INSERT INTO memberships (entry, cluster, score, reason, origin, containment, direction)
        VALUES (1, 1, 0, 'opened', NULL, NULL, NULL), (2, 2, 0, '', NULL, NULL, NULL),
            (3, 1, 0.4, 'near', 1, 0.9, 'came later');
        """

    private static let membershipsWithDecision: StaticString = """
        INSERT INTO memberships (entry, cluster, score, decision, origin, containment, direction)
        VALUES (1, 1, 0, 'rule' || char(9) || 'opened', NULL, NULL, NULL),
            (2, 2, 0, '', NULL, NULL, NULL),
            (3, 1, 0.4, 'rule' || char(9) || 'opened', 1, 0.9, 'came later');
        """

    private static let membershipsWithPlace: StaticString = """
        UPDATE memberships
        SET (feed, sort_time) = (SELECT feed, sort_time FROM entries WHERE id = entry)
        """
}

extension StoreFixture {
    /// Makes its database in schema `version`, with feed 1, https://a.example/feed, and `rows`.
    func makeDatabase(
        version: Int, shrinks: Bool = true, rows: StaticString = ""
    ) throws {
        try DatabaseFile.createFolder(state)
        let connection = try SchemaFixture.empty(version: version, at: database, shrinks: shrinks)
        try connection.execute(
            """
            INSERT INTO store VALUES (1, 0, 1, 2, 3, 0, 0);
            INSERT INTO feeds (url, added, is_subscribed, is_enabled, publisher)
            VALUES ('https://a.example/feed', 0, 1, 1, 'a');
            """)
        try connection.execute(rows)
        connection.close()
    }
}
