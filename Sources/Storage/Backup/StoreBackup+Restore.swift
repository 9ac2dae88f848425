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
        /// Newer backups that cannot be restored.
        public var passedOver: [KeptBackup] = []
    }

    /// Puts the backup `path` (nil: the newest in the state folder that can be restored) in the place of
    /// the database.
    ///
    /// Refused while a daemon or another restore has the database open. The backup is checked as a whole before anything
    /// is touched; what was there is kept beside it, with its log.
    public static func restore(
        folder: String, from path: String?, clock: WallClock = .system,
        progress: (Double) -> Void
    ) throws(StoreError) -> Restored {
        let file = StoreFile(folder: folder)
        if !FilePresence.exists(folder) { try requireBackup(path, of: file) }
        // Held to the end: no daemon opens what is being replaced.
        let lock = try file.lockForWriting(.ofThisProcess(since: clock.now, work: .restore))
        UnfinishedCopies(file: file).remove(at: clock.now)
        let restored = try restore(file, from: path, clock: clock, progress: progress)
        _ = consume lock
        return restored
    }

    /// Throws where there is nothing to restore. The folder is made for what goes into it alone: an empty
    /// one would hide that its disk is not mounted.
    private static func requireBackup(_ path: String?, of file: StoreFile) throws(StoreError) {
        if let path {
            _ = try checked(path)
        } else if try list(folder: file.folder).isEmpty {
            throw StoreError(.noDatabase, path: file.backups)
        }
    }

    private static func restore(
        _ file: StoreFile, from path: String?, clock: WallClock, progress: (Double) -> Void
    ) throws(StoreError) -> Restored {
        guard let path else { return try restoreNewest(file, clock: clock, progress: progress) }
        return try restore(file, checked(path), of: path, clock: clock, progress: progress)
    }

    /// A backup is for its owner only, so that of another may be in the folder and no use, and so may be
    /// whatever else was put there.
    private static func restoreNewest(
        _ file: StoreFile, clock: WallClock, progress: (Double) -> Void
    ) throws(StoreError) -> Restored {
        var passedOver: [KeptBackup] = []
        for backup in try list(folder: file.folder) {
            if backup.fault != nil {
                passedOver.append(backup)
                continue
            }
            let source: Connection
            do throws(StoreError) {
                source = try checked(backup.path)
            } catch {
                // Such as a page that is damaged, of which its beginning tells nothing.
                guard error.kind == .unusable else { throw error }
                passedOver.append(backup.with(.damaged))
                continue
            }
            var restored = try restore(
                file, source, of: backup.path, clock: clock, progress: progress)
            restored.passedOver = passedOver
            return restored
        }
        if let newest = passedOver.first {
            // What is to be done about that one it tells best itself.
            _ = try checked(newest.path)
        }
        throw StoreError(.noDatabase, path: file.backups)
    }

    private static func restore(
        _ file: StoreFile, _ source: borrowing Connection, of path: String, clock: WallClock,
        progress: (Double) -> Void
    ) throws(StoreError) -> Restored {
        let new = try copy(source, beside: file.database, progress: progress)
        do throws(DatabaseError) {
            try carryOver(from: file, to: new.path, at: clock.now)
        } catch {
            throw StoreError(error, path: file.database)
        }
        return Restored(backup: path, former: try replace(file, by: new, at: clock.now))
    }

    /// No number that the former database gave out is given out again. Servers that want to be left alone
    /// still are. What cannot be read of it any more is not known.
    private static func carryOver(
        from file: StoreFile, to path: String, at now: Timestamp
    ) throws(DatabaseError) {
        var holds: StandingHolds?
        var numbers: GivenNumbers?
        // SQLite throws the log of an empty file away.
        if DatabaseFile.size(file.database) > 0, let former = try? ReaderOpening.connect(file) {
            // Of whatever schema: a backup is restored when one goes back to an older release, too.
            holds = StandingHolds(of: former, at: now)
            numbers = GivenNumbers(of: former)
        }
        let new = try Connection(path: path, mode: .existing, busyTimeout: 0)
        defer { new.close() }
        try holds?.store(in: new)
        try numbers?.raise(in: new)
        // The source may be a copy of a database at work. It was looked over whole: no start has to.
        try WriterOpening.markClosed(new, at: now)
        // The numbers that are left out are of no entry that came.
        if try SchemaVersion.number(of: new) >= 14 {
            let row = try new.prepare("SELECT seq + 1 FROM sqlite_sequence WHERE name = 'entries'")
            if try row.step() { try ArrivalRuns.begin(with: row.int64(0), new) }
        }
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
        switch DatabaseFile.access(path) {
        case .missing:
            throw StoreError(
                .unusable, path: path,
                detail: "there is no such file; `tidings backup --list` lists the backups")
        case .forbidden:
            throw StoreError(
                .notPermitted, path: path, detail: "a backup is for its owner only")
        case .readable, .writable: break
        }
        let connection: Connection
        do throws(StoreError) {
            connection = try ReaderOpening.unchanging(path)
        } catch {
            throw error.ofBackup
        }
        do throws(DatabaseError) {
            let check = try connection.prepare("PRAGMA integrity_check(1)")
            if try check.step(), check.string(0) != "ok" {
                throw DatabaseError(corruption: check.string(0))
            }
        } catch {
            throw StoreError(error, path: path).ofBackup
        }
        do throws(StoreError) {
            let version = try SchemaVersion(of: connection, path: path)
            if version.isEmpty { throw StoreError(.notTidings, path: path, detail: "it is empty") }
        } catch {
            throw error.ofBackup
        }
        return connection
    }
}

extension StoreError {
    /// The same of a file that was named as a backup, where to move the database away would not help.
    fileprivate var ofBackup: StoreError {
        let lack =
            switch kind {
            case .notTidings: "it is no backup of Tidings"
            case .corrupt: "it is damaged"
            default: ""
            }
        guard !lack.isEmpty else { return self }
        let said = detail.isEmpty ? "" : " (\(detail))"
        return StoreError(
            .unusable, path: path,
            detail: "\(lack)\(said); name another, which `tidings backup --list` lists")
    }
}
