internal import Events
internal import SQLite
internal import Values

/// Clusters as people read them.
enum ClusterQueries {
    static func clusters(
        _ filter: ClusterFilter, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [ClusterRecord] {
        let row = try connection.prepare(sql(for: filter))
        try row.bind(
            filter.since?.seconds ?? .min, filter.minPublishers, filter.limit ?? -1)
        var clusters: [ClusterRecord] = []
        while try row.step() {
            if let cluster = try record(row, connection) { clusters.append(cluster) }
        }
        return clusters
    }

    /// A query for each index that can answer the filter. Small clusters are most of all, so those
    /// that two publishers tell have an index without the others, which SQLite uses only where the
    /// text of the query says so.
    private static func sql(for filter: ClusterFilter) -> StaticString {
        switch (filter.order, filter.minPublishers >= 2, filter.since != nil) {
        case (.newest, true, _):
            """
            SELECT * FROM clusters INDEXED BY clusters_shared_by_time
            WHERE publishers >= 2 AND last_time >= ?1 AND publishers >= ?2
            ORDER BY last_time DESC, id DESC LIMIT ?3
            """
        case (.newest, false, _):
            """
            SELECT * FROM clusters WHERE last_time >= ?1 AND publishers >= ?2
            ORDER BY last_time DESC, id DESC LIMIT ?3
            """
        case (.size, true, true):
            """
            SELECT * FROM clusters INDEXED BY clusters_shared_by_time
            WHERE publishers >= 2 AND last_time >= ?1 AND publishers >= ?2
            ORDER BY publishers DESC, independent_texts DESC, last_time DESC, id DESC LIMIT ?3
            """
        case (.size, false, true):
            """
            SELECT * FROM clusters INDEXED BY clusters_by_time
            WHERE last_time >= ?1 AND publishers >= ?2
            ORDER BY publishers DESC, independent_texts DESC, last_time DESC, id DESC LIMIT ?3
            """
        case (.size, _, false):
            """
            SELECT * FROM clusters INDEXED BY clusters_by_size
            WHERE last_time >= ?1 AND publishers >= ?2
            ORDER BY publishers DESC, independent_texts DESC, last_time DESC, id DESC LIMIT ?3
            """
        }
    }

    static func detail(
        _ id: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> ClusterDetail? {
        let living = try ClusterTable.resolve(id, connection)
        let row = try connection.prepare("SELECT * FROM clusters WHERE id = ?1")
        try row.bind(living)
        guard try row.step(), let cluster = try record(row, connection) else { return nil }
        return ClusterDetail(cluster: cluster, members: try members(of: living, connection))
    }

    private static func members(
        of cluster: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [ClusterMember] {
        var members: [ClusterMember] = []
        for member in try MembershipTable.members(of: cluster, connection) {
            if let entry = try EntryQueries.record(member.entry, connection),
                let membership = try MembershipTable.record(of: member.entry, connection)
            {
                members.append(ClusterMember(entry: entry, membership: membership))
            }
        }
        return members
    }

    /// Reads a row of `clusters`. Nil while its headline is not in the store.
    private static func record(
        _ row: borrowing Statement, _ connection: borrowing Connection
    ) throws(DatabaseError) -> ClusterRecord? {
        guard let headline = try EntryQueries.record(row.int64(1), connection) else { return nil }
        let id = row.int64(0)
        let count = row.int(5)
        let publishers =
            count == 1 ? [headline.publisher] : try self.publishers(of: id, connection)
        return ClusterRecord(
            id: id, headline: headline, first: row.timestamp(2), last: row.timestamp(3),
            entryCount: row.int(4), publisherCount: count, independentTextCount: row.int(6),
            publishers: publishers)
    }

    private static func publishers(
        of cluster: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [String] {
        let row = try connection.prepare(
            """
            SELECT f.publisher
            FROM memberships AS m
                JOIN entries AS e ON e.id = m.entry
                JOIN feeds AS f ON f.id = e.feed
            WHERE m.cluster = ?1
            GROUP BY f.publisher ORDER BY min(e.sort_time), min(e.id) LIMIT ?2
            """)
        try row.bind(cluster, ClusterRecord.namedPublishers)
        var publishers: [String] = []
        while try row.step() { publishers.append(row.string(0)) }
        return publishers
    }
}
