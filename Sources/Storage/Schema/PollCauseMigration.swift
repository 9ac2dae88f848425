extension Migration {
    /// Migration 20: how the last poll of a feed ended (`PollState.Cause`), and since when the outage was
    /// that cost it. Releases before told most of it by the beginning of `due_reason`, the rest by words of
    /// `last_error`: a credential that was kept back, a web page, and in the first of them the want of a
    /// secret. Where they took down no beginning of an outage nobody knows it.
    ///
    /// The index of the holds goes: nothing but a restore looks for them, which copies whole databases.
    static let pollCauses: StaticString = """
        ALTER TABLE feed_states ADD COLUMN cause TEXT;
        ALTER TABLE feed_states ADD COLUMN outage_since INTEGER;

        UPDATE feed_states SET cause = CASE
            WHEN due_reason = 'a redirect leads to a host that asked to be left alone'
                THEN 'heldRedirect'
            WHEN due_reason = 'a redirect leads to a host that others are being polled at'
                THEN 'queuedRedirect'
            WHEN due_reason GLOB 'the document broke off before its end*' THEN 'cutOff'
            WHEN last_error IS NULL THEN NULL
            WHEN due_reason = 'refused until its secret can be had' THEN 'secretLack'
            WHEN due_reason = 'refused until a person mends it' THEN iif(
                last_error GLOB '*: no secret "*'
                    OR last_error GLOB '*no folder of secrets to look for "*'
                    OR last_error GLOB '*: expected user:password on one line*',
                'secretLack', 'refused')
            WHEN due_reason GLOB 'the server let a deadline pass*' THEN 'silent'
            WHEN due_reason GLOB 'the server was not reached*' THEN 'unreached'
            WHEN due_reason GLOB 'our own network seems to be down*' THEN 'outage'
            WHEN due_reason GLOB 'no host has answered for*' THEN 'longOutage'
            WHEN due_reason = 'this machine lacks what a poll takes' THEN 'localFault'
            WHEN due_reason = 'the store refused what came' THEN 'unstored'
            WHEN last_status IN (401, 403)
                AND last_error GLOB '*write that address into feeds.yml to have them sent there'
                THEN 'withheld'
            WHEN last_status = 200 AND last_error GLOB '*this is an HTML page, not a feed*'
                THEN 'webPage'
        END;
        UPDATE feed_states SET outage_since = CAST(
            strftime('%s', substr(due_reason, instr(due_reason, ' since ') + 7)) AS INTEGER)
        WHERE cause IN ('outage', 'longOutage') AND instr(due_reason, ' since ') > 0;

        DROP INDEX feed_states_held;
        DROP VIEW feed_listings;
        CREATE VIEW feed_listings AS
        SELECT s.due, s.due_reason, s.last_polled, s.last_success, s.last_status, s.failures,
            s.polls, s.not_modified, s.bytes_received, s.etag, s.last_modified,
            s.validators_url, s.last_error, s.moved_url, s.moved_first_seen,
            s.moved_last_seen, s.moved_sightings, s.ttl, s.update_period, s.skip_hours,
            s.skip_days, s.publications, s.visits, s.requests, s.conditional, s.unconditional,
            s.early, s.after_gone, s.moved_again, s.first_visit, s.last_visit,
            s.shortest_interval, s.held_until, s.last_limited, s.lifetime, s.cause,
            s.outage_since, s.entry_count, s.newest_entry,
            f.id, f.url, coalesce(f.given_title, f.title) AS title, f.site_link, f.publisher,
            f.is_subscribed, f.is_enabled, f.notes
        FROM feeds AS f JOIN feed_states AS s ON s.feed = f.id;

        PRAGMA user_version = 20;
        """
}
