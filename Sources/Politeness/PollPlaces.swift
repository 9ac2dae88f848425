internal import Values

/// The places that polls under way have, whatever their host: a poll takes one when it starts and frees it
/// when it ends, or when it lingers.
///
/// Nobody knows beforehand which servers accept and never answer, or cannot be reached: each would hold its
/// place for as long as a deadline, and a hundred of them at a first start all places. So who has been under
/// way for `patience` is lingering: it goes on, and another may start in its place. As many may linger as
/// there are places; beyond them who is slow keeps the place that it has.
struct PollPlaces: Sendable {
    typealias FeedID = Schedule.FeedID

    let width: Int
    /// How many polls may be under way at hosts that were silent the last time, lingering ones included.
    let mostSilent: Int
    /// The number of the host where each poll under way has its place.
    private var hosts: [FeedID: Int] = [:]
    /// Those that do not linger, by when they will.
    private var prompt = IndexedHeap()
    private var silent: Set<FeedID> = []

    /// Seconds, that is: most feeds are there in one, and a page that is made when it is asked for in a few.
    static let patience: Int64 = 5

    init(width: Int, mostSilent: Int) {
        self.width = max(1, width)
        self.mostSilent = max(1, mostSilent)
    }

    /// How many may linger.
    var mostLingering: Int { width }

    /// Polls under way.
    var count: Int { hosts.count }

    private var lingering: Int { hosts.count - prompt.count }

    var isFull: Bool { prompt.count >= width }
    var isFullOfSilent: Bool { silent.count >= mostSilent }

    /// From when on a place is free if no poll ends; nil: not by that.
    var opens: Timestamp? {
        if !isFull { return Timestamp(seconds: .min) }
        return lingering < mostLingering ? prompt.first?.priority.time : nil
    }

    /// The number of the host where `feed` has its place; nil: it has none.
    func host(of feed: FeedID) -> Int? { hosts[feed] }

    mutating func take(_ feed: FeedID, at host: Int, isSilent: Bool, now: Timestamp) {
        hosts[feed] = host
        let end = now.advanced(by: Self.patience)
        prompt.set(feed, to: IndexedHeap.Priority(time: end, feed: feed))
        if isSilent { silent.insert(feed) }
    }

    /// Takes note of who lingers by now.
    mutating func lookAround(now: Timestamp) {
        while lingering < mostLingering, let (feed, turn) = prompt.first, turn.time <= now {
            prompt.remove(feed)
        }
    }

    /// Frees the place of `feed` and names its host; nil: it had none.
    mutating func free(_ feed: FeedID) -> Int? {
        guard let host = hosts.removeValue(forKey: feed) else { return nil }
        prompt.remove(feed)
        silent.remove(feed)
        return host
    }

    /// See `Schedule.shift`.
    mutating func shift(by seconds: Int64) {
        prompt.changeAll { turn in
            IndexedHeap.Priority(time: turn.time.advanced(by: seconds), feed: turn.feed)
        }
    }
}
