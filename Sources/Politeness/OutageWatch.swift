internal import Values

/// Tells an outage of our own network from failures of the feeds: when the hosts that were asked of
/// late answered the time before and now cannot be reached, it is us, and no feed is to blame.
///
/// Any answer shows that the network is there. So it is an outage when, since the last answer,
/// - every host that there is failed, and there are two at least: one alone cannot be told from us;
/// - three hosts failed, and the first of them two minutes ago: that is how a list of some dozens of
///   feeds tells it, which asks somebody every few minutes;
/// - eight hosts failed, however fast: where many are asked, that tells it sooner;
///
/// or, whatever answered between them, when most hosts of the last two minutes cannot be reached.
///
/// Hosts that have been failing, or never answered, prove nothing: many of them asked at once, as
/// after importing an old list, would look like an outage that never ends. The same goes, until they
/// answer, for the hosts that an outage left unreached when it ended: several that died together, as
/// when their hoster did, are taken for an outage once, and no more.
/// Where all died that there are, no answer ends it: what an outage grants is for an hour, see
/// `PollPolicy.afterFailure`.
struct OutageWatch: Sendable {
    /// How far back results count for the majority, in seconds, and how long a short row has to be.
    private static let window: Int64 = 120
    /// With fewer unreachable hosts than this there is no majority.
    private static let minimumHosts = 4
    private static let longRow = 8
    private static let shortRow = 3
    private static let shortestRow = 2

    /// The hosts that could not be reached since the last answer, and had answered before.
    private var row: Set<String> = []
    private var rowStart: Timestamp?
    /// The hosts whose failures prove nothing until they answer.
    private var failing: Set<String> = []
    /// The last result of each host in the window.
    private var results: [String: Result] = [:]
    private var unreachable = 0
    /// Results in the order in which they came, to drop the old ones from.
    private var order: ArraySlice<(host: String, time: Timestamp)> = []
    /// When the first of the failures came that make up the outage; nil: there is none.
    private(set) var outSince: Timestamp?

    private struct Result {
        var isReachable: Bool
        var time: Timestamp
    }

    init() {}

    /// An outage that a restart interrupted: `hosts` were not reached since `start`.
    init(since start: Timestamp, hosts: Set<String>) {
        outSince = start
        rowStart = start
        row = hosts
    }

    enum Change: Hashable, Sendable {
        case none
        /// The hosts are out of reach.
        case began
        /// A host answered: what failed since the given moment should be asked again soon.
        case recovered(since: Timestamp)
    }

    /// Takes in that `host` answered, in whatever way, or could not be reached, and whether it
    /// had answered the time before. `hosts` are all that are followed; nil: not known.
    mutating func record(
        host: String, isReachable: Bool, wasReachable: Bool, among hosts: (some Sequence<String>)?,
        now: Timestamp
    ) -> Change {
        forget(before: now.advanced(by: -Self.window))
        if isReachable { return answered(host, now: now) }
        if wasReachable, !failing.contains(host) {
            set(host, Result(isReachable: false, time: now))
            row.insert(host)
            rowStart = rowStart ?? now
        } else if !row.contains(host) {
            failing.insert(host)
        }
        // Looked at after each failure, since time alone may make a row one.
        guard outSince == nil, isMost || isRow(now: now) || isEvery(hosts) else { return .none }
        let failed = results.filter { !$0.value.isReachable }
        outSince = (failed.map(\.value.time) + [rowStart ?? now]).min()
        row.formUnion(failed.keys)
        return .began
    }

    /// Takes all times along with a clock that was set back or ahead by so many seconds.
    mutating func shift(by seconds: Int64) {
        rowStart = rowStart?.advanced(by: seconds)
        outSince = outSince?.advanced(by: seconds)
        results = results.mapValues {
            Result(isReachable: $0.isReachable, time: $0.time.advanced(by: seconds))
        }
        order = order.map { (host: $0.host, time: $0.time.advanced(by: seconds)) }[...]
    }

    private mutating func answered(_ host: String, now: Timestamp) -> Change {
        let since = outSince
        if since != nil {
            // One answer shows that the network is back; the failures were those of the outage.
            let suspects = failing.union(row)
            self = OutageWatch()
            failing = suspects
        }
        failing.remove(host)
        row.removeAll(keepingCapacity: true)
        rowStart = nil
        set(host, Result(isReachable: true, time: now))
        return since.map { .recovered(since: $0) } ?? .none
    }

    private var isMost: Bool {
        unreachable >= Self.minimumHosts && unreachable * 2 > results.count
    }

    private func isRow(now: Timestamp) -> Bool {
        if row.count >= Self.longRow { return true }
        guard row.count >= Self.shortRow, let rowStart else { return false }
        return now.seconds(since: rowStart) >= Self.window
    }

    private func isEvery(_ hosts: (some Sequence<String>)?) -> Bool {
        guard row.count >= Self.shortestRow, let hosts else { return false }
        return hosts.allSatisfy { row.contains($0) || failing.contains($0) }
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
