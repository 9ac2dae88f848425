internal import Storage

/// What a person asked for of a feed's next poll.
enum PollWish: Comparable {
    /// That it is made now.
    case soon
    /// That it brings the whole document, whether it has changed or not.
    case whole
}

/// What people asked for of the next polls of feeds; what is known of a document stays, for the case that the
/// poll fails.
struct PollWishes {
    private var wishes: [FeedID: PollWish] = [:]
    /// The feeds that were asked for while they were being polled.
    private var again: Set<FeedID> = []

    /// What was asked for of `feed`.
    subscript(feed: FeedID) -> PollWish? { wishes[feed] }

    mutating func add(_ wish: PollWish, of feed: FeedID, isRunning: Bool = false) {
        wishes[feed] = max(wishes[feed] ?? wish, wish)
        if isRunning { again.insert(feed) }
    }

    /// What the poll that starts now is to be like.
    mutating func take(of feed: FeedID) -> PollWish? { wishes.removeValue(forKey: feed) }

    /// Whether `feed` was asked for while it was being polled, which has ended.
    mutating func takeAgain(_ feed: FeedID) -> Bool { again.remove(feed) != nil }

    /// Forgets the feeds that are not followed any more.
    mutating func forget(where isForgotten: (FeedID) -> Bool) {
        wishes = wishes.filter { !isForgotten($0.key) }
        again = again.filter { !isForgotten($0) }
    }
}
