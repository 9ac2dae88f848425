public import Events
internal import SQLite
public import Values

/// The sizes of clusters, from an index alone: a look at all of some days costs little.
enum SizeQueries {
    static func sizes(
        since: Timestamp, minPublishers: Int, limit: Int, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [ClusterSize] {
        let row = try connection.prepare(sql(minPublishers))
        try row.bind(since.seconds, minPublishers, limit)
        var sizes: [ClusterSize] = []
        while try row.step() {
            sizes.append(
                ClusterSize(
                    id: row.int64(0), first: row.timestamp(1), last: row.timestamp(2),
                    publishers: row.int(3), texts: row.int(4)))
        }
        return sizes
    }

    static func sql(_ minPublishers: Int) -> StaticString {
        minPublishers >= 2
            ? """
            SELECT id, first_time, last_time, publishers, independent_texts
            FROM clusters INDEXED BY clusters_shared_by_time
            WHERE publishers >= 2 AND last_time >= ?1 AND publishers >= ?2
            ORDER BY last_time DESC, id DESC LIMIT ?3
            """
            : """
            SELECT id, first_time, last_time, publishers, independent_texts
            FROM clusters INDEXED BY clusters_by_time
            WHERE last_time >= ?1 AND publishers >= ?2
            ORDER BY last_time DESC, id DESC LIMIT ?3
            """
    }

    /// Of the entries up to `last`; nil where none of them is one that `filter`, by feeds, tags and
    /// languages, lets through.
    static func former(
        _ cluster: ClusterID, through last: EntryID, of filter: EntryFilter,
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> FormerClusterSize? {
        let row = try connection.prepare(
            """
            SELECT 1 FROM memberships AS m
                JOIN feeds AS f ON f.id = m.feed LEFT JOIN entries AS e ON e.id = m.entry
            WHERE m.cluster = ?1 AND m.entry <= ?2
                AND (?3 IS NULL OR m.feed IN (SELECT value FROM json_each(?3)))
                AND (?4 IS NULL OR EXISTS (
                    SELECT 1 FROM json_each(?4)
                    WHERE lower(coalesce(e.language, f.language)) || '-' GLOB value))
            LIMIT 1
            """)
        try row.bind(
            cluster, last, try FeedSelection(of: filter, connection).list,
            SoughtLanguages(filter.languages)?.patterns)
        guard try row.step() else { return nil }
        let members = try MembershipTable.members(of: cluster, connection)
        let tally = try ClusterTally(members.filter { $0.entry <= last }, connection)
        return FormerClusterSize(
            publishers: tally.publishers, texts: tally.independentTexts,
            hasNewer: members.contains { $0.entry > last })
    }
}

extension StoreSession {
    /// The sizes of the clusters with an entry since then that at least so many publishers tell, the
    /// one with the latest entry first; at most `limit`.
    public func clusterSizes(
        since: Timestamp, minPublishers: Int, limit: Int
    ) throws(StoreError) -> [ClusterSize] {
        try reading { () throws(DatabaseError) in
            try SizeQueries.sizes(
                since: since, minPublishers: minPublishers, limit: limit, connection)
        }
    }

    /// How large a cluster was when `last` was the last entry that was clustered, by the members that it
    /// has now; nil where it had no entry then that `filter`, by feeds, tags and languages, lets through.
    public func formerSize(
        of cluster: ClusterID, through last: EntryID, of filter: EntryFilter = EntryFilter()
    ) throws(StoreError) -> FormerClusterSize? {
        try reading { () throws(DatabaseError) in
            try SizeQueries.former(cluster, through: last, of: filter, connection)
        }
    }

    /// The clusters with an entry that `filter` lets through, among the newest
    /// `ClusterFilter.lookedThrough` of those; and where these end at another, when that was.
    public func toldClusters(
        _ filter: EntryFilter
    ) throws(StoreError) -> (clusters: Set<ClusterID>, horizon: Timestamp?) {
        try reading { () throws(DatabaseError) in
            let most = ClusterFilter.lookedThrough
            let ids = try EntryPage(filter, behind: nil, limit: most, connection).ids(connection)
            let row = try connection.prepare(
                "SELECT cluster, sort_time FROM memberships WHERE entry = ?1")
            var clusters: Set<ClusterID> = []
            var horizon: Timestamp?
            for id in ids {
                try row.bind(id)
                if try row.step() {
                    clusters.insert(row.int64(0))
                    if ids.count == most { horizon = row.timestamp(1) }
                }
                row.reset()
            }
            return (clusters, horizon)
        }
    }

    /// The clusters of these numbers as they are listed, in the same order; what is not there any more
    /// is left out.
    public func clusters(_ ids: [ClusterID]) throws(StoreError) -> [ClusterRecord] {
        try reading { () throws(DatabaseError) in
            var clusters: [ClusterRecord] = []
            for id in ids {
                if let cluster = try ClusterQueries.record(id, now: clock.now, connection) {
                    clusters.append(cluster)
                }
            }
            return clusters
        }
    }
}
