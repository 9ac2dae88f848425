/// Which feeds to list.
public enum FeedSubset: Sendable, Equatable {
    /// Those gone from feeds.yml included.
    case all
    case one(FeedID)
    /// The one of this address, to the letter.
    case at(url: String)
    /// Those whose last poll had something go wrong, those gone from feeds.yml included.
    case failing
}

/// What a feed is found by.
public protocol NamedFeed {
    var id: FeedID { get }
    var url: String { get }
    /// The reader's name for it, else the feed's own.
    var title: String? { get }
    /// False once it is gone from feeds.yml.
    var isSubscribed: Bool { get }
}

/// That and no more: thousands are read at once.
public struct FeedName: NamedFeed, Sendable, Equatable {
    public var id: FeedID
    public var url: String
    public var title: String?
    public var isSubscribed: Bool
}

extension FeedListing: NamedFeed {}
