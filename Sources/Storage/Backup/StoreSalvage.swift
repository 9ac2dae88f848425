internal import Platform
internal import SQLite
public import Values

extension StoreBackup {
    /// What could be saved of a damaged database.
    public struct Salvaged: Sendable, Equatable {
        /// Where the damaged one is kept.
        public var former: String
        /// Rows that are there again, and the tables of which some are lost.
        public var rows: Int
        public var incomplete: [String]
    }

    /// Puts a new database in the place of a damaged one, with all of it that can be read. The damaged
    /// one is kept beside it. Refused while a daemon has it open.
    ///
    /// Feeds are then asked for their whole documents, so that lost entries which they still list come
    /// back.
    public static func salvage(
        folder: String, clock: WallClock = .system, progress: (Double) -> Void
    ) throws(StoreError) -> Salvaged {
        let file = StoreFile(folder: folder)
        guard FilePresence.exists(file.database) else {
            throw StoreError(.noDatabase, path: file.database)
        }
        let lock = try file.lockForWriting(.ofThisProcess(since: clock.now))
        let salvaged = try salvage(file, clock: clock, progress: progress)
        _ = consume lock
        return salvaged
    }

    private static func salvage(
        _ file: StoreFile, clock: WallClock, progress: (Double) -> Void
    ) throws(StoreError) -> Salvaged {
        let schema = try SchemaVersion(of: ReaderOpening.connect(file), path: file.database)
        let new = try placing(file.database) { () throws(FileError) in
            try NewFile(beside: file.database)
        }
        let tables: [SalvagedTable]
        do throws(DatabaseError) {
            let target = try Connection(path: new.path, mode: .existing, busyTimeout: 0)
            defer { target.close() }
            // It is worth nothing before it is whole.
            try target.execute(
                "PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF"
            )
            // Of the form of the damaged one: the next start brings it up to date.
            try Migration.migrate(target, from: 0, through: max(schema.number, 1), at: clock.now)
            tables = try target.salvage(from: file.database, progress: progress)
            let lost = Set(tables.filter { !$0.isWhole }.map(\.name))
            try mend(target, lost, schema: schema.number)
        } catch {
            throw StoreError(error, path: file.database)
        }
        let former = try replace(file, by: new, at: clock.now)
        return Salvaged(
            former: former ?? "", rows: tables.reduce(0) { $0 + $1.rows },
            incomplete: tables.filter { !$0.isWhole }.map(\.name))
    }

    /// Makes what is left a store again in which nothing is missing that the daemon counts on.
    private static func mend(
        _ connection: borrowing Connection, _ lost: Set<String>, schema: Int
    ) throws(DatabaseError) {
        try connection.execute(
            """
            INSERT OR IGNORE INTO feed_states (
                feed, due, due_reason, failures, polls, not_modified, bytes_received)
            SELECT id, 0, 'its state was lost', 0, 0, 0, 0 FROM feeds;
            UPDATE feed_states SET etag = NULL, last_modified = NULL, validators_url = NULL,
                entry_count = (SELECT count(*) FROM entries AS e WHERE e.feed = feed_states.feed);
            UPDATE clusterer SET
                next_cluster = max(next_cluster,
                    1 + (SELECT coalesce(max(id), 0) FROM clusters),
                    1 + (SELECT coalesce(max(old), 0) FROM cluster_aliases)),
                cursor = max(cursor, (SELECT coalesce(max(entry), 0) FROM memberships));
            DELETE FROM clusters WHERE headline NOT IN (SELECT entry FROM memberships)
                AND id NOT IN (SELECT cluster FROM memberships);
            UPDATE store SET closed = NULL;
            """)
        // The search index was not copied: the daemon makes it anew.
        if schema >= 7 { try SearchTable.forget(connection) }
        // Triggers counted what was put in, beside the counts that were copied.
        if schema >= 8 {
            try connection.execute(
                """
                UPDATE cluster_counts SET (clusters, shared) = (
                    SELECT count(*), count(*) FILTER (WHERE publishers >= 2) FROM clusters)
                """)
        }
        // An identity without its entry says that the entry was let go of; these were lost.
        if lost.contains("entries") {
            try connection.execute(
                schema >= 10
                    ? """
                    DELETE FROM identities WHERE entry NOT IN (SELECT id FROM entries)
                        AND entry NOT IN (SELECT id FROM expired_entries)
                    """ : "DELETE FROM identities WHERE entry NOT IN (SELECT id FROM entries)")
        }
    }
}
