internal import Platform
internal import SQLite
public import Values

extension StoreBackup {
    /// What a restore did.
    public struct Restored: Sendable, Equatable {
        /// The backup that is in place now.
        public var backup: String
        /// Where the database that was there is kept; nil when there was none.
        public var former: String?
    }

    /// Puts the backup `path` (nil: the newest in the state folder) in the place of the database.
    ///
    /// Refused while a daemon has the database open. The backup is checked as a whole before anything
    /// is touched; what was there is kept beside it, with its log.
    public static func restore(
        folder: String, from path: String?, clock: WallClock = .system,
        progress: (Double) -> Void
    ) throws(StoreError) -> Restored {
        let file = StoreFile(folder: folder)
        // Held to the end: no daemon opens what is being replaced.
        let lock = try file.lockForWriting(.ofThisProcess(since: clock.now))
        let restored = try restore(file, from: path, clock: clock, progress: progress)
        _ = consume lock
        return restored
    }

    private static func restore(
        _ file: StoreFile, from path: String?, clock: WallClock, progress: (Double) -> Void
    ) throws(StoreError) -> Restored {
        guard let backup = path ?? list(folder: file.folder).first else {
            throw StoreError(.noDatabase, path: file.backups)
        }
        let source = try checked(backup)
        let new = try copy(source, beside: file.database, progress: progress)
        return Restored(
            backup: backup, former: try replace(file, by: new, at: clock.now))
    }

    /// Puts `new` in the place of the database; answers where that is kept.
    static func replace(
        _ file: StoreFile, by new: NewFile, at now: Timestamp
    ) throws(StoreError) -> String? {
        // Before anything is moved: what follows must not wait for a disk, since a command that opens the
        // former database meanwhile begins a log under its name.
        try placing(file.database) { () throws(FileError) in try new.synchronize() }
        try takeInLog(file, waiting: WriterOpening.busyTimeout)
        let hasFormer = FilePresence.exists(file.database)
        let former = freeName("\(file.database).replaced-\(now.rfc3339)")
        try placing(file.database) { () throws(FileError) in
            try new.share(like: hasFormer ? file.database : file.folder)
            if hasFormer {
                // A second name first: at no moment is there no database, which a daemon that starts
                // would take for an empty one.
                try FileName.link(file.database, to: former)
            }
            // Of a database that is gone too: SQLite would take its log for that of the new one.
            if FilePresence.exists("\(file.database)-wal") {
                try FileName.move("\(file.database)-wal", to: "\(former)-wal")
            }
            try FileName.remove("\(file.database)-shm")
            try new.place(replacing: true)
        }
        return hasFormer ? former : nil
    }

    /// Has the database take in its log, so that a stop in the middle of replacing it cannot part the
    /// two. Where SQLite cannot, what is left of the log is kept beside it.
    ///
    /// - Parameter patience: milliseconds for which others may still read what only the log has.
    static func takeInLog(_ file: StoreFile, waiting patience: Int32) throws(StoreError) {
        // SQLite throws the log of an empty file away, and it may be all that is left of the database.
        guard DatabaseFile.size("\(file.database)-wal") > 0, DatabaseFile.size(file.database) > 0
        else { return }
        var isRead = false
        do throws(DatabaseError) {
            let connection = try Connection(
                path: file.database, mode: .existing, busyTimeout: patience)
            let row = try connection.prepare("PRAGMA wal_checkpoint(TRUNCATE)")
            isRead = try row.step() && row.int64(0) != 0
        } catch {
            switch error.condition {
            case .busy, .full: throw StoreError(error, path: file.database)
            default: return
            }
        }
        if isRead { throw StoreError(.busy, path: file.database) }
    }

    /// `name`, or with a number behind it where it is taken: two may be replaced in one second.
    private static func freeName(_ name: String) -> String {
        func isFree(_ name: String) -> Bool {
            !FilePresence.exists(name) && !FilePresence.exists("\(name)-wal")
        }
        if isFree(name) { return name }
        return (2...1_000).lazy.map { "\(name)-\($0)" }.first(where: isFree) ?? name
    }

    /// Opens a backup that this program can use, and that is whole.
    private static func checked(_ path: String) throws(StoreError) -> Connection {
        guard DatabaseFile.access(path) != .missing else {
            throw StoreError(.cannotOpen, path: path, detail: "there is no such file")
        }
        let connection = try ReaderOpening.unchanging(path)
        do throws(DatabaseError) {
            let check = try connection.prepare("PRAGMA integrity_check(1)")
            if try check.step(), check.string(0) != "ok" {
                throw DatabaseError(corruption: check.string(0))
            }
        } catch {
            throw StoreError(error, path: path)
        }
        let version = try SchemaVersion(of: connection, path: path)
        if version.isEmpty { throw StoreError(.notTidings, path: path, detail: "it is empty") }
        return connection
    }
}
