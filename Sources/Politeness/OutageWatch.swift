public import Values

/// Tells an outage of our own network from failures of the feeds: when most of the hosts that were
/// asked of late answered the time before and now cannot be reached, it is us, and no feed is to
/// blame.
///
/// Where many hosts are asked, so many failures in a row without an answer between them tell it sooner.
///
/// Hosts that have been failing, or never answered, prove nothing: many of them asked at once, as
/// after importing an old list, would look like an outage that never ends.
public struct OutageWatch: Sendable {
    /// How far back results count, in seconds.
    private let window: Int64
    /// With fewer unreachable hosts than this nothing is concluded.
    private let minimumHosts: Int
    /// So many hosts in a row that cannot be reached are an outage whatever came before.
    private let longestStreak: Int
    private var streak: Set<String> = []
    private var streakEnd = Timestamp(seconds: .min)
    /// The last result of each host in the window.
    private var results: [String: Result] = [:]
    private var unreachable = 0
    /// Results in the order in which they came, to drop the old ones from.
    private var order: ArraySlice<(host: String, time: Timestamp)> = []
    /// When the first of the failures came that make up the outage; nil: there is none.
    public private(set) var outSince: Timestamp?

    private struct Result {
        var isReachable: Bool
        var time: Timestamp
    }

    public init(window: Int64 = 120, minimumHosts: Int = 4, longestStreak: Int = 8) {
        self.window = window
        self.minimumHosts = minimumHosts
        self.longestStreak = longestStreak
    }

    public enum Change: Hashable, Sendable {
        case none
        /// More than half of the hosts are out of reach.
        case began
        /// A host answered: what failed since the given moment should be asked again soon.
        case recovered(since: Timestamp)
    }

    /// Takes in that `host` answered, in whatever way, or could not be reached, and whether it
    /// had answered the time before.
    public mutating func record(
        host: String, isReachable: Bool, wasReachable: Bool, now: Timestamp
    ) -> Change {
        forget(before: now.advanced(by: -window))
        guard isReachable || wasReachable else { return .none }
        if isReachable, let since = outSince {
            // One answer shows that the network is back; the failures were those of the outage.
            self = OutageWatch(
                window: window, minimumHosts: minimumHosts, longestStreak: longestStreak)
            set(host, Result(isReachable: true, time: now))
            return .recovered(since: since)
        }
        set(host, Result(isReachable: isReachable, time: now))
        extendStreak(host, isReachable: isReachable, now: now)
        let isMost = unreachable >= minimumHosts && unreachable * 2 > results.count
        guard outSince == nil, isMost || streak.count >= longestStreak else { return .none }
        outSince = results.values.lazy.filter { !$0.isReachable }.map(\.time).min() ?? now
        return .began
    }

    private mutating func extendStreak(_ host: String, isReachable: Bool, now: Timestamp) {
        if isReachable || now.seconds(since: streakEnd) > window {
            streak.removeAll(keepingCapacity: true)
        }
        guard !isReachable else { return }
        streak.insert(host)
        streakEnd = now
    }

    private mutating func set(_ host: String, _ result: Result?) {
        if results[host]?.isReachable == false { unreachable -= 1 }
        results[host] = result
        guard let result else { return }
        if !result.isReachable { unreachable += 1 }
        order.append((host, result.time))
    }

    private mutating func forget(before time: Timestamp) {
        while let oldest = order.first, oldest.time < time {
            order.removeFirst()
            if results[oldest.host]?.time == oldest.time { set(oldest.host, nil) }
        }
    }
}
