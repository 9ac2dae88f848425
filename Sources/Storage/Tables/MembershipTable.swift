internal import Events
internal import SQLite
internal import Values

/// The table `memberships`: which cluster each entry is in, and of what it is a copy.
enum MembershipTable {
    /// What the counts of a cluster need of a member.
    struct Member {
        let entry: EntryID
        /// Nil: it is no copy.
        let origin: EntryID?
        let sortTime: Timestamp
        let publisher: String
        /// Whether a person has read it.
        let isRead: Bool
    }

    /// Stores a membership with the decision that made it, and answers the other cluster that the
    /// entry was in before. Without a decision the one that was stored before stays.
    ///
    /// Nothing happens when the entry has left the store meanwhile.
    static func set(
        _ membership: Membership, _ decision: Decision?, _ connection: borrowing Connection
    ) throws(DatabaseError) -> ClusterID? {
        let previous = try cluster(of: membership.document, connection)
        let statement = try connection.prepare(
            """
            INSERT INTO memberships (
                entry, cluster, score, decision, origin, containment, direction, standing_text,
                feed, sort_time)
            SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, feed, sort_time FROM entries WHERE id = ?1
            ON CONFLICT (entry) DO UPDATE SET
                cluster = excluded.cluster, score = excluded.score,
                decision = iif(
                    excluded.decision = '', memberships.decision, excluded.decision),
                origin = excluded.origin, containment = excluded.containment,
                direction = excluded.direction, standing_text = excluded.standing_text
            """)
        try statement.bind(
            membership.document, membership.cluster, membership.score,
            DecisionText.text(decision), membership.copy?.origin, membership.copy?.containment,
            membership.copy?.direction, Int64(membership.standingText))
        try statement.run()
        return previous == membership.cluster ? nil : previous
    }

    /// The cluster that an entry is in; nil: it is in none yet, or there is no such entry.
    static func cluster(
        of entry: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> ClusterID? {
        let row = try connection.prepare("SELECT cluster FROM memberships WHERE entry = ?1")
        try row.bind(entry)
        return try row.step() ? row.int64(0) : nil
    }

    /// 0 for none, and for an entry that is in no cluster.
    static func standingText(
        of entry: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> UInt32 {
        let row = try connection.prepare(
            "SELECT standing_text FROM memberships WHERE entry = ?1")
        try row.bind(entry)
        return try row.step() ? UInt32(truncatingIfNeeded: row.int64(0)) : 0
    }

    static func record(
        of entry: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> MembershipRecord? {
        let row = try connection.prepare(
            """
            SELECT cluster, score, decision,
                EXISTS (SELECT 1 FROM held_entries WHERE entry = ?1)
            FROM memberships WHERE entry = ?1
            """)
        try row.bind(entry)
        guard try row.step() else { return nil }
        return MembershipRecord(
            cluster: row.int64(0), score: row.double(1),
            decision: DecisionText.decision(row.string(2)), isOfFormerText: row.int64(3) != 0)
    }

    /// Puts an entry into another cluster; of what it is a copy stays.
    static func move(
        _ entry: EntryID, to cluster: ClusterID, _ decision: Decision,
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare(
            "UPDATE memberships SET cluster = ?2, score = 0, decision = ?3 WHERE entry = ?1")
        try statement.bind(entry, cluster, DecisionText.text(decision))
        try statement.run()
    }

    static func setDecision(
        _ decision: Decision, ofAllIn cluster: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare(
            "UPDATE memberships SET score = 0, decision = ?2 WHERE cluster = ?1")
        try statement.bind(cluster, DecisionText.text(decision))
        try statement.run()
    }

    /// The evidence that an entry is a copy; nil: it is none.
    static func evidence(
        of entry: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> CopyEvidence? {
        let row = try connection.prepare(
            "SELECT origin, containment, direction FROM memberships WHERE entry = ?1")
        try row.bind(entry)
        guard try row.step(), let origin = row.optionalInt64(0) else { return nil }
        return CopyEvidence(
            origin: origin, containment: row.double(1), direction: row.string(2))
    }

    /// Has an entry be a copy, or none.
    static func setEvidence(
        _ copy: CopyEvidence?, of entry: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare(
            """
            UPDATE memberships SET origin = ?2, containment = ?3, direction = ?4 WHERE entry = ?1
            """)
        try statement.bind(entry, copy?.origin, copy?.containment, copy?.direction)
        try statement.run()
    }

    /// The decisions on the entries after `cursor`, in the order of arrival.
    static func all(
        after cursor: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [Membership] {
        let row = try connection.prepare(
            """
            SELECT entry, cluster, score, origin, containment, direction, standing_text
            FROM memberships WHERE entry > ?1 ORDER BY entry
            """)
        try row.bind(cursor)
        var memberships: [Membership] = []
        while try row.step() {
            memberships.append(membership(of: row.int64(0), row, at: 1))
        }
        return memberships
    }

    /// The entries after `cursor` whose stored decision is one of people.
    static func toldByHand(
        after cursor: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Set<EntryID> {
        let row = try connection.prepare(
            "SELECT entry, decision FROM memberships WHERE entry > ?1 AND instr(decision, ?2) > 0")
        try row.bind(cursor, Decision.Rule.byHand.rawValue)
        var entries: Set<EntryID> = []
        while try row.step() {
            if DecisionText.decision(row.string(1))?.rule == .byHand {
                entries.insert(row.int64(0))
            }
        }
        return entries
    }

    /// From the columns cluster, score, origin, containment, direction and standing_text, which
    /// stand side by side from `first` on.
    static func membership(
        of entry: EntryID, _ row: borrowing Statement, at first: Int32
    ) -> Membership {
        let copy = row.optionalInt64(first + 2).map { origin in
            CopyEvidence(
                origin: origin, containment: row.double(first + 3),
                direction: row.string(first + 4))
        }
        return Membership(
            document: entry, cluster: row.int64(first), score: row.double(first + 1), copy: copy,
            standingText: UInt32(truncatingIfNeeded: row.int64(first + 5)))
    }

    static func moveAll(
        from old: ClusterID, to new: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare(
            "UPDATE memberships SET cluster = ?2 WHERE cluster = ?1")
        try statement.bind(old, new)
        try statement.run()
    }

    /// In the order of their sort times, those that have expired included.
    static func members(
        of cluster: ClusterID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [Member] {
        let row = try connection.prepare(
            """
            SELECT m.entry, m.origin, m.sort_time, f.publisher, r.entry IS NOT NULL
            FROM memberships AS m JOIN feeds AS f ON f.id = m.feed
                LEFT JOIN read_entries AS r ON r.entry = m.entry
            WHERE m.cluster = ?1 ORDER BY m.sort_time, m.entry
            """)
        try row.bind(cluster)
        var members: [Member] = []
        while try row.step() {
            members.append(
                Member(
                    entry: row.int64(0), origin: row.optionalInt64(1), sortTime: row.timestamp(2),
                    publisher: row.string(3), isRead: row.int64(4) != 0))
        }
        return members
    }

    /// The feed with the most of the entries after `cursor`, its share and how many they are.
    static func busiestFeed(
        after cursor: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> (url: String, count: Int, of: Int)? {
        let row = try connection.prepare("SELECT feed FROM memberships WHERE entry > ?1")
        try row.bind(cursor)
        var (counts, all) = ([FeedID: Int](), 0)
        while try row.step() {
            counts[row.int64(0), default: 0] += 1
            all += 1
        }
        // Of two the one with the lower number, as in every run.
        guard
            let busiest = counts.max(by: { ($0.value, -$0.key) < ($1.value, -$1.key) })
        else { return nil }
        let feed = try connection.prepare("SELECT url FROM feeds WHERE id = ?1")
        try feed.bind(busiest.key)
        return try feed.step() ? (feed.string(0), busiest.value, all) : nil
    }

    /// The entry from which, over however many copies, `entry` was taken; itself when it is none.
    ///
    /// The bound ends a circle, which the clusterer does not make.
    static func root(
        of entry: EntryID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> EntryID {
        var root = entry
        for _ in 0..<32 {
            let row = try connection.prepare("SELECT origin FROM memberships WHERE entry = ?1")
            try row.bind(root)
            guard try row.step(), let origin = row.optionalInt64(0) else { break }
            root = origin
        }
        return root
    }
}
