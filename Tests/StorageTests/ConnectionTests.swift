import FoundationEssentials
import Platform
import SQLite
import Testing

/// The wrapper of SQLite.
@Suite struct ConnectionTests {
    private let folder: ScratchFolder

    init() throws {
        folder = try ScratchFolder()
    }

    private func connection() throws -> Connection {
        try Connection(path: folder.path + "/test.db", mode: .creating, busyTimeout: 0)
    }

    @Test func `every type comes back as it was bound`() throws {
        let connection = try connection()
        let row = try connection.prepare("SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9")
        try row.bind(
            Int64.min, 0.1, "é\u{0}ß", [0, 255] as [UInt8], String?.none, true, "utf-8", "",
            Int?(7))
        #expect(try row.step())
        #expect(row.int64(0) == .min)
        #expect(row.double(1) == 0.1)
        #expect(row.string(2) == "é\u{0}ß")
        #expect(row.blob(3) == [0, 255])
        let isNull = row.isNull(4)
        #expect(isNull)
        #expect(row.optionalString(4) == nil)
        #expect(row.int(5) == 1)
        #expect(row.utf8(6) == Array("utf-8".utf8))
        #expect(row.optionalString(7) == "")
        #expect(row.optionalInt64(8) == 7)
        #expect(try !row.step())
    }

    @Test func `a statement that was in use when the file was opened anew is not used again`()
        throws
    {
        let connection = try connection()
        try connection.execute("CREATE TABLE t (v); INSERT INTO t VALUES ('old')")
        func value(_ body: (borrowing Connection) throws -> Void) throws -> String {
            let row = try connection.prepare("SELECT v FROM t")
            try body(connection)
            return try row.step() ? row.string(0) : ""
        }
        let path = folder.path + "/test.db"
        let former = try value { connection in
            for end in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: path + end)
            }
            try connection.reopen()
            try connection.execute("CREATE TABLE t (v); INSERT INTO t VALUES ('new')")
        }
        #expect(former == "old")
        #expect(try value { _ in } == "new")
    }

    @Test func `rows are salvaged with a journal in memory`() throws {
        let script: StaticString = "CREATE TABLE t (v TEXT PRIMARY KEY) WITHOUT ROWID"
        let damaged = folder.path + "/damaged.db"
        try Connection(path: damaged, mode: .creating, busyTimeout: 0).execute(script)
        let connection = try connection()
        try connection.execute(script)
        func journal() throws -> String {
            let row = try connection.prepare("PRAGMA main.journal_mode")
            return try row.step() ? row.string(0) : ""
        }
        var journals: [String] = []
        let tables = try connection.salvage(from: damaged) { _ in
            journals.append((try? journal()) ?? "")
        }
        #expect(tables.map(\.isWhole) == [true])
        #expect(journals == ["memory"])
        #expect(try journal() == "delete")
    }

    /// A large row that has no room must not pass for one that the damage took.
    @Test func `a full disk ends a salvage`() throws {
        let script: StaticString = "CREATE TABLE t (id INTEGER PRIMARY KEY, v BLOB)"
        let damaged = folder.path + "/damaged.db"
        let sound = try Connection(path: damaged, mode: .creating, busyTimeout: 0)
        try sound.execute(script)
        try sound.execute(
            """
            INSERT INTO t WITH RECURSIVE n (id) AS (VALUES (1) UNION ALL SELECT id + 1 FROM n LIMIT 50)
                SELECT id, zeroblob(iif(id = 25, 400000, 10)) FROM n
            """)
        let connection = try connection()
        try connection.execute(script)
        try connection.execute("PRAGMA main.max_page_count = 20")
        do throws(DatabaseError) {
            let tables = try connection.salvage(from: damaged) { _ in }
            Issue.record("salvaged \(tables)")
        } catch {
            #expect(error.condition == .full)
        }
    }

    @Test func `an empty blob is not null`() throws {
        let connection = try connection()
        let row = try connection.prepare("SELECT ?1")
        try row.bind([UInt8]())
        #expect(try row.step())
        #expect(row.optionalBlob(0) == [])
    }

    @Test func `a statement is lent afresh, without the values of the last use`() throws {
        let connection = try connection()
        func read(_ value: Int?) throws -> Int64? {
            let row = try connection.prepare("SELECT ?1")
            if let value { try row.bind(value) }
            _ = try row.step()
            return row.optionalInt64(0)
        }
        #expect(try read(5) == 5)
        #expect(try read(nil) == nil)
    }

    @Test func `the same SQL can be in use twice`() throws {
        let connection = try connection()
        func prepare() throws -> Statement {
            try connection.prepare("SELECT 1 UNION ALL SELECT 2")
        }
        let outer = try prepare()
        var pairs = 0
        while try outer.step() {
            let inner = try prepare()
            while try inner.step() { pairs += 1 }
        }
        #expect(pairs == 4)
    }

    @Test func `an error tells code, message and SQL`() throws {
        let connection = try connection()
        try connection.execute("CREATE TABLE t (x INTEGER PRIMARY KEY) STRICT")
        try connection.execute("INSERT INTO t VALUES (1)")
        let insert = try connection.prepare("INSERT INTO t VALUES (?1)")
        try insert.bind(1)
        let error = #expect(throws: DatabaseError.self) { try insert.run() }
        #expect(error?.code == 1_555)
        #expect(error?.message == "UNIQUE constraint failed: t.x")
        #expect(error?.sql == "INSERT INTO t VALUES (?1)")
        #expect(throws: DatabaseError.self) { _ = try connection.prepare("SELEKT") }
    }

    @Test func `a transaction that throws leaves nothing`() throws {
        let connection = try connection()
        try connection.execute("CREATE TABLE t (x)")
        let planted = DatabaseError(code: 1, message: "planted")
        #expect(throws: planted) {
            try connection.transaction { () throws(DatabaseError) in
                try connection.execute("INSERT INTO t VALUES (1)")
                throw planted
            }
        }
        let row = try connection.prepare("SELECT count(*) FROM t")
        #expect(try row.step())
        #expect(row.int(0) == 0)
    }

    @Test func `a closed connection refuses, and a statement outlives it safely`() throws {
        let connection = try connection()
        let row = try connection.prepare("SELECT 1")
        connection.close()
        #expect(throws: DatabaseError.self) { _ = try connection.prepare("SELECT 2") }
        #expect(try row.step())
    }

    @Test func `text in double quotes is no string`() throws {
        let connection = try connection()
        #expect(throws: DatabaseError.self) { _ = try connection.prepare("SELECT \"text\"") }
    }
}
