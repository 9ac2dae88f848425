internal import SQLite
internal import Values

/// A step from one form of the database to the next.
///
/// A migration that has shipped is never edited: there are databases that it has already made. A
/// change of mind is a further migration.
struct Migration: Sendable {
    /// What it brings, for the record in the table `migrations`.
    let name: String
    /// Runs inside a transaction; its last statement sets `user_version` to its number in `all`.
    let script: StaticString

    /// In order; the number of a migration is its place here, the first being 1.
    static let all = [
        Migration(name: "feeds, entries, clusters", script: initialSchema),
        Migration(name: "what polling asks of servers", script: manners),
        Migration(name: "pauses of hosts", script: hostPauses),
        Migration(name: "what people decided about events", script: byHand),
        Migration(name: "what decisions weighed, and what clusters are about", script: decisions),
        Migration(name: "standing text of feeds", script: standingText),
        Migration(name: "search", script: search),
        Migration(name: "counts and members of events", script: readingSpeed),
        Migration(name: "what term frequencies were counted over", script: weighing),
        Migration(name: "what is kept of expired entries", script: retention),
        Migration(name: "what was read", script: readState),
        Migration(name: "fewer merges of the search index", script: searchMerging),
        Migration(name: "where languages and old dates are in the log", script: entryBlocks),
        Migration(name: "clocks that are wrong, and what the clusterer holds", script: clock),
        Migration(name: "what undoing needs", script: undo),
        Migration(name: "lifetimes, absences and access of feeds", script: polling),
        Migration(name: "what numbers of events meant before decisions", script: handAliases),
        Migration(name: "times of entries that are dated before the web", script: earlyDates),
        Migration(name: "since when feeds list fewer entries", script: listedCounts),
        Migration(name: "how polls ended", script: pollCauses),
    ]

    /// Runs those that the database has not seen, all in one transaction: a reader meets no form in
    /// between.
    static func migrate(
        _ connection: borrowing Connection, from version: Int, through last: Int = all.count,
        at now: Timestamp
    ) throws(DatabaseError) {
        guard version < last else { return }
        try connection.transaction { () throws(DatabaseError) in
            for (index, migration) in all.enumerated().prefix(last).dropFirst(version) {
                try connection.execute(migration.script)
                let record = try connection.prepare(
                    "INSERT INTO migrations (number, name, applied) VALUES (?1, ?2, ?3)")
                try record.bind(index + 1, migration.name, now.seconds)
                try record.run()
            }
        }
    }
}
