extension Migration {
    /// What lists and counts of events cost no longer grows with the store.
    ///
    /// - Kept is how many events there are, and how many of them two publishers or more tell.
    /// - A membership has the feed and the sort time of its entry, and the index of an event's members
    ///   has all that its counts need, in the order of time: without it each member costs a look
    ///   into the pages of `entries`, which hold the texts, and into those of `memberships`, which hold
    ///   the decisions.
    /// - Feeds that fail, and those whose servers want to be left alone, have indexes of their own.
    /// - The statistics that earlier releases gathered go: see `WriterOpening.end`.
    static let readingSpeed: StaticString = """
        DROP TABLE IF EXISTS sqlite_stat1;

        CREATE TABLE cluster_counts (
            only INTEGER PRIMARY KEY CHECK (only = 1),
            clusters INTEGER NOT NULL,
            shared INTEGER NOT NULL
        ) STRICT;
        INSERT INTO cluster_counts
        SELECT 1, count(*), count(*) FILTER (WHERE publishers >= 2) FROM clusters;

        CREATE TRIGGER cluster_opened AFTER INSERT ON clusters BEGIN
            UPDATE cluster_counts
            SET clusters = clusters + 1, shared = shared + (new.publishers >= 2);
        END;
        CREATE TRIGGER cluster_gone AFTER DELETE ON clusters BEGIN
            UPDATE cluster_counts
            SET clusters = clusters - 1, shared = shared - (old.publishers >= 2);
        END;
        CREATE TRIGGER cluster_shared AFTER UPDATE OF publishers ON clusters
        WHEN (old.publishers >= 2) <> (new.publishers >= 2) BEGIN
            UPDATE cluster_counts
            SET shared = shared + (new.publishers >= 2) - (old.publishers >= 2);
        END;

        ALTER TABLE memberships ADD COLUMN feed INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE memberships ADD COLUMN sort_time INTEGER NOT NULL DEFAULT 0;
        DROP INDEX memberships_of_cluster;
        UPDATE memberships
        SET (feed, sort_time) = (SELECT feed, sort_time FROM entries WHERE id = entry);
        CREATE INDEX memberships_of_cluster
        ON memberships (cluster, sort_time, entry, feed, origin);
        CREATE TRIGGER entry_dated AFTER UPDATE OF sort_time ON entries
        WHEN old.sort_time <> new.sort_time BEGIN
            UPDATE memberships SET sort_time = new.sort_time WHERE entry = new.id;
        END;

        CREATE VIEW feed_listings AS
        SELECT s.due, s.due_reason, s.last_polled, s.last_success, s.last_status, s.failures,
            s.polls, s.not_modified, s.bytes_received, s.etag, s.last_modified,
            s.validators_url, s.last_error, s.moved_url, s.moved_first_seen,
            s.moved_last_seen, s.moved_sightings, s.ttl, s.update_period, s.skip_hours,
            s.skip_days, s.publications, s.visits, s.requests, s.conditional, s.unconditional,
            s.early, s.after_gone, s.moved_again, s.first_visit, s.last_visit,
            s.shortest_interval, s.held_until, s.last_limited, s.entry_count, s.newest_entry,
            f.id, f.url, coalesce(f.given_title, f.title) AS title, f.site_link, f.publisher,
            f.is_subscribed, f.is_enabled, f.notes
        FROM feeds AS f JOIN feed_states AS s ON s.feed = f.id;
        CREATE INDEX feed_states_failing ON feed_states (feed) WHERE last_error IS NOT NULL;
        CREATE INDEX feed_states_held ON feed_states (held_until) WHERE held_until IS NOT NULL;
        CREATE INDEX feeds_followed ON feeds (is_subscribed, is_enabled);

        PRAGMA user_version = 8;
        """
}
