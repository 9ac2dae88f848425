internal import SQLite
internal import Values

/// How the writer makes a database its own, and how it leaves it.
enum WriterOpening {
    /// Milliseconds to wait for a lock of another program.
    static let busyTimeout: Int32 = 5_000

    static func connect(_ file: StoreFile) throws(StoreError) -> Connection {
        do throws(DatabaseFile.Refusal) {
            try DatabaseFile.create(file.database)
        } catch {
            throw StoreError(error)
        }
        do throws(DatabaseError) {
            return try Connection(
                path: file.database, mode: .existing, busyTimeout: busyTimeout)
        } catch {
            throw StoreError(error, path: file.database)
        }
    }

    /// What came of an opening.
    struct Opened {
        let hashKey: KeyedHash.Key
        /// The last stop was not clean, and the file is too large to be checked first.
        let isUnchecked: Bool
    }

    /// Up to so many bytes a file is checked before it is used: some two seconds on a slow disk. The
    /// check reads the whole file and cannot be ended halfway; a larger one is checked beside the
    /// work (`Store.takeCheck`), since only a disk that lies to SQLite can have damaged it at all.
    static let checkedFirst: Int64 = 268_435_456

    /// Checks the file, keeps a copy of it where its schema is of an older form, brings that up to
    /// date, and marks the file as being written.
    static func prepare(
        _ connection: borrowing Connection, _ file: StoreFile, at now: Timestamp
    ) throws(StoreError) -> Opened {
        let path = file.database
        let version = try SchemaVersion(of: connection, path: path)
        let isUnchecked = try file.asking { () throws(DatabaseError) in
            try configure(connection, isNew: version.isEmpty)
            guard version.number > 0 else { return false }
            return try !isChecked(connection, size: DatabaseFile.size(path))
        }
        if (1..<Migration.all.count).contains(version.number) {
            try MigrationBackup(file).make(of: connection, schema: version.number)
        }
        return try file.asking { () throws(DatabaseError) in
            try Migration.migrate(connection, from: version.number, at: now)
            return Opened(hashKey: try begin(connection, at: now), isUnchecked: isUnchecked)
        }
    }

    /// Says that the next start need not look the file over.
    static func markClosed(
        _ connection: borrowing Connection, at now: Timestamp
    ) throws(DatabaseError) {
        let close = try connection.prepare("UPDATE store SET closed = ?1")
        try close.bind(now.seconds)
        try close.run()
    }

    /// Marks the stop as clean, where the file was checked if it had to be; what is in the log goes into
    /// the database file.
    static func end(
        _ connection: borrowing Connection, isChecked: Bool, at now: Timestamp
    ) throws(DatabaseError) {
        if isChecked { try markClosed(connection, at: now) }
        // Without PRAGMA optimize: it gathers statistics of some tables and not of others, and with
        // such the planner has read all entries for a list of twenty. Without any it does what the
        // tests of the query plans see.
        //
        // Who reads at this moment is not waited for: the last one to close the file empties the log.
        try DatabaseSpace.emptyLog(connection)
    }

    private static func configure(
        _ connection: borrowing Connection, isNew: Bool
    ) throws(DatabaseError) {
        // Only an empty file takes it: pages that entries leave can then be given back bit by bit.
        if isNew { try connection.execute("PRAGMA auto_vacuum = INCREMENTAL") }
        // - WAL: readers never wait for the writer, nor the writer for them.
        // - FULL: a commit is on the disk before it is answered as stored. NORMAL would keep the
        //   file sound but lose the last commits in a power cut, and entries that have left their
        //   feed by then would not come back. A batch of polls is one commit, so this costs one
        //   sync a batch.
        // - secure_delete, on by default in Debian, writes zeros over what is deleted: there are no
        //   secrets here.
        try connection.execute(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA foreign_keys = ON;
            PRAGMA secure_delete = OFF;
            PRAGMA temp_store = MEMORY;
            PRAGMA cache_size = -8192;
            PRAGMA wal_autocheckpoint = 4000;
            PRAGMA journal_size_limit = 67108864;
            """)
    }

    /// Looks the file over after a stop that was not clean; false where it is too large for that.
    private static func isChecked(
        _ connection: borrowing Connection, size: Int64
    ) throws(DatabaseError) -> Bool {
        let marker = try connection.prepare("SELECT 1 FROM store WHERE closed IS NULL")
        guard try marker.step() else { return true }
        guard size <= checkedFirst else { return false }
        try quickCheck(connection)
        // It filled the cache with what the work has no need of.
        try connection.execute("PRAGMA shrink_memory")
        return true
    }

    /// Throws where the structure of the file is damaged.
    static func quickCheck(_ connection: borrowing Connection) throws(DatabaseError) {
        let check = try connection.prepare("PRAGMA quick_check(1)")
        guard try check.step(), check.string(0) != "ok" else { return }
        throw DatabaseError(corruption: check.string(0))
    }

    /// The key of the hashes of a database that was begun.
    static func hashKey(_ connection: borrowing Connection) throws(DatabaseError) -> KeyedHash.Key {
        let row = try connection.prepare("SELECT hash_key_low, hash_key_high FROM store")
        _ = try row.step()
        return KeyedHash.Key(
            low: UInt64(bitPattern: row.int64(0)), high: UInt64(bitPattern: row.int64(1)))
    }

    private static func begin(
        _ connection: borrowing Connection, at now: Timestamp
    ) throws(DatabaseError) -> KeyedHash.Key {
        try connection.transaction { () throws(DatabaseError) in
            try mark(connection, at: now)
            try SearchTable.renew(connection)
            return try hashKey(connection)
        }
    }

    /// Marks the file as being written; draws the key of the hashes where it has none.
    static func mark(_ connection: borrowing Connection, at now: Timestamp) throws(DatabaseError) {
        var random = SystemRandomNumberGenerator()
        let begin = try connection.prepare(
            """
            INSERT INTO store (
                only, created, hash_key_low, hash_key_high, writer, opened, closed)
            VALUES (1, ?1, ?2, ?3, ?4, ?1, NULL)
            ON CONFLICT (only) DO UPDATE SET writer = ?4, opened = ?1, closed = NULL
            """)
        try begin.bind(
            now.seconds, Int64(bitPattern: random.next()), Int64(bitPattern: random.next()),
            DatabaseFile.processID)
        try begin.run()
    }
}
