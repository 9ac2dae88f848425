internal import Platform
internal import SQLite

/// The report of a daemon in a runtime folder, locked for as long as the value lives.
public struct ReportFile: ~Copyable {
    private let lock: FileLock
    private let path: String

    /// Leaves `report` in the first of `folders` that takes it; nil when none does, and then the lock
    /// in the state folder alone tells of the daemon.
    public static func make(
        _ report: DaemonReport, state: String, folders: [String]
    ) -> ReportFile? {
        for folder in folders {
            if let file = try? ReportFile(report, path: path(in: folder, state: state), folder) {
                return file
            }
        }
        return nil
    }

    private init(
        _ report: DaemonReport, path: String, _ folder: String
    ) throws {
        try DatabaseFile.createFolder(folder)
        try DatabaseFile.create(path)
        lock = try FileLock(path: path, waitingUpTo: 1, isWritable: true)
        self.path = path
        write(report)
    }

    /// Takes it away, before the state is let go of: nobody else has it then.
    public borrowing func remove() {
        try? FileName.remove(path)
    }

    /// Puts another report in its place.
    public borrowing func write(_ report: DaemonReport) {
        // A file system in memory: what it cannot take nobody can be told.
        try? lock.overwrite(with: report.bytes)
    }

    /// One file for each state folder.
    static func path(in folder: String, state: String) -> String {
        let state = StoreFile(folder: state).folder
        let real = (try? AtomicFile.realPath(of: state)) ?? state
        // FNV-1a: to tell the folders of one machine apart is all that is asked of it.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in real.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return "\(folder)/\(String(hash, radix: 16)).daemon"
    }
}
