public import Events
internal import SQLite
public import Values

/// What a person has read: facts of theirs, like the decisions by hand.
///
/// Reading one entry of an event marks all that it has at that moment. It is unread again when a text
/// arrives that is no copy of one that was read: a copy tells nothing new. Marks are those of entries, so
/// that merging a read event with an unread one leaves what was not read unread, and the parts of a
/// split event are as read as it was.
extension StoreSession {
    /// How many events one transaction marks: the daemon can write between two of them.
    static let readingBatch = 2_000

    /// Marks events, all or, where one does not exist, none of them; answers the numbers that they
    /// have now.
    public func mark(
        _ events: [ClusterID], isRead: Bool
    ) throws(StoreError) -> Result<[ClusterID], HandProblem> {
        try writing { () throws(DatabaseError) in
            var living: [ClusterID] = []
            for event in events {
                let id = try ClusterTable.resolve(event, connection)
                guard try ClusterTable.headline(of: id, connection) != nil else {
                    return .failure(.noEvent(event))
                }
                if !living.contains(id) { living.append(id) }
            }
            let moment = try ReadMarks.moment(clock.now, connection)
            for event in living {
                if isRead {
                    try ReadMarks.setRead(event, at: moment, connection)
                } else {
                    try ReadMarks.setUnread(event, connection)
                }
            }
            return .success(living)
        }
    }

    /// The event that an entry is in.
    public func event(of entry: EntryID) throws(StoreError) -> Result<ClusterID, HandProblem> {
        try reading { () throws(DatabaseError) in
            if let event = try MembershipTable.cluster(of: entry, connection) {
                return .success(event)
            }
            return .failure(
                try EntryTable.exists(entry, connection) ? .notClustered(entry) : .noEntry(entry))
        }
    }

    /// Marks every event as read whose latest entry is of the span (nil: has no such end), as far as it has come
    /// by now; answers how many were not.
    public func markAllRead(
        since start: Timestamp? = nil, before end: Timestamp?
    ) throws(StoreError) -> Int {
        // What comes between two transactions was not seen, neither events nor texts of those that were.
        let (last, events) = try reading { () throws(DatabaseError) in
            let last = try EntryLog.last(connection)?.id ?? 0
            let events = try ReadMarks.unread(
                since: start ?? Timestamp(seconds: .min), before: end ?? Timestamp(seconds: .max),
                connection)
            return (last, events)
        }
        var moment: Timestamp?
        var marked = 0
        for start in stride(from: 0, to: events.count, by: Self.readingBatch) {
            marked += try writing { () throws(DatabaseError) in
                var living: [ClusterID] = []
                for event in events[start...].prefix(Self.readingBatch) {
                    living.append(try ClusterTable.resolve(event, connection))
                }
                return try setRead(living, through: last, at: &moment)
            }
        }
        return marked
    }

    /// The same of events with an entry that `entries` lets through, and `query` finds where there is one,
    /// of all that have come by now, however many: what comes meanwhile stays unread. Their latest entry is from
    /// before `end`.
    ///
    /// Goes page by page, so that it takes no more memory for a store of years, and the daemon writes
    /// between two of them.
    public func markAllRead(
        withEntry entries: EntryFilter, matching query: SearchQuery? = nil, before end: Timestamp?
    ) throws(StoreError) -> Int {
        let last = try reading { () throws(DatabaseError) in
            try EntryLog.last(connection)?.id ?? 0
        }
        var moment: Timestamp?
        var pages = EntryWalk(
            entries, query, through: last, now: clock.now, size: Self.readingBatch)
        var marked = 0
        while true {
            let page = try reading { () throws(DatabaseError) in try pages.next(connection) }
            if page.isEmpty { return marked }
            marked += try writing { () throws(DatabaseError) in
                var met: Set<ClusterID> = []
                var events: [ClusterID] = []
                for entry in page {
                    // As it is by now: events are merged meanwhile.
                    guard let event = try MembershipTable.cluster(of: entry, connection),
                        met.insert(event).inserted,
                        try ReadMarks.isUnread(
                            event, before: end ?? Timestamp(seconds: .max), connection)
                    else { continue }
                    events.append(event)
                }
                return try setRead(events, through: last, at: &moment)
            }
        }
    }

    /// Marks what events have up to `last`; answers how many had something unread of it.
    ///
    /// - Parameter moment: one for all batches, by which they are taken back together: drawn with the first mark,
    ///   since until one carries it another `read` may draw the same.
    private func setRead(
        _ events: [ClusterID], through last: EntryID, at moment: inout Timestamp?
    ) throws(DatabaseError) -> Int {
        var count = 0
        for event in events {
            let drawn =
                if let moment { moment } else { try ReadMarks.moment(clock.now, connection) }
            if try ReadMarks.setRead(event, through: last, at: drawn, connection) {
                moment = drawn
                count += 1
            }
        }
        return count
    }
}
