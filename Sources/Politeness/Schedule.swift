public import Values

/// When each feed is polled, and which may be started now: due times in heaps, hosts paced.
///
/// A public host gets at most `perHost` polls at once and one start in `spacing` seconds. A local
/// one, which is the reader's own (`Schedule.Host`), takes `perLocalHost` at once without spacing.
/// Each operation is logarithmic in the feeds; none looks at all of them.
///
/// Of feeds due at the same second the one with the lowest number comes first, so that the same
/// calls give the same order.
public struct Schedule: Sendable {
    /// A feed's number in the database.
    public typealias FeedID = Int64

    /// Polls that run at once over all hosts.
    public let width: Int
    public let perHost: Int
    public let perLocalHost: Int
    /// Seconds between two starts on one public host.
    public let spacing: Int64

    /// The host of each feed that is known, running or not.
    private var feeds: [FeedID: Host] = [:]
    private var hosts: [Host: Line] = [:]
    /// Hosts with a feed that waits and a free place, by when the next may start.
    private var ready = IndexedHeap<Host, Turn>()
    /// The feeds being polled, with the host where their place is taken.
    private var running: [FeedID: Host] = [:]

    public init(
        width: Int = 100, perHost: Int = 2, perLocalHost: Int = 8, spacing: Int64 = 1
    ) {
        self.width = max(1, width)
        self.perHost = max(1, perHost)
        self.perLocalHost = max(1, perLocalHost)
        self.spacing = max(0, spacing)
    }

    /// A server as far as pacing goes.
    public struct Host: Hashable, Sendable {
        /// `example.org:443`, lower case.
        public let name: String
        /// Whether it is the reader's own, and thus not paced.
        public let isLocal: Bool

        public init(name: String, isLocal: Bool) {
            self.name = name
            self.isLocal = isLocal
        }
    }

    /// The feeds of one host.
    private struct Line {
        var waiting = IndexedHeap<FeedID, Turn>()
        var running = 0
        /// No start before: spacing and pauses.
        var opens = Timestamp(seconds: .min)
    }

    /// A moment, and a number that orders what falls on the same one.
    private struct Turn: Comparable {
        let time: Timestamp
        let feed: FeedID

        static func < (a: Turn, b: Turn) -> Bool {
            a.time == b.time ? a.feed < b.feed : a.time < b.time
        }
    }

    /// How many feeds run at this moment.
    public var runningCount: Int { running.count }

    /// Whether `feed` was started and has not finished.
    public func isRunning(_ feed: FeedID) -> Bool { running[feed] != nil }

    /// When `next` will have something to start if nothing changes until then; nil: not before a
    /// poll finishes or a feed is set.
    public var nextWake: Timestamp? {
        running.count < width ? ready.first?.priority.time : nil
    }

    /// Makes `feed` due at `due`, whether it is new here or not.
    ///
    /// Of a feed that is running only the host is taken over: when it finishes its next time is
    /// told anyway.
    public mutating func set(_ feed: FeedID, host: Host, due: Timestamp) {
        if let old = feeds[feed], old != host { withdraw(feed, from: old) }
        feeds[feed] = host
        if running[feed] == nil { enqueue(feed, on: host, due: due) }
    }

    /// Forgets `feed`; one that is running ends and does not come back.
    public mutating func remove(_ feed: FeedID) {
        guard let host = feeds.removeValue(forKey: feed) else { return }
        withdraw(feed, from: host)
    }

    /// The feeds to start now, which count as running until `finished`.
    public mutating func next(now: Timestamp) -> [FeedID] {
        var started: [FeedID] = []
        while running.count < width, let (host, turn) = ready.first, turn.time <= now {
            guard var line = hosts[host], let feed = line.waiting.first?.member else { break }
            line.waiting.remove(feed)
            line.running += 1
            if !host.isLocal { line.opens = max(line.opens, now.advanced(by: spacing)) }
            hosts[host] = line
            running[feed] = host
            update(host)
            started.append(feed)
        }
        return started
    }

    /// Frees the place of `feed` and makes it due again; nil: not any more.
    public mutating func finished(_ feed: FeedID, due: Timestamp?) {
        guard let place = running.removeValue(forKey: feed) else { return }
        hosts[place]?.running -= 1
        update(place)
        guard let host = feeds[feed] else { return }
        if let due {
            enqueue(feed, on: host, due: due)
        } else {
            feeds[feed] = nil
        }
    }

    /// Starts nothing on `host` before `time`; a pause is never shortened.
    public mutating func pause(_ host: Host, until time: Timestamp) {
        hosts[host, default: Line()].opens = max(hosts[host]?.opens ?? time, time)
        update(host)
    }

    private mutating func enqueue(_ feed: FeedID, on host: Host, due: Timestamp) {
        hosts[host, default: Line()].waiting.set(feed, to: Turn(time: due, feed: feed))
        update(host)
    }

    private mutating func withdraw(_ feed: FeedID, from host: Host) {
        hosts[host]?.waiting.remove(feed)
        update(host)
    }

    /// Puts `host` where it belongs among those that can start something.
    private mutating func update(_ host: Host) {
        let limit = host.isLocal ? perLocalHost : perHost
        guard let line = hosts[host], line.running < limit, let first = line.waiting.first else {
            return ready.remove(host)
        }
        let turn = first.priority
        ready.set(host, to: Turn(time: max(turn.time, line.opens), feed: turn.feed))
    }
}
