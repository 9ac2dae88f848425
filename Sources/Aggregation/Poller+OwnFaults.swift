internal import Fetching
internal import Politeness
internal import Storage
internal import Values

/// What the polls tell of our own network and machine, which is no failure of the feeds.
extension Poller {
    /// Goes on with an outage of our own network that an earlier run was in.
    func resumeOutage(now: Timestamp) {
        log.report(
            planner.resume(
                feeds.map { ($0.key, host(of: $0.value), $0.value.poll) }, now: now))
    }
}
