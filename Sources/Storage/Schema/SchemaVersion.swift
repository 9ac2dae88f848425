internal import SQLite

/// What a file says of itself in its header.
struct SchemaVersion {
    /// `TDNG`, in every database of Tidings.
    static let applicationID: Int64 = 0x5444_4e47

    /// The number of the last migration.
    let number: Int
    /// Nothing is in it yet.
    let isEmpty: Bool

    /// Reads the header of a database, and refuses one that this program must not touch.
    init(
        of connection: borrowing Connection, path: String
    ) throws(StoreError) {
        let found: (application: Int64, version: Int64, objects: Int64)
        do throws(DatabaseError) {
            found = (
                try Self.integer("PRAGMA application_id", connection),
                try Self.integer("PRAGMA user_version", connection),
                try Self.integer("SELECT count(*) FROM sqlite_schema", connection)
            )
        } catch {
            throw StoreError(error, path: path)
        }
        isEmpty = found.application == 0 && found.version == 0 && found.objects == 0
        guard isEmpty || found.application == Self.applicationID else {
            throw StoreError(.notTidings, path: path)
        }
        number = Int(found.version)
        guard number <= Migration.all.count else {
            throw StoreError(
                .newerSchema(found: number, known: Migration.all.count), path: path)
        }
    }

    /// The number of the last migration of a database that is known to be Tidings'.
    static func number(of connection: borrowing Connection) throws(DatabaseError) -> Int64 {
        try integer("PRAGMA user_version", connection)
    }

    private static func integer(
        _ sql: StaticString, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Int64 {
        let statement = try connection.prepare(sql)
        return try statement.step() ? statement.int64(0) : 0
    }
}
