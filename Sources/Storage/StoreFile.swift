internal import Platform
internal import SQLite

/// The names in the state folder.
struct StoreFile: Sendable {
    let folder: String

    /// The database.
    var database: String { "\(folder)/tidings.db" }
    /// What was committed and is not in the database yet; SQLite keeps it as long as that is open.
    var writeAheadLog: String { "\(database)-wal" }
    /// What the writer holds a lock on, so that a second one finds out.
    var lock: String { "\(folder)/tidings.lock" }

    /// `folder` may end in slashes.
    init(folder: String) {
        var folder = folder
        while folder.utf8.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        self.folder = folder
    }

    /// Where backups are kept: those before a migration, and those that were given no other place.
    var backups: String { "\(folder)/backups" }

    /// Bytes that have to be free for the disk not to count as full: what a batch of polls and the
    /// log's growth may take at once, so that work does not begin anew only to fail again.
    static let leastRoom: Int64 = 262_144

    /// Makes the folder when it is missing, and takes the lock, in which `report` says by whom.
    ///
    /// The lock has a file of its own: the folder may be that of feeds.yml as well, which editors
    /// lock, and to close the database file a second time would let go of SQLite's own locks.
    func lockForWriting(_ report: DaemonReport) throws(StoreError) -> FileLock {
        do throws(DatabaseFile.Refusal) {
            try DatabaseFile.createFolder(folder)
            try DatabaseFile.create(lock)
        } catch {
            throw StoreError(error)
        }
        do throws(FileError) {
            // A second is more than `hasWriter` of another process can hold it.
            let lock = try FileLock(path: lock, waitingUpTo: 1, isWritable: true)
            // What cannot be said there now does not keep the daemon from its work.
            try? lock.overwrite(with: report.bytes)
            return lock
        } catch {
            if case .busy = error {
                let holder = writer
                throw StoreError(
                    holder?.work == .restore ? .inRestore : .inUse, path: database,
                    detail: holder?.description ?? "")
            }
            throw StoreError(error, path: lock)
        }
    }

    /// Whether a process has the lock for writing.
    var hasWriter: Bool { DaemonReport.lock(at: lock) == .held }

    /// What the process that has the lock for writing says of itself; nil when none has.
    var writer: DaemonReport? { hasWriter ? DaemonReport(lockedFile: lock) : nil }

    /// Which file stands at the path of the database; nil when there is none.
    var place: Place? { Self.place(of: database) }

    /// Why the database, or the one that was opened, is not seen in its place.
    var absence: StoreError {
        // A folder that this user may no longer enter hides it.
        let isHidden = DatabaseFile.access(database) == .forbidden && place == nil
        return StoreError(isHidden ? .notPermitted : .missing, path: database)
    }

    /// The files of an open database; nil where there is none.
    var opened: OpenFiles? {
        place.map { OpenFiles(self, database: $0) }
    }

    /// Throws unless they stand in their places still: what is written to a file that has lost its name
    /// is lost.
    func require(_ opened: OpenFiles?) throws(StoreError) {
        guard let opened else { throw StoreError(.closed, path: database) }
        if place != opened.database { throw absence }
        if let log = opened.log, Self.place(of: writeAheadLog) != log {
            throw StoreError(.logMissing, path: writeAheadLog)
        }
    }

    static func place(of path: String) -> Place? {
        guard let identity = try? FileIdentity(path: path) else { return nil }
        return Place(device: identity.device, inode: identity.inode)
    }

    /// Until the process that opened them closes the database it still has what is in a log that was
    /// removed, and the closing brings that into the database.
    struct OpenFiles {
        let database: Place
        let log: Place?

        /// Of a database that stood there before it was opened.
        init(_ file: StoreFile, database: Place) {
            self.database = database
            log = StoreFile.place(of: file.writeAheadLog)
        }
    }

    /// Tells a file from another that takes its name.
    struct Place: Equatable {
        let device: UInt64
        let inode: UInt64
    }
}

extension Store {
    /// Whether there is a database in `folder`, whatever its state: where there is none, nothing was
    /// ever polled.
    public static func exists(in folder: String) -> Bool {
        FilePresence.exists(StoreFile(folder: folder).database)
    }
}
