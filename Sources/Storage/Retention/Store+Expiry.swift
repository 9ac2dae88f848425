internal import SQLite
public import Subscriptions
public import Values

/// Retention. A round is asked for, and taken step by step until it is done:
///
///     if var round = try store.expiryRound(retention) {
///         while !round.isDone { round = try store.expire(round) }
///     }
extension Store {
    /// Seconds between two rounds.
    public static let expiryInterval: Int64 = 3_600
    /// Seconds between two looks at all identities, which read the whole of their table.
    private static let identityInterval: Int64 = 86_400

    /// A round, when the last one that came to its end is an hour ago, or where `isAskedFor`; else nil.
    public func expiryRound(
        _ retention: Retention, isAskedFor: Bool = false
    ) throws(StoreError) -> ExpiryRound? {
        let clock = try look(at: now)
        let round = ExpiryRound(retention, now: clock.time(at: now), leap: clock.leap)
        if isAskedFor { return round }
        let last = try reading { () throws(DatabaseError) in
            try Self.stamp("SELECT last_round FROM retention", connection)
        }
        return isOver(Self.expiryInterval, since: last) ? round : nil
    }

    /// What time it is for all that leaves for its age: what the clock says, and while that cannot be
    /// believed an earlier time; see `BelievedClock`.
    public func believedTime(at now: Timestamp) throws(StoreError) -> Timestamp {
        try look(at: now).time(at: now)
    }

    private func look(at now: Timestamp) throws(StoreError) -> BelievedClock {
        let stored = try reading { () throws(DatabaseError) in try ClockTable.stored(connection) }
        var clock: BelievedClock
        if let stored {
            clock = stored
        } else {
            clock = try reading { () throws(DatabaseError) in
                try ClockTable.oldest(at: now, connection)
            }
        }
        clock.look(at: now)
        let seen = clock
        if stored.map(seen.isWorthStoring) ?? true {
            try writing { () throws(DatabaseError) in try ClockTable.store(seen, connection) }
        }
        return seen
    }

    /// Takes the next step of a round, in one short transaction; one that throws may be taken again.
    ///
    /// What expires goes in the order of age: see `EntryExpiry` for what stays in any case.
    public func expire(_ round: ExpiryRound) throws(StoreError) -> ExpiryRound {
        var next = round
        switch round.stage {
        case .feeds(let feed): try expireEntries(after: feed, &next)
        case .size(let entry): try expireForSize(after: entry, &next)
        case .events(let place): try forgetEvents(after: place, &next)
        case .eventsForSize(let place): try forgetEventsForSize(after: place, &next)
        case .identities(let place): try forgetIdentities(after: place, &next)
        case .formerFeeds:
            try writing { () throws(DatabaseError) in
                try IdentityExpiry.forgetFeeds(now: round.now, connection)
            }
            next.stage = .pages
        case .pages:
            let freed = try reading { () throws(DatabaseError) -> Int64 in
                let space = try DatabaseSpace(connection)
                return space.isWorthShrinking ? try space.shrink(connection) : 0
            }
            next.bytes += freed
            if freed <= 0 { next.stage = .log }
        case .log:
            try writing { () throws(DatabaseError) in
                try EntryBlocks.forget(connection)
                try ArrivalRuns.forget(connection)
            }
            try stamp("UPDATE retention SET last_round = ?1")
            try reading { () throws(DatabaseError) in try DatabaseSpace.emptyLog(connection) }
            next.stage = .done
        case .done: break
        }
        return next
    }

    private func expireEntries(
        after feed: FeedID, _ round: inout ExpiryRound
    ) throws(StoreError) {
        let (retention, now) = (round.retention, round.now)
        let step = try writing { () throws(DatabaseError) -> (entries: Int, next: FeedID?) in
            try EntryExpiry(now: now, connection).expire(
                after: feed, keeping: { declared.limits(of: $0, else: retention) }, connection)
        }
        round.entries += step.entries
        round.stage = step.next.map { .feeds(after: $0) } ?? .events(after: .init())
    }

    private func forgetEvents(
        after place: EventExpiry.Place, _ round: inout ExpiryRound
    ) throws(StoreError) {
        round.stage = .size(after: 0)
        guard let keep = round.retention.keepEvents else { return }
        let now = round.now
        let step = try writing {
            () throws(DatabaseError) -> (events: Int, next: EventExpiry.Place?) in
            try EventExpiry.forget(after: place, before: now.advanced(by: -keep), connection)
        }
        round.events += step.events
        if let next = step.next { round.stage = .events(after: next) }
    }

    private func expireForSize(
        after entry: EntryID, _ round: inout ExpiryRound
    ) throws(StoreError) {
        guard try isTooLarge(round) else {
            round.stage = try afterSize()
            return
        }
        let now = round.now
        let step = try writing { () throws(DatabaseError) -> (entries: Int, next: EntryID?) in
            try EntryExpiry(now: now, connection).expireOldest(after: entry, connection)
        }
        round.entries += step.entries
        round.stage = step.next.map { .size(after: $0) } ?? .eventsForSize(after: .init())
    }

    private func forgetEventsForSize(
        after place: EventExpiry.Place, _ round: inout ExpiryRound
    ) throws(StoreError) {
        guard try isTooLarge(round) else {
            round.stage = try afterSize()
            return
        }
        let step = try writing {
            () throws(DatabaseError) -> (events: Int, next: EventExpiry.Place?) in
            try EventExpiry.forget(
                after: place, before: Timestamp(seconds: .max), connection)
        }
        round.events += step.events
        if let next = step.next {
            round.stage = .eventsForSize(after: next)
        } else {
            round.isTooLarge = try isTooLarge(round)
            round.stage = try afterSize()
        }
    }

    private func forgetIdentities(
        after place: IdentityExpiry.Place, _ round: inout ExpiryRound
    ) throws(StoreError) {
        let now = round.now
        let step = try writing {
            () throws(DatabaseError) -> (identities: Int, next: IdentityExpiry.Place?) in
            try IdentityExpiry.forget(after: place, now: now, connection)
        }
        round.identities += step.identities
        if let next = step.next {
            round.stage = .identities(after: next)
        } else {
            try stamp("UPDATE retention SET last_look_at_identities = ?1")
            round.stage = .formerFeeds
        }
    }

    private func isTooLarge(_ round: ExpiryRound) throws(StoreError) -> Bool {
        guard let most = round.retention.maxSize else { return false }
        return try reading { () throws(DatabaseError) in
            try DatabaseSpace(connection).usedBytes > most
        }
    }

    /// Identities are looked at once a day.
    private func afterSize() throws(StoreError) -> ExpiryRound.Stage {
        let last = try reading { () throws(DatabaseError) in
            try Self.stamp("SELECT last_look_at_identities FROM retention", connection)
        }
        return isOver(Self.identityInterval, since: last) ? .identities(after: .init()) : .pages
    }

    /// A stamp of the future is that of a clock that was wrong.
    private func isOver(_ interval: Int64, since last: Timestamp) -> Bool {
        now >= last.advanced(by: interval) || now < last
    }

    private static func stamp(
        _ sql: StaticString, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Timestamp {
        let row = try connection.prepare(sql)
        return try row.step() ? row.timestamp(0) : Timestamp(seconds: 0)
    }

    private func stamp(_ sql: StaticString) throws(StoreError) {
        try writing { () throws(DatabaseError) in
            let statement = try connection.prepare(sql)
            try statement.bind(now.seconds)
            try statement.run()
        }
    }
}
