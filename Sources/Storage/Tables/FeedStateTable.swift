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

    /// False when there is no such feed.
    static func update(
        _ state: PollState, feed: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> Bool {
        let statement = try connection.prepare(
            """
            UPDATE feed_states SET
                due = ?2, due_reason = ?3, last_polled = ?4, last_success = ?5, last_status = ?6,
                failures = ?7, polls = ?8, not_modified = ?9, bytes_received = ?10, etag = ?11,
                last_modified = ?12, last_error = ?13, moved_url = ?14, moved_first_seen = ?15,
                moved_sightings = ?16
            WHERE feed = ?1
            """)
        try statement.bind(
            feed, state.due?.seconds, state.dueReason, state.lastPolled?.seconds,
            state.lastSuccess?.seconds,
            state.lastStatus, state.failures, state.polls, state.notModified, state.bytesReceived,
            state.validators.eTag, state.validators.lastModified, state.lastError,
            state.moved?.url, state.moved?.firstSeen.seconds, state.moved?.sightings)
        try statement.run()
        return try connection.changedRows == 1
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

    static func state(
        of feed: FeedID, _ connection: borrowing Connection
    ) throws(DatabaseError) -> PollState? {
        let row = try connection.prepare(
            """
            SELECT due, due_reason, last_polled, last_success, last_status, failures, polls,
                not_modified, bytes_received, etag, last_modified, last_error, moved_url,
                moved_first_seen, moved_sightings
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
            eTag: row.optionalBlob(first + 9), lastModified: row.optionalBlob(first + 10))
        state.lastError = row.optionalString(first + 11)
        if let url = row.optionalString(first + 12) {
            state.moved = PollState.Move(
                url: url, firstSeen: row.timestamp(first + 13), sightings: row.int(first + 14))
        }
        return state
    }
}
