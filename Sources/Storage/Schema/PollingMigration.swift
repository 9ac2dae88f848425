extension Migration {
    /// What polling knows of a feed besides.
    ///
    /// - `lifetime` of `feed_states`: for how many seconds its document is good, which a 304 need not say
    ///   again.
    /// - `removed` of `feeds`: when it was taken out of feeds.yml, nil where it stands there.
    /// - `access` of `feeds`: the mark of the keys that its fetches depend on; see `AccessMark`.
    /// - Hosts are named without the ports of http and https and without `www.`, as `Schedule.Host` does;
    ///   of pauses that become one the longest stays.
    static let polling: StaticString = """
        ALTER TABLE feed_states ADD COLUMN lifetime INTEGER;
        ALTER TABLE feeds ADD COLUMN removed INTEGER;
        ALTER TABLE feeds ADD COLUMN access INTEGER;

        DROP VIEW feed_listings;
        CREATE VIEW feed_listings AS
        SELECT s.due, s.due_reason, s.last_polled, s.last_success, s.last_status, s.failures,
            s.polls, s.not_modified, s.bytes_received, s.etag, s.last_modified,
            s.validators_url, s.last_error, s.moved_url, s.moved_first_seen,
            s.moved_last_seen, s.moved_sightings, s.ttl, s.update_period, s.skip_hours,
            s.skip_days, s.publications, s.visits, s.requests, s.conditional, s.unconditional,
            s.early, s.after_gone, s.moved_again, s.first_visit, s.last_visit,
            s.shortest_interval, s.held_until, s.last_limited, s.lifetime, s.entry_count,
            s.newest_entry,
            f.id, f.url, coalesce(f.given_title, f.title) AS title, f.site_link, f.publisher,
            f.is_subscribed, f.is_enabled, f.notes
        FROM feeds AS f JOIN feed_states AS s ON s.feed = f.id;

        ALTER TABLE host_pauses RENAME TO former_host_pauses;
        CREATE TABLE host_pauses (
            host TEXT NOT NULL,
            is_local INTEGER NOT NULL,
            until INTEGER NOT NULL,
            PRIMARY KEY (host, is_local)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO host_pauses (host, is_local, until)
        SELECT iif(name LIKE 'www.%.%', substr(name, 5), name), 0, max(until) FROM (
            SELECT rtrim(substr(host, 1, length(host) - iif(host LIKE '%:80', 3, 4)), '.') AS name,
                until
            FROM former_host_pauses
            WHERE is_local = 0 AND (host LIKE '%:80' OR host LIKE '%:443'))
        GROUP BY 1;
        INSERT INTO host_pauses (host, is_local, until)
        SELECT host, is_local, until FROM former_host_pauses
        WHERE is_local = 1 OR NOT (host LIKE '%:80' OR host LIKE '%:443');
        DROP TABLE former_host_pauses;

        PRAGMA user_version = 16;
        """
}
