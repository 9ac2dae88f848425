internal import SQLite

/// How a reader comes to the database.
enum ReaderOpening {
    /// Opens the database. Where SQLite could not make the files beside it that it reads an open
    /// database with (a folder that may only be read, a full disk), and no daemon has it open, it is
    /// read as a file that nobody changes.
    static func open(_ file: StoreFile) throws(StoreError) -> Connection {
        let connection = try connect(file)
        do throws(StoreError) {
            try prepare(connection, file)
            return connection
        } catch {
            let isHindered: Bool =
                switch error.kind {
                case .cannotOpen, .notPermitted, .readOnly, .diskFull, .inputOutput: true
                default: false
                }
            // Where the lock cannot be looked at, there may be a daemon.
            guard isHindered, DatabaseFile.access(file.lock) != .forbidden, !file.hasWriter else {
                throw error
            }
        }
        let unchanging = try unchanging(file.database)
        try prepare(unchanging, file)
        return unchanging
    }

    /// Opens a file that nobody writes to.
    static func unchanging(_ path: String) throws(StoreError) -> Connection {
        do throws(DatabaseError) {
            return try Connection(path: path, mode: .unchanging, busyTimeout: 0)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    static func connect(_ file: StoreFile) throws(StoreError) -> Connection {
        let path = file.database
        switch DatabaseFile.access(path) {
        case .missing: throw StoreError(.noDatabase, path: path)
        case .forbidden: throw StoreError(.notPermitted, path: path)
        case .readable, .writable: break
        }
        do throws(DatabaseError) {
            return try Connection(
                path: path, mode: .existing, busyTimeout: WriterOpening.busyTimeout)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Makes sure that the database is one that this program can read.
    private static func prepare(
        _ connection: borrowing Connection, _ file: StoreFile
    ) throws(StoreError) {
        let path = file.database
        let version = try SchemaVersion(of: connection, path: path)
        // The daemon makes the file before its tables.
        if version.isEmpty { throw StoreError(.noDatabase, path: path) }
        guard version.number == Migration.all.count else {
            throw StoreError(
                .olderSchema(found: version.number, known: Migration.all.count), path: path)
        }
        do throws(DatabaseError) {
            // What a person asks of the daemon, or decides, is on the disk before it is said to be.
            // A command reads most pages once, and the system has them: a large cache is only new
            // memory, which costs more than to copy a page again.
            try connection.execute(
                """
                PRAGMA synchronous = FULL;
                PRAGMA cache_size = -512;
                PRAGMA foreign_keys = ON;
                """)
        } catch {
            throw StoreError(error, path: path)
        }
    }
}
