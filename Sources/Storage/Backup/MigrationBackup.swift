internal import Platform
internal import SQLite

/// The copy of a database that is kept before its schema is brought up to date: what an older Tidings
/// can read again when the newer one is given up.
struct MigrationBackup {
    /// How many of them stay: those that were written last.
    static let kept = 2
    private static let prefix = "before-schema-"

    private let file: StoreFile

    init(_ file: StoreFile) {
        self.file = file
    }

    /// Copies the database, which is of the schema `schema`. A copy of the same name is of an earlier
    /// try, and older than what the database holds now: it is replaced.
    ///
    /// Throws when there is no room for it, and then nothing was migrated: a migration without a way
    /// back is not worth a start.
    func make(of connection: borrowing Connection, schema: Int) throws(StoreError) {
        try file.makeBackupFolder()
        let path = "\(file.backups)/\(Self.prefix)\(schema + 1).db"
        try Self.makingRoom(at: path) { () throws(StoreError) in
            try StoreBackup.write(connection, to: path, isReplacing: true, progress: { _ in })
        }
        prune(besides: path)
    }

    /// Has `write` put a file at `path`, where there is no room for it without the one that is there, which is
    /// of an earlier try: of a start that waits for room each try would want that of two copies.
    static func makingRoom(
        at path: String, _ write: () throws(StoreError) -> Void
    ) throws(StoreError) {
        do throws(StoreError) {
            try write()
        } catch {
            guard error.kind == .diskFull, FilePresence.exists(path) else { throw error }
            try StoreBackup.placing(path) { () throws(FileError) in try FileName.remove(path) }
            try write()
        }
    }

    /// Whether a file of this name is such a copy.
    static func isName(_ name: String) -> Bool { number(name) != nil }

    private static func number(_ name: String) -> Int? {
        guard name.hasPrefix(prefix), name.hasSuffix(".db") else { return nil }
        return Int(name.dropFirst(prefix.count).dropLast(3))
    }

    /// By when they were written, since the number tells nothing of that: who goes back to an older
    /// release, and on again, makes one with a lower number than older ones have. The one at `made` stays
    /// whatever the clock says.
    private func prune(besides made: String) {
        let former = FolderListing.names(in: file.backups).compactMap {
            name -> (modified: Int64, number: Int, path: String)? in
            let path = "\(file.backups)/\(name)"
            guard let number = Self.number(name), path != made,
                let identity = try? FileIdentity(path: path)
            else { return nil }
            return (identity.modified, number, path)
        }
        for old in former.sorted(by: >).dropFirst(Self.kept - 1) { try? FileName.remove(old.path) }
    }
}
