internal import Storage

/// The timeline of an event with its copies put under what they were taken from.
struct FoldedTimeline {
    struct Item {
        let member: ClusterMember
        /// In the order of their times; they may have come before the member, whose text they have.
        var copies: [ClusterMember] = []
    }

    /// In the order of their times: what is no copy, and of copies whose origin is in another event
    /// or in none the first one.
    private(set) var items: [Item] = []

    init(_ members: [ClusterMember]) {
        var places: [EntryID: Int] = [:]
        for member in members where member.entry.copy == nil {
            places[member.entry.id] = items.count
            items.append(Item(member: member))
        }
        for member in members {
            guard let copy = member.entry.copy else { continue }
            if let place = places[copy.origin] {
                items[place].copies.append(member)
            } else {
                places[copy.origin] = items.count
                items.append(Item(member: member))
            }
        }
        items.sort { a, b in
            let (first, second) = (a.member.entry, b.member.entry)
            return first.sortTime == second.sortTime
                ? first.id < second.id : first.sortTime < second.sortTime
        }
    }
}
