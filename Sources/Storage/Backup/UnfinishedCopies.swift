internal import Platform
internal import Values

/// What is left of copies whose making was ended by a signal or the power: hidden, and as large as the
/// database. Nobody else takes them away.
struct UnfinishedCopies {
    /// Seconds without a write after which nobody is making a copy any more.
    static let patience: Int64 = 3_600
    private static let companions = ["-journal", "-wal", "-shm"]

    let file: StoreFile

    /// The files in the state folder and in `backups/`, those of earlier releases too; some may be in the
    /// making.
    var paths: [String] {
        func target(_ name: String) -> String? {
            NewFile.target(ofName: name) ?? Self.formerTarget(ofName: name)
        }
        return Self.paths(in: file.folder, target) { $0 == "tidings.db" }
            + Self.paths(in: file.backups, target) { $0.hasSuffix(".db") }
    }

    /// Earlier releases put six random letters and digits behind the name alone: a name that a person may
    /// have given, so such a file is told of and never removed.
    private static func formerTarget(ofName name: String) -> String? {
        let end = name.utf8.suffix(7)
        guard name.hasPrefix("."), end.count == 7, end.first == UInt8(ascii: "."),
            end.dropFirst().allSatisfy({ $0.isASCIILetter || $0.isASCIIDigit }),
            !end.dropFirst().allSatisfy({ $0.isASCIILetter && $0 & 0x20 != 0 })
        else { return nil }
        return String(Substring(name.utf8.dropFirst().dropLast(7)))
    }

    /// Takes them away. To be called by who has the lock for writing, before a copy of its own: nobody
    /// else makes one in the place of the database, or before a migration.
    func remove(at now: Timestamp) {
        Self.remove(Self.paths(in: file.folder) { $0 == "tidings.db" })
        Self.remove(Self.paths(in: file.backups) { MigrationBackup.isName($0) })
        removeOfBackups(at: now)
    }

    /// Takes away those in `backups/` that nobody has written to for long.
    func removeOfBackups(at now: Timestamp) {
        Self.remove(Self.paths(in: file.backups) { $0.hasSuffix(".db") }, lastWrittenBefore: now)
    }

    /// The same of those that were to take the place of `target`.
    static func remove(beside target: String, at now: Timestamp) {
        let name = AtomicFile.name(of: target)
        remove(paths(in: AtomicFile.folder(of: target)) { $0 == name }, lastWrittenBefore: now)
    }

    private static func remove(_ paths: [String], lastWrittenBefore now: Timestamp) {
        remove(
            paths.filter { path in
                guard let identity = try? FileIdentity(path: path) else { return false }
                return identity.modified / 1_000_000_000 < now.seconds - patience
            })
    }

    private static func remove(_ paths: [String]) {
        // What cannot be removed does not keep anybody from a new copy.
        for path in paths { try? FileName.remove(path) }
    }

    /// Copies, and what SQLite keeps beside them.
    private static func paths(
        in folder: String, _ target: (String) -> String? = NewFile.target,
        of isTarget: (String) -> Bool
    ) -> [String] {
        FolderListing.names(in: folder).filter { name in
            let companion = companions.first(where: name.hasSuffix)
            return target(String(name.dropLast(companion?.count ?? 0))).map(isTarget) ?? false
        }.map { "\(folder)/\($0)" }.filter { FileStatus(of: $0)?.kind == .file }
    }
}
