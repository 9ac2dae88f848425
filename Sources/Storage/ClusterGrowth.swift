internal import Events
internal import SQLite
internal import Values

/// How fast an event grows: the texts an hour that it gained in the last six hours.
///
/// Copies count nothing, so that no scraper makes an event grow, and neither does the text that began
/// it. Texts count by their sort times, the earlier of published and first seen: a feed that is new to
/// the reader and brings old reports of an event makes none of it new. An event that is younger than
/// six hours is measured over its age, but at least an hour, so that two reports within a minute are
/// no race; one that got nothing for six hours does not grow.
enum ClusterGrowth {
    static let span: Int64 = 6 * 3_600
    private static let shortest: Int64 = 3_600

    static func perHour(
        _ cluster: ClusterID, first: Timestamp, last: Timestamp, texts: Int, now: Timestamp,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> Double {
        let start = now.advanced(by: -span)
        guard texts > 1, last > start else { return 0 }
        let row = try connection.prepare(
            """
            SELECT count(*), EXISTS (
                SELECT 1 FROM memberships
                WHERE cluster = ?1 AND origin IS NULL AND sort_time <= ?2)
            FROM memberships WHERE cluster = ?1 AND origin IS NULL AND sort_time > ?2
            """)
        try row.bind(cluster, start.seconds)
        guard try row.step() else { return 0 }
        // A copy may be dated before the first text.
        let beganBefore = row.int64(1) != 0
        return perHour(
            gained: beganBefore ? row.int(0) : row.int(0) - 1, age: now.seconds(since: first))
    }

    /// - Parameter age: of the event, in seconds.
    static func perHour(gained texts: Int, age: Int64) -> Double {
        Double(max(0, texts)) * 3_600 / Double(min(span, max(shortest, age)))
    }
}
