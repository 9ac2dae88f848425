import CSQLite

/// A prepared statement, lent by its connection and given back, reset, when the value goes out of
/// scope.
public struct Statement: ~Copyable {
    private let handle: OpaquePointer
    private let database: DatabaseHandle
    private let sql: UnsafePointer<UInt8>

    init(_ sql: StaticString, on database: DatabaseHandle) throws(DatabaseError) {
        handle = try database.statement(sql)
        self.database = database
        self.sql = sql.utf8Start
    }

    deinit { database.giveBack(handle, sql) }

    /// Sets the parameters ?1, ?2 … in order.
    public borrowing func bind<each Value: Bindable>(
        _ values: repeat each Value
    ) throws(DatabaseError) {
        var index: Int32 = 1
        for value in repeat each values {
            try value.bind(to: self, at: index)
            index += 1
        }
    }

    /// Moves to the next row: false once there is none.
    public borrowing func step() throws(DatabaseError) -> Bool {
        let code = sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw error(code)
        }
    }

    /// Runs the statement to its end, and makes it ready to be bound and run again.
    public borrowing func run() throws(DatabaseError) {
        while try step() {}
        sqlite3_reset(handle)
    }

    /// Makes it ready to be bound and stepped through again.
    public borrowing func reset() {
        // Answers the error of the last step again, which was thrown there.
        sqlite3_reset(handle)
    }

    private borrowing func error(_ code: Int32) -> DatabaseError {
        DatabaseError(
            code, on: sqlite3_db_handle(handle),
            sql: sqlite3_sql(handle).map { String(cString: $0) })
    }

    private borrowing func check(_ code: Int32) throws(DatabaseError) {
        guard code == SQLITE_OK else { throw error(code) }
    }
}

// Parameters; the first is 1.
extension Statement {
    public borrowing func bind(_ value: Int64, at index: Int32) throws(DatabaseError) {
        try check(sqlite3_bind_int64(handle, index, value))
    }

    public borrowing func bind(_ value: Double, at index: Int32) throws(DatabaseError) {
        try check(sqlite3_bind_double(handle, index, value))
    }

    public borrowing func bind(_ value: String, at index: Int32) throws(DatabaseError) {
        var value = value
        let code = value.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { bytes in
                // The text of no bytes has no address, which would bind NULL.
                withUnsafePointer(to: 0 as CChar) { none in
                    tidings_sqlite_bind_text(
                        handle, index, bytes.baseAddress ?? none, UInt64(bytes.count))
                }
            }
        }
        try check(code)
    }

    public borrowing func bind(blob value: [UInt8], at index: Int32) throws(DatabaseError) {
        let code = value.withUnsafeBytes { bytes in
            bytes.isEmpty
                ? sqlite3_bind_zeroblob(handle, index, 0)
                : tidings_sqlite_bind_blob(handle, index, bytes.baseAddress, UInt64(bytes.count))
        }
        try check(code)
    }

    public borrowing func bind(_ value: Int, at index: Int32) throws(DatabaseError) {
        try bind(Int64(value), at: index)
    }

    /// Nil is NULL, here and below.
    public borrowing func bind(_ value: Int64?, at index: Int32) throws(DatabaseError) {
        if let value { try bind(value, at: index) } else { try bindNull(at: index) }
    }

    public borrowing func bind(_ value: Int?, at index: Int32) throws(DatabaseError) {
        if let value { try bind(Int64(value), at: index) } else { try bindNull(at: index) }
    }

    public borrowing func bind(_ value: String?, at index: Int32) throws(DatabaseError) {
        if let value { try bind(value, at: index) } else { try bindNull(at: index) }
    }

    public borrowing func bind(blob value: [UInt8]?, at index: Int32) throws(DatabaseError) {
        if let value { try bind(blob: value, at: index) } else { try bindNull(at: index) }
    }

    public borrowing func bindNull(at index: Int32) throws(DatabaseError) {
        try check(sqlite3_bind_null(handle, index))
    }
}

// Columns of the row that `step` moved to; the first is 0. A value of another type is converted as
// SQLite does it; the optional forms answer nil for NULL.
extension Statement {
    public borrowing func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    public borrowing func int64(_ column: Int32) -> Int64 {
        sqlite3_column_int64(handle, column)
    }

    public borrowing func optionalInt64(_ column: Int32) -> Int64? {
        isNull(column) ? nil : int64(column)
    }

    public borrowing func int(_ column: Int32) -> Int { Int(int64(column)) }

    public borrowing func double(_ column: Int32) -> Double {
        sqlite3_column_double(handle, column)
    }

    /// Empty for NULL.
    public borrowing func string(_ column: Int32) -> String {
        optionalString(column) ?? ""
    }

    public borrowing func optionalString(_ column: Int32) -> String? {
        guard let text = sqlite3_column_text(handle, column) else { return nil }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: text, count: count), as: UTF8.self)
    }

    /// The UTF-8 of a text; empty for NULL.
    public borrowing func utf8(_ column: Int32) -> [UInt8] {
        guard let text = sqlite3_column_text(handle, column) else { return [] }
        let count = Int(sqlite3_column_bytes(handle, column))
        return Array(UnsafeBufferPointer(start: text, count: count))
    }

    public borrowing func optionalBlob(_ column: Int32) -> [UInt8]? {
        isNull(column) ? nil : blob(column)
    }

    /// Empty for NULL.
    public borrowing func blob(_ column: Int32) -> [UInt8] {
        guard let bytes = sqlite3_column_blob(handle, column) else { return [] }
        let count = Int(sqlite3_column_bytes(handle, column))
        return Array(UnsafeRawBufferPointer(start: bytes, count: count))
    }
}
