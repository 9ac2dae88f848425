import CSQLite

/// The C connection with its idle prepared statements; closes both when nothing refers to it.
///
/// Statements hold it as well, so that none outlives its connection.
final class DatabaseHandle {
    private var database: OpaquePointer?
    /// By the address of their SQL, which for a literal is as good as its text and much cheaper.
    private var idle: [UnsafePointer<UInt8>: OpaquePointer] = [:]

    private let path: String
    private let flags: Int32
    private let busyTimeout: Int32

    init(path: String, flags: Int32, busyTimeout: Int32) throws(DatabaseError) {
        _ = Self.processIsConfigured
        self.path = path
        self.flags = flags
        self.busyTimeout = busyTimeout
        try open()
    }

    /// Opens the file; a connection that is open is closed first.
    func open() throws(DatabaseError) {
        close()
        var database: OpaquePointer?
        let code = sqlite3_open_v2(path, &database, flags, nil)
        guard code == SQLITE_OK else {
            let error = DatabaseError(code, on: database)
            sqlite3_close_v2(database)
            throw error
        }
        self.database = database
        sqlite3_busy_timeout(database, busyTimeout)
        // A damaged or planted file must not run code of its own, and "…" is never a string.
        let safeguards: [(Int32, Int32)] = [
            (SQLITE_DBCONFIG_DEFENSIVE, 1), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
            (SQLITE_DBCONFIG_DQS_DDL, 0), (SQLITE_DBCONFIG_DQS_DML, 0),
        ]
        for (option, value) in safeguards {
            let code = tidings_sqlite_configure_flag(database, option, value)
            guard code == SQLITE_OK else { throw DatabaseError(code, on: database) }
        }
    }

    deinit { close() }

    /// SQLite refuses the call once it is in use, which then only costs some speed.
    private static let processIsConfigured = tidings_sqlite_configure_process()

    /// The C connection, while it is open.
    func opened() throws(DatabaseError) -> OpaquePointer {
        guard let database else { throw .closed }
        return database
    }

    /// Runs statements that answer nothing of interest.
    func execute(_ script: StaticString) throws(DatabaseError) {
        let database = try opened()
        let code = script.utf8Start.withMemoryRebound(
            to: CChar.self, capacity: script.utf8CodeUnitCount
        ) { sqlite3_exec(database, $0, nil, nil, nil) }
        guard code == SQLITE_OK else {
            throw DatabaseError(code, on: database, sql: script.description)
        }
    }

    /// An idle statement of this SQL, or one prepared now.
    func statement(_ sql: StaticString) throws(DatabaseError) -> OpaquePointer {
        if let statement = idle.removeValue(forKey: sql.utf8Start) { return statement }
        let database = try opened()
        var statement: OpaquePointer?
        let code = sql.utf8Start.withMemoryRebound(to: CChar.self, capacity: sql.utf8CodeUnitCount)
        {
            sqlite3_prepare_v3(
                database, $0, Int32(sql.utf8CodeUnitCount), UInt32(SQLITE_PREPARE_PERSISTENT),
                &statement, nil)
        }
        guard code == SQLITE_OK, let statement else {
            throw DatabaseError(code, on: database, sql: sql.description)
        }
        return statement
    }

    /// Keeps a statement for the next who wants its SQL; a second one of the same is let go.
    func giveBack(_ statement: OpaquePointer, _ sql: UnsafePointer<UInt8>) {
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
        // One that was in use when the file was closed is of the connection before, which it held open.
        if sqlite3_db_handle(statement) != database || idle[sql] != nil {
            sqlite3_finalize(statement)
        } else {
            idle[sql] = statement
        }
    }

    /// Closes the connection; one whose statements are still in use closes with the last of them.
    func close() {
        for statement in idle.values { sqlite3_finalize(statement) }
        idle.removeAll()
        sqlite3_close_v2(database)
        database = nil
    }

    /// The SQL of the idle statements.
    var idleSQL: [String] {
        idle.values.compactMap { sqlite3_sql($0).map { String(cString: $0) } }
    }

    /// How often the idle statements were run.
    var runs: Int {
        idle.values.reduce(0) { $0 + Int(sqlite3_stmt_status($1, SQLITE_STMTSTATUS_RUN, 0)) }
    }

    /// The lines of EXPLAIN QUERY PLAN for a statement, which is not run.
    func queryPlan(of sql: String) throws(DatabaseError) -> [String] {
        let database = try opened()
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v2(
            database, "EXPLAIN QUERY PLAN " + sql, -1, &statement, nil)
        guard code == SQLITE_OK else { throw DatabaseError(code, on: database, sql: sql) }
        defer { sqlite3_finalize(statement) }
        var lines: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            if let text = sqlite3_column_text(statement, 3) { lines.append(String(cString: text)) }
        }
        return lines
    }
}
