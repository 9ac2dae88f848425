public import Values

/// How the polling of a feed goes, in a word: the first of these that is true of it.
public enum FeedHealth: String, Sendable, CaseIterable {
    /// feeds.yml names it no more.
    case removed
    /// feeds.yml switches it off.
    case off
    /// Its server said for good that it is no more (410); it is not polled.
    case gone
    /// The last poll failed.
    case failing
    /// It moved for good and is asked at its new address, which feeds.yml does not name yet.
    case moved
    /// Its poll is overdue by more than `FeedHealth.tolerance`.
    case late
    /// It has not been polled yet.
    case new
    /// All is well.
    case fresh

    /// Seconds after its due time from which on a poll is late.
    public static let tolerance: Int64 = 300
}

extension FeedOverview {
    /// How its polling goes as of `now`.
    public func health(now: Timestamp) -> FeedHealth {
        if !isSubscribed { return .removed }
        if !isEnabled { return .off }
        guard let due else { return .gone }
        if isFailing { return .failing }
        if hasMoved { return .moved }
        if now.seconds(since: due) > FeedHealth.tolerance { return .late }
        return lastPolled == nil ? .new : .fresh
    }
}

/// How many feeds of feeds.yml are in which state; each is counted once.
public struct FeedTally: Sendable, Equatable {
    public var off = 0
    public var gone = 0
    public var failing = 0
    public var moved = 0
    public var late = 0
    public var new = 0
    public var fresh = 0
    /// Of the others those that our own network kept from being reached the last time.
    public var unreached = 0

    public init() {}

    public var all: Int { off + gone + failing + moved + late + new + fresh }
}
