internal import Politeness
public import Values

/// What a table of feeds tells of each, without what only a page of it does.
public struct FeedOverview: Sendable, Equatable {
    public var id: FeedID
    public var url: String
    /// The reader's name for it, else the feed's own; nil before the first good poll.
    public var title: String?
    /// False once it is gone from feeds.yml; its entries stay.
    public var isSubscribed: Bool
    public var isEnabled: Bool
    /// How many of its entries are in the store.
    public var entryCount: Int
    public var lastPolled: Timestamp?
    /// Nil: it is not polled any more.
    public var due: Timestamp?
    /// Polls in a row that failed, without those that a person asked for.
    public var failures: Int
    /// `PollState.isFailing`.
    public var isFailing: Bool
    /// It is asked under another address, for good.
    public var hasMoved: Bool
}

extension FeedListing {
    public var overview: FeedOverview {
        FeedOverview(
            id: id, url: url, title: title, isSubscribed: isSubscribed, isEnabled: isEnabled,
            entryCount: entryCount, lastPolled: poll.lastPolled, due: poll.due,
            failures: poll.failures, isFailing: poll.isFailing,
            hasMoved: poll.moved?.isSettled == true)
    }
}
