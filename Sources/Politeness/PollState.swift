public import Values

/// What is known of the polling of one feed, and when it is due again. Kept over restarts.
public struct PollState: Hashable, Sendable {
    public var validators = Validators()
    /// When to poll next; nil: never again (410 Gone).
    public var due: Timestamp?
    /// Why `due` is what it is, for a person alone: `max-age of the server, 1h`.
    public var dueReason = "new feed"
    public var lastPolled: Timestamp?
    /// How the last poll ended, where something hangs on it. Who changes when the next one is due leaves it.
    public private(set) var cause: Cause?
    /// When the outage began that cost the last poll; nil: none did, or an early release took it down.
    public private(set) var outageSince: Timestamp?
    /// The last 200 that parsed, or 304.
    public var lastSuccess: Timestamp?
    /// HTTP status of the last poll; nil when no response came.
    public var lastStatus: Int?
    /// What went wrong last, for a person; nil after a success.
    public var lastError: String?
    /// Failures since the last success.
    public var failures = 0
    /// The pace that the feed's document stated last; its `interval` is the subscription's matter
    /// and stays nil here. Kept, since a 304 brings no document.
    public var pacing = FeedPacing()
    /// For how many seconds the document is as good as a new one: the `max-age` of the last answer that
    /// had a word on it. Nil where it named none.
    public var lifetime: Int64?
    /// A permanent redirect that was seen, how often and since when.
    public var moved: Move?
    /// Polls, 304 answers and bytes received on the wire since the feed was added.
    public var polls = 0
    public var notModified = 0
    public var bytesReceived: Int64 = 0
    /// What these polls asked of the server.
    public var manners = Manners()

    public init(due: Timestamp?) {
        self.due = due
    }

    /// Takes down how a poll ended. `outageSince` counts for one alone that an outage cost.
    public mutating func end(by cause: Cause?, outageSince: Timestamp? = nil) {
        self.cause = cause
        self.outageSince = isWaitedOut ? outageSince : nil
    }

    /// A permanent redirect, 301 or 308, that was seen with a sound document behind it.
    public struct Move: Hashable, Sendable {
        public var url: String
        public var firstSeen: Timestamp
        public var sightings: Int
        public var lastSeen: Timestamp

        /// `lastSeen` is `firstSeen` when it is not known.
        public init(
            url: String, firstSeen: Timestamp, sightings: Int, lastSeen: Timestamp? = nil
        ) {
            self.url = url
            self.firstSeen = firstSeen
            self.sightings = sightings
            self.lastSeen = lastSeen ?? firstSeen
        }

        /// Counts another sighting.
        mutating func see(at now: Timestamp) {
            sightings += 1
            lastSeen = now
        }

        /// How often a move for good was seen at least.
        public static let leastSightings = 3
        /// How many seconds lie at least between the first and the last time that it was.
        public static let leastSpan: Int64 = 2 * 86_400

        /// Whether it was seen so often and for so long that it is no mistake and no captive portal.
        public var isSettled: Bool {
            sightings >= Self.leastSightings
                && lastSeen.seconds(since: firstSeen) >= Self.leastSpan
        }
    }

    /// The remedy that `lastError` ends with when a feed's credential was not sent where its address led.
    public static let readdressing = "write that address into feeds.yml to have them sent there"

    /// What a server answers that takes a condition amiss: 412, which is for other methods than GET
    /// (RFC 9110 §13.1.2), 431 for header fields that are too large (RFC 6585 §5), and 400. Errors
    /// leave the validators as they are, but these would come with each poll from then on.
    public static let refusals: Set<Int> = [400, 412, 431]

    /// Whether the last answer was such a one, so that the next request goes without a condition.
    public var isAskedPlainly: Bool {
        (failures > 0 || lastError != nil) && !validators.isEmpty
            && lastStatus.map(Self.refusals.contains) == true
    }

    /// The validators to send with the next request.
    public var conditions: Validators { isAskedPlainly ? Validators() : validators }

    /// The longest that a feed may be made to wait: the longest `interval` of feeds.yml and a tenth.
    private static let longestWait: Int64 = 33 * 86_400

    /// When to poll next, by a clock that may have been wrong when `due` was stored. Nil: never again.
    ///
    /// A feed that was never polled is due at once, whatever the clock was when it was added.
    public func nextDue(now: Timestamp) -> Timestamp? {
        let state = setBack(to: now)
        guard let due = state.due else { return nil }
        guard lastPolled != nil else { return min(due, now) }
        return min(due, now.advanced(by: Self.longestWait))
    }

    /// The state by a clock that was set back since the last poll, which is still to come by it: the poll
    /// counts as one of now, and what was to pass after it, for its interval or as its server asked, is
    /// still to pass. Not so by the seconds that a clock is set back which is kept right.
    public func setBack(to now: Timestamp) -> PollState {
        guard let lastPolled, lastPolled > now.advanced(by: Self.clockSlack) else { return self }
        func moved(_ time: Timestamp, longest: Int64) -> Timestamp {
            now.advanced(by: min(max(0, time.seconds(since: lastPolled)), longest))
        }
        var state = self
        state.lastPolled = now
        state.due = due.map { moved($0, longest: Self.longestWait) }
        state.manners.heldUntil = manners.heldUntil.map {
            moved($0, longest: PollPolicy.longestHold)
        }
        // How long ago they were nobody knows.
        state.manners.moveTimes { $0 > now ? now : $0 }
        state.outageSince = outageSince.map { min($0, now) }
        return state
    }

    /// The same by a clock that was seen to go back, by `seconds`, which are fewer than 0: how long ago the
    /// poll was is known then. What was told before what is now stands: the clock may have leapt ahead since, and
    /// be right again; else it lasts longer than was asked for, and never shorter.
    public func moved(by seconds: Int64, to now: Timestamp) -> PollState {
        guard let lastPolled, lastPolled > now.advanced(by: Self.clockSlack) else { return self }
        var state = self
        state.lastPolled = lastPolled.advanced(by: seconds)
        state.due = due?.advanced(by: seconds)
        state.manners.heldUntil = manners.heldUntil?.advanced(by: seconds)
        func moved(_ time: Timestamp) -> Timestamp {
            time > now ? time.advanced(by: seconds) : time
        }
        state.lastSuccess = lastSuccess.map(moved)
        state.outageSince = outageSince.map(moved)
        state.manners.moveTimes(moved)
        return state
    }

    /// Seconds that a clock may go back as clocks do that are kept right.
    public static let clockSlack: Int64 = 60

    /// The address that the feed at `url` is asked at: its own, or the one that it moved to.
    ///
    /// A permanent redirect may be remembered (RFC 9110 §15.4.2, §15.4.9), for a day at first as a
    /// heuristic does (RFC 9111 §4.2.2), so that the old address is asked, and the redirect seen
    /// again, once a day; for good once it is settled. While there are failures both take turns: either
    /// may be the one that is left.
    public func address(of url: String, now: Timestamp) -> String {
        guard let moved else { return url }
        let isRemembered =
            moved.isSettled || (0..<86_400).contains(now.seconds(since: moved.lastSeen))
        return isRemembered == failures.isMultiple(of: 2) ? moved.url : url
    }

    /// When a person's wish to have the feed polled is met: now, or when the time is over that its server
    /// asked to be left alone for (RFC 9110 §10.2.3).
    public func earliest(now: Timestamp) -> Timestamp {
        guard lastPolled != nil, let held = setBack(to: now).manners.heldUntil else { return now }
        return max(now, held)
    }

    /// Whether its server asked to be left alone for longer than now.
    public func isLeftAlone(now: Timestamp) -> Bool { earliest(now: now) > now }

    /// The address that the feed at `url` is to be asked at by its next poll: as of when that is due, or of
    /// `now` where it is late, as after a restart.
    public func nextAddress(of url: String, now: Timestamp) -> String {
        due.map { address(of: url, now: max($0, now)) } ?? url
    }

    /// Makes a feed due as its reader's interval says, where it is due clearly later: when it was
    /// polled last another one held. Failures and what servers ask for stay in force, those included that
    /// redirects lead to.
    public mutating func hasten(to interval: Int64) {
        guard failures == 0, !isHeld, let due, let lastPolled,
            // What the jitter may add, and a minute more.
            due.seconds(since: lastPolled) > interval + interval / 4 + 60
        else { return }
        let next = max(lastPolled.advanced(by: interval), manners.heldUntil ?? lastPolled)
        guard next < due else { return }
        self.due = next
        dueReason = "the interval was changed"
    }

    /// Makes a feed due that failed in a way that a person mends, as they may just have done, which `reason`
    /// tells. What fails at its server goes on as it was.
    public mutating func retryAsMended(at now: Timestamp, _ reason: String = "changed in feeds.yml")
    {
        let isOfServer =
            lastStatus.map { HTTPStatus.isPassing($0) || $0 == HTTPStatus.gone } ?? false
        guard failures > 0 || lastError != nil, let due, !isOfServer else { return }
        let next = earliest(now: now)
        guard next < due else { return }
        self.due = next
        dueReason = reason
    }
}
