import CSQLite

extension Connection {
    /// Pages that are copied between two words on progress: 4 MiB of them.
    private static let stride: Int32 = 1_024

    /// Copies the database into the file at `path`, which must be there, empty.
    ///
    /// The copy is of one moment, whoever writes meanwhile: the state that is read is held for the
    /// whole time, so that the copying ends however fast others write. It is a file of its own that
    /// needs no log beside it, and it is on the disk when this returns.
    ///
    /// - Parameter progress: is told the share that is done, 0–1.
    public borrowing func copy(
        to path: String, progress: (Double) -> Void
    ) throws(DatabaseError) {
        let target = try Connection(path: path, mode: .existing, busyTimeout: 0)
        defer { target.close() }
        try snapshot { () throws(DatabaseError) in
            // The state is held from the first read on.
            let row = try prepare("SELECT count(*) FROM sqlite_schema")
            _ = try row.step()
            try Self.copy(
                from: try handle.opened(), to: try target.handle.opened(), progress: progress)
        }
        try target.execute("PRAGMA journal_mode = DELETE")
    }

    private static func copy(
        from source: OpaquePointer, to target: OpaquePointer, progress: (Double) -> Void
    ) throws(DatabaseError) {
        guard let backup = sqlite3_backup_init(target, "main", source, "main") else {
            throw DatabaseError(sqlite3_errcode(target), on: target)
        }
        var code = SQLITE_OK
        while code == SQLITE_OK {
            code = sqlite3_backup_step(backup, stride)
            let (left, all) = (sqlite3_backup_remaining(backup), sqlite3_backup_pagecount(backup))
            progress(all > 0 ? 1 - Double(left) / Double(all) : 0)
        }
        let end = sqlite3_backup_finish(backup)
        guard code == SQLITE_DONE, end == SQLITE_OK else {
            throw DatabaseError(code == SQLITE_DONE ? end : code, on: target)
        }
    }
}
