internal import Platform
internal import SQLite
public import Values

/// Copies of the database, made while the daemon works, and putting one in its place.
public enum StoreBackup {
    /// Copies the database in `folder` to the file `path`: of one moment, complete, for its owner only
    /// (among the kept ones for whom the database is), and there in one step.
    ///
    /// - Parameters:
    ///   - path: nil: `backups/` in the state folder, under the time of the copy, and a number where
    ///     another has that.
    ///   - isReplacing: whether a file at `path` may be replaced.
    ///   - progress: is told the share that is done, 0–1.
    /// - Returns: where the copy is.
    public static func make(
        folder: String, to path: String?, isReplacing: Bool = false, clock: WallClock = .system,
        progress: (Double) -> Void
    ) throws(StoreError) -> String {
        let file = StoreFile(folder: folder)
        let connection = try ReaderOpening.open(file)
        guard let path else {
            try file.makeBackupFolder()
            UnfinishedCopies(file: file).removeOfBackups(at: clock.now)
            return try keep(connection, file, at: clock.now, progress: progress)
        }
        let target = path
        if let there = StoreFile.place(of: target), there == file.place {
            throw StoreError(
                .unusable, path: target, detail: "it is the database itself; name another file")
        }
        let real: String
        do throws(FileError) {
            real = try AtomicFile.replaceablePath(of: target)
        } catch {
            if case .notFound(let folder) = error {
                throw StoreError(
                    .unusable, path: target,
                    detail: "there is no folder \(folder); make it, or name another file")
            }
            throw StoreError(error, path: target)
        }
        UnfinishedCopies.remove(beside: real, at: clock.now)
        try write(connection, to: real, isReplacing: isReplacing, progress: progress)
        return target
    }

    /// Copies the database to the first free name of that time.
    private static func keep(
        _ connection: borrowing Connection, _ file: StoreFile, at now: Timestamp,
        progress: (Double) -> Void
    ) throws(StoreError) -> String {
        var number = 1
        while true {
            let target = "\(file.backups)/\(BackupName.made(at: now, number: number))"
            number += 1
            if FilePresence.exists(target), number <= mostOfSecond { continue }
            do throws(StoreError) {
                // Of whom the database is, whoever asks for the copy.
                try write(
                    connection, to: target, like: file.database, isReplacing: false,
                    progress: progress)
                return target
            } catch {
                // Another took the name while this one was filled.
                guard number <= mostOfSecond, FilePresence.exists(target) else { throw error }
            }
        }
    }

    private static let mostOfSecond = 1_000

    /// The backups in the state folder, the newest first. Throws where this user may not look for them:
    /// none would be told for all that are there.
    public static func list(folder: String) throws(StoreError) -> [KeptBackup] {
        let file = StoreFile(folder: folder)
        // To be read and to be searched: its own entry is reached by searching it.
        if DatabaseFile.access("\(file.backups)/.") == .forbidden {
            throw StoreError(.notPermitted, path: file.backups)
        }
        let found = FolderListing.names(in: file.backups).compactMap {
            name -> (name: BackupName, path: String, modified: Int64)? in
            let path = "\(file.backups)/\(name)"
            guard !name.hasPrefix("."), name.hasSuffix(".db"), !name.hasPrefix("replaced-"),
                let identity = try? FileIdentity(path: path)
            else { return nil }
            return (BackupName(name), path, identity.modified)
        }
        return found.sorted { ($1.modified, $1.name, $1.path) < ($0.modified, $0.name, $0.path) }
            .map { KeptBackup(path: $0.path, modified: $0.modified) }
    }

    static func write(
        _ connection: borrowing Connection, to target: String, like model: String? = nil,
        isReplacing: Bool, progress: (Double) -> Void
    ) throws(StoreError) {
        let new = try copy(connection, beside: target, progress: progress)
        try placing(target) { () throws(FileError) in
            if let model { try new.share(like: model) }
            try new.place(replacing: isReplacing)
        }
    }

    /// A copy that has to be put in its place yet.
    static func copy(
        _ connection: borrowing Connection, beside target: String, progress: (Double) -> Void
    ) throws(StoreError) -> NewFile {
        let new = try placing(target) { () throws(FileError) in try NewFile(beside: target) }
        do throws(DatabaseError) {
            try connection.copy(to: new.path, progress: progress)
        } catch {
            // What SQLite could not finish it leaves for a next opening, which there will not be.
            for suffix in ["-journal", "-wal", "-shm"] { try? FileName.remove(new.path + suffix) }
            throw StoreError(error, path: target)
        }
        return new
    }

    static func placing<Result>(
        _ path: String, _ body: () throws(FileError) -> Result
    ) throws(StoreError) -> Result {
        do throws(FileError) { return try body() } catch { throw StoreError(error, path: path) }
    }
}

extension StoreFile {
    /// Makes the folder of backups where it is missing; refuses one that leads elsewhere.
    func makeBackupFolder() throws(StoreError) {
        let isNew = FileStatus(of: backups) == nil
        do throws(DatabaseFile.Refusal) {
            try DatabaseFile.createFolder(backups)
        } catch {
            throw StoreError(error)
        }
        if isNew { FolderMode.takeOwner(of: folder, for: backups) }
        // Who may write the state may keep backups of it, whoever made the first.
        if let mode = FileStatus(of: folder)?.mode, mode & 0o070 == 0o070 {
            FolderMode.shareWithGroup(backups)
        }
        guard FileStatus(of: backups)?.kind == .folder else {
            throw StoreError(.symbolicLink, path: backups)
        }
    }
}
