internal import SQLite
internal import Values

/// How many clusters a filter lets through, as far as that costs little.
enum ClusterCount {
    /// So many rows of an index are looked through: about a millisecond.
    static let most = 20_000

    /// Nil where to know it would cost more, or the filter chooses by entries, as it does by a span of
    /// time with two ends.
    static func count(
        _ filter: ClusterFilter, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Int? {
        guard filter.entries == nil, filter.since == nil || filter.until == nil else { return nil }
        if let kept = try kept(filter, connection) { return kept }
        let row = try connection.prepare(sql(for: filter))
        try row.bind(
            filter.since?.seconds ?? .min, filter.minPublishers, most,
            filter.until?.seconds ?? .max, filter.minTexts)
        guard try row.step(), row.int(0) < most else { return nil }
        return row.int(1)
    }

    /// What triggers count of all clusters.
    private static func kept(
        _ filter: ClusterFilter, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Int? {
        guard filter.since == nil, filter.until == nil, filter.minTexts <= 1, !filter.isUnread,
            filter.minPublishers <= 2
        else { return nil }
        let row = try connection.prepare("SELECT clusters, shared FROM cluster_counts")
        guard try row.step() else { return nil }
        return row.int(filter.minPublishers <= 1 ? 0 : 1)
    }

    private static func sql(for filter: ClusterFilter) -> StaticString {
        if filter.isUnread {
            return """
                SELECT count(*), sum(is_wanted) FROM (
                    SELECT publishers >= ?2 AND first_time < ?4 AND independent_texts >= ?5
                        AS is_wanted
                    FROM clusters INDEXED BY clusters_unread_by_time
                    WHERE unread > 0 AND last_time >= ?1 LIMIT ?3)
                """
        }
        return filter.minPublishers >= 2
            ? """
            SELECT count(*), sum(is_wanted) FROM (
                SELECT publishers >= ?2 AND first_time < ?4 AND independent_texts >= ?5
                    AS is_wanted
                FROM clusters INDEXED BY clusters_shared_by_time
                WHERE publishers >= 2 AND last_time >= ?1 LIMIT ?3)
            """
            : """
            SELECT count(*), sum(is_wanted) FROM (
                SELECT publishers >= ?2 AND first_time < ?4 AND independent_texts >= ?5
                    AS is_wanted
                FROM clusters INDEXED BY clusters_by_time
                WHERE last_time >= ?1 LIMIT ?3)
            """
    }
}

extension StoreSession {
    /// How many clusters `filter` lets through, its limit left aside; nil where counting them would
    /// cost more than listing some.
    public func clusterCount(_ filter: ClusterFilter) throws(StoreError) -> Int? {
        try reading { () throws(DatabaseError) in try ClusterCount.count(filter, connection) }
    }
}
