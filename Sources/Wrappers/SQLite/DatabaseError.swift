import CSQLite
import Glibc

/// A fault that SQLite reported.
public struct DatabaseError: Error, Equatable, Sendable {
    /// The extended result code (sqlite.org/rescode.html).
    public let code: Int32
    /// SQLite's message.
    public let message: String
    /// The statement that failed; nil when no statement was at work.
    public let sql: String?
    /// The `errno` behind a fault of the file system; 0 where there is none.
    public let systemCode: Int32

    public init(code: Int32, message: String, sql: String? = nil, systemCode: Int32 = 0) {
        self.code = code
        self.message = message
        self.sql = sql
        self.systemCode = systemCode
    }

    /// The last fault of a connection, `code` being what the failed call answered.
    init(_ code: Int32, on database: OpaquePointer?, sql: String? = nil) {
        self.code = code
        // Without a connection SQLite had no memory for one, and only the code is known.
        message = String(cString: database.map { sqlite3_errmsg($0) } ?? sqlite3_errstr(code))
        self.sql = sql
        let isOfTheSystem = [SQLITE_IOERR, SQLITE_CANTOPEN].contains(code & 0xff)
        systemCode = isOfTheSystem ? database.map { sqlite3_system_errno($0) } ?? 0 : 0
    }

    /// For a file that a check found damaged; `corruption` says how.
    public init(corruption: String) {
        self.init(code: SQLITE_CORRUPT, message: corruption)
    }

    /// What a caller can act on.
    public enum Condition: Sendable {
        case busy, full, readOnly, corrupt, notADatabase, cannotOpen, notPermitted, inputOutput
        case other
    }

    public var condition: Condition {
        switch systemCode {
        case ENOSPC, EDQUOT: return .full
        case EROFS: return .readOnly
        case EACCES, EPERM: return .notPermitted
        default: break
        }
        return switch code & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED: .busy
        case SQLITE_FULL: .full
        case SQLITE_READONLY: .readOnly
        case SQLITE_CORRUPT: .corrupt
        case SQLITE_NOTADB: .notADatabase
        case SQLITE_CANTOPEN: .cannotOpen
        case SQLITE_PERM, SQLITE_AUTH: .notPermitted
        case SQLITE_IOERR: .inputOutput
        default: .other
        }
    }

    /// For a call on a connection that was closed.
    static let closed = DatabaseError(code: SQLITE_MISUSE, message: "the database is closed")
}

extension DatabaseError: CustomStringConvertible {
    public var description: String {
        // The beginning tells a developer which statement it was; whole ones fill screens.
        let words = sql?.split(whereSeparator: \.isWhitespace).prefix(6).joined(separator: " ")
        return "\(told)\(words.map { " in: \($0) …" } ?? "")"
    }

    /// The same for a person, to whom the statement says nothing.
    public var told: String { "\(message) [\(code)]" }
}
