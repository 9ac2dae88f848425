internal import SQLite

/// The numbers that a database gave out, also of what is gone from it: whatever takes its place gives none of
/// them out again, since a person, or a program, may have kept it.
struct GivenNumbers {
    /// The last of each table that never gives one twice.
    private var tables: [(name: String, last: Int64)] = []
    private var nextCluster: Int64 = 0

    /// Those of a database that may be damaged, and of whatever schema; what cannot be read of them is not
    /// known.
    init(of former: borrowing Connection) {
        do throws(DatabaseError) {
            let next = try former.prepare("SELECT next_cluster FROM clusterer")
            if try next.step() { nextCluster = next.int64(0) }
        } catch {}
        do throws(DatabaseError) {
            let row = try former.prepare("SELECT name, seq FROM sqlite_sequence")
            while try row.step() { tables.append((row.string(0), row.int64(1))) }
        } catch {}
    }

    /// Has `new` go on behind them, where it is not further by itself.
    func raise(in new: borrowing Connection) throws(DatabaseError) {
        let insert = try new.prepare(
            """
            INSERT INTO sqlite_sequence (name, seq) SELECT ?1, 0
            WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)
                AND EXISTS (SELECT 1 FROM main.sqlite_schema WHERE name = ?1)
            """)
        let raise = try new.prepare("UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1")
        for (name, last) in tables {
            try insert.bind(name)
            try insert.run()
            try raise.bind(name, last)
            try raise.run()
        }
        let cluster = try new.prepare(
            "UPDATE clusterer SET next_cluster = max(next_cluster, ?1)")
        try cluster.bind(nextCluster)
        try cluster.run()
    }
}
