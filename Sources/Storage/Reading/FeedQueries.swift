internal import SQLite
internal import Values

/// Feeds as people read them.
enum FeedQueries {
    /// By id.
    static func feeds(_ connection: borrowing Connection) throws(DatabaseError) -> [FeedListing] {
        let row = try connection.prepare(
            """
            SELECT s.due, s.due_reason, s.last_polled, s.last_success, s.last_status, s.failures,
                s.polls, s.not_modified, s.bytes_received, s.etag, s.last_modified, s.last_error,
                s.moved_url, s.moved_first_seen, s.moved_sightings, s.entry_count,
                s.newest_entry, f.id, f.url, coalesce(f.given_title, f.title), f.site_link,
                f.publisher, f.is_subscribed, f.is_enabled, f.notes
            FROM feeds AS f JOIN feed_states AS s ON s.feed = f.id ORDER BY f.id
            """)
        let tags = try FeedTable.tags(connection)
        var feeds: [FeedListing] = []
        while try row.step() {
            let id = row.int64(17)
            feeds.append(
                FeedListing(
                    id: id, url: row.string(18), title: row.optionalString(19),
                    siteLink: row.optionalString(20), publisher: row.string(21),
                    tags: tags[id] ?? [], isSubscribed: row.int64(22) != 0,
                    isEnabled: row.int64(23) != 0, poll: FeedStateTable.state(row, from: 0),
                    entryCount: row.int(15), newestEntry: row.optionalTimestamp(16),
                    notes: TextList.elements(row.string(24))))
        }
        return feeds
    }
}
