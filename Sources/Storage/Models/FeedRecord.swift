public import Politeness
public import Subscriptions
public import Values

/// The number of a feed in the store; never reused, so that a feed that comes back resumes.
public typealias FeedID = Int64

/// A feed as the daemon needs it: what the reader declared and what polling has taught.
///
/// Of nearly a kilobyte and with many texts, and passed on at each step of each poll: a class, so that
/// it is shared and not copied. Nothing in it changes.
public final class FeedRecord: Sendable, Equatable {
    public let id: FeedID
    public let subscription: Subscription
    public let poll: PollState
    /// The feed's own title, as its document last told it.
    public let title: String?
    /// The site that the feed speaks for.
    public let siteLink: String?
    public let publisher: String

    init(
        id: FeedID, subscription: Subscription, poll: PollState, title: String?,
        siteLink: String?, publisher: String
    ) {
        self.id = id
        self.subscription = subscription
        self.poll = poll
        self.title = title
        self.siteLink = siteLink
        self.publisher = publisher
    }

    /// The same feed after a poll.
    public func with(_ poll: PollState) -> FeedRecord {
        FeedRecord(
            id: id, subscription: subscription, poll: poll, title: title, siteLink: siteLink,
            publisher: publisher)
    }

    public static func == (a: FeedRecord, b: FeedRecord) -> Bool {
        a === b
            || a.id == b.id && a.subscription == b.subscription && a.poll == b.poll
                && a.title == b.title && a.siteLink == b.siteLink && a.publisher == b.publisher
    }
}

/// A feed as it is listed to a person.
public struct FeedListing: Sendable, Equatable {
    public var id: FeedID
    public var url: String
    /// The reader's name for it, else the feed's own; nil before the first good poll.
    public var title: String?
    public var siteLink: String?
    public var publisher: String
    public var tags: [String]
    /// False once it is gone from feeds.yml; its entries stay.
    public var isSubscribed: Bool
    public var isEnabled: Bool
    public var poll: PollState
    /// How many of its entries are in the store.
    public var entryCount: Int
    /// The sort time of its newest entry.
    public var newestEntry: Timestamp?
    /// What its last document needed to be readable, for a person.
    public var notes: [String]
}
