internal import Events
internal import SQLite
internal import Values

/// The tables `clusters`, `cluster_aliases` and `clusterer`.
enum ClusterTable {
    static func position(
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> ClustererPosition {
        let row = try connection.prepare(
            """
            SELECT cursor, next_cluster, consolidated_through, expired_through, hand_revision,
                weighed_through
            FROM clusterer
            """)
        guard try row.step() else { return ClustererPosition(cursor: 0, nextCluster: 1) }
        return ClustererPosition(
            cursor: row.int64(0), nextCluster: row.int64(1), consolidatedThrough: row.int64(2),
            weighedThrough: row.int64(5), expiredThrough: row.int64(3),
            handRevision: row.int64(4))
    }

    static func setPosition(
        _ position: ClustererPosition, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare(
            """
            UPDATE clusterer SET cursor = ?1, next_cluster = ?2, consolidated_through = ?3,
                expired_through = ?4, weighed_through = ?5
            """)
        try statement.bind(
            position.cursor, position.nextCluster, position.consolidatedThrough,
            position.expiredThrough, position.weighedThrough)
        try statement.run()
        try HeldTable.forget(through: position.expiredThrough, connection)
    }

    /// The clusters that entries are counted in, where these are not those that they are in.
    static func countedElsewhere(
        _ connection: borrowing Connection
    ) throws(DatabaseError) -> [EntryID: ClusterID] {
        let row = try connection.prepare(
            "SELECT entry, cluster FROM counted_elsewhere ORDER BY entry")
        var counted: [EntryID: ClusterID] = [:]
        while try row.step() { counted[row.int64(0)] = row.int64(1) }
        return counted
    }

    static func setCountedElsewhere(
        _ counted: [EntryID: ClusterID], _ connection: borrowing Connection
    ) throws(DatabaseError) {
        try connection.execute("DELETE FROM counted_elsewhere")
        let insert = try connection.prepare(
            "INSERT INTO counted_elsewhere (entry, cluster) VALUES (?1, ?2)")
        for (entry, cluster) in counted.sorted(by: { $0.key < $1.key }) {
            try insert.bind(entry, cluster)
            try insert.run()
        }
    }

    /// Takes over what the clusterer decided, and counts anew the clusters that it changed.
    static func apply(
        _ changes: ClusterChanges, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        var touched: Set<ClusterID> = []
        let decisions = Dictionary(
            changes.decisions.lazy.map { ($0.document, $0.decision) }, uniquingKeysWith: { $1 })
        for membership in changes.memberships {
            try open(membership.cluster, headline: membership.document, connection)
            let decision = decisions[membership.document]
            if let previous = try MembershipTable.set(membership, decision, connection) {
                touched.insert(previous)
            }
            touched.insert(membership.cluster)
        }
        for alias in changes.aliases {
            try merge(alias, into: &touched, connection)
        }
        for headline in changes.headlines {
            let statement = try connection.prepare(
                "UPDATE clusters SET headline = ?2 WHERE id = ?1")
            try statement.bind(headline.cluster, headline.document)
            try statement.run()
            touched.insert(headline.cluster)
        }
        for topic in changes.topics {
            let statement = try connection.prepare("UPDATE clusters SET terms = ?2 WHERE id = ?1")
            try statement.bind(topic.cluster, TextList.text(topic.terms))
            try statement.run()
        }
        // In order, so that the same changes always write the same file.
        for cluster in touched.sorted() { try count(cluster, connection) }
    }

    /// Makes sure that there is a row for `cluster`; `count` fills it in.
    static func open(
        _ cluster: ClusterID, headline: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare(
            """
            INSERT INTO clusters (
                id, headline, first_time, last_time, entries, publishers, independent_texts)
            VALUES (?1, ?2, 0, 0, 0, 0, 0) ON CONFLICT (id) DO NOTHING
            """)
        try statement.bind(cluster, headline)
        try statement.run()
    }

    /// Moves all of a cluster into another, by whose number it is found from now on.
    static func merge(
        _ alias: ClusterChanges.Alias, into touched: inout Set<ClusterID>,
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        // Every alias points to a living cluster, so that following one takes a single step.
        let new = try resolve(alias.new, connection)
        guard alias.old != new else { return }
        touched.formUnion([alias.old, new])
        try open(new, headline: 0, connection)
        try MembershipTable.moveAll(from: alias.old, to: new, connection)
        let forward = try connection.prepare("UPDATE cluster_aliases SET new = ?2 WHERE new = ?1")
        try forward.bind(alias.old, new)
        try forward.run()
        let insert = try connection.prepare(
            "INSERT OR REPLACE INTO cluster_aliases (old, new) VALUES (?1, ?2)")
        try insert.bind(alias.old, new)
        try insert.run()
    }

    /// Brings the counts of a cluster up to date, and gives it another headline where that one is no
    /// member or a copy; one without members goes.
    static func count(
        _ cluster: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let members = try MembershipTable.members(of: cluster, connection)
        guard let first = members.first else {
            let delete = try connection.prepare("DELETE FROM clusters WHERE id = ?1")
            try delete.bind(cluster)
            try delete.run()
            return
        }
        let tally = try ClusterTally(members, connection)
        let original = members.first { $0.origin == nil }?.entry
        let update = try connection.prepare(
            """
            UPDATE clusters SET first_time = ?2, last_time = ?3, entries = ?4, publishers = ?5,
                independent_texts = ?6, unread = ?9,
                headline = CASE WHEN headline IN (
                    SELECT entry FROM memberships
                    WHERE entry = headline AND cluster = ?1 AND (origin IS NULL OR ?8))
                    THEN headline ELSE ?7 END
            WHERE id = ?1
            """)
        try update.bind(
            cluster, tally.first.seconds, tally.last.seconds, members.count, tally.publishers,
            tally.independentTexts, original ?? first.entry, original == nil,
            tally.unreadTexts)
        try update.run()
    }

    /// The clusters in which a feed has entries, or had some that have expired.
    static func clusters(
        of feed: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [ClusterID] {
        let row = try connection.prepare(
            """
            SELECT m.cluster FROM entries AS e JOIN memberships AS m ON m.entry = e.id
            WHERE e.feed = ?1
            UNION
            SELECT m.cluster FROM expired_entries AS e JOIN memberships AS m ON m.entry = e.id
            WHERE e.feed = ?1
            ORDER BY 1
            """)
        try row.bind(feed)
        var clusters: [ClusterID] = []
        while try row.step() { clusters.append(row.int64(0)) }
        return clusters
    }

    /// Gives out the number of the next new cluster.
    static func takeNext(_ connection: borrowing Connection) throws(DatabaseError) -> ClusterID {
        let next = try position(connection).nextCluster
        try connection.execute("UPDATE clusterer SET next_cluster = next_cluster + 1")
        return next
    }

    /// Makes a number that had become another cluster's one of its own again.
    static func revive(
        _ id: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare("DELETE FROM cluster_aliases WHERE old = ?1")
        try statement.bind(id)
        try statement.run()
    }

    static func memberCount(
        of id: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Int {
        let row = try connection.prepare("SELECT entries FROM clusters WHERE id = ?1")
        try row.bind(id)
        return try row.step() ? row.int(0) : 0
    }

    /// The entry that stands for a cluster.
    static func headline(
        of id: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> EntryID? {
        let row = try connection.prepare("SELECT headline FROM clusters WHERE id = ?1")
        try row.bind(id)
        return try row.step() ? row.int64(0) : nil
    }

    /// The living cluster of a number that may be that of a merged one.
    static func resolve(
        _ id: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> ClusterID {
        let row = try connection.prepare("SELECT new FROM cluster_aliases WHERE old = ?1")
        try row.bind(id)
        return try row.step() ? row.int64(0) : id
    }
}
