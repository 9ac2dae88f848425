internal import Platform
internal import SQLite
public import Values

/// What can be found out about a database and its folder, with or without a daemon at work.
///
/// It blocks, for as long as it takes to read the whole file where that is asked for: an actor on a
/// thread of its own.
public actor StoreExamination {
    private let executor = QueueExecutor(label: "tidings.examination")
    let file: StoreFile

    public nonisolated var unownedExecutor: UnownedSerialExecutor {
        // The actor keeps its executor alive.
        unsafe executor.asUnownedSerialExecutor()
    }

    public init(folder: String) {
        file = StoreFile(folder: folder)
    }

    /// Throws where the structure of the file is damaged. What the daemon does after a stop that was
    /// not clean, with a file that is too large to wait for.
    public func quickCheck() throws(StoreError) {
        let connection = try ReaderOpening.open(file)
        try file.asking { () throws(DatabaseError) in try WriterOpening.quickCheck(connection) }
    }

    /// Who has so many faults needs no more of them to know what to do.
    private static let mostFaults = 10

    /// What is wrong inside the database, in SQLite's words, at most ten lines; empty: nothing.
    /// Every row and every index is read.
    public func integrityFaults() throws(StoreError) -> [String] {
        let connection = try ReaderOpening.open(file)
        return try file.asking { () throws(DatabaseError) in
            var faults: [String] = []
            let row = try connection.prepare("PRAGMA integrity_check")
            while try row.step(), faults.count < Self.mostFaults {
                if row.string(0) != "ok" { faults.append(row.string(0)) }
            }
            let orphan = try connection.prepare("PRAGMA foreign_key_check")
            while try orphan.step(), faults.count < Self.mostFaults {
                faults.append(
                    "row \(orphan.int64(1)) of \(orphan.string(0)) points to a row of "
                        + "\(orphan.string(2)) that is not there")
            }
            return faults
        }
    }

    /// What is wrong with the search index, which SQLite's own check takes for tables like others; nil:
    /// nothing.
    ///
    /// The whole check counts as a change and would keep a daemon from storing for seconds, so beside one
    /// the index is read from end to end, which tells what cannot be read but not what is missing.
    public func searchFault() throws(StoreError) -> String? {
        let connection = try ReaderOpening.open(file)
        do throws(DatabaseError) {
            try SearchTable.check(connection, isWhole: !file.hasWriter)
            return nil
        } catch {
            if error.condition == .corrupt { return error.message }
            throw StoreError(error, path: file.database)
        }
    }

    /// When the latest thing was stored, and how long ago the oldest entry came that is in no event.
    public func marks() throws(StoreError) -> Marks {
        let connection = try ReaderOpening.open(file)
        return try file.asking { () throws(DatabaseError) in
            let row = try connection.prepare(
                """
                SELECT (SELECT seen FROM entries ORDER BY id DESC LIMIT 1),
                    (SELECT max(last_polled) FROM feed_states),
                    (SELECT seen FROM entries WHERE id > (SELECT cursor FROM clusterer)
                        ORDER BY id LIMIT 1),
                    (SELECT closed IS NULL FROM store)
                """)
            _ = try row.step()
            return Marks(
                newest: [row.optionalTimestamp(0), row.optionalTimestamp(1)].compactMap { $0 }
                    .max(),
                oldestUnclustered: row.optionalTimestamp(2), isMarkedOpen: row.int(3) != 0)
        }
    }

    public struct Marks: Sendable, Equatable {
        /// When the last entry came or a feed was last polled; nil in an empty store.
        public var newest: Timestamp?
        /// When the entry came that has waited longest to be clustered; nil: none waits.
        public var oldestUnclustered: Timestamp?
        /// A daemon has it open, or the last one was stopped hard.
        public var isMarkedOpen: Bool
    }

    /// The folder of the database where this user may not look into it; nil: they may, or it is not there.
    public nonisolated var closedFolder: String? {
        // To be read and to be searched: its own entry is reached by searching it.
        DatabaseFile.access("\(file.folder)/.") == .forbidden ? file.folder : nil
    }

    /// What is left of copies whose making was ended, or what is being made, in the state folder and in
    /// `backups/`.
    public nonisolated var unfinishedCopies: [String] { UnfinishedCopies(file: file).paths }

    /// The database, its folder, and what SQLite and the store keep beside it, as far as they are there.
    public nonisolated var places: [String] {
        [
            file.folder, file.database, "\(file.database)-wal", "\(file.database)-shm", file.lock,
            file.backups,
        ].filter { FileStatus(of: $0) != nil }
    }
}
