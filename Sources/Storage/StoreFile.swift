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
    func lockForWriting() throws(StoreError) -> FileLock {
        let taken: FileLock?
        do throws(DatabaseFile.Refusal) {
            try DatabaseFile.createFolder(folder)
            taken = try FileLock(path: lock)
        } catch {
            throw StoreError(error)
        }
        guard let taken else { throw StoreError(.inUse, path: database) }
        return taken
    }
}
