internal import Events
internal import SQLite
internal import Values

/// Clusters as people read them.
enum ClusterQueries {
    static func clusters(
        _ filter: ClusterFilter, now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [ClusterRecord] {
        let row = try connection.prepare(sql(for: filter))
        try row.bind(
            filter.since?.seconds ?? .min, filter.minPublishers, filter.limit ?? -1)
        var clusters: [ClusterRecord] = []
        while try row.step() {
            if let cluster = try record(row.int64(0), now: now, connection) {
                clusters.append(cluster)
            }
        }
        return clusters
    }

    /// Those with an entry that `request` finds among the newest of them, at most
    /// `SearchRequest.ranked`: with a limit, and the newest first, those that were found first.
    static func clusters(
        _ filter: ClusterFilter, matching request: SearchRequest, now: Timestamp,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> [ClusterRecord] {
        var request = request
        request.limit = SearchRequest.ranked
        let wanted = filter.limit ?? .max
        let isBySize = filter.order == .size
        var met: Set<ClusterID> = []
        var found: [ClusterRecord] = []
        try SearchQueries.forEachMatch(request, now: now, connection) {
            (cluster) throws(DatabaseError) in
            guard met.insert(cluster).inserted else { return true }
            if try passes(filter, cluster, connection),
                let record = try record(cluster, now: now, connection)
            {
                found.append(record)
            }
            return isBySize || found.count < wanted
        }
        found.sort { a, b in
            let (first, second) = (sortKey(a, filter.order), sortKey(b, filter.order))
            return first == second ? a.id > b.id : first > second
        }
        return Array(found.prefix(wanted))
    }

    private static func sortKey(
        _ cluster: ClusterRecord, _ order: ClusterFilter.Order
    ) -> (Int, Int, Timestamp) {
        order == .newest
            ? (0, 0, cluster.last)
            : (cluster.publisherCount, cluster.independentTextCount, cluster.last)
    }

    private static func passes(
        _ filter: ClusterFilter, _ id: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Bool {
        let row = try connection.prepare(
            "SELECT 1 FROM clusters WHERE id = ?1 AND last_time >= ?2 AND publishers >= ?3")
        try row.bind(id, filter.since?.seconds ?? .min, filter.minPublishers)
        return try row.step()
    }

    /// A query for each index that can answer the filter. Small clusters are most of all, so those
    /// that two publishers tell have an index without the others, which SQLite uses only where the
    /// text of the query says so.
    private static func sql(for filter: ClusterFilter) -> StaticString {
        switch (filter.order, filter.minPublishers >= 2, filter.since != nil) {
        case (.newest, true, _):
            """
            SELECT id FROM clusters INDEXED BY clusters_shared_by_time
            WHERE publishers >= 2 AND last_time >= ?1 AND publishers >= ?2
            ORDER BY last_time DESC, id DESC LIMIT ?3
            """
        case (.newest, false, _):
            """
            SELECT id FROM clusters WHERE last_time >= ?1 AND publishers >= ?2
            ORDER BY last_time DESC, id DESC LIMIT ?3
            """
        case (.size, true, true):
            """
            SELECT id FROM clusters INDEXED BY clusters_shared_by_time
            WHERE publishers >= 2 AND last_time >= ?1 AND publishers >= ?2
            ORDER BY publishers DESC, independent_texts DESC, last_time DESC, id DESC LIMIT ?3
            """
        case (.size, false, true):
            """
            SELECT id FROM clusters INDEXED BY clusters_by_time
            WHERE last_time >= ?1 AND publishers >= ?2
            ORDER BY publishers DESC, independent_texts DESC, last_time DESC, id DESC LIMIT ?3
            """
        case (.size, _, false):
            """
            SELECT id FROM clusters INDEXED BY clusters_by_size
            WHERE last_time >= ?1 AND publishers >= ?2
            ORDER BY publishers DESC, independent_texts DESC, last_time DESC, id DESC LIMIT ?3
            """
        }
    }

    static func detail(
        _ id: ClusterID, now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> ClusterDetail? {
        let living = try ClusterTable.resolve(id, connection)
        guard let cluster = try record(living, now: now, connection) else { return nil }
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

    /// Nil while its headline is not in the store.
    private static func record(
        _ id: ClusterID, now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> ClusterRecord? {
        let row = try connection.prepare(
            """
            SELECT headline, first_time, last_time, entries, publishers, independent_texts, terms
            FROM clusters WHERE id = ?1
            """)
        try row.bind(id)
        guard try row.step(), let headline = try EntryQueries.record(row.int64(0), connection)
        else { return nil }
        let count = row.int(4)
        let publishers =
            count == 1
            ? [headline.publisher] : try self.publishers(of: id, count: count, connection)
        let (first, last, texts) = (row.timestamp(1), row.timestamp(2), row.int(5))
        return ClusterRecord(
            id: id, headline: headline, first: first, last: last, entryCount: row.int(3),
            publisherCount: count, independentTextCount: texts, publishers: publishers,
            terms: TextList.elements(row.optionalString(6)),
            growth: try ClusterGrowth.perHour(
                id, first: first, last: last, texts: texts, now: now, connection))
    }

    /// The first of those that tell of a cluster, in the order in which they did, out of `count`.
    private static func publishers(
        of cluster: ClusterID, count: Int, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [String] {
        let row = try connection.prepare(
            """
            SELECT f.publisher FROM memberships AS m JOIN feeds AS f ON f.id = m.feed
            WHERE m.cluster = ?1 ORDER BY m.sort_time, m.entry
            """)
        try row.bind(cluster)
        let wanted = min(count, ClusterRecord.namedPublishers)
        var publishers: [String] = []
        while publishers.count < wanted, try row.step() {
            let publisher = row.string(0)
            if !publishers.contains(publisher) { publishers.append(publisher) }
        }
        return publishers
    }
}
