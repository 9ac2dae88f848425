internal import SQLite
internal import Values

/// The entry log in the runs in which entries were seen in the order of their ids: a single one, but
/// for a machine whose clock went back, where another begins with the next entry.
struct ArrivalRuns {
    /// By how many seconds the clock may go back without a new run: entries count as seen when the
    /// last one before them was. A clock that is set by a second each hour would else make runs
    /// without end.
    static let tolerance: Int64 = 3_600

    /// Ascending; empty where there is no entry.
    private let runs: [Range<EntryID>]

    init(_ connection: borrowing Connection) throws(DatabaseError) {
        let ends = try connection.prepare(
            "SELECT (SELECT min(id) FROM entries), (SELECT max(id) FROM entries)")
        guard try ends.step(), !ends.isNull(0) else {
            runs = []
            return
        }
        let row = try connection.prepare(
            "SELECT entry FROM clock_setbacks WHERE entry > ?1 AND entry <= ?2 ORDER BY entry")
        try row.bind(ends.int64(0), ends.int64(1))
        var runs: [Range<EntryID>] = []
        var start = ends.int64(0)
        while try row.step() {
            runs.append(start..<row.int64(0))
            start = row.int64(0)
        }
        self.runs = runs + [start..<ends.int64(1) + 1]
    }

    /// The first of the entries that were seen at `moment` or later. One above all where there is none.
    func first(
        seenFrom moment: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> EntryID {
        for run in runs {
            if let first = try first(of: run, seenFrom: moment, connection) { return first }
        }
        return runs.last?.upperBound ?? 0
    }

    /// How many entries were seen at `start` or later and before `end`, those between them that have
    /// left included.
    func count(
        seenFrom start: Timestamp, before end: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Int {
        var count: Int64 = 0
        for run in runs {
            guard let first = try first(of: run, seenFrom: start, connection) else { continue }
            if let next = try self.first(of: run, seenFrom: end, connection) {
                count += next - first
                continue
            }
            // A restore leaves numbers out in front of a run: what it was made of was not all there is.
            let last = try connection.prepare(
                "SELECT id FROM entries WHERE id < ?1 ORDER BY id DESC LIMIT 1")
            try last.bind(run.upperBound)
            if try last.step() { count += last.int64(0) + 1 - first }
        }
        return Int(count)
    }

    /// Found by halving.
    private func first(
        of run: Range<EntryID>, seenFrom moment: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> EntryID? {
        let row = try connection.prepare(
            "SELECT id, seen FROM entries WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT 1")
        var found: EntryID?
        var (low, high) = (run.lowerBound, run.upperBound)
        while low < high {
            let middle = low + (high - low) / 2
            try row.bind(middle, run.upperBound)
            if try !row.step() {
                high = middle
            } else if row.timestamp(1) >= moment {
                (high, found) = (middle, row.int64(0))
            } else {
                low = row.int64(0) + 1
            }
            row.reset()
        }
        return found
    }
}

extension ArrivalRuns {
    /// When entries count as seen that are stored `now`, and whether a run begins with them.
    static func next(
        at now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> (seen: Timestamp, isSetBack: Bool) {
        guard let last = try EntryLog.last(connection)?.seen, now < last else {
            return (now, false)
        }
        let isSetBack = last.seconds(since: now) > tolerance
        return (isSetBack ? now : last, isSetBack)
    }

    /// Has a run begin with an entry.
    static func begin(
        with entry: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare(
            "INSERT OR IGNORE INTO clock_setbacks (entry) VALUES (?1)")
        try statement.bind(entry)
        try statement.run()
    }

    /// Forgets the beginnings of runs before all entries.
    static func forget(_ connection: borrowing Connection) throws(DatabaseError) {
        try connection.execute(
            "DELETE FROM clock_setbacks WHERE entry <= (SELECT min(id) FROM entries)")
    }
}
