import Events
import FoundationEssentials
import Glibc
import OtherUser
import Politeness
import SQLite
import Testing
import Values

@testable import Storage

/// How the store is opened, left, and what stands in the way.
@Suite struct OpeningTests {
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    private func openStore() throws(StoreError) {
        _ = try Store(folder: fixture.state, clock: fixture.clock)
    }

    private func openReader() throws(StoreError) {
        _ = try StoreSession(folder: fixture.state, clock: fixture.clock)
    }

    private func makeDatabase(_ script: StaticString) throws {
        try DatabaseFile.createFolder(fixture.state)
        let connection = try Connection(path: fixture.database, mode: .creating, busyTimeout: 0)
        try connection.execute(script)
    }

    @Test func `folder and file are made, and an empty file is taken`() async throws {
        try DatabaseFile.createFolder(fixture.state)
        try DatabaseFile.create(fixture.database)
        let store = try fixture.store()
        #expect(try await store.storedFeeds().isEmpty)
        #expect(try fixture.reader().status().schemaVersion == Migration.all.count)
    }

    /// What docs/storage.md says of commits and of the log.
    @Test func `commits are synced, also those of commands, and the log is bounded`() throws {
        func number(_ sql: StaticString, _ connection: borrowing Connection) throws -> Int64 {
            let row = try connection.prepare(sql)
            #expect(try row.step())
            return row.int64(0)
        }
        let file = StoreFile(folder: fixture.state)
        try DatabaseFile.createFolder(fixture.state)
        let writer = try WriterOpening.connect(file)
        _ = try WriterOpening.prepare(writer, file, at: fixture.clock.now)
        let full: Int64 = 2
        #expect(try number("PRAGMA synchronous", writer) == full)
        #expect(try number("PRAGMA synchronous", ReaderOpening.open(file)) == full)
        #expect(try number("PRAGMA wal_autocheckpoint", writer) == 4_000)
        #expect(try number("PRAGMA journal_size_limit", writer) == 64 << 20)
    }

    @Test func `the size counts what stands in the log alone`() async throws {
        let store = try fixture.store()
        let bytes = try fixture.reader().status().bytes
        #expect(bytes > DatabaseFile.size(fixture.database))
        try await store.close()
        #expect(DatabaseFile.size(fixture.database) == bytes)
    }

    @Test func `a folder that is made is for its owner only`() throws {
        _ = try Store(folder: fixture.state + "/deep/er/", clock: fixture.clock)
        for folder in [fixture.state, fixture.state + "/deep", fixture.state + "/deep/er"] {
            #expect(try mode(of: folder) & 0o777 == 0o700)
        }
    }

    @Test func `the group may use the file as far as the umask lets it`() throws {
        let store = try fixture.store()
        withExtendedLifetime(store) {}
        let mode = try mode(of: fixture.database)
        #expect(mode & 0o007 == 0)
        #expect(mode & 0o600 == 0o600)
    }

    private func mode(of path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        let mode = try #require(attributes[.posixPermissions])
        return try #require(Int("\(mode)"))
    }

    @Test func `the number of the newest migration is the version of the schema`() throws {
        _ = try fixture.store()
        let row = try fixture.connection().prepare("PRAGMA user_version")
        #expect(try row.step())
        #expect(row.int(0) == Migration.all.count)
    }

    @Test func `a database of the first form is brought up to date, and what it holds stays`()
        async throws
    {
        try fixture.makeDatabase(
            version: 1,
            rows: """
                INSERT INTO feed_states (
                    feed, due, due_reason, failures, polls, not_modified, bytes_received, etag)
                VALUES (1, 5, 'x', 2, 7, 3, 99, x'2231');
                """)
        #expect(
            kind(openReader)
                == .olderSchema(found: 1, known: Migration.all.count))
        let store = try fixture.store()
        #expect(try await store.subscribe() == 1)
        let poll = try #require(try await store.storedFeeds().first?.poll)
        #expect(poll.polls == 7)
        #expect(poll.validators.eTag == Array("\"1".utf8))
        #expect(poll.manners == Manners())
        #expect(try fixture.reader().status().schemaVersion == Migration.all.count)
    }

    @Test func `decisions of a database that knew no standing text took whole texts`() async throws
    {
        try fixture.makeDatabase(
            version: SchemaFixture.version(before: "standing text of feeds"),
            rows: """
                INSERT INTO entries (id, feed, title, seen, sort_time)
                VALUES (1, 1, 'One', 0, 0);
                INSERT INTO clusters VALUES (1, 1, 0, 0, 1, 1, 1, NULL);
                INSERT INTO memberships (entry, cluster, score, decision)
                VALUES (1, 1, 0, 'rule' || char(9) || 'opened');
                """)
        let known = try await fixture.store().clustered(after: 0, limit: 9)
        #expect(known.map(\.membership.standingText) == [0])
        #expect(try fixture.reader().entry(1)?.membership?.decision == Decision(.opened))
    }

    @Test func `terms were counted up to the last look in a database that did not keep it`()
        async throws
    {
        try fixture.makeDatabase(
            version: SchemaFixture.version(before: "what term frequencies were counted over"),
            rows: "UPDATE clusterer SET cursor = 8, consolidated_through = 7")
        let position = try await fixture.store().clustererPosition()
        #expect(position.cursor == 8)
        #expect(position.weighedThrough == 7)
    }

    @Test func `everything is there after closing and opening again`() async throws {
        let first = try fixture.store()
        let feed = try await first.subscribe()
        try await first.poll(feed, [entry(id: "1", "One")])
        try await first.apply(.init(), position: .init(cursor: 1, nextCluster: 5))
        _ = try fixture.reader().request(.refresh(feeds: nil, force: true))
        try await first.close()
        let second = try fixture.store()
        #expect(try await second.subscribe() == feed)
        #expect(try await second.poll(feed, [entry(id: "1", "One")]).unchanged == 1)
        #expect(try await second.poll(feed, [entry(id: "2", "Two")]).new == 1)
        #expect(try await second.newEntries(after: 0, limit: 9).map(\.title) == ["One", "Two"])
        #expect(try await second.clustererPosition() == .init(cursor: 1, nextCluster: 5))
        #expect(try await second.takeRequests() == [.refresh(feeds: nil, force: true)])
    }

    @Test func `a stop that was not clean is seen, and a sound file is taken`() async throws {
        do {
            let store = try fixture.store()
            let feed = try await store.subscribe()
            try await store.poll(feed, [entry(id: "1", "One")])
        }
        #expect(try fixture.reader().status().writer.closed == nil)
        let store = try fixture.store()
        #expect(try await store.newEntries(after: 0, limit: 1).count == 1)
        fixture.advance(by: 5)
        try await store.close()
        #expect(try fixture.reader().status().writer.closed == StoreFixture.start.advanced(by: 5))
    }

    @Test func `a closed store refuses every call`() async throws {
        let store = try fixture.store()
        try await store.close()
        await #expect(throws: StoreError.self) { try await store.record([]) }
        await #expect(throws: StoreError.self) { try await store.takeRequests() }
    }

    @Test func `a second writer is told that there is one`() throws {
        let store = try fixture.store()
        #expect(kind(openStore) == .inUse)
        _ = consume store
        #expect(kind(openStore) == nil)
    }

    @Test func `a reader without a database is told to start the daemon`() throws {
        #expect(kind(openReader) == .noDatabase)
        try DatabaseFile.createFolder(fixture.state)
        #expect(kind(openReader) == .noDatabase)
        try DatabaseFile.create(fixture.database)
        #expect(kind(openReader) == .noDatabase)
        let error = StoreError(.noDatabase, path: fixture.database)
        #expect(error.description.contains("start tidingsd"))
        #expect(error.description.contains(fixture.database))
    }

    @Test func `a database of a newer Tidings is refused by both`() throws {
        try makeDatabase("PRAGMA application_id = 0x54444e47; PRAGMA user_version = 99")
        let expected = StoreError.Kind.newerSchema(found: 99, known: Migration.all.count)
        #expect(kind(openStore) == expected)
        #expect(kind(openReader) == expected)
    }

    @Test func `a database of another program is refused by both`() throws {
        try makeDatabase("CREATE TABLE theirs (x)")
        #expect(kind(openStore) == .notTidings)
        #expect(kind(openReader) == .notTidings)
    }

    @Test func `a file that is no database is refused by both`() throws {
        try DatabaseFile.createFolder(fixture.state)
        try Data(repeating: UInt8(ascii: "x"), count: 8_192)
            .write(to: URL(fileURLWithPath: fixture.database))
        #expect(kind(openStore) == .notTidings)
        #expect(kind(openReader) == .notTidings)
    }

    @Test func `a file where the folder should be is told`() throws {
        try Data().write(to: URL(fileURLWithPath: fixture.state))
        #expect(kind(openStore) == .cannotOpen)
    }

    @Test func `a damaged page is found after a stop that was not clean`() async throws {
        do {
            let store = try fixture.store()
            let feed = try await store.subscribe()
            try await store.poll(
                feed, (0..<500).map { entry(id: "\($0)", String(repeating: "title ", count: 20)) })
        }
        try fixture.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        var bytes = try fixture.fileBytes()
        for page in 20..<30 {
            for offset in 0..<64 { bytes[page * 4_096 + offset] = 0xa5 }
        }
        try Data(bytes).write(to: URL(fileURLWithPath: fixture.database))
        #expect(kind(openStore) == .corrupt)
    }

    @Test func `a store that was let go of says so to who reads it too`() async throws {
        let store = try fixture.store()
        await store.hold(.readOnly)
        func isClosed(_ error: any Error) -> Bool { (error as? StoreError)?.kind == .closed }
        await #expect(performing: { try await store.clustererPosition() }, throws: isClosed)
        await #expect(performing: { try await store.window(after: 0) }, throws: isClosed)
    }

    @Test func `no permission is told with its remedy`() throws {
        _ = try fixture.store()
        let files = FileManager.default
        try files.setAttributes([.posixPermissions: 0o000], ofItemAtPath: fixture.database)
        #expect(OtherUser.looks { kind(openReader) } == .notPermitted)
        #expect(OtherUser.looks { kind(openStore) } == .notPermitted)
        // By whose the place is: root may look at all, and is told nothing else of its own.
        let told = "\(StoreError(.notPermitted, path: fixture.database))"
        let remedy = geteuid() == 0 ? "run as root" : "chmod u+r \(fixture.database)"
        #expect(told.hasPrefix("no permission for \(fixture.database): "), "\(told)")
        #expect(told.contains(remedy) && !told.contains("usermod"), "\(told)")
    }
}
