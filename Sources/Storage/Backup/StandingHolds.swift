internal import Politeness
internal import SQLite
internal import Values

/// Until when servers want to be left alone, as the database says that a backup replaces: they asked for it
/// after the backup was made, and know nothing of that.
struct StandingHolds {
    private struct Hold {
        let url: String
        let until: Timestamp
        let lastPolled: Timestamp
        let reason: String
    }

    /// The schema since which hosts are named as they are.
    private static let hostsNamed = 16
    /// The schema since which it is known how polls ended.
    private static let causesKept = 20

    private var pauses: [HostPause] = []
    private var holds: [Hold] = []

    /// What is not over; nothing of what cannot be read.
    init(of former: borrowing Connection, at now: Timestamp) {
        do throws(DatabaseError) {
            if try SchemaVersion.number(of: former) >= Self.hostsNamed {
                pauses = try HostPauseTable.inForce(now: now, former)
            }
        } catch {}
        do throws(DatabaseError) { holds = try Self.holds(former, now) } catch {}
    }

    private static func holds(
        _ former: borrowing Connection, _ now: Timestamp
    ) throws(DatabaseError) -> [Hold] {
        guard try SchemaVersion.number(of: former) >= 2 else { return [] }
        let row = try former.prepare(
            """
            SELECT f.url, s.held_until, s.last_polled, s.due_reason
            FROM feed_states AS s JOIN feeds AS f ON f.id = s.feed
            WHERE s.held_until > ?1 AND s.last_polled IS NOT NULL
            """)
        try row.bind(now.seconds)
        var holds: [Hold] = []
        while try row.step() {
            var state = PollState(due: nil)
            state.manners.heldUntil = row.timestamp(1)
            state.lastPolled = row.timestamp(2)
            // Of a clock that was ahead what was still to pass counts.
            let until = state.earliest(now: now)
            if until <= now { continue }
            holds.append(
                Hold(
                    url: row.string(0),
                    until: min(until, now.advanced(by: HostPauseTable.longest)),
                    lastPolled: min(row.timestamp(2), now), reason: row.string(3)))
        }
        return holds
    }

    /// Has the restored database hold what these do, or for longer where it says so itself.
    func store(in new: borrowing Connection) throws(DatabaseError) {
        let schema = try SchemaVersion.number(of: new)
        try new.transaction { () throws(DatabaseError) in
            if schema >= Self.hostsNamed {
                for pause in pauses { try HostPauseTable.insert(pause, new) }
            }
            guard schema >= 2 else { return }
            // A feed that is gone for good stays so: its due time is NULL.
            let raise = try new.prepare(
                """
                UPDATE feed_states SET
                    held_until = max(coalesce(held_until, 0), ?2),
                    last_polled = max(coalesce(last_polled, 0), ?3),
                    due_reason = iif(due < ?2, ?4, due_reason), due = max(due, ?2)
                WHERE feed = (SELECT id FROM feeds WHERE url = ?1)
                """)
            for hold in holds {
                if schema >= Self.causesKept { try forgetOutage(of: hold, in: new) }
                try raise.bind(
                    hold.url, hold.until.seconds, hold.lastPolled.seconds, hold.reason)
                try raise.run()
            }
        }
    }

    /// Forgets an outage of our own network that the backup tells of, where the feed was polled since: its server
    /// answered, or it would ask for nothing. How else its last poll ended stays: the errors and failures of that
    /// row are of that poll.
    private func forgetOutage(
        of hold: Hold, in new: borrowing Connection
    ) throws(DatabaseError) {
        let forget = try new.prepare(
            """
            UPDATE feed_states SET
                failures = iif(cause = ?4, 0, failures),
                last_error = NULL, cause = NULL, outage_since = NULL
            WHERE feed = (SELECT id FROM feeds WHERE url = ?1) AND due < ?2 AND cause IN (?3, ?4)
            """)
        try forget.bind(
            hold.url, hold.until.seconds, PollState.Cause.outage.rawValue,
            PollState.Cause.longOutage.rawValue)
        try forget.run()
    }
}
