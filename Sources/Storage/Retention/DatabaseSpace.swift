internal import SQLite

/// The room that the database takes in its file, and the giving back of what is free in it.
struct DatabaseSpace {
    /// While the daemon runs, many of them are in its log alone and the file itself may be all but
    /// empty.
    let pages: Int64
    let freePages: Int64
    let pageSize: Int64
    /// Whether free pages can be given back bit by bit: fixed when the database was made.
    let shrinks: Bool

    init(_ connection: borrowing Connection) throws(DatabaseError) {
        pages = try Self.integer("PRAGMA page_count", connection)
        freePages = try Self.integer("PRAGMA freelist_count", connection)
        pageSize = try Self.integer("PRAGMA page_size", connection)
        shrinks = try Self.integer("PRAGMA auto_vacuum", connection) == 2
    }

    var usedBytes: Int64 { (pages - freePages) * pageSize }
    var freeBytes: Int64 { freePages * pageSize }

    /// Free pages that stay for what comes next: a file that shrinks each hour and grows again
    /// between is worn for nothing.
    private var reserve: Int64 { max(256, pages / 50) }

    var isWorthShrinking: Bool { shrinks && freePages > reserve }

    /// Gives back at most a MiB or so; answers the bytes by which the database is smaller.
    func shrink(_ connection: borrowing Connection) throws(DatabaseError) -> Int64 {
        // The number cannot be a parameter.
        try connection.execute("PRAGMA incremental_vacuum(256)")
        return (pages - (try Self.integer("PRAGMA page_count", connection))) * pageSize
    }

    /// Brings the write-ahead log into the file and cuts it to nothing, unless a reader stands in the
    /// way: then the next round does. Nobody is waited for.
    static func emptyLog(_ connection: borrowing Connection) throws(DatabaseError) {
        connection.setBusyTimeout(milliseconds: 0)
        defer { connection.setBusyTimeout(milliseconds: WriterOpening.busyTimeout) }
        try connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    }

    private static func integer(
        _ sql: StaticString, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Int64 {
        let row = try connection.prepare(sql)
        return try row.step() ? row.int64(0) : 0
    }
}
