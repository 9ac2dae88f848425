public import Values

extension PollState {
    /// How a poll ended, where more hangs on it than its status and its failures tell; a poll that ended
    /// otherwise has none.
    ///
    /// The names are stored: another name takes a migration.
    public enum Cause: String, Sendable, CaseIterable {
        /// Refused before it was sent, as of a private address: to ask again changes nothing.
        case refused
        /// The same for want of the secret that was to be sent along.
        case secretLack
        /// The server refused it (401, 403) where the feed's address led, and where its credential is not sent.
        case withheld
        /// A web page came in place of a feed.
        case webPage
        /// A deadline ended it on a connection that was there.
        case silent
        /// It came to no connection that could be trusted.
        case unreached
        /// The same in an outage of our own network.
        case outage
        /// The same where that had lasted for so long that its failures were counted.
        case longOutage
        /// It came to nothing for want of something on this machine.
        case localFault
        /// The document broke off, so that its validators were not kept.
        case cutOff
        /// It ended at a redirect to a host that asked to be left alone.
        case heldRedirect
        /// It ended at a redirect to a host of which others have all places.
        case queuedRedirect
        /// The store refused what came.
        case unstored
        /// The whole document came to a condition though nothing had changed, and no 304 since: the next that is not
        /// heeded either is no accident.
        case unheeded

        /// Those after which `lastError` tells of no failure of the feed while none is counted.
        public static let faultless: [Cause] = [
            .outage, .localFault, .heldRedirect, .queuedRedirect,
        ]
    }

    /// Whether the last poll was refused so that asking again changes nothing.
    public var isRefused: Bool { cause == .refused || lacksSecret }

    /// Whether it was for want of a secret: nobody was asked.
    public var lacksSecret: Bool { cause == .secretLack }

    /// When the last poll asked that was refused for its credential, by the server or for want of one to
    /// send; nil: it was not. Where secrets are withheld another would be, too.
    public var credentialRefused: Timestamp? {
        if lacksSecret { return lastPolled }
        let isOfServer =
            lastStatus == HTTPStatus.unauthorized || lastStatus == HTTPStatus.forbidden
        // A hold says nothing of it, and what there was before is not known any more.
        guard isOfServer, lastError != nil, cause != .withheld, !isHeld else { return nil }
        return manners.last ?? lastPolled
    }

    /// Whether the last poll ended at a deadline: the next may be under way for as long.
    public var wasSilent: Bool { cause == .silent }

    /// Whether the last poll reached no server, as all do where our own network is down. One that an outage
    /// cost, and that counts for nothing yet, is told as `isWaitedOut`.
    public var wasUnreached: Bool { cause == .unreached || cause == .longOutage }

    /// Whether an outage of our own network cost the last poll.
    public var isWaitedOut: Bool { cause == .outage || cause == .longOutage }

    /// Whether it came to nothing for want of something on this machine.
    public var isLocalFault: Bool { cause == .localFault }

    /// Whether the last document broke off.
    var wasCutOff: Bool { cause == .cutOff }

    /// Whether the last poll ended at a redirect to a host that is left alone, or has too many.
    public var isHeld: Bool { cause == .heldRedirect || isQueued }
    /// Whether that host had too many.
    public var isQueued: Bool { cause == .queuedRedirect }

    /// Whether the store refused what came: its server is not to blame.
    public var isUnstored: Bool { cause == .unstored }

    /// `failures`, without those that are the store's or those of an outage, which its row ended in: by these
    /// no wait doubles.
    public var failuresOfServer: Int { isUnstored || cause == .longOutage ? 0 : failures }

    /// Whether the last poll failed, also one that a person asked for and that is not counted. Our own
    /// troubles are none of the feed, until an outage has lasted.
    public var isFailing: Bool {
        Self.isFailing(failures: failures, hasError: lastError != nil, cause: cause)
    }

    /// The same of parts of a state: `hasError` where there is a `lastError`.
    public static func isFailing(failures: Int, hasError: Bool, cause: Cause?) -> Bool {
        failures > 0 || hasError && cause.map(Cause.faultless.contains) != true
    }

    /// Whether `due` is as its server asked by `Retry-After`, but for what chance adds: no interval is shorter.
    public var waitsAsAsked: Bool {
        guard let due, let lastPolled, let held = manners.heldUntil, held > lastPolled else {
            return false
        }
        let asked = held.seconds(since: lastPolled)
        return due.seconds(since: lastPolled) <= PollPolicy.jittered(asked, 1)
    }
}
