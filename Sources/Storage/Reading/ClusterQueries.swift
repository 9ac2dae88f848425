internal import Events
internal import SQLite
internal import Values

/// Clusters as people read them.
enum ClusterQueries {
    static func clusters(
        _ filter: ClusterFilter, now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [ClusterRecord] {
        if filter.entries != nil {
            var found = FoundClusters(filter, now: now)
            try forEachEvent(of: filter.wantedEntries, connection) {
                (cluster) throws(DatabaseError) in try found.take(cluster, connection)
            }
            return found.sorted
        }
        var clusters: [ClusterRecord] = []
        for id in try ClusterSelection.ids(filter, now: now, connection) {
            if let cluster = try record(id, now: now, connection) { clusters.append(cluster) }
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
        request.entries = filter.wantedEntries
        var found = FoundClusters(filter, now: now)
        try SearchQueries.forEachMatch(request, now: now, connection) {
            (cluster) throws(DatabaseError) in try found.take(cluster, connection)
        }
        return found.sorted
    }

    /// The events of the entries that are let through, the newest entry first, until `body` says false.
    private static func forEachEvent(
        of wanted: EntryFilter, _ connection: borrowing Connection,
        _ body: (ClusterID) throws(DatabaseError) -> Bool
    ) throws(DatabaseError) {
        let size = 500
        var place: EntryPage.Place?
        for _ in 0..<ClusterFilter.lookedThrough / size {
            let page = try EntryQueries.page(wanted, behind: place, limit: size, connection)
            for entry in page {
                if let cluster = entry.cluster, try !body(cluster) { return }
            }
            guard page.count == size, let last = page.last else { return }
            place = (last.sortTime.seconds, last.id)
        }
    }

    /// Gathers the clusters that entries lead to.
    private struct FoundClusters {
        private let filter: ClusterFilter
        private let now: Timestamp
        private var met: Set<ClusterID> = []
        private var records: [ClusterRecord] = []

        init(_ filter: ClusterFilter, now: Timestamp) {
            self.filter = filter
            self.now = now
        }

        /// False once no more are wanted.
        mutating func take(
            _ cluster: ClusterID, _ connection: borrowing Connection
        ) throws(DatabaseError) -> Bool {
            guard met.insert(cluster).inserted else { return true }
            if try ClusterSelection.passes(filter, cluster, connection),
                let record = try ClusterQueries.record(cluster, now: now, connection)
            {
                records.append(record)
            }
            return filter.order != .newest || records.count < filter.limit ?? .max
        }

        var sorted: [ClusterRecord] {
            let sorted = records.sorted { a, b in
                let (first, second) = (key(a), key(b))
                return first == second ? a.id > b.id : first > second
            }
            return Array(sorted.prefix(filter.limit ?? .max))
        }

        private func key(_ cluster: ClusterRecord) -> (Double, Int, Timestamp) {
            switch filter.order {
            case .newest: (0, 0, cluster.last)
            case .size:
                (Double(cluster.publisherCount), cluster.independentTextCount, cluster.last)
            case .growth: (cluster.growth, 0, cluster.last)
            }
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
            if let entry = try EntryQueries.record(orExpired: member.entry, connection),
                let membership = try MembershipTable.record(of: member.entry, connection)
            {
                let earlier = try RevisionTable.titles(of: member.entry, connection)
                members.append(
                    ClusterMember(
                        entry: entry, membership: membership,
                        corrections: Correction.all(earlier, title: entry.title)))
            }
        }
        return members
    }

    /// Nil while its headline is not in the store.
    static func record(
        _ id: ClusterID, now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) -> ClusterRecord? {
        let row = try connection.prepare(
            """
            SELECT headline, first_time, last_time, entries, publishers, independent_texts, terms,
                unread
            FROM clusters WHERE id = ?1
            """)
        try row.bind(id)
        guard try row.step(),
            let headline = try EntryQueries.record(orExpired: row.int64(0), connection)
        else { return nil }
        let count = row.int(4)
        let publishers =
            count == 1
            ? [headline.publisher] : try self.publishers(of: id, count: count, connection)
        let (first, last, texts) = (row.timestamp(1), row.timestamp(2), row.int(5))
        return ClusterRecord(
            id: id, headline: headline, first: first, last: last, entryCount: row.int(3),
            publisherCount: count, independentTextCount: texts, unreadTextCount: row.int(7),
            publishers: publishers,
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
