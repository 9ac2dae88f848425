import CSQLite

/// What was read of a table of a damaged database.
public struct SalvagedTable: Sendable, Equatable {
    public let name: String
    public let rows: Int
    /// Whether no read of it failed.
    public let isWhole: Bool
}

extension Connection {
    /// Copies what can be read of the database at `path` into this one, whose tables of the same names
    /// take it; a row that is there is replaced. Virtual tables and their parts are passed over.
    ///
    /// Of a table with row numbers the range that fails is halved until only the rows that cannot be
    /// read are left out; of others what comes before and after the first fault is kept. Rows that
    /// point to lost ones are left out as well.
    ///
    /// This connection needs a rollback journal: a statement that met a fault halfway leaves what it has
    /// written in the file otherwise, where the cache had no room for it. It is in memory while rows are
    /// copied, since some are a transaction each, and a file for each takes most of the time: it holds only
    /// pages that were there before, which are few of a file that grows. So the file is worth nothing where
    /// the process ends meanwhile.
    ///
    /// - Parameter progress: is told the share that is done, 0–1.
    public borrowing func salvage(
        from path: String, progress: (Double) -> Void
    ) throws(DatabaseError) -> [SalvagedTable] {
        let database = try handle.opened()
        // What triggers did is among the rows that are copied.
        _ = tidings_sqlite_configure_flag(database, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0)
        try execute("PRAGMA foreign_keys = OFF")
        let attach = try prepare("ATTACH ?1 AS damaged")
        try attach.bind(path)
        try attach.run()
        // The damaged one keeps its own.
        try execute("PRAGMA main.journal_mode = MEMORY")
        var salvage = Salvage(database: database)
        let tables = try salvage.tables()
        var salvaged: [SalvagedTable] = []
        for (index, table) in tables.enumerated() {
            salvaged.append(try salvage.copy(table))
            progress(Double(index + 1) / Double(tables.count))
        }
        // What goes may be much.
        try execute("PRAGMA main.journal_mode = DELETE")
        try salvage.removeOrphans()
        return salvaged
    }
}

/// The names in its statements are those of this program's own schema, never of the damaged file.
private struct Salvage {
    struct Table {
        let name: String
        let columns: [String]
        let hasRowNumbers: Bool
    }

    let database: OpaquePointer
    /// Reads that may fail before a table is given up: a damaged root would fail for every range.
    private var patience = 100_000

    init(database: OpaquePointer) {
        self.database = database
    }

    func tables() throws(DatabaseError) -> [Table] {
        let rows = try self.rows(
            """
            SELECT name, wr FROM pragma_table_list
            WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name
            """)
        var tables: [Table] = []
        for row in rows {
            let columns = try self.rows(
                "SELECT name FROM pragma_table_info('\(row[0])')"
            ).map { $0[0] }
            tables.append(Table(name: row[0], columns: columns, hasRowNumbers: row[1] == "0"))
        }
        return tables
    }

    mutating func copy(_ table: Table) throws(DatabaseError) -> SalvagedTable {
        patience = 100_000
        let columns = table.columns.map { "\"\($0)\"" }.joined(separator: ", ")
        let insert = "INSERT OR REPLACE INTO main.\"\(table.name)\" (\(columns)) SELECT \(columns)"
        let source = "FROM damaged.\"\(table.name)\" NOT INDEXED"
        var rows = 0
        var isWhole = false
        if let all = try run("\(insert) \(source)") {
            (rows, isWhole) = (all, true)
        } else if table.hasRowNumbers {
            rows = try copy(insert, source, through: try last(of: table.name))
        } else {
            // Both ends: what was read before a fault stays where each row is a statement.
            for order in ["ASC", "DESC"] {
                rows += try copyInOrder(table, columns, order)
            }
        }
        return SalvagedTable(name: table.name, rows: rows, isWhole: isWhole)
    }

    /// The ranges are worked off from a list: a recursion would be as deep as the numbers are long.
    private mutating func copy(
        _ insert: String, _ source: String, through last: Int64
    ) throws(DatabaseError) -> Int {
        var rows = 0
        var ranges: [ClosedRange<Int64>] = [0...max(last, 0)]
        while let range = ranges.popLast(), patience > 0 {
            // To look behind a single row would read the next page, which may be the damaged one.
            let rowids =
                range.lowerBound == range.upperBound
                ? "= \(range.lowerBound)"
                : "BETWEEN \(range.lowerBound) AND \(range.upperBound)"
            let sql = "\(insert) \(source) WHERE rowid \(rowids)"
            if let count = try run(sql) {
                rows += count
            } else {
                patience -= 1
                if range.lowerBound == range.upperBound { continue }
                let middle = range.lowerBound + (range.upperBound - range.lowerBound) / 2
                ranges += [middle + 1...range.upperBound, range.lowerBound...middle]
            }
        }
        return rows
    }

    private func copyInOrder(
        _ table: Table, _ columns: String, _ order: String
    ) throws(DatabaseError) -> Int {
        var rows = 0
        let places = table.columns.indices.map { "?\($0 + 1)" }.joined(separator: ", ")
        var select: OpaquePointer?
        var insert: OpaquePointer?
        defer {
            sqlite3_finalize(select)
            sqlite3_finalize(insert)
        }
        let key = try self.rows(
            "SELECT name FROM pragma_table_info('\(table.name)') WHERE pk > 0 ORDER BY pk")
        let sorting = key.map { "\"\($0[0])\" \(order)" }.joined(separator: ", ")
        var code = sqlite3_prepare_v2(
            database, "SELECT \(columns) FROM damaged.\"\(table.name)\" ORDER BY \(sorting)", -1,
            &select, nil)
        if code == SQLITE_OK {
            code = sqlite3_prepare_v2(
                database, "INSERT OR IGNORE INTO main.\"\(table.name)\" VALUES (\(places))", -1,
                &insert, nil)
        }
        try passOver(code)
        guard code == SQLITE_OK else { return 0 }
        code = sqlite3_step(select)
        while code == SQLITE_ROW {
            for index in table.columns.indices {
                sqlite3_bind_value(
                    insert, Int32(index + 1), sqlite3_column_value(select, Int32(index)))
            }
            let inserted = sqlite3_step(insert)
            try passOver(inserted)
            if inserted == SQLITE_DONE { rows += Int(sqlite3_changes64(database)) }
            sqlite3_reset(insert)
            code = sqlite3_step(select)
        }
        try passOver(code)
        return rows
    }

    /// The highest number that a row of a table can have, as far as that can be found out.
    private func last(of table: String) throws(DatabaseError) -> Int64 {
        let queries = [
            "SELECT seq FROM damaged.sqlite_sequence WHERE name = '\(table)'",
            "SELECT max(rowid) FROM damaged.\"\(table)\"",
        ]
        for query in queries {
            if let found = (try? rows(query))?.first?.first.flatMap({ Int64($0) }) { return found }
        }
        return 1 << 32
    }

    /// Takes rows away whose references lead nowhere, and then those that referred to them.
    func removeOrphans() throws(DatabaseError) {
        for _ in 0..<8 {
            let orphans = try rows("SELECT DISTINCT \"table\", rowid FROM pragma_foreign_key_check")
            if orphans.isEmpty { return }
            for orphan in orphans {
                if orphan[1].isEmpty {
                    // A table without row numbers: what refers to nothing is found by its reference.
                    let keys = try rows(
                        "SELECT \"from\", \"table\", \"to\" FROM pragma_foreign_key_list('\(orphan[0])')"
                    )
                    for key in keys {
                        _ = try run(
                            """
                            DELETE FROM main."\(orphan[0])" WHERE "\(key[0])" NOT IN
                                (SELECT "\(key[2])" FROM main."\(key[1])")
                            """)
                    }
                } else {
                    _ = try run("DELETE FROM main.\"\(orphan[0])\" WHERE rowid = \(orphan[1])")
                }
            }
        }
    }

    /// How many rows a statement changed; nil where the damage made it fail, and then it changed none.
    private func run(_ sql: String) throws(DatabaseError) -> Int? {
        let code = sqlite3_exec(database, sql, nil, nil, nil)
        if code == SQLITE_OK { return Int(sqlite3_changes64(database)) }
        try passOver(code, sql)
        return nil
    }

    /// Throws a fault that says nothing of the damaged file: what a full disk has no room for, or a lock keeps
    /// from being read, would pass for lost.
    private func passOver(_ code: Int32, _ sql: String? = nil) throws(DatabaseError) {
        let extended = sqlite3_extended_errcode(database)
        let isOther =
            switch code & 0xff {
            case SQLITE_FULL, SQLITE_NOMEM, SQLITE_BUSY, SQLITE_LOCKED, SQLITE_READONLY,
                SQLITE_PERM, SQLITE_CANTOPEN, SQLITE_INTERRUPT:
                true
            case SQLITE_IOERR: !Self.isReading(extended)
            default: false
            }
        if isOther { throw DatabaseError(extended, on: database, sql: sql) }
    }

    /// SQLITE_IOERR_READ, _SHORT_READ and _CORRUPTFS, macros that Swift does not see.
    private static func isReading(_ code: Int32) -> Bool {
        [1, 2, 33].contains { code == SQLITE_IOERR | $0 << 8 }
    }

    /// The rows of a query as text; empty for NULL.
    private func rows(_ sql: String) throws(DatabaseError) -> [[String]] {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(database, sql, -1, &statement, nil) == SQLITE_OK else {
            throw DatabaseError(sqlite3_errcode(database), on: database, sql: sql)
        }
        defer { sqlite3_finalize(statement) }
        var rows: [[String]] = []
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_DONE { return rows }
            guard code == SQLITE_ROW else {
                throw DatabaseError(code, on: database, sql: sql)
            }
            rows.append(
                (0..<sqlite3_column_count(statement)).map { column in
                    sqlite3_column_text(statement, column).map { String(cString: $0) } ?? ""
                })
        }
    }
}
