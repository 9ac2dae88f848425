internal import Politeness
internal import Storage
internal import Values

// The fields of records in every JSON document that the commands print.
extension JSONWriter {
    mutating func write(_ cluster: ClusterRecord) {
        field("id", cluster.id)
        field("headline", cluster.headline.title)
        field("headline_entry", cluster.headline.id)
        field("link", WebURL.shown(cluster.headline.link))
        field("first", cluster.first)
        field("last", cluster.last)
        field("entries", cluster.entryCount)
        field("publishers", cluster.publisherCount)
        field("independent_texts", cluster.independentTextCount)
        field("unread", cluster.unreadTextCount > 0)
        field("unread_texts", cluster.unreadTextCount)
        field("growth_per_hour", (cluster.growth * 1_000).rounded() / 1_000)
        array("publisher_names", cluster.publishers)
        array("terms", cluster.terms)
    }

    mutating func write(_ entry: EntryRecord) {
        field("id", entry.id)
        field("feed", entry.feedURL)
        field("feed_title", entry.feedTitle)
        field("publisher", entry.publisher)
        field("link", WebURL.shown(entry.link))
        field("title", entry.title)
        field("author", entry.author)
        field("language", entry.language)
        field("published", entry.published)
        field("seen", entry.seen)
        field("cluster", entry.cluster)
        field("expired", entry.expired)
        field("copy_of", WebURL.shown(entry.copy?.originLink))
        field("copy_of_entry", entry.copy?.origin)
        field("containment", entry.copy.map { ($0.containment * 1_000).rounded() / 1_000 })
    }

    mutating func write(_ manners: Manners) {
        field("requests", manners.requests)
        field("conditional", manners.conditional)
        field("unconditional", manners.unconditional)
        field(
            "share_conditional",
            Amount.share(manners.conditional, of: manners.repeats))
        field("requests_before_retry_after", manners.early)
        field("requests_after_410", manners.afterGone)
        field("requests_to_moved_url", manners.movedAgain)
        field("shortest_interval", manners.shortestInterval)
        field("last_429", manners.lastLimited)
    }

    mutating func write(_ feed: FeedListing) {
        field("id", feed.id)
        field("url", feed.url)
        field("title", feed.title)
        field("site", feed.siteLink)
        field("publisher", feed.publisher)
        array("tags", feed.tags)
        field("subscribed", feed.isSubscribed)
        field("enabled", feed.isEnabled)
        field("entries", feed.entryCount)
        field("newest_entry", feed.newestEntry)
        field("last_polled", feed.poll.lastPolled)
        field("last_success", feed.poll.lastSuccess)
        field("last_status", feed.poll.lastStatus)
        field("last_error", feed.poll.lastError)
        field("failures", feed.poll.failures)
        field("due", feed.poll.due)
        field("due_reason", feed.poll.dueReason)
        field("wait", feed.poll.wait)
        field("polls", feed.poll.polls)
        field("not_modified", feed.poll.notModified)
        field("bytes_received", feed.poll.bytesReceived)
        field("moved_to", feed.poll.moved?.url)
        array("notes", feed.notes)
    }
}

extension PollState {
    /// Seconds from the last poll to the next.
    fileprivate var wait: Int64? {
        guard let due, let lastPolled else { return nil }
        return due.seconds(since: lastPolled)
    }
}
