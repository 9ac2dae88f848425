internal import Politeness
internal import SQLite
internal import Values

/// The table `feed_states`: the polling of each feed, and how many entries it has brought.
enum FeedStateTable {
    static func insert(
        _ state: PollState, feed: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare(
            """
            INSERT INTO feed_states (
                feed, due, due_reason, failures, polls, not_modified, bytes_received)
            VALUES (?1, ?2, ?3, 0, 0, 0, 0)
            """)
        try statement.bind(feed, state.due?.seconds, state.dueReason)
        try statement.run()
    }

    /// Makes feeds due that a person asks for (nil: all that are not gone for good), when the time is over
    /// that their servers asked to be left alone for; with `force` at once, and without validators.
    static func makeDue(
        _ feeds: [FeedID]?, force: Bool, at now: Timestamp, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        var asked = feeds ?? []
        if feeds == nil {
            let row = try connection.prepare("SELECT feed FROM feed_states WHERE due > ?1")
            try row.bind(now.seconds)
            while try row.step() { asked.append(row.int64(0)) }
        }
        // A hold that a clock which was wrong stored is none: see `PollState.earliest`.
        let past = now.advanced(by: PollState.clockSlack)
        let change = try connection.prepare(
            """
            UPDATE feed_states SET
                due = max(?2, CASE WHEN NOT ?3 AND last_polled <= ?4 THEN coalesce(held_until, 0)
                    ELSE 0 END),
                due_reason = 'a refresh was asked for',
                etag = CASE WHEN ?3 THEN NULL ELSE etag END,
                last_modified = CASE WHEN ?3 THEN NULL ELSE last_modified END,
                validators_url = CASE WHEN ?3 THEN NULL ELSE validators_url END
            WHERE feed = ?1
            """)
        for feed in asked {
            try change.bind(feed, now.seconds, force, past.seconds)
            try change.run()
        }
    }

    /// False when there is no such feed, or none at `url` (nil: whatever its address is). What its
    /// document states of its pace is left as it is; see `setPacing`.
    static func update(
        _ state: PollState, feed: FeedID, at url: String? = nil, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Bool {
        let statement = try connection.prepare(
            """
            UPDATE feed_states SET
                due = ?2, due_reason = ?3, last_polled = ?4, last_success = ?5, last_status = ?6,
                failures = ?7, polls = ?8, not_modified = ?9, bytes_received = ?10, etag = ?11,
                last_modified = ?12, validators_url = ?13, last_error = ?14, moved_url = ?15,
                moved_first_seen = ?16, moved_last_seen = ?17, moved_sightings = ?18,
                visits = ?19, requests = ?20, conditional = ?21, unconditional = ?22, early = ?23,
                after_gone = ?24, moved_again = ?25, first_visit = ?26, last_visit = ?27,
                shortest_interval = ?28, held_until = ?29, last_limited = ?30, lifetime = ?31,
                cause = ?32, outage_since = ?33
            WHERE feed = ?1
                AND (?34 IS NULL OR ?34 = (SELECT url FROM feeds WHERE id = ?1))
            """)
        // One by one: a list of values of many types is bound through their witnesses, which takes three
        // times as long, and this is run for each poll.
        let manners = state.manners
        try statement.bind(feed, at: 1)
        try statement.bind(state.due?.seconds, at: 2)
        try statement.bind(state.dueReason, at: 3)
        try statement.bind(state.lastPolled?.seconds, at: 4)
        try statement.bind(state.lastSuccess?.seconds, at: 5)
        try statement.bind(state.lastStatus, at: 6)
        try statement.bind(state.failures, at: 7)
        try statement.bind(state.polls, at: 8)
        try statement.bind(state.notModified, at: 9)
        try statement.bind(state.bytesReceived, at: 10)
        try statement.bind(blob: state.validators.eTag, at: 11)
        try statement.bind(blob: state.validators.lastModified, at: 12)
        try statement.bind(state.validators.url, at: 13)
        try statement.bind(state.lastError, at: 14)
        try statement.bind(state.moved?.url, at: 15)
        try statement.bind(state.moved?.firstSeen.seconds, at: 16)
        try statement.bind(state.moved?.lastSeen.seconds, at: 17)
        try statement.bind(state.moved?.sightings, at: 18)
        try statement.bind(manners.visits, at: 19)
        try statement.bind(manners.requests, at: 20)
        try statement.bind(manners.conditional, at: 21)
        try statement.bind(manners.unconditional, at: 22)
        try statement.bind(manners.early, at: 23)
        try statement.bind(manners.afterGone, at: 24)
        try statement.bind(manners.movedAgain, at: 25)
        try statement.bind(manners.first?.seconds, at: 26)
        try statement.bind(manners.last?.seconds, at: 27)
        try statement.bind(manners.shortestInterval, at: 28)
        try statement.bind(manners.heldUntil?.seconds, at: 29)
        try statement.bind(manners.lastLimited?.seconds, at: 30)
        try statement.bind(state.lifetime, at: 31)
        try statement.bind(state.cause?.rawValue, at: 32)
        try statement.bind(state.outageSince?.seconds, at: 33)
        try statement.bind(url, at: 34)
        try statement.run()
        return try connection.changedRows == 1
    }

    /// Stores what a document states of its pace: only a poll that brought one changes it.
    static func setPacing(
        _ pacing: FeedPacing, feed: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare(
            """
            UPDATE feed_states SET ttl = ?2, update_period = ?3, skip_hours = ?4, skip_days = ?5,
                publications = ?6
            WHERE feed = ?1
            """)
        try statement.bind(
            feed, pacing.ttl, pacing.updatePeriod, bits(pacing.skipHours),
            bits(pacing.skipDays) | (pacing.isFinished ? finished : 0), text(pacing.publications))
        try statement.run()
    }

    static func countEntries(
        _ new: Int, newest: Timestamp, feed: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) {
        let statement = try connection.prepare(
            """
            UPDATE feed_states SET entry_count = entry_count + ?2,
                newest_entry = max(coalesce(newest_entry, ?3), ?3)
            WHERE feed = ?1
            """)
        try statement.bind(feed, new, newest.seconds)
        try statement.run()
    }

    /// Notes how many entries a document listed, and to the day that it came, since most polls tell the
    /// same. Unless they are `isAll`, there may be more: what is still listed must not be taken out.
    static func setListed(
        _ count: Int, isAll: Bool, at now: Timestamp, feed: FeedID,
        _ connection: borrowing Connection
    ) throws(DatabaseError) {
        guard let (former, last) = try listed(of: feed, connection) else { return }
        var listed = former
        if isAll, count < former.number {
            // Of a clock that was never looked at nothing is believed.
            let believed = try ClockTable.stored(connection)?.believed
            listed.take(count, at: now, believed: believed ?? Timestamp(seconds: 0))
        } else {
            listed.take(atLeast: count)
        }
        let isDated = !isAll || (0...86_400).contains(now.seconds(since: last))
        if listed == former, isDated { return }
        let update = try connection.prepare(
            """
            UPDATE feed_states SET listed = ?2, fewer_listed = ?3, fewer_since = ?4, last_document = ?5
            WHERE feed = ?1
            """)
        try update.bind(
            feed, listed.number, listed.fewer?.most, listed.fewer?.since.seconds,
            (isDated ? last : now).seconds)
        try update.run()
    }

    /// How many entries a feed lists, and when it last brought a whole document.
    private static func listed(
        of feed: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> (count: ListedCount, document: Timestamp)? {
        let row = try connection.prepare(
            """
            SELECT listed, fewer_listed, fewer_since, last_document FROM feed_states
            WHERE feed = ?1
            """)
        try row.bind(feed)
        guard try row.step() else { return nil }
        let fewer = row.optionalTimestamp(2).map {
            ListedCount.Fewer(most: row.int(1), since: $0)
        }
        return (ListedCount(row.int(0), fewer: fewer), row.timestamp(3))
    }

    static func state(
        of feed: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> PollState? {
        let row = try connection.prepare(
            """
            SELECT due, due_reason, last_polled, last_success, last_status, failures, polls,
                not_modified, bytes_received, etag, last_modified, validators_url, last_error,
                moved_url, moved_first_seen, moved_last_seen, moved_sightings, ttl, update_period,
                skip_hours, skip_days, publications, visits, requests, conditional, unconditional,
                early, after_gone, moved_again, first_visit, last_visit, shortest_interval,
                held_until, last_limited, lifetime, cause, outage_since
            FROM feed_states WHERE feed = ?1
            """)
        try row.bind(feed)
        return try row.step() ? state(row, from: 0) : nil
    }

    /// The state in the columns of a row that begin at `first`, in the order of `state(of:)`.
    static func state(_ row: borrowing Statement, from first: Int32) -> PollState {
        var state = PollState(due: row.optionalTimestamp(first))
        state.dueReason = row.string(first + 1)
        state.lastPolled = row.optionalTimestamp(first + 2)
        state.lastSuccess = row.optionalTimestamp(first + 3)
        state.lastStatus = row.optionalInt64(first + 4).map(Int.init)
        state.failures = row.int(first + 5)
        state.polls = row.int(first + 6)
        state.notModified = row.int(first + 7)
        state.bytesReceived = row.int64(first + 8)
        state.validators = Validators(
            eTag: row.optionalBlob(first + 9), lastModified: row.optionalBlob(first + 10),
            url: row.optionalString(first + 11))
        state.lastError = row.optionalString(first + 12)
        if let url = row.optionalString(first + 13) {
            state.moved = PollState.Move(
                url: url, firstSeen: row.timestamp(first + 14), sightings: row.int(first + 16),
                lastSeen: row.timestamp(first + 15))
        }
        state.pacing.ttl = row.optionalInt64(first + 17)
        state.pacing.updatePeriod = row.optionalInt64(first + 18)
        state.pacing.skipHours = set(row.int64(first + 19))
        state.pacing.skipDays = set(row.int64(first + 20) & (finished - 1))
        state.pacing.isFinished = row.int64(first + 20) & finished != 0
        state.pacing.publications = times(row.utf8(first + 21))
        state.manners = manners(row, from: first + 22)
        state.lifetime = row.optionalInt64(first + 34)
        state.end(by: cause(row, first + 35), outageSince: row.optionalTimestamp(first + 36))
        return state
    }

    /// How the last poll ended, in the column `place` of a row.
    static func cause(_ row: borrowing Statement, _ place: Int32) -> PollState.Cause? {
        row.optionalString(place).flatMap(PollState.Cause.init(rawValue:))
    }

    private static func manners(_ row: borrowing Statement, from first: Int32) -> Manners {
        var manners = Manners()
        manners.visits = row.int(first)
        manners.requests = row.int(first + 1)
        manners.conditional = row.int(first + 2)
        manners.unconditional = row.int(first + 3)
        manners.early = row.int(first + 4)
        manners.afterGone = row.int(first + 5)
        manners.movedAgain = row.int(first + 6)
        manners.first = row.optionalTimestamp(first + 7)
        manners.last = row.optionalTimestamp(first + 8)
        manners.shortestInterval = row.optionalInt64(first + 9)
        manners.heldUntil = row.optionalTimestamp(first + 10)
        manners.lastLimited = row.optionalTimestamp(first + 11)
        return manners
    }

    /// Behind the seven days that a feed may skip: that it skips all from now on.
    private static let finished: Int64 = 1 << 7

    /// How many columns a state takes.
    static let columnCount: Int32 = 37

    /// A time a line, as `TextList` has it, without a string for each: every poll writes them.
    private static func text(_ times: [Timestamp]) -> String? {
        if times.isEmpty { return nil }
        var text = ""
        text.reserveCapacity(11 * times.count)
        for time in times {
            if !text.isEmpty { text += "\n" }
            text += String(time.seconds)
        }
        return text
    }

    /// A line that is no number is passed over. Byte by byte: each start reads them of each feed.
    private static func times(_ text: [UInt8]) -> [Timestamp] {
        var times: [Timestamp] = []
        if text.isEmpty { return times }
        times.reserveCapacity(FeedPacing.sample)
        var seconds: Int64 = 0
        var digits = 0
        var isNegative = false
        var isNumber = true
        func end() {
            if isNumber, digits > 0 {
                times.append(Timestamp(seconds: isNegative ? -seconds : seconds))
            }
            (seconds, digits, isNegative, isNumber) = (0, 0, false, true)
        }
        for byte in text {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                seconds = seconds &* 10 &+ Int64(byte &- UInt8(ascii: "0"))
                digits &+= 1
            case UInt8(ascii: "\n"): end()
            case UInt8(ascii: "-") where digits == 0 && !isNegative: isNegative = true
            default: isNumber = false
            }
        }
        end()
        return times
    }

    private static func bits(_ members: Set<Int>) -> Int64 {
        var bits: Int64 = 0
        for member in members where (0..<63).contains(member) { bits |= 1 << Int64(member) }
        return bits
    }

    private static func set(_ bits: Int64) -> Set<Int> {
        bits == 0 ? [] : Set((0..<63).filter { bits >> Int64($0) & 1 == 1 })
    }
}
