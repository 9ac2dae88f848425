internal import Events
internal import SQLite
internal import Values

/// The numbers of the clusters that a filter lets through, from indexes alone.
enum ClusterSelection {
    /// In the order of the filter.
    static func ids(
        _ filter: ClusterFilter, now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [ClusterID] {
        if filter.order == .growth { return try byGrowth(filter, now: now, connection) }
        return try ids(filter, latestFrom: filter.since, connection)
    }

    /// In the order of the filter, which is not that of growth.
    ///
    /// - Parameter start: the latest entry of each is not before it.
    private static func ids(
        _ filter: ClusterFilter, latestFrom start: Timestamp?, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [ClusterID] {
        let row = try connection.prepare(sql(for: filter))
        // The rows tell of an event's first and latest entry alone: between the two ends of a span of
        // time it may have none.
        let isSpan = filter.since != nil && filter.until != nil
        let most = filter.limit ?? .max
        let bound = isSpan ? -1 : filter.limit ?? -1
        if filter.order == .newest {
            let place = try place(of: filter.before, connection)
            try row.bind(
                start?.seconds ?? .min, filter.minPublishers, bound,
                filter.until?.seconds ?? .max, filter.minTexts, place.time, place.id)
        } else {
            try row.bind(
                start?.seconds ?? .min, filter.minPublishers, bound,
                filter.until?.seconds ?? .max, filter.minTexts)
        }
        var ids: [ClusterID] = []
        while ids.count < most, try row.step() {
            let id = row.int64(0)
            if isSpan, try !hasEntry(id, of: filter, connection) { continue }
            ids.append(id)
        }
        // It may not have come to its end.
        row.reset()
        return ids
    }

    /// A place in the terms of the table: before all for nil, and behind all where it is that of a cluster that
    /// there is not.
    private static func place(
        of wanted: ClusterFilter.Place?, _ connection: borrowing Connection
    ) throws(DatabaseError) -> (time: Int64, id: ClusterID) {
        guard let wanted else { return (.max, .max) }
        // Whatever became of the cluster since.
        if let last = wanted.last { return (last.seconds, wanted.cluster) }
        let living = try ClusterTable.resolve(wanted.cluster, connection)
        let row = try connection.prepare("SELECT last_time FROM clusters WHERE id = ?1")
        try row.bind(living)
        return try row.step() ? (row.int64(0), living) : (.min, .min)
    }

    /// Whether an entry of the cluster is of the filter's span of time.
    private static func hasEntry(
        _ id: ClusterID, of filter: ClusterFilter, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Bool {
        let row = try connection.prepare(
            """
            SELECT 1 FROM memberships WHERE cluster = ?1 AND sort_time >= ?2 AND sort_time < ?3 LIMIT 1
            """)
        try row.bind(id, filter.since?.seconds ?? .min, filter.until?.seconds ?? .max)
        let isThere = try row.step()
        row.reset()
        return isThere
    }

    /// Whether the filter lets a cluster through, of whose entries one is as it says.
    static func passes(
        _ filter: ClusterFilter, _ id: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Bool {
        let row = try connection.prepare(
            """
            SELECT 1 FROM clusters
            WHERE id = ?1 AND publishers >= ?2 AND independent_texts >= ?3 AND unread >= ?4
            """)
        try row.bind(id, filter.minPublishers, filter.minTexts, filter.isUnread ? 1 : 0)
        return try row.step()
    }

    /// Only what got something within `ClusterGrowth.span` and has two texts can grow: that is weighed,
    /// and the others follow.
    private static func byGrowth(
        _ filter: ClusterFilter, now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [ClusterID] {
        var recent = filter
        recent.order = .newest
        recent.limit = nil
        let start = now.advanced(by: -ClusterGrowth.span)
        recent.minTexts = max(2, filter.minTexts)
        var growing: [(growth: Double, id: ClusterID)] = []
        let latest = filter.since.map { max($0, start) } ?? start
        for id in try ids(recent, latestFrom: latest, connection) {
            let row = try connection.prepare(
                "SELECT first_time, last_time, independent_texts FROM clusters WHERE id = ?1")
            try row.bind(id)
            guard try row.step() else { continue }
            let growth = try ClusterGrowth.perHour(
                id, first: row.timestamp(0), last: row.timestamp(1), texts: row.int(2), now: now,
                connection)
            if growth > 0 { growing.append((growth, id)) }
        }
        // Those that grow alike stay in the order of their times.
        let sorted = growing.enumerated().sorted {
            $0.element.growth == $1.element.growth
                ? $0.offset < $1.offset : $0.element.growth > $1.element.growth
        }.map(\.element.id)
        let limit = filter.limit ?? .max
        if sorted.count >= limit { return Array(sorted.prefix(limit)) }
        var all = filter
        all.order = .newest
        let known = Set(sorted)
        let others = try ids(all, now: now, connection).filter { !known.contains($0) }
        return Array((sorted + others).prefix(limit))
    }

    /// A query for each index that can answer the filter. Small clusters are most of all, so those
    /// that two publishers tell have an index without the others, and so have those with something
    /// unread; SQLite uses them only where the text of the query says so.
    private static func sql(for filter: ClusterFilter) -> StaticString {
        let isBySize = filter.order == .size
        if isBySize && filter.since == nil {
            return filter.isUnread
                ? """
                SELECT id FROM clusters INDEXED BY clusters_by_size
                WHERE last_time >= ?1 AND publishers >= ?2 AND first_time < ?4
                    AND independent_texts >= ?5 AND unread > 0
                ORDER BY publishers DESC, independent_texts DESC, last_time DESC, id DESC LIMIT ?3
                """
                : """
                SELECT id FROM clusters INDEXED BY clusters_by_size
                WHERE last_time >= ?1 AND publishers >= ?2 AND first_time < ?4
                    AND independent_texts >= ?5
                ORDER BY publishers DESC, independent_texts DESC, last_time DESC, id DESC LIMIT ?3
                """
        }
        if filter.isUnread {
            return isBySize
                ? """
                SELECT id FROM clusters INDEXED BY clusters_unread_by_time
                WHERE unread > 0 AND last_time >= ?1 AND publishers >= ?2 AND first_time < ?4
                    AND independent_texts >= ?5
                ORDER BY publishers DESC, independent_texts DESC, last_time DESC, id DESC LIMIT ?3
                """
                : """
                SELECT id FROM clusters INDEXED BY clusters_unread_by_time
                WHERE unread > 0 AND last_time >= ?1 AND publishers >= ?2 AND first_time < ?4
                    AND independent_texts >= ?5
                    AND (last_time, id) < (?6, ?7)
                ORDER BY last_time DESC, id DESC LIMIT ?3
                """
        }
        if filter.minPublishers >= 2 {
            return isBySize
                ? """
                SELECT id FROM clusters INDEXED BY clusters_shared_by_time
                WHERE publishers >= 2 AND last_time >= ?1 AND publishers >= ?2 AND first_time < ?4
                    AND independent_texts >= ?5
                ORDER BY publishers DESC, independent_texts DESC, last_time DESC, id DESC LIMIT ?3
                """
                : """
                SELECT id FROM clusters INDEXED BY clusters_shared_by_time
                WHERE publishers >= 2 AND last_time >= ?1 AND publishers >= ?2 AND first_time < ?4
                    AND independent_texts >= ?5
                    AND (last_time, id) < (?6, ?7)
                ORDER BY last_time DESC, id DESC LIMIT ?3
                """
        }
        return isBySize
            ? """
            SELECT id FROM clusters INDEXED BY clusters_by_time
            WHERE last_time >= ?1 AND publishers >= ?2 AND first_time < ?4
                AND independent_texts >= ?5
            ORDER BY publishers DESC, independent_texts DESC, last_time DESC, id DESC LIMIT ?3
            """
            : """
            SELECT id FROM clusters INDEXED BY clusters_by_time
            WHERE last_time >= ?1 AND publishers >= ?2 AND first_time < ?4
                AND independent_texts >= ?5
                AND (last_time, id) < (?6, ?7)
            ORDER BY last_time DESC, id DESC LIMIT ?3
            """
    }
}
