public import Politeness
public import Subscriptions
public import Values

/// The number of a feed in the store; never reused, so that a feed that comes back resumes.
public typealias FeedID = Int64

/// A feed as the daemon needs it: what the reader declared and what polling has taught.
public struct FeedRecord: Sendable, Equatable {
    public var id: FeedID
    public var subscription: Subscription
    public var poll: PollState
    /// The feed's own title, as its document last told it.
    public var title: String?
    /// The site that the feed speaks for.
    public var siteLink: String?
    public var publisher: String
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
