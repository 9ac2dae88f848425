internal import Fetching
internal import Politeness
internal import Storage
internal import Values

/// The polls that wait for a place at a host that a redirect led them to. Each goes on from there: the
/// server that redirects is asked once, however long the line.
struct LedPolls {
    private typealias Waiter = CheckedContinuation<Admission, Never>
    private var waiting: [FeedID: (host: Schedule.Host, waiter: Waiter)] = [:]

    mutating func add(
        _ feed: FeedID, at host: Schedule.Host, _ waiter: CheckedContinuation<Admission, Never>
    ) {
        waiting[feed] = (host, waiter)
    }

    /// Lets `feed` go on; false: it does not wait.
    mutating func letIn(_ feed: FeedID) -> Bool {
        guard let (_, waiter) = waiting.removeValue(forKey: feed) else { return false }
        waiter.resume(returning: .open)
        return true
    }

    /// Ends the polls that wait for a host which now wants to be left alone, and names them.
    mutating func turnAway(_ pause: HostPause) -> [FeedID] {
        let feeds = waiting.filter { $0.value.host == pause.host }.keys.sorted()
        for feed in feeds {
            waiting.removeValue(forKey: feed)?.waiter.resume(
                returning: .paused(until: pause.until))
        }
        return feeds
    }

    /// Lets all go on, which are cancelled: their next step tells them so.
    mutating func end() {
        for (_, waiter) in waiting.values { waiter.resume(returning: .open) }
        waiting.removeAll()
    }
}
