internal import Politeness
internal import Storage
internal import Values

extension ClusterRecord: ListedRecord {
    static let fields: [RecordField<ClusterRecord>] = [
        .number("id") { $0.id },
        .text("headline") { $0.headline.knownHeadline }.shown { $0.headline.headline },
        .number("headline_entry") { $0.headline.id },
        .text("link") { WebURL.shown($0.headline.link) },
        .time("first") { $0.first },
        .time("last") { $0.last },
        .number("entries") { $0.entryCount },
        .number("publishers") { $0.publisherCount },
        .number("independent_texts") { $0.independentTextCount },
        .truth("unread") { $0.unreadTextCount > 0 },
        .number("unread_texts") { $0.unreadTextCount },
        .decimal("growth_per_hour") { ($0.growth * 1_000).rounded() / 1_000 },
        .texts("publisher_names") { $0.publishers },
        .texts("terms") { $0.terms },
    ]
}

extension EntryRecord: ListedRecord {
    static let fields: [RecordField<EntryRecord>] = [
        .number("id") { $0.id },
        .text("feed") { $0.feedURL },
        .text("feed_title") { $0.feedTitle },
        .text("publisher") { $0.publisher },
        .text("link") { WebURL.shown($0.link) },
        .text("title") { $0.title }.shown { $0.headline },
        .text("author") { $0.author },
        .text("language") { $0.language },
        .time("published") { $0.published },
        .time("seen") { $0.seen },
        .number("cluster") { $0.cluster },
        .time("expired") { $0.expired },
        .text("copy_of") { WebURL.shown($0.copy?.originLink) },
        .number("copy_of_entry") { $0.copy?.origin },
        .decimal("containment") { $0.copy.map { ($0.containment * 1_000).rounded() / 1_000 } },
    ]
}

extension SearchHit: ListedRecord {
    static let fields: [RecordField<SearchHit>] =
        EntryRecord.fields.map { $0.lifted(\.entry) } + [.text("excerpt") { $0.excerpt?.text }]
}

/// A feed as scripts see it at a moment.
struct ToldFeed: Sendable {
    let feed: FeedListing
    let now: Timestamp

    /// How its polling goes, in the word of the table.
    fileprivate var state: String { FeedPage.word(for: feed.overview.health(now: now)) }
}

extension ToldFeed: ListedRecord {
    static let fields: [RecordField<ToldFeed>] = [
        .number("id") { $0.feed.id },
        .text("url") { $0.feed.url },
        .text("title") { $0.feed.title },
        .text("site") { $0.feed.siteLink },
        .text("publisher") { $0.feed.publisher },
        .texts("tags") { $0.feed.tags },
        .truth("subscribed") { $0.feed.isSubscribed },
        .truth("enabled") { $0.feed.isEnabled },
        .text("state") { $0.state },
        .number("entries") { $0.feed.entryCount },
        .time("newest_entry") { $0.feed.newestEntry },
        .time("last_polled") { $0.feed.poll.lastPolled },
        .time("last_success") { $0.feed.poll.lastSuccess },
        .number("last_status") { $0.feed.poll.lastStatus },
        .text("last_error") { $0.feed.poll.lastError },
        .number("failures") { $0.feed.poll.failures },
        .time("due") { $0.feed.next },
        .text("due_reason") { $0.feed.poll.dueReason },
        .number("wait") { $0.feed.next == nil ? nil : $0.feed.poll.wait },
        .number("polls") { $0.feed.poll.polls },
        .number("not_modified") { $0.feed.poll.notModified },
        .number("bytes_received") { $0.feed.poll.bytesReceived },
        .text("moved_to") { $0.feed.poll.moved?.url },
        .texts("notes") { $0.feed.notes },
    ]
}

extension Manners: ListedRecord {
    static let fields: [RecordField<Manners>] = [
        .number("requests") { $0.requests },
        .number("conditional") { $0.conditional },
        .number("unconditional") { $0.unconditional },
        .decimal("share_conditional") { Amount.share($0.conditional, of: $0.repeats) },
        .number("requests_before_retry_after") { $0.early },
        .number("requests_after_410") { $0.afterGone },
        .number("requests_to_moved_url") { $0.movedAgain },
        .number("shortest_interval") { $0.shortestInterval },
        .time("last_429") { $0.lastLimited },
    ]
}

extension FeedListing {
    /// When it is asked next; nil for one that never is: gone, switched off or removed.
    fileprivate var next: Timestamp? { isSubscribed && isEnabled ? poll.due : nil }
}

extension PollState {
    /// Seconds from the last poll to the next.
    fileprivate var wait: Int64? {
        guard let due, let lastPolled else { return nil }
        return due.seconds(since: lastPolled)
    }
}
