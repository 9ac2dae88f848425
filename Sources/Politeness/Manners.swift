public import Values

/// What the polls of a feed asked of its server, and where they asked more than is decent: the
/// material of the score that `tidings status --polite` tells. Kept over restarts.
///
/// A poll that reached no server counts nowhere here: it cost nobody anything.
public struct Manners: Hashable, Sendable {
    /// Polls that reached a server.
    public var visits = 0
    /// Requests of these polls: one, and one for each redirect that was followed.
    public var requests = 0
    /// Polls with a condition (`If-None-Match`, `If-Modified-Since`).
    public var conditional = 0
    /// Polls without one although a validator was known: the whole document for nothing.
    public var unconditional = 0
    /// Polls before the moment that the server had named in `Retry-After`.
    public var early = 0
    /// Polls of a feed whose last answer was 410 Gone.
    public var afterGone = 0
    /// Polls of an address that was known to redirect for good.
    public var movedAgain = 0
    /// When the first and the last of these polls began.
    public var first: Timestamp?
    public var last: Timestamp?
    /// The shortest time between the beginnings of two polls, in seconds.
    public var shortestInterval: Int64?
    /// Until when the server asked to be left alone, if its last answer did.
    public var heldUntil: Timestamp?
    /// The last 429 Too Many Requests.
    public var lastLimited: Timestamp?

    public init() {}

    /// The polls that could have been conditional.
    public var repeats: Int { conditional + unconditional }

    /// The average time between two polls, in seconds; nil before the second.
    public var meanInterval: Int64? {
        guard visits > 1, let first, let last else { return nil }
        return last.seconds(since: first) / Int64(visits - 1)
    }

    /// Has what was go back with a clock.
    mutating func moveTimes(_ moved: (Timestamp) -> Timestamp) {
        first = first.map(moved)
        last = last.map(moved)
        lastLimited = lastLimited.map(moved)
    }

    /// Counts a poll that began at `start` and was answered by `facts` at `now`; nil: the server was
    /// reached and gave no answer. `before` is the state of the feed when the poll began; `isOwn` tells that
    /// the server is the reader's own, whose `Retry-After` they may pass over.
    public mutating func count(
        _ facts: ResponseFacts?, before: PollState, start: Timestamp, now: Timestamp,
        isOwn: Bool = false
    ) {
        visits += 1
        requests += facts?.requests ?? 1
        if let last {
            let gap = max(0, start.seconds(since: last))
            shortestInterval = min(shortestInterval ?? gap, gap)
        }
        // Not in the future of a clock that was set back while the poll was under way.
        let begun = min(start, now)
        first = first ?? begun
        last = begun
        if !isOwn, let heldUntil, start < heldUntil { early += 1 }
        if before.lastStatus == HTTPStatus.gone, before.due == nil { afterGone += 1 }
        // Without an answer nothing took back what the one before asked for.
        guard let facts else { return }
        heldUntil = nil
        if facts.wasConditional {
            conditional += 1
        } else if !before.conditions.isEmpty
            || !before.isAskedPlainly && before.lastSuccess != nil && !before.wasCutOff
                && !facts.validators.isEmpty
                && !before.validators.areRefused(by: facts.validators)
        {
            // The second: who asks by force has the known validators forgotten first. Those of a
            // document that broke off were never known.
            unconditional += 1
        }
        if facts.permanentTarget != nil, before.moved != nil { movedAgain += 1 }
        if let asked = facts.longestRetryDelay(now: now), asked > 0 {
            heldUntil = now.advanced(by: min(asked, PollPolicy.longestHold))
        }
        if facts.status == HTTPStatus.tooManyRequests { lastLimited = now }
    }
}
