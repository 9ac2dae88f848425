internal import SQLite
public import Values

/// A clock that is far from the time up to which the store saw it go.
public struct ClockLeap: Sendable, Equatable {
    /// The time that is believed.
    public let from: Timestamp
    /// What the clock said when it was last looked at.
    public let to: Timestamp

    public init(from: Timestamp, to: Timestamp) {
        self.from = from
        self.to = to
    }
}

/// What is believed of the machine's clock where something is to leave for its age.
///
/// A clock that is wrong for a minute must not take an archive with it: an empty battery, a typing
/// error, a virtual machine that wakes up. So a time that is far from the one that the store saw last
/// counts only once the clock has gone on from there for a day. A machine that was off for months
/// waits for that day too, and nobody has to do anything about it.
struct BelievedClock: Equatable {
    /// A leap that is waited out.
    struct Wait: Equatable {
        /// What the clock said when it was last looked at.
        var last: Timestamp
        /// Seconds for which it has gone on since the leap.
        var gone: Int64 = 0
    }

    /// The latest time that was believed.
    var believed: Timestamp
    var wait: Wait?

    /// Seconds from one look to another that are no leap: a machine may be off for a week. Less than
    /// the clusterer's window, which a leap would empty.
    static let usual: Int64 = 8 * 86_400
    /// Seconds for which a clock has to go on after a leap.
    static let proof: Int64 = 86_400
    /// What a single step counts at most, and what one that is a leap itself: a clock that leaps again
    /// and again proves little by it, and yet a program that runs once a month is to believe its own in
    /// the end.
    private static let (mostOfStep, mostOfLeap): (Int64, Int64) = (43_200, 21_600)
    /// Seconds of change that are worth a write.
    private static let grain: Int64 = 3_600

    var leap: ClockLeap? { wait.map { ClockLeap(from: believed, to: $0.last) } }

    /// What ages are counted from: never later than what is believed, nor than what the clock says.
    func time(at now: Timestamp) -> Timestamp { min(now, believed) }

    mutating func look(at now: Timestamp) {
        if now.distance(from: believed) <= Self.usual {
            self = BelievedClock(believed: now)
            return
        }
        guard var wait, now >= wait.last else {
            wait = Wait(last: now)
            return
        }
        let step = now.seconds(since: wait.last)
        wait.gone += min(step, step > Self.usual ? Self.mostOfLeap : Self.mostOfStep)
        wait.last = now
        self.wait = wait
        if wait.gone >= Self.proof { self = BelievedClock(believed: now) }
    }

    func isWorthStoring(over stored: BelievedClock) -> Bool {
        guard let wait, let former = stored.wait else {
            return wait != stored.wait || believed.distance(from: stored.believed) >= Self.grain
        }
        return wait.last.distance(from: former.last) >= Self.grain
    }
}

extension Timestamp {
    /// Seconds between the two, whichever comes first.
    fileprivate func distance(from other: Timestamp) -> Int64 {
        max(self, other).seconds(since: min(self, other))
    }
}

/// The table `clock`.
enum ClockTable {
    /// Nil: it was never looked at.
    static func stored(_ connection: borrowing Connection) throws(DatabaseError) -> BelievedClock? {
        let row = try connection.prepare("SELECT believed, last_look, gone FROM clock")
        guard try row.step() else { return nil }
        return BelievedClock(
            believed: row.timestamp(0),
            wait: row.optionalTimestamp(1).map { .init(last: $0, gone: row.int64(2)) })
    }

    /// What a store from before the first look knows: when it was made, had its last round, or took in
    /// its last entry.
    static func oldest(
        at now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> BelievedClock {
        let row = try connection.prepare(
            "SELECT created, coalesce((SELECT last_round FROM retention), 0) FROM store")
        guard try row.step() else { return BelievedClock(believed: Timestamp(seconds: 0)) }
        var believed = max(row.timestamp(0), row.timestamp(1))
        if let last = try EntryLog.last(connection)?.seen, last <= now {
            believed = max(believed, last)
        }
        return BelievedClock(believed: believed)
    }

    static func store(
        _ clock: BelievedClock, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare(
            "INSERT OR REPLACE INTO clock (only, believed, last_look, gone) VALUES (1, ?1, ?2, ?3)")
        try statement.bind(
            clock.believed.seconds, clock.wait?.last.seconds, clock.wait?.gone ?? 0)
        try statement.run()
    }
}
