internal import Events
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
    /// one is kept beside it. Refused while a daemon or another restore has it open.
    ///
    /// Feeds are then asked for their whole documents, so that lost entries which they still list come
    /// back.
    public static func salvage(
        folder: String, clock: WallClock = .system, progress: (Double) -> Void
    ) throws(StoreError) -> Salvaged {
        let file = StoreFile(folder: folder)
        switch DatabaseFile.access(file.database) {
        case .missing: throw StoreError(.noDatabase, path: file.database)
        case .forbidden: throw StoreError(.notPermitted, path: file.database)
        case .readable, .writable: break
        }
        let lock = try file.lockForWriting(.ofThisProcess(since: clock.now, work: .restore))
        UnfinishedCopies(file: file).remove(at: clock.now)
        let salvaged = try salvage(file, clock: clock, progress: progress)
        _ = consume lock
        return salvaged
    }

    private static func salvage(
        _ file: StoreFile, clock: WallClock, progress: (Double) -> Void
    ) throws(StoreError) -> Salvaged {
        let schema: SchemaVersion
        let numbers: GivenNumbers
        do {
            let damaged = try ReaderOpening.connect(file)
            defer { damaged.close() }
            schema = try SchemaVersion(of: damaged, path: file.database)
            numbers = GivenNumbers(of: damaged)
        }
        let new = try placing(file.database) { () throws(FileError) in
            try NewFile(beside: file.database)
        }
        let tables: [SalvagedTable]
        let fault: String?
        do throws(DatabaseError) {
            let target = try Connection(path: new.path, mode: .existing, busyTimeout: 0)
            defer { target.close() }
            // It is worth nothing before it is whole. With a journal, though: see `Connection.salvage`.
            try target.execute("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA synchronous = OFF")
            // Of the form of the damaged one: the next start brings it up to date.
            try Migration.migrate(target, from: 0, through: max(schema.number, 1), at: clock.now)
            tables = try target.salvage(from: file.database, progress: progress)
            let lost = Set(tables.filter { !$0.isWhole }.map(\.name))
            try target.transaction { () throws(DatabaseError) in
                try mend(target, lost, schema: schema.number, at: clock.now)
                // Also of what is gone since, such as what a restore passed over.
                try numbers.raise(in: target)
            }
            fault = try Self.fault(of: target)
        } catch {
            throw StoreError(error, path: file.database)
        }
        if let fault {
            throw StoreError(
                .unusable, path: file.database,
                detail: "what was saved of it is not sound (\(fault)), so nothing was replaced")
        }
        let former = try replace(file, by: new, at: clock.now)
        return Salvaged(
            former: former ?? "", rows: tables.reduce(0) { $0 + $1.rows },
            incomplete: tables.filter { !$0.isWhole }.map(\.name))
    }

    /// What is wrong with the new database, which is to replace nothing then. The damaged one is attached to it.
    private static func fault(
        of target: borrowing Connection
    ) throws(DatabaseError) -> String? {
        let check = try target.prepare("PRAGMA main.integrity_check(1)")
        return try check.step() && check.string(0) != "ok" ? check.string(0) : nil
    }

    /// Makes what is left a store again in which nothing is missing that the daemon counts on.
    private static func mend(
        _ connection: borrowing Connection, _ lost: Set<String>, schema: Int, at now: Timestamp
    ) throws(DatabaseError) {
        try settleKey(connection, at: now)
        try raiseNumbers(connection, schema: schema)
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
        if lost.contains("clusterer") { try renewPosition(connection, schema: schema) }
        // The search index was not copied: the daemon makes it anew.
        if schema >= 7 { try SearchTable.forget(connection) }
        // An identity without its entry says that the entry was let go of; these were lost.
        if lost.contains("entries") {
            try connection.execute(
                schema >= 10
                    ? """
                    DELETE FROM identities WHERE entry NOT IN (SELECT id FROM entries)
                        AND entry NOT IN (SELECT id FROM expired_entries)
                    """ : "DELETE FROM identities WHERE entry NOT IN (SELECT id FROM entries)")
        }
        if schema >= 10 {
            let identities = try SalvagedIdentities(connection, at: now)
            try identities.renew(areMarksLost: lost.contains("identities"), connection)
        }
        if schema >= 11 {
            try SalvagedEvents.open(connection)
            try recount(connection)
        }
        if schema >= 13 { try renewBlocks(connection) }
        if schema >= 14 {
            try renewSetbacks(connection)
            // What the clusterer read of an entry is lost with the revision; a later one may get its number.
            try connection.execute(
                """
                DELETE FROM held_entries WHERE NOT EXISTS (
                    SELECT 1 FROM revisions AS r
                    WHERE r.id = held_entries.revision AND r.entry = held_entries.entry)
                """)
        }
        // Without triggers, what was lost is still in these counts.
        if schema >= 8 {
            try connection.execute(
                """
                UPDATE cluster_counts SET (clusters, shared) = (
                    SELECT count(*), count(*) FILTER (WHERE publishers >= 2) FROM clusters)
                """)
        }
    }

    /// Draws a new key of the hashes where it is lost. What was made with the former one is never met
    /// again.
    private static func settleKey(
        _ connection: borrowing Connection, at now: Timestamp
    ) throws(DatabaseError) {
        let row = try connection.prepare("SELECT 1 FROM store")
        if try row.step() { return }
        try WriterOpening.mark(connection, at: now)
        try connection.execute("DELETE FROM identities")
    }

    /// No number is given out twice, also where those that were given out cannot be read: lost entries may be
    /// named by what is left, and lie before the clusterer's cursor.
    private static func raiseNumbers(
        _ connection: borrowing Connection, schema: Int
    ) throws(DatabaseError) {
        try connection.execute(
            """
            INSERT INTO sqlite_sequence (name, seq)
            SELECT name, 0 FROM (SELECT 'entries' AS name UNION ALL SELECT 'feeds') AS t
            WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence AS s WHERE s.name = t.name);
            UPDATE sqlite_sequence SET seq = max(seq,
                (SELECT cursor FROM clusterer),
                (SELECT coalesce(max(entry), 0) FROM memberships),
                (SELECT coalesce(max(entry), 0) FROM identities))
            WHERE name = 'entries';
            UPDATE sqlite_sequence SET seq = max(seq,
                (SELECT coalesce(max(feed), 0) FROM entries),
                (SELECT coalesce(max(feed), 0) FROM identities))
            WHERE name = 'feeds'
            """)
        if schema < 10 { return }
        try connection.execute(
            """
            UPDATE sqlite_sequence
            SET seq = max(seq, (SELECT coalesce(max(id), 0) FROM expired_entries))
            WHERE name = 'entries';
            -- A membership outlives its entry only beside what is kept of that.
            DELETE FROM memberships WHERE entry NOT IN (SELECT id FROM entries)
                AND entry NOT IN (SELECT id FROM expired_entries)
            """)
    }

    /// Has a clusterer whose place was lost hold what it would hold by now, and all of that looked at as a
    /// whole: from the beginning on it would hold the whole log.
    private static func renewPosition(
        _ connection: borrowing Connection, schema: Int
    ) throws(DatabaseError) {
        guard let newest = try EntryLog.last(connection) else { return }
        let expired = try EntryLog.last(
            seenBefore: newest.seen.advanced(by: -ClustererPosition.window), after: 0,
            now: newest.seen, connection)
        let statement = try connection.prepare(
            """
            UPDATE clusterer
            SET consolidated_through = cursor, expired_through = min(cursor, ?1)
            """)
        try statement.bind(expired ?? 0)
        try statement.run()
        if schema >= 9 {
            try connection.execute("UPDATE clusterer SET weighed_through = cursor")
        }
    }

    /// Counts all events anew; those of which nothing is left go.
    private static func recount(_ connection: borrowing Connection) throws(DatabaseError) {
        try connection.execute(
            "DELETE FROM read_entries WHERE entry NOT IN (SELECT entry FROM memberships)")
        let row = try connection.prepare("SELECT id FROM clusters")
        var clusters: [ClusterID] = []
        while try row.step() { clusters.append(row.int64(0)) }
        for cluster in clusters { try ClusterTable.count(cluster, connection) }
    }

    /// Finds again where the clock went back; one too many, as what a restore left, costs nothing.
    private static func renewSetbacks(
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        try connection.execute(
            """
            INSERT OR IGNORE INTO clock_setbacks
            SELECT id FROM (
                SELECT id, seen, lag(seen) OVER (ORDER BY id) AS former FROM entries)
            WHERE seen < former
            """)
    }

    /// Makes anew what is kept of the blocks of the log, which may say too much but never too little.
    private static func renewBlocks(_ connection: borrowing Connection) throws(DatabaseError) {
        try connection.execute(
            """
            DELETE FROM entry_blocks;
            DELETE FROM block_languages;
            INSERT INTO entry_blocks SELECT id >> 8, min(sort_time) FROM entries GROUP BY id >> 8;
            INSERT INTO block_languages
            SELECT DISTINCT lower(substr(language, 1, min(8, instr(language || '-', '-') - 1))),
                block
            FROM (
                SELECT coalesce(e.language, f.language) AS language, e.id >> 8 AS block
                FROM entries AS e JOIN feeds AS f ON f.id = e.feed)
            WHERE language IS NOT NULL;
            """)
    }
}
