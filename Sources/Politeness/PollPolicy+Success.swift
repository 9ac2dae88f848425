internal import Values

extension PollPolicy {
    /// How the reason begins of a wait that no interval of the reader's shortens.
    static let retryAfter = "Retry-After of the server"

    /// Sets when a feed is due after a 200 that parsed or a 304, and says why. `isCutOff` tells that
    /// the document ended before it should have.
    static func succeed(
        _ state: inout PollState, after before: PollState, facts: ResponseFacts, pacing: FeedPacing,
        now: Timestamp, jitter: Double, isCutOff: Bool = false
    ) {
        state.lastSuccess = now
        state.lastError = nil
        state.failures = 0
        state.moved = Self.move(facts, after: before, now: now)
        let whole = Self.cost(
            state, after: before, facts: facts, pacing: pacing, isCutOff: isCutOff
        ).map { "\($0): the whole document each time" }
        // Once may be an accident of the way, which a second request soon mends; a feed that lacks its end
        // each time costs its whole body at each poll, as one without validators does. So only what
        // came whole the last time is asked for again, not what failed since.
        let mayBeAccident =
            before.failures == 0 && before.lastError == nil && !before.wasCutOff && !before.isHeld
        var wait =
            isCutOff && mayBeAccident && pacing.interval == nil
            ? Wait(seconds: Self.retryInterval, reason: "it is asked for once more")
            : wait(
                facts: facts, lifetime: state.lifetime, whole: whole, pacing: pacing, now: now)
        // RFC 9110 §10.2.3 names it for any answer that has it: it stands above the reader's word.
        if let asked = facts.longestRetryDelay(now: now) {
            let delay = min(asked, Self.longestHold)
            wait.atLeast(delay, "\(Self.retryAfter), \(SpanText.rough(delay))")
        }
        wait.seconds = jittered(wait.seconds, jitter)
        var due = now.advanced(by: wait.seconds)
        if pacing.interval == nil, let allowed = pacing.firstAllowed(from: due), allowed > due {
            // What is skipped ends on the hour for everybody who follows the feed: chance spreads them
            // over the hour that is allowed.
            due = min(
                allowed.advanced(by: Int64(3_600 * min(max(jitter, 0), 0.999))),
                due.advanced(by: Self.maximumSkip))
            wait.reason = "skipHours or skipDays of the feed"
        }
        state.due = due
        state.dueReason =
            isCutOff ? "the document broke off before its end; \(wait.reason)" : wait.reason
        state.end(by: isCutOff ? .cutOff : heeding(facts, after: before, pacing: pacing))
    }

    /// Why each poll costs the whole document; nil where it can be asked for conditionally.
    private static func cost(
        _ state: PollState, after before: PollState, facts: ResponseFacts, pacing: FeedPacing,
        isCutOff: Bool
    ) -> String? {
        if state.validators.areRefused(by: facts.validators) {
            "its server refuses conditions"
        } else if state.validators.isEmpty || isCutOff {
            "no validators"
        } else if isPassing(facts, after: before) {
            "redirected elsewhere each time"
        } else if isIgnored(facts, after: before, pacing: pacing) {
            "its server ignores conditions"
        } else if isNeverUnchanged(facts, after: before, pacing: pacing) {
            "its server never said that nothing changed"
        } else {
            nil
        }
    }

    /// Whether a redirect led elsewhere than the last time, as links do that are signed for once: the
    /// validators belong to an address that is not asked again, and no poll can be conditional. One
    /// that is permanent is asked at its target the next time.
    static func isPassing(_ facts: ResponseFacts, after before: PollState) -> Bool {
        guard !facts.wasConditional, facts.requests > 1, facts.permanentTarget != facts.url,
            !before.validators.isEmpty, let last = before.validators.url,
            let url = facts.validators.url
        else { return false }
        return url != last
    }

    /// A time to wait and what asks for it, for a person.
    struct Wait: Hashable {
        var seconds: Int64
        var reason: String

        /// The longer of two waits; of equals the first, which is the plainer reason.
        mutating func atLeast(_ seconds: Int64, _ reason: @autoclosure () -> String) {
            guard seconds > self.seconds else { return }
            self = Wait(seconds: seconds, reason: reason())
        }
    }

    /// Counts the sightings of a permanent redirect: one alone may be a mistake, so that an address
    /// is adopted only after several over days.
    static func move(
        _ facts: ResponseFacts, after before: PollState, now: Timestamp
    ) -> PollState.Move? {
        guard let target = facts.permanentTarget else {
            guard var move = before.moved, move.url == facts.startURL else { return nil }
            // Of the old address nothing was learnt when the new one alone was asked. But where the old one
            // has just failed, as one does that is given up, what it said once is borne out.
            if before.failures > 0 { move.see(at: now) }
            return move
        }
        guard var move = before.moved, move.url == target else {
            return PollState.Move(url: target, firstSeen: now, sightings: 1)
        }
        move.see(at: now)
        return move
    }

    /// The longest of the waits that somebody asks for, within the caps. `lifetime` is that of the
    /// document, which an answer without one of its own leaves in force; `whole` tells why each poll costs
    /// the whole document, nil where it can be asked for conditionally.
    static func wait(
        facts: ResponseFacts, lifetime: Int64?, whole: String?, pacing: FeedPacing, now: Timestamp
    ) -> Wait {
        // The reader's word stands above what server and document ask for: some state a year.
        if let interval = pacing.interval {
            let seconds = max(interval, Self.minimumInterval)
            return Wait(
                seconds: seconds, reason: "interval in feeds.yml, \(SpanText.rough(seconds))"
            )
        }
        if pacing.isFinished {
            // Seldom, and not never: some are taken up again.
            let seconds = Self.maximumInterval
            return Wait(
                seconds: seconds,
                reason:
                    "the feed says that it has ended (expired), so every \(SpanText.rough(seconds))"
            )
        }
        let freshness = facts.freshness(now: now, else: lifetime)
        var wait = Wait(
            seconds: Self.conditionalInterval,
            reason:
                "no feed is asked more often than every \(SpanText.rough(Self.conditionalInterval))"
        )
        // The one request of the day is for feeds that say nothing: a pace that is stated by the server
        // or the document is an invitation to keep it. But what comes with every answer of a server
        // (`max-age=0`), or is no more than what all are asked at, invites to nothing.
        let stated = max(freshness?.seconds ?? 0, pacing.ttl ?? 0, pacing.updatePeriod ?? 0)
        if let whole {
            let half = pacing.renewal(now: now).map { $0 / 2 } ?? Self.unconditionalInterval
            func every(_ seconds: Int64) -> String {
                "\(whole), so every \(SpanText.rough(seconds))"
            }
            if stated > Self.conditionalInterval {
                wait.atLeast(
                    Self.leastUnconditionalInterval, every(Self.leastUnconditionalInterval))
            } else if half < Self.unconditionalInterval {
                let seconds = max(half, Self.leastUnconditionalInterval)
                wait.atLeast(
                    seconds,
                    "\(every(seconds)), since its list is all new after \(SpanText.rough(half * 2))"
                )
            } else {
                wait.atLeast(Self.unconditionalInterval, every(Self.unconditionalInterval))
            }
        }
        if let pace = pacing.pace(now: now) { wait.atLeast(pace.seconds, pace.reason) }
        if let freshness {
            wait.atLeast(freshness.seconds, freshness.reason)
        }
        if let ttl = pacing.ttl {
            wait.atLeast(ttl, "ttl of the feed, \(SpanText.rough(ttl))")
        }
        if let period = pacing.updatePeriod {
            wait.atLeast(period, "sy:updatePeriod of the feed, \(SpanText.rough(period))")
        }
        if wait.seconds > Self.maximumInterval {
            wait.seconds = Self.maximumInterval
            wait.reason += "; but every \(SpanText.rough(Self.maximumInterval)) or so at least"
        }
        return wait
    }

    /// `seconds` lengthened by chance: never shortened, for what was asked for is a minimum.
    static func jittered(_ seconds: Int64, _ jitter: Double) -> Int64 {
        seconds &+ Int64(Double(seconds) * Self.jitterShare * min(max(jitter, 0), 1))
    }
}
