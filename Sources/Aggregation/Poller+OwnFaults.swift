internal import Fetching
internal import Politeness
internal import Storage
internal import Values

/// What the polls tell of our own network and machine, which is no failure of the feeds.
extension Poller {
    /// Seconds within which a lack of this machine is told once.
    private static let lackRest: Int64 = 3_600

    /// Goes on with an outage of our own network that an earlier run was in.
    func resumeOutage(now: Timestamp) {
        log.report(
            planner.resume(
                feeds.map { ($0.key, host(of: $0.value), $0.value.poll) }, now: now))
    }

    /// Takes in what the poll of `feed` at `host` found.
    func note(_ finding: FeedVisit.Finding, of feed: FeedRecord, at host: Schedule.Host) {
        let now = clock.now
        log.report(
            planner.observe(
                feed.id, host: host, isReached: finding.isReached, isSilent: finding.isSilent,
                state: feed.poll, now: now))
        guard case .failure(.local(let reason)) = finding else { return }
        if let told = localFaultTold, (0..<Self.lackRest).contains(now.seconds(since: told)) {
            return
        }
        localFaultTold = now
        log.warning(
            .localFault, "\(reason); no feed is blamed for it, and polls are made again soon")
    }
}
