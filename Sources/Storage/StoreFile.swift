internal import Platform
internal import SQLite

/// The names in the state folder.
struct StoreFile: Sendable {
    let folder: String

    /// The database.
    var database: String { "\(folder)/tidings.db" }
    /// What the writer holds a lock on, so that a second one finds out.
    var lock: String { "\(folder)/tidings.lock" }

    /// `folder` may end in slashes.
    init(folder: String) {
        var folder = folder
        while folder.utf8.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        self.folder = folder
    }

    /// Makes the folder when it is missing, and takes the lock.
    ///
    /// The lock has a file of its own: the folder may be that of feeds.yml as well, which editors
    /// lock, and to close the database file a second time would let go of SQLite's own locks.
    func lockForWriting() throws(StoreError) -> FileLock {
        do throws(DatabaseFile.Refusal) {
            try DatabaseFile.createFolder(folder)
            try DatabaseFile.create(lock)
        } catch {
            throw StoreError(error)
        }
        do throws(FileError) {
            // A second is more than `hasWriter` of another process can hold it.
            return try FileLock(path: lock, waitingUpTo: 1)
        } catch {
            if case .busy = error { throw StoreError(.inUse, path: database) }
            throw StoreError(.cannotOpen, path: lock, detail: error.description)
        }
    }

    /// Whether a process has the lock for writing.
    var hasWriter: Bool {
        do throws(FileError) {
            _ = try FileLock(path: lock, waitingUpTo: 0)
            return false
        } catch {
            if case .busy = error { return true }
            return false
        }
    }
}
