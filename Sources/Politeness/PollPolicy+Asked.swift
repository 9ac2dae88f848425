public import Values

extension PollPolicy {
    /// The state after a poll that a person asked for, where it is `found` after one that was due and was
    /// `before`.
    ///
    /// A failure that a person came for is no further one of the feed: who looks four times whether a
    /// mistake is mended would have it left alone for a day. While the regular poll is still ahead, that
    /// stays when it was, and so do the failures that are counted. What its server asks for by
    /// `Retry-After` holds, and a success counts as any other.
    public static func afterAsked(_ found: PollState, before: PollState, now: Timestamp)
        -> PollState
    {
        var next = found
        guard found.lastError != nil, !found.isHeld, let regular = before.due, regular > now,
            let due = found.due
        else { return found }
        guard found.failures > before.failuresOfServer else {
            // What is none of the feed is tried again soon, but not before the time that its server named.
            if let held = found.manners.heldUntil, held > due { next.due = max(held, regular) }
            return next
        }
        // Those of an outage or of the store are not to become the server's.
        let areOurs = found.failuresOfServer < found.failures
        next.failures = areOurs ? before.failures : before.failuresOfServer
        if let held = found.manners.heldUntil, held > regular {
            next.due = max(held, due)
            return next
        }
        next.due = regular
        // What keeps it from being asked says more of it than the last poll does.
        if found.isRefused || found.isWaitedOut { return next }
        next.dueReason = "as before a poll that was asked for"
        return next
    }
}
