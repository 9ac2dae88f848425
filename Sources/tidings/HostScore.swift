internal import Politeness
internal import Storage
internal import Values

/// How polite polling was to one server, over all feeds that were ever asked there.
struct HostScore: Equatable, Sendable {
    /// `example.org:443`.
    var host: String
    var feeds = 0
    var polls = 0
    var notModified = 0
    var bytesReceived: Int64 = 0
    /// The sums of the feeds, their times the extremes.
    var manners = Manners()
    /// The averages of the feeds that were polled twice or more, in seconds.
    private var intervals: [Int64] = []

    init(host: String) {
        self.host = host
    }

    /// The scores of all servers, the one that was treated worst first.
    static func all(_ feeds: [FeedListing]) -> [HostScore] {
        var scores: [String: HostScore] = [:]
        for feed in feeds where feed.poll.polls > 0 {
            guard let host = host(of: feed) else { continue }
            scores[host, default: HostScore(host: host)].add(feed)
        }
        return scores.values.sorted(by: isWorse)
    }

    /// `example.org:443` of a feed.
    static func host(of feed: FeedListing) -> String? {
        WebURL(feed.url).map { "\($0.host):\($0.effectivePort)" }
    }

    /// All servers as one.
    static func total(_ feeds: [FeedListing]) -> HostScore {
        var score = HostScore(host: "total")
        for feed in feeds where feed.poll.polls > 0 { score.add(feed) }
        return score
    }

    /// Requests that should not have been made.
    var offences: Int {
        manners.early + manners.afterGone + manners.movedAgain + manners.unconditional
    }

    /// The middle one of the feeds' average intervals, in seconds.
    var medianInterval: Int64? {
        intervals.isEmpty ? nil : intervals.sorted()[intervals.count / 2]
    }

    private mutating func add(_ feed: FeedListing) {
        let other = feed.poll.manners
        feeds += 1
        polls += feed.poll.polls
        notModified += feed.poll.notModified
        bytesReceived &+= feed.poll.bytesReceived
        manners.visits += other.visits
        manners.requests += other.requests
        manners.conditional += other.conditional
        manners.unconditional += other.unconditional
        manners.early += other.early
        manners.afterGone += other.afterGone
        manners.movedAgain += other.movedAgain
        let shortest = [manners.shortestInterval, other.shortestInterval]
        manners.shortestInterval = shortest.compactMap { $0 }.min()
        manners.lastLimited = [manners.lastLimited, other.lastLimited].compactMap { $0 }.max()
        if let mean = other.meanInterval { intervals.append(mean) }
    }

    /// By offences, then by who asked for more room last, then by what was asked.
    private static func isWorse(_ a: HostScore, _ b: HostScore) -> Bool {
        if a.offences != b.offences { return a.offences > b.offences }
        let never = Timestamp(seconds: .min)
        let (first, second) = (a.manners.lastLimited ?? never, b.manners.lastLimited ?? never)
        if first != second { return first > second }
        if a.polls != b.polls { return a.polls > b.polls }
        return a.host < b.host
    }
}
