import Values

/// What a simulated world saw of the polls.
struct Report: CustomStringConvertible {
    /// Polls of one host at once.
    var mostAtOnce = 0
    /// Seconds between two starts on one host.
    var closestStarts = Int64.max
    var mostStartsASecond = 0
    /// Starts while the host wanted to be left alone.
    var startsInPause = 0
    /// Starts of feeds after the restart that were not due.
    var earlyAfterRestart = 0
    var pollsInOutage = 0
    /// Feeds that fell due in the outage.
    var missed = 0
    /// Failures that were counted against sound feeds.
    var blamed = 0
    /// Seconds from the end of the outage to the last answer of a feed that fell due in it.
    var slowestReturn: Int64 = 0
    /// How many polls were so many seconds late; the last: that many or more.
    private var lateness = [Int](repeating: 0, count: 3_601)
    private(set) var polls = 0

    mutating func count(lateness seconds: Int64) {
        lateness[Int(min(max(0, seconds), 3_600))] += 1
        polls += 1
    }

    /// The lateness in seconds that 99 of 100 polls do not exceed.
    var p99: Int {
        var rest = polls / 100
        for (seconds, count) in lateness.enumerated().reversed() {
            rest -= count
            if rest < 0 { return seconds }
        }
        return 0
    }

    var description: String {
        "\(polls) polls, p99 \(p99) s late; in the outage \(pollsInOutage) polls, \(missed) missed, "
            + "\(blamed) blamed, all back after \(slowestReturn) s"
    }
}

/// The polls under way, by when they are over: a binary heap.
struct RunningPolls {
    private var nodes: [(end: Timestamp, feed: Int)] = []

    var firstEnd: Timestamp? { nodes.first?.end }

    mutating func add(_ feed: Int, end: Timestamp) {
        nodes.append((end, feed))
        var child = nodes.count - 1
        while child > 0, nodes[child] < nodes[(child - 1) / 2] {
            nodes.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    /// Takes out one that is over at `time`, the first to end first.
    mutating func next(until time: Timestamp) -> Int? {
        guard let first = nodes.first, first.end <= time else { return nil }
        nodes.swapAt(0, nodes.count - 1)
        nodes.removeLast()
        var parent = 0
        while true {
            var child = 2 * parent + 1
            if child + 1 < nodes.count, nodes[child + 1] < nodes[child] { child += 1 }
            guard child < nodes.count, nodes[child] < nodes[parent] else { return first.feed }
            nodes.swapAt(parent, child)
            parent = child
        }
    }
}
