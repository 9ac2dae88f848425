public import Values

/// What is known of the polling of one feed, and when it is due again. Kept over restarts.
public struct PollState: Hashable, Sendable {
    public var validators = Validators()
    /// When to poll next; nil: never again (410 Gone).
    public var due: Timestamp?
    /// Why `due` is what it is, for a person: `max-age of the server, 1h`.
    public var dueReason = "new feed"
    public var lastPolled: Timestamp?
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

    /// What `dueReason` is after a poll that was refused before it was sent, as of a private address; and
    /// after one for which there was no secret to send.
    public static let refusal = "refused until a person mends it"
    public static let secretLack = "refused until its secret can be had"

    /// Whether the last poll was refused in one of these ways: to ask again changes nothing.
    public var isRefused: Bool { lacksSecret || lastError != nil && dueReason == Self.refusal }

    /// Whether it was for want of a secret: nobody was asked.
    public var lacksSecret: Bool {
        guard let lastError else { return false }
        return dueReason == Self.secretLack
            || dueReason == Self.refusal && Self.formerLacks.contains(where: lastError.contains)
    }

    /// What `lastError` tells of it where release 0.1.0 took it down, which had one reason for both.
    private static let formerLacks = [
        ": no secret \"", "no folder of secrets to look for \"",
        ": expected user:password on one line",
    ]

    /// When the last poll asked that was refused for its credential, by the server or for want of one to
    /// send; nil: it was not. Where secrets are withheld another would be, too.
    public var credentialRefused: Timestamp? {
        if lacksSecret { return lastPolled }
        let isOfServer =
            lastStatus == HTTPStatus.unauthorized || lastStatus == HTTPStatus.forbidden
        guard isOfServer, let lastError, !lastError.hasSuffix(Self.readdressing) else { return nil }
        return manners.last ?? lastPolled
    }

    /// What `dueReason` begins with after a poll that a deadline ended on a connection that was there.
    static let silence = "the server let a deadline pass"

    /// Whether the last poll ended so: the next may be under way for as long.
    public var wasSilent: Bool { lastError != nil && dueReason.hasPrefix(Self.silence) }

    /// What `dueReason` begins with after a poll that came to no connection that could be trusted.
    static let unreachable = "the server was not reached"

    /// Whether the last poll ended so, as all do where our own network is down.
    public var wasUnreached: Bool {
        lastError != nil && (dueReason.hasPrefix(Self.unreachable) || isWaitedOutLong)
    }

    /// What `dueReason` begins with after a poll that an outage of our own network cost, and where that has
    /// lasted for long; behind `outageStart` stands when it began.
    static let outage = "our own network seems to be down"
    static let longOutage = "no host has answered for"
    static let outageStart = " since "

    /// Whether the last poll ended so.
    public var isWaitedOut: Bool {
        lastError != nil && (dueReason.hasPrefix(Self.outage) || isWaitedOutLong)
    }

    /// The same where the outage had lasted for so long that its failures were counted.
    private var isWaitedOutLong: Bool { dueReason.hasPrefix(Self.longOutage) }

    /// When the outage began that cost the last poll; nil: none did, or an earlier release took it down.
    var outageSince: Timestamp? {
        guard isWaitedOut, let range = dueReason.firstRange(of: Self.outageStart),
            case .moment(let start)? = TimePhrase(String(dueReason[range.upperBound...]))
        else { return nil }
        return start
    }

    /// What it is after a poll that came to nothing for want of something on this machine.
    static let localFault = "this machine lacks what a poll takes"

    /// Whether the last poll ended so.
    public var isLocalFault: Bool { lastError != nil && dueReason == Self.localFault }

    /// What `dueReason` begins with where `lastError` tells of no failure of the feed while none is counted.
    public static let faultlessReasons = [outage, localFault, hold, queue]

    /// Whether it begins so.
    public static func isFaultless(_ dueReason: String) -> Bool {
        faultlessReasons.contains { dueReason.hasPrefix($0) }
    }

    /// Whether the last poll failed, also one that a person asked for and that is not counted. Our own
    /// troubles are none of the feed, until an outage has lasted.
    public var isFailing: Bool {
        failures > 0 || (lastError != nil && !Self.isFaultless(dueReason))
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

    /// What `dueReason` begins with after a document that broke off.
    static let cut = "the document broke off before its end"

    /// Whether the last document broke off, so that its validators were not kept.
    var wasCutOff: Bool { dueReason.hasPrefix(Self.cut) }

    /// What `dueReason` is after a poll that ended at a redirect to a host that is left alone.
    public static let hold = "a redirect leads to a host that asked to be left alone"

    /// What it is after one that ended at a redirect to a host of which others have all places.
    public static let queue = "a redirect leads to a host that others are being polled at"

    /// Whether the last poll ended in one of these ways, or in the second.
    public var isHeld: Bool { dueReason == Self.hold || isQueued }
    public var isQueued: Bool { dueReason == Self.queue }

    /// The longest that a feed may be made to wait: the longest `interval` of feeds.yml and a tenth.
    private static let longestWait: Int64 = 33 * 86_400

    /// What it is after one whose result the store refused.
    public static let unstored = "the store refused what came"

    /// Whether the last poll ended so: its server is not to blame.
    public var isUnstored: Bool { lastError != nil && dueReason == Self.unstored }
    /// `failures`, without those that are the store's or those of an outage, which its row ended in: by these
    /// no wait doubles.
    public var failuresOfServer: Int { isUnstored || isWaitedOutLong ? 0 : failures }

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
