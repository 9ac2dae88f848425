internal import Politeness
internal import SQLite
internal import Values

/// The table `host_pauses`: which hosts want to be left alone, and until when.
enum HostPauseTable {
    /// The policy grants no longer one; a later moment was stored by a clock that was ahead.
    static let longest = PollPolicy.longestHold

    /// Stores a pause, or lengthens that of the host. Those that are certainly over by then are
    /// deleted: a daemon that runs for years meets ever new hosts behind redirects.
    static func insert(
        _ pause: HostPause, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let delete = try connection.prepare("DELETE FROM host_pauses WHERE until <= ?1")
        try delete.bind(pause.until.advanced(by: -longest).seconds)
        try delete.run()
        let statement = try connection.prepare(
            """
            INSERT INTO host_pauses (host, is_local, until) VALUES (?1, ?2, ?3)
            ON CONFLICT DO UPDATE SET until = max(until, excluded.until)
            """)
        try statement.bind(pause.host.name, pause.host.isLocal, pause.until.seconds)
        try statement.run()
    }

    /// Forgets the pause of a host, whose servers may be asked again.
    static func end(
        _ host: Schedule.Host, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let delete = try connection.prepare(
            "DELETE FROM host_pauses WHERE host = ?1 AND is_local = ?2")
        try delete.bind(host.name, host.isLocal)
        try delete.run()
    }

    /// Has `pause` end so many seconds later, or earlier, if it is stored as it is here.
    static func move(
        _ pause: HostPause, by seconds: Int64, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let update = try connection.prepare(
            """
            UPDATE host_pauses SET until = until + ?4
            WHERE host = ?1 AND is_local = ?2 AND until = ?3
            """)
        try update.bind(pause.host.name, pause.host.isLocal, pause.until.seconds, seconds)
        try update.run()
    }

    /// Those that are not over. Others are deleted, but not at once: the clock may have leapt ahead.
    static func take(
        now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [HostPause] {
        let delete = try connection.prepare("DELETE FROM host_pauses WHERE until <= ?1")
        try delete.bind(now.advanced(by: -longest).seconds)
        try delete.run()
        return try inForce(now: now, connection)
    }

    /// Those that are not over.
    static func inForce(
        now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [HostPause] {
        let row = try connection.prepare(
            "SELECT host, is_local, until FROM host_pauses WHERE until > ?1 ORDER BY host, is_local"
        )
        try row.bind(now.seconds)
        var pauses: [HostPause] = []
        while try row.step() {
            pauses.append(
                HostPause(
                    host: Schedule.Host(name: row.string(0), isLocal: row.int64(1) != 0),
                    until: min(row.timestamp(2), now.advanced(by: longest))))
        }
        return pauses
    }
}
