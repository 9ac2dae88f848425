import CSQLite

/// A connection to a database file, for one thread or actor at a time; closed with its last use.
///
/// SQL comes in as `StaticString` throughout, so that none can be built from what a feed or a user
/// wrote.
public struct Connection: ~Copyable {
    public enum Mode: Sendable {
        /// The file must exist; a file that may only be read is opened for reading.
        case existing
        /// The file is made when it is missing.
        case creating
        /// The file, and a log beside it, are only read, and no lock is taken: for a file that nobody
        /// writes to, in a place where not even SQLite's own files beside it can be made.
        case unchanging
    }

    let handle: DatabaseHandle

    /// Opens the file at `path`. A lock that another holds is waited for `busyTimeout` milliseconds.
    public init(path: String, mode: Mode, busyTimeout: Int32) throws(DatabaseError) {
        // Without SQLite's own mutex: whoever owns the connection is serial already.
        var flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        var name = path
        switch mode {
        case .existing: flags |= SQLITE_OPEN_READWRITE
        case .creating: flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        case .unchanging:
            flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
            // With a log the file alone is not the database: its index is then made in memory.
            let hasLog = DatabaseFile.size(path + "-wal") > 0
            name = "file:\(Self.percentEncoded(path))?mode=ro&"
            name += hasLog ? "vfs=unix-none" : "immutable=1"
        }
        let handle = try DatabaseHandle(path: name, flags: flags, busyTimeout: busyTimeout)
        if mode == .unchanging { try handle.execute("PRAGMA locking_mode = EXCLUSIVE") }
        self.handle = handle
    }

    /// A path as it stands in a URI.
    private static func percentEncoded(_ path: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "-"):
                bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A statement ready to bind and step; prepared once for each place that asks.
    public borrowing func prepare(_ sql: StaticString) throws(DatabaseError) -> Statement {
        try Statement(sql, on: handle)
    }

    /// Runs statements that answer nothing of interest.
    public borrowing func execute(_ script: StaticString) throws(DatabaseError) {
        try handle.execute(script)
    }

    /// Runs `body` in a transaction that holds the write lock from the start: all of it is stored,
    /// or nothing when `body` or the commit fails.
    public borrowing func transaction<Result>(
        _ body: () throws(DatabaseError) -> Result
    ) throws(DatabaseError) -> Result {
        try bracketed(by: "BEGIN IMMEDIATE", body)
    }

    /// Runs `body` so that all it reads is of one moment.
    public borrowing func snapshot<Result>(
        _ body: () throws(DatabaseError) -> Result
    ) throws(DatabaseError) -> Result {
        try bracketed(by: "BEGIN", body)
    }

    private borrowing func bracketed<Result>(
        by begin: StaticString, _ body: () throws(DatabaseError) -> Result
    ) throws(DatabaseError) -> Result {
        try prepare(begin).run()
        do throws(DatabaseError) {
            let result = try body()
            try prepare("COMMIT").run()
            return result
        } catch {
            // SQLite has rolled back by itself after some faults (disk full): then there is nothing
            // to do. What counts is the first error.
            if sqlite3_get_autocommit(try handle.opened()) == 0 {
                try? execute("ROLLBACK")
            }
            throw error
        }
    }

    /// The id of the row that was inserted last.
    public var lastInsertedID: Int64 {
        get throws(DatabaseError) { sqlite3_last_insert_rowid(try handle.opened()) }
    }

    /// How many rows the last INSERT, UPDATE or DELETE touched.
    public var changedRows: Int {
        get throws(DatabaseError) { Int(sqlite3_changes64(try handle.opened())) }
    }

    /// Sets how long a lock that another holds is waited for from now on.
    public borrowing func setBusyTimeout(milliseconds: Int32) {
        guard let database = try? handle.opened() else { return }
        sqlite3_busy_timeout(database, milliseconds)
    }

    /// Closes the file; every later call fails, until `reopen`.
    public borrowing func close() {
        handle.close()
    }

    /// Opens the file anew, in what stands at its path now.
    public borrowing func reopen() throws(DatabaseError) {
        try handle.open()
    }

    /// How SQLite answers each of the statements that were used so far (EXPLAIN QUERY PLAN), by
    /// SQL; what stands in the cache now, and nothing that is in use.
    package borrowing func queryPlans() throws(DatabaseError) -> [String: [String]] {
        var plans: [String: [String]] = [:]
        for sql in handle.idleSQL {
            plans[sql] = try handle.queryPlan(of: sql)
        }
        return plans
    }

    /// How often the statements that stand in the cache now were run: for tests of what a change costs,
    /// which no clock tells.
    package borrowing func runs() -> Int { handle.runs }

    /// How SQLite would answer one statement, which is not run: for tests, which read it in the
    /// sources.
    package borrowing func queryPlan(of sql: String) throws(DatabaseError) -> [String] {
        try handle.queryPlan(of: sql)
    }
}
