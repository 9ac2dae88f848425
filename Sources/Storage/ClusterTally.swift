internal import SQLite
internal import Values

/// The size of a cluster: who tells it, and in how many texts that are not copies of each other.
struct ClusterTally {
    let first: Timestamp
    let last: Timestamp
    let publishers: Int
    let independentTexts: Int
    /// Those of them that a person has read in none of their copies.
    let unreadTexts: Int

    /// `members` in the order of their sort times, at least one.
    init(
        _ members: [MembershipTable.Member], _ connection: borrowing Connection
    ) throws(DatabaseError) {
        var publishers: Set<String> = []
        // A copy group is its root: those of the cluster count as texts of their own, and one that
        // lies outside stands for all of its copies here.
        var texts: Set<EntryID> = []
        var readTexts: Set<EntryID> = []
        for member in members {
            publishers.insert(member.publisher)
            let text =
                member.origin == nil
                ? member.entry : try MembershipTable.root(of: member.entry, connection)
            texts.insert(text)
            if member.isRead { readTexts.insert(text) }
        }
        first = members[0].sortTime
        last = members[members.count - 1].sortTime
        self.publishers = publishers.count
        independentTexts = texts.count
        unreadTexts = texts.count - readTexts.count
    }
}
