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
