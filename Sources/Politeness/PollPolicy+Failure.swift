public import Values

extension PollPolicy {
    /// The state after an answer that is no success, and the pause that it asks of its host.
    static func failed(
        _ state: PollState, facts: ResponseFacts, document: DocumentOutcome, pacing: FeedPacing,
        now: Timestamp, jitter: Double
    ) -> Outcome {
        var next = state
        next.failures = state.failuresOfServer + 1
        next.end(by: Self.cause(facts, document: document))
        let isPassing =
            HTTPStatus.isPassing(facts.status)
            || facts.wasConditional && PollState.refusals.contains(facts.status)
        var base = isPassing ? Self.retryInterval : Self.brokenRetryInterval
        // What was a feed before may have been caught while it is being written: its reader's interval tells
        // how soon a look at it is worth while.
        if case .unreadable = document, state.lastSuccess != nil, let interval = pacing.interval {
            base = min(base, Self.fewIntervals * max(interval, Self.minimumInterval))
        }
        backOff(&next, base: base, pacing: pacing, now: now, jitter: jitter)

        // An error that says how long it holds is as good as a new one until then (RFC 9111 §4.2), and caches on
        // the way would answer with it. A page in place of a feed may be another server's.
        if !isPassing, facts.status >= HTTPStatus.firstError, pacing.interval == nil,
            let fresh = facts.freshness(now: now)
        {
            let delay = min(fresh.seconds, Self.maximumInterval)
            if let due = next.due, now.advanced(by: delay) > due {
                next.due = now.advanced(by: jittered(delay, jitter))
                next.dueReason = fresh.reason
            }
        }
        if let asked = facts.longestRetryDelay(now: now) {
            let delay = min(asked, Self.longestHold)
            if let due = next.due, now.advanced(by: delay) > due {
                next.due = now.advanced(by: jittered(delay, jitter))
                next.dueReason = "\(Self.retryAfter), \(SpanText.rough(delay))"
            }
        }
        // RFC 9110 §10.2.3 for 503, RFC 6585 §4 for 429: not before that time, and the limit is
        // the host's rather than the feed's. `0` or a date that is past names no time: some servers
        // and caches send them with each 429, and their limit is not over by that.
        var pause: Timestamp?
        if let asked = facts.retryDelay(now: now), asked > 0 {
            let delay = min(asked, Self.longestHold)
            if facts.status == HTTPStatus.tooManyRequests {
                pause = now.advanced(by: max(delay, Self.leastHostPause))
            } else if facts.status == HTTPStatus.serviceUnavailable {
                pause = now.advanced(by: delay)
            }
        } else if facts.status == HTTPStatus.tooManyRequests {
            pause = now.advanced(by: Self.hostPause)
        }
        return Outcome(state: next, hostPause: facts.peerIsPublic ? pause : nil)
    }

    /// The state after a poll that a redirect led to a host that wants to be left alone, which it was:
    /// the feed is asked again after the pause. That says neither good nor ill of the feed.
    public static func afterHold(
        _ pause: HostPause, state: PollState, pacing: FeedPacing, now: Timestamp, jitter: Double
    ) -> Outcome {
        var next = state
        next.lastPolled = now
        next.polls += 1
        let wait = min(max(pause.until.seconds(since: now), 0), Self.longestHold)
        next.due = now.advanced(by: jittered(max(wait, pacing.interval ?? 0), jitter))
        next.dueReason = "a redirect leads to a host that asked to be left alone"
        // What our network or the store cost does not become the server's.
        next.failures = state.failuresOfServer
        next.end(by: .heldRedirect)
        return Outcome(state: next)
    }

    /// The state after a poll that a redirect led to a host that has too many at the moment: the feed is
    /// asked again at `turn`, whatever its pace is, since it was not asked really. Where it was so before,
    /// after twice the time since then, up to a quarter of a minute: the server that redirects is asked
    /// each time.
    public static func afterQueue(until turn: Timestamp, state: PollState, now: Timestamp)
        -> Outcome
    {
        var next = state
        next.lastPolled = now
        next.polls += 1
        next.due = turn
        if state.isQueued, let last = state.lastPolled {
            let wait = min(2 * now.seconds(since: last), Self.longestQueueing)
            next.due = max(turn, now.advanced(by: max(0, wait)))
        }
        next.dueReason = "a redirect leads to a host that others are being polled at"
        next.failures = state.failuresOfServer
        next.end(by: .queuedRedirect)
        return Outcome(state: next)
    }

    /// The state after a poll that went well, or not, as `found` tells, and that the store refused: what
    /// was known `before` it stands, so that the same comes again, and only what it cost is counted. After a
    /// few in a row the store is not about to take it, and the feed is asked no sooner than if it had.
    public static func afterRefusal(
        _ reason: String, found: PollState, before: PollState, now: Timestamp
    ) -> PollState {
        var next = before
        next.lastPolled = now
        (next.polls, next.bytesReceived) = (found.polls, found.bytesReceived)
        (next.manners, next.lastStatus) = (found.manners, found.lastStatus)
        next.lastError = "not stored: \(reason)"
        next.failures = before.isUnstored ? before.failures + 1 : 1
        var wait = min(
            Self.refusalInterval << Int64(min(next.failures - 1, 30)), Self.longestRefusalInterval)
        if next.failures > Self.fewRefusals, let due = found.due {
            wait = max(wait, min(due.seconds(since: now), Self.maximumInterval))
        }
        next.due = max(now.advanced(by: wait), found.manners.heldUntil ?? now)
        next.dueReason = "the store refused what came"
        next.end(by: .unstored)
        return next
    }

    /// Makes a feed wait as redirects asked on a way that led to no answer: that is not lost with it.
    public static func heed(
        redirects retryAfter: [String], in state: inout PollState, now: Timestamp, jitter: Double
    ) {
        var facts = ResponseFacts(status: HTTPStatus.found)
        facts.redirectRetryAfter = retryAfter
        guard let asked = facts.longestRetryDelay(now: now), asked > 0 else { return }
        let delay = min(asked, Self.longestHold)
        // What was asked for before is still in force where nobody has answered since.
        state.manners.heldUntil = max(state.manners.heldUntil ?? now, now.advanced(by: delay))
        guard let due = state.due, now.advanced(by: delay) > due else { return }
        state.due = now.advanced(by: jittered(delay, jitter))
        // What keeps it from being asked says more of it.
        if state.isRefused || state.isHeld || state.isWaitedOut || state.isLocalFault { return }
        state.dueReason = "\(Self.retryAfter), \(SpanText.rough(delay))"
    }

    /// Sets when a feed is due that was not polled for want of something on this machine: soon, and after
    /// twice the time since then where it was so before, but no less often than it is polled else. Much of
    /// a document may have come before there was no room for the rest.
    static func waitForRoom(
        _ state: inout PollState, after before: PollState, pacing: FeedPacing, now: Timestamp,
        jitter: Double
    ) {
        var seconds = Self.localRetryInterval
        if before.isLocalFault, let last = before.lastPolled {
            let longest = pacing.interval ?? Self.conditionalInterval
            seconds = max(seconds, min(2 * now.seconds(since: last), longest))
        }
        state.due = now.advanced(by: jittered(seconds, jitter))
        state.dueReason = "this machine lacks what a poll takes"
    }

    private static let longestQueueing: Int64 = 15
    /// So many of a reader's intervals pass before the first new look at what was a feed before.
    private static let fewIntervals: Int64 = 3

    /// Doubles the wait with each failure in a row, up to one probe a day and never to none.
    static func backOff(
        _ state: inout PollState, base: Int64, pacing: FeedPacing, now: Timestamp, jitter: Double
    ) {
        let interval = pacing.interval ?? 0
        let doublings = min(max(state.failures - 1, 0), 30)
        let seconds = max(min(base << Int64(doublings), Self.maximumInterval), interval)
        state.due = now.advanced(by: jittered(seconds, jitter))
        state.dueReason =
            state.failures == 1 ? "a failure" : "\(state.failures) failures in a row"
    }

    /// Sets when a feed is due that was not reached in an outage that began at `start`.
    static func waitOut(
        _ state: inout PollState, since start: Timestamp, pacing: FeedPacing, now: Timestamp,
        jitter: Double
    ) {
        let age = max(0, now.seconds(since: start))
        var seconds = Self.outageRetryInterval
        // Those that an outage before this one counted are none of the feed's.
        if age < Self.outageGrace { state.failures = state.failuresOfServer }
        state.end(by: .outage, outageSince: start)
        state.dueReason = "our own network seems to be down since \(start.rfc3339)"
        if age >= Self.outageGrace {
            state.failures += 1
            seconds = max(seconds, age / Self.outageShare, pacing.interval ?? 0)
            state.end(by: .longOutage, outageSince: start)
            state.dueReason =
                "no host has answered for \(SpanText.rough(age)), since \(start.rfc3339)"
        }
        let spread = Int64(Double(seconds) * min(max(jitter, 0), 1))
        let longest = max(Self.maximumInterval, pacing.interval ?? 0)
        state.due = now.advanced(by: min(seconds + spread, jittered(longest, jitter)))
    }

    /// How an answer that is no success ends a poll.
    private static func cause(
        _ facts: ResponseFacts, document: DocumentOutcome
    ) -> PollState.Cause? {
        if case .unreadable(_, let isPage) = document { return isPage ? .webPage : nil }
        let isRefused =
            facts.status == HTTPStatus.unauthorized || facts.status == HTTPStatus.forbidden
        return isRefused && facts.withheldSecrets ? .withheld : nil
    }

    /// What an answer that is no success means, for a person.
    static func fault(_ facts: ResponseFacts, document: DocumentOutcome) -> String {
        if case .unreadable(let reason, _) = document { return facts.told(reason) }
        let status = facts.status
        return switch status {
        case HTTPStatus.unauthorized where facts.withheldSecrets,
            HTTPStatus.forbidden where facts.withheldSecrets:
            "\(status) from \(facts.url ?? "another address"), where the feed's address leads: its"
                + " credential and headers go to its own scheme, host and port alone;"
                + " \(PollState.readdressing)"
        case HTTPStatus.partialContent:
            "206 Partial Content: a piece of the document, which was not asked for"
        case HTTPStatus.notModified: "304 Not Modified to a request that had no validator"
        case HTTPStatus.unauthorized:
            "401 Unauthorized: the feed wants a user and password (\"credential\")"
        case HTTPStatus.forbidden: "403 Forbidden"
        case HTTPStatus.gone where facts.startURL != nil:
            "410 Gone at the address that it moved to; its own is asked next"
        case HTTPStatus.gone where facts.requests > 1:
            "410 Gone at \(facts.url ?? "another address"), where the feed's address leads"
        case HTTPStatus.gone:
            "410 Gone at the address that it left; the one that it moved to is asked next"
        case HTTPStatus.notFound: "404 Not Found: the feed may have moved; look for it on its site"
        case HTTPStatus.tooManyRequests: "429 Too Many Requests"
        case HTTPStatus.firstOfServer...: "\(status) from the server"
        case 300..<400: "\(status) without an address to go to"
        default: "status \(status)"
        }
    }
}
