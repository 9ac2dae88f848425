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
            for event in living {
                if isRead {
                    try ReadMarks.setRead(event, at: clock.now, connection)
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

    /// Marks every event as read whose latest entry is from before `moment`; answers how many were
    /// not.
    public func markAllRead(before moment: Timestamp?) throws(StoreError) -> Int {
        // One for all, by which they are taken back together.
        let now = clock.now
        var marked = 0
        while true {
            let events = try writing { () throws(DatabaseError) in
                let events = try ReadMarks.unread(
                    before: moment ?? Timestamp(seconds: .max), limit: Self.readingBatch, connection
                )
                for event in events { try ReadMarks.setRead(event, at: now, connection) }
                return events
            }
            marked += events.count
            if events.count < Self.readingBatch { return marked }
        }
    }

    /// Marks events of a list as read, however many; one that is not there any more is passed over.
    public func markRead(_ events: [ClusterID]) throws(StoreError) {
        let now = clock.now
        var rest = events[...]
        while !rest.isEmpty {
            let batch = rest.prefix(Self.readingBatch)
            rest = rest.dropFirst(batch.count)
            try writing { () throws(DatabaseError) in
                for event in batch { try ReadMarks.setRead(event, at: now, connection) }
            }
        }
    }
}
