internal import SQLite
internal import Values

/// Feeds as people read them.
enum FeedQueries {
    /// By id: all, or those whose last polls failed so often.
    static func feeds(
        leastFailures: Int = 0, _ connection: borrowing Connection
    ) throws(DatabaseError) -> [FeedListing] {
        let row = try connection.prepare(
            """
            SELECT s.due, s.due_reason, s.last_polled, s.last_success, s.last_status, s.failures,
                s.polls, s.not_modified, s.bytes_received, s.etag, s.last_modified,
                s.validators_url, s.last_error, s.moved_url, s.moved_first_seen,
                s.moved_last_seen, s.moved_sightings, s.ttl, s.update_period, s.skip_hours,
                s.skip_days, s.publications, s.visits, s.requests, s.conditional, s.unconditional,
                s.early, s.after_gone, s.moved_again, s.first_visit, s.last_visit,
                s.shortest_interval, s.held_until, s.last_limited, s.entry_count, s.newest_entry,
                f.id, f.url, coalesce(f.given_title, f.title), f.site_link, f.publisher,
                f.is_subscribed, f.is_enabled, f.notes
            FROM feeds AS f JOIN feed_states AS s ON s.feed = f.id
            WHERE s.failures >= ?1 ORDER BY f.id
            """)
        try row.bind(leastFailures)
        let tags = try FeedTable.tags(connection)
        var feeds: [FeedListing] = []
        while try row.step() {
            let own = FeedStateTable.columnCount
            let id = row.int64(own + 2)
            feeds.append(
                FeedListing(
                    id: id, url: row.string(own + 3), title: row.optionalString(own + 4),
                    siteLink: row.optionalString(own + 5), publisher: row.string(own + 6),
                    tags: tags[id] ?? [], isSubscribed: row.int64(own + 7) != 0,
                    isEnabled: row.int64(own + 8) != 0,
                    poll: FeedStateTable.state(row, from: 0), entryCount: row.int(own),
                    newestEntry: row.optionalTimestamp(own + 1),
                    notes: TextList.elements(row.string(own + 9))))
        }
        return feeds
    }
}
