import FoundationEssentials
import Platform
import Politeness
import SQLite
import Testing
import Values

@testable import Storage

/// Databases of former versions, and the way back to them.
@Suite struct MigrationTests {
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
        try DatabaseFile.createFolder(fixture.state)
    }

    private static var former: [Int] { Array(1..<Migration.all.count) }

    private func value(_ sql: StaticString, of path: String) throws -> String {
        let connection = try Connection(path: path, mode: .existing, busyTimeout: 1_000)
        let row = try connection.prepare(sql)
        return try row.step() ? row.string(0) : ""
    }

    private func backups() -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: fixture.state + "/backups")) ?? [])
            .sorted()
    }

    @Test(arguments: former)
    func `what a former version wrote is there after the migration`(version: Int) async throws {
        try SchemaFixture.make(version: version, at: fixture.database)
        let store = try fixture.store()
        let feeds = try await store.subscribe(["https://a.example/feed", "https://b.example/feed"])
        #expect(feeds == [1, 2])
        let poll = try #require(try await store.storedFeeds().first?.poll)
        #expect(poll.polls == 7)
        #expect(poll.validators.eTag == Array("\"1".utf8))
        #expect(poll.manners.requests == (version >= 2 ? 8 : 0))
        #expect(try await store.hostPauses().count == (version >= 3 ? 1 : 0))
        #expect(try await store.takeRequests() == [.refresh(feeds: nil, force: true)])
        #expect(try await store.clustererPosition().cursor == 3)
        #expect(try await store.newEntries(after: 0, limit: 9).count == 3)

        let reader = try fixture.reader()
        let event = try #require(try reader.cluster(3))
        #expect(event.cluster.id == 1)
        #expect(event.members.map(\.entry.id) == [1, 3])
        #expect(event.members.last?.entry.copy?.origin == 1)
        #expect(event.cluster.terms == (version >= 5 ? ["sorrana", "quake"] : []))
        #expect(try reader.entry(1)?.revisions.map(\.title) == ["Quake"])
        #expect(try reader.history(limit: nil).map(\.person) == (version >= 4 ? ["ann"] : []))
        // Work goes on: the next entry gets the next number.
        try await store.poll(1, [entry(id: "4", "Four")])
        #expect(try await store.newEntries(after: 3, limit: 9).map(\.id) == [4])
        try await store.close()
        #expect(try await StoreExamination(folder: fixture.state).integrityFaults().isEmpty)
    }

    @Test(arguments: former)
    func `a copy of the former schema is kept, which an older version can use`(version: Int) throws
    {
        try SchemaFixture.make(version: version, at: fixture.database)
        _ = try fixture.store()
        #expect(backups() == ["before-schema-\(version + 1).db"])
        let copy = "\(fixture.state)/backups/before-schema-\(version + 1).db"
        #expect(try value("PRAGMA user_version", of: copy) == "\(version)")
        #expect(try value("PRAGMA integrity_check", of: copy) == "ok")
        #expect(try value("SELECT count(*) FROM entries", of: copy) == "3")
        // One file that needs nothing beside it.
        #expect(try value("PRAGMA journal_mode", of: copy) == "delete")
    }

    /// As of a start that waits for room and tries again: else it would want that of two copies.
    @Test func `the copy of an earlier try makes room for the next, and goes for no other fault`()
        throws
    {
        let path = "\(fixture.state)/before-schema-9.db"
        for (kind, tries) in [(StoreError.Kind.diskFull, 2), (.inputOutput, 1)] {
            try AtomicFile.replace(
                path: path, with: Array("earlier".utf8), expecting: try FileIdentity(path: path))
            var made = 0
            let fault = #expect(throws: StoreError.self) {
                try MigrationBackup.makingRoom(at: path) { () throws(StoreError) in
                    made += 1
                    if FilePresence.exists(path) { throw StoreError(kind, path: path) }
                    throw StoreError(.busy, path: path)
                }
            }
            #expect(made == tries && fault?.kind == (tries == 2 ? .busy : kind))
            #expect(FilePresence.exists(path) == (tries == 1))
        }
        // Where none is there nothing can be made.
        try FileName.remove(path)
        #expect(throws: StoreError(.diskFull, path: path)) {
            try MigrationBackup.makingRoom(at: path) { () throws(StoreError) in
                throw StoreError(.diskFull, path: path)
            }
        }
    }

    @Test func `a new database has nothing to go back to`() throws {
        _ = try fixture.store()
        #expect(backups().isEmpty)
    }

    @Test func `the copies that were written last stay`() throws {
        for version in Self.former {
            for suffix in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: fixture.database + suffix)
            }
            try SchemaFixture.make(version: version, at: fixture.database)
            _ = try fixture.store()
        }
        let last = Migration.all.count
        #expect(backups() == ["before-schema-\(last - 1).db", "before-schema-\(last).db"].sorted())
    }

    @Test func `the copy just made stays, and beside it the one that was written last`() throws {
        let folder = fixture.state + "/backups"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        for (number, written) in [(7, 4_102_444_800.0), (8, 2_000), (9, 1_000)] {
            let path = "\(folder)/before-schema-\(number).db"
            try Data().write(to: URL(fileURLWithPath: path))
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: written)], ofItemAtPath: path)
        }
        try SchemaFixture.make(version: 3, at: fixture.database)
        _ = try fixture.store()
        #expect(backups() == ["before-schema-4.db", "before-schema-7.db"])
    }

    @Test func `where no copy can be kept nothing is migrated`() throws {
        let version = Migration.all.count - 1
        try SchemaFixture.make(version: version, at: fixture.database)
        // A link to where nothing can be made stands for the full disk of Scripts/check-faults.py.
        try FileManager.default.createSymbolicLink(
            atPath: fixture.state + "/backups", withDestinationPath: "/dev")
        #expect(throws: StoreError.self) { try fixture.store() }
        #expect(try value("PRAGMA user_version", of: fixture.database) == "\(version)")
        #expect(try value("PRAGMA integrity_check", of: fixture.database) == "ok")
    }

    @Test func `a copy that is restored is migrated again`() async throws {
        let version = Migration.all.count - 1
        try SchemaFixture.make(version: version, at: fixture.database)
        let store = try fixture.store()
        try await store.close()
        let done = try StoreBackup.restore(
            folder: fixture.state, from: nil, clock: fixture.clock, progress: { _ in })
        #expect(done.backup.hasSuffix("before-schema-\(version + 1).db"))
        #expect(try value("PRAGMA user_version", of: fixture.database) == "\(version)")
        _ = try fixture.store()
        #expect(try fixture.reader().status().entries == 3)
    }
}

extension MigrationTests {
    @Test func `pauses of a host at both ports become one, the longest`() async throws {
        try SchemaFixture.make(version: 15, at: fixture.database)
        try fixture.connection().execute(
            """
            INSERT INTO host_pauses VALUES ('www.b.example:443', 0, 1700000900),
                ('b.example:80', 0, 1700000300), ('b.example:8443', 0, 1700000100),
                ('127.0.0.1:80', 1, 1700000200), ('2606:4700::80:443', 0, 1700000400)
            """)
        let store = try fixture.store()
        let pauses = try await store.hostPauses()
        #expect(
            pauses.map(\.host.name)
                == ["127.0.0.1:80", "2606:4700::80", "a.example", "b.example", "b.example:8443"])
        #expect(
            pauses.map { $0.until.seconds(since: StoreFixture.start) }
                == [200, 400, 30 * 86_400, 900, 100])
    }

    @Test func `a feed of a former schema is not due for a mark that it had not`() async throws {
        try SchemaFixture.make(version: 15, at: fixture.database)
        try fixture.connection().execute(
            "UPDATE feed_states SET failures = 1, last_polled = 4000 WHERE feed = 1")
        let store = try fixture.store()
        _ = try await store.subscribe(["https://a.example/feed"])
        let poll = try #require(try await store.storedFeeds().first?.poll)
        #expect(poll.due == Timestamp(seconds: 5_000))
        #expect(poll.lifetime == nil)
    }

    @Test func `an index of the former schema is merged as that of a new database is`() async throws
    {
        try SchemaFixture.make(version: 11, at: fixture.database)
        let settings: StaticString = """
            SELECT group_concat(k || ' ' || v, ', ')
            FROM (SELECT k, v FROM entry_search_config WHERE k LIKE '%merge' ORDER BY k)
            """
        #expect(try value(settings, of: fixture.database) == "automerge 16, crisismerge 32")
        _ = try fixture.store()
        let other = try StoreFixture()
        _ = try other.store()
        #expect(try value(settings, of: fixture.database) == "automerge 64, crisismerge 128")
        #expect(try value(settings, of: other.database) == "automerge 64, crisismerge 128")
    }
}

extension MigrationTests {
    @Test func `languages and oldest dates are gathered from a former database`() async throws {
        let rows: StaticString = """
            UPDATE feeds SET language = 'EN' WHERE id = 1;
            UPDATE entries SET language = 'de-AT' WHERE id = 2;
            INSERT INTO entries (id, feed, seen, sort_time, language) VALUES
                (300, 1, 1700, 900, NULL), (301, 2, 1700, 1700, 'averylonglanguage-x'),
                (302, 2, 1800, 1800, NULL);
            """
        let told: StaticString = """
            SELECT (SELECT group_concat(block || ' ' || oldest, ', ')
                    FROM (SELECT * FROM entry_blocks ORDER BY block))
                || '; ' || (SELECT group_concat(language || ' ' || block, ', ')
                    FROM (SELECT * FROM block_languages ORDER BY language, block))
            """
        try SchemaFixture.make(version: 12, at: fixture.database)
        try fixture.connection().execute(rows)
        let store = try fixture.store()
        // The index of an older release is made anew.
        while try await store.indexOlderEntries(limit: 1_000) {}
        #expect(
            try value(told, of: fixture.database)
                == "0 1400, 1 900; averylon 1, de 0, en 0, en 1")
        let reader = try fixture.reader()
        let query = try SearchQueryParser.query("lang:de lang:averylonglanguage")
        #expect(try reader.search(SearchRequest(query)).hits.map(\.entry.id) == [301, 2])
        var filter = EntryFilter()
        filter.languages = ["de", "averylonglanguage"]
        #expect(try reader.entries(filter).map(\.id) == [301, 2])
    }
}

extension MigrationTests {
    @Test
    func `entries that a former version took for older than the web stand where they were seen`()
        throws
    {
        try SchemaFixture.make(version: 17, at: fixture.database)
        try fixture.connection().execute(
            """
            UPDATE entries SET seen = seen + 1700000000;
            UPDATE entries SET sort_time = 1600000000 WHERE id = 3;
            INSERT INTO expired_entries (id, feed, expired, seen, sort_time)
            VALUES (9, 1, 1700005000, 1700000900, -2208988800), (10, 1, 1700005000, 1700000900, 631152000);
            INSERT INTO memberships (entry, cluster, score, decision, feed, sort_time)
            VALUES (9, 2, 0, '', 1, -2208988800), (10, 2, 0, '', 1, 631152000)
            """)
        _ = try fixture.store()
        let entries: StaticString = """
            SELECT group_concat(id || ' ' || sort_time, ', ') FROM (
                SELECT id, sort_time FROM entries UNION SELECT id, sort_time FROM expired_entries
                ORDER BY id)
            """
        let members: StaticString = """
            SELECT group_concat(entry || ' ' || sort_time, ', ')
            FROM (SELECT entry, sort_time FROM memberships ORDER BY entry)
            """
        let clusters: StaticString = """
            SELECT group_concat(id || ' ' || first_time || ' ' || last_time, ', ')
            FROM (SELECT * FROM clusters ORDER BY id)
            """
        let believed =
            "1 1700001500, 2 1700001500, 3 1600000000, 9 1700000900, 10 631152000"
        #expect(try value(entries, of: fixture.database) == believed)
        #expect(try value(members, of: fixture.database) == believed)
        #expect(
            try value(clusters, of: fixture.database)
                == "1 1600000000 1700001500, 2 631152000 1700001500")
    }
}
