public import Values

/// From what is known of a feed and how its poll went to when it is polled next.
///
/// Pure values: the time and the chance come from outside, so that the same poll gives the same
/// answer in a test and in a simulation. All durations are seconds.
public enum PollPolicy {
    /// No subscription's `interval` goes below this. What is decent towards a public server is for
    /// the reading of feeds.yml to hold to; a reader's own server may be asked each second.
    static let minimumInterval: Int64 = 1
    /// What can be asked conditionally is asked at most this often, unless its reader says
    /// otherwise.
    static let conditionalInterval: Int64 = 3_600
    /// A feed that cannot be asked conditionally and states no pace costs its whole body at each poll: at most
    /// this often, unless its reader says otherwise.
    static let unconditionalInterval: Int64 = 86_400
    /// The same for such a feed whose whole list is new within less than two days, so that a poll a day
    /// may lose entries: half that time, but six whole documents a day at most.
    static let leastUnconditionalInterval: Int64 = 14_400
    /// However long a lifetime, a document or a row of failures asks to wait, a feed is tried again
    /// after this; polling never ends but by 410.
    static let maximumInterval: Int64 = 86_400
    /// The same for a server that asks to be left alone (`Retry-After`), as long as the longest
    /// `interval` that a reader may ask for.
    public static let longestHold: Int64 = 30 * 86_400
    /// `skipDays` may ask for a weekend. A feed that skips more is asked after that, whatever the day.
    static let maximumSkip: Int64 = 72 * 3_600
    /// The wait after a first failure that may pass by itself; it doubles with each more.
    static let retryInterval: Int64 = 900
    /// The same after a failure that a person must mend: 404, no feed at all, one
    /// that is too large, a refused address.
    static let brokenRetryInterval: Int64 = 3_600
    /// The shortest wait while our own network is down; chance makes it up to twice as long.
    static let outageRetryInterval: Int64 = 60
    /// The wait after a poll that came to nothing for want of something on this machine.
    static let localRetryInterval: Int64 = 60
    /// For so long an outage costs no feed anything. One that goes on may be none: all hosts of a list
    /// may have died for good.
    static let outageGrace: Int64 = 3_600
    /// After it each wait is this part of how long it has lasted, so that it becomes that of a feed that
    /// fails, while a network that comes back is noticed soon by what it was away.
    static let outageShare: Int64 = 24
    /// The wait after a first poll whose result the store refused; it doubles with each more.
    static let refusalInterval: Int64 = 60
    /// However many were refused in a row, where what came does not ask for more itself.
    static let longestRefusalInterval: Int64 = 1_800
    /// So many refusals in a row may pass by themselves.
    static let fewRefusals = 4
    /// How long a host that answered 429 without `Retry-After`, or with one that is over at once,
    /// is left alone.
    static let hostPause: Int64 = 600
    /// The shortest pause after a 429, whatever its `Retry-After` says.
    static let leastHostPause: Int64 = 60
    /// Each wait is lengthened by up to this share, so that feeds polled together drift apart.
    static let jitterShare = 0.1

    /// A feed's new state, and until when its whole host is to be left alone.
    public struct Outcome: Hashable, Sendable {
        public var state: PollState
        public var hostPause: Timestamp?

        public init(state: PollState, hostPause: Timestamp? = nil) {
            self.state = state
            self.hostPause = hostPause
        }
    }

    /// The state after a response of any status.
    ///
    /// `jitter` is a random number in 0..<1.
    public static func afterResponse(
        _ facts: ResponseFacts, document: DocumentOutcome, state: PollState, pacing: FeedPacing,
        now: Timestamp, jitter: Double
    ) -> Outcome {
        var next = state
        next.lastPolled = now
        next.lastStatus = facts.status
        next.polls += 1
        next.bytesReceived &+= facts.bytesReceived
        switch (facts.status, document) {
        case (_, .parsed) where facts.bringsDocument:
            next.validators = validators(facts, after: state, pacing: pacing, now: now)
            next.lifetime = facts.lifetime
            succeed(&next, after: state, facts: facts, pacing: pacing, now: now, jitter: jitter)
        case (_, .cutOff) where facts.bringsDocument:
            // Its validators would have the server say that the missing part is known. The old ones
            // stand for a document that came whole.
            next.lifetime = facts.lifetime
            succeed(
                &next, after: state, facts: facts, pacing: pacing, now: now, jitter: jitter,
                isCutOff: true)
        case (HTTPStatus.notModified, _) where facts.wasConditional:
            next.notModified += 1
            next.validators.refresh(from: facts.validators)
            // As with the validators: header fields that a 304 does not have stay those of the document.
            if facts.namesLifetime { next.lifetime = facts.lifetime }
            succeed(&next, after: state, facts: facts, pacing: pacing, now: now, jitter: jitter)
        case (HTTPStatus.gone, _) where isGone(facts, after: state):
            // RFC 9110 §15.5.11: the owners want links to the resource removed.
            next.failures += 1
            next.lastError = "410 Gone: the feed was taken down for good"
            next.due = nil
            next.dueReason = "410 Gone: not polled any more; its entries stay"
            next.end(by: nil)
        default:
            next.lastError = Self.fault(facts, document: document)
            if facts.wasConditional, PollState.refusals.contains(facts.status) {
                next.lastError = "\(facts.status) to a conditional request: asked without next"
            }
            return failed(
                next, facts: facts, document: document, pacing: pacing, now: now, jitter: jitter)
        }
        return Outcome(state: next)
    }

    /// Whether a 410 is the feed's own. It is not at an address that was remembered, where the feed's own has
    /// not been heard, nor where a redirect leads for now (RFC 9110 §15.4.3), nor at the address that a feed
    /// has left for good: these are failures like others. Where a permanent redirect leads, and at an
    /// address that was left, it is when the answer before was a 410 too.
    private static func isGone(_ facts: ResponseFacts, after state: PollState) -> Bool {
        guard facts.startURL == nil else { return false }
        let isRepeated = state.lastStatus == HTTPStatus.gone
        if facts.requests > 1 { return isRepeated && facts.permanentTarget == facts.url }
        return isRepeated || state.moved?.isSettled != true
    }

    /// The validators to keep of a 200: none of an address that refused them, but that it did.
    ///
    /// It did when the same request went well without them, and that counts for a day: what was taken
    /// for a refusal may have been an accident of the way, and servers get mended.
    private static func validators(
        _ facts: ResponseFacts, after state: PollState, pacing: FeedPacing, now: Timestamp
    ) -> Validators {
        // Without any the address stays out: with it they would be the mark of a refusal.
        if facts.validators.isEmpty { return Validators() }
        if state.failures <= 1, state.isAskedPlainly, !facts.wasConditional {
            return .refused(by: facts.validators.url)
        }
        if state.validators.areRefused(by: facts.validators),
            let last = state.lastSuccess, now.date == last.date
        {
            return state.validators
        }
        var validators = facts.validators
        if givesUpTag(facts, after: state, pacing: pacing) { validators.eTag = nil }
        return validators
    }

    /// The state after a poll that brought no response. Validators stay: the failure says nothing
    /// of the document.
    ///
    /// In an outage of our own network, which began at `outSince` (see `OutageWatch`; nil: there is
    /// none), a host that was not reached costs its feed nothing for an hour: failures are not counted,
    /// and it is tried again in one to two minutes. After that they are, and it is asked ever less; what
    /// fails after the outage counts from one again. A fault of this machine costs no feed anything.
    public static func afterFailure(
        _ failure: PollFailure, state: PollState, pacing: FeedPacing, now: Timestamp,
        jitter: Double, outSince: Timestamp? = nil
    ) -> Outcome {
        var next = state
        next.lastPolled = now
        next.lastStatus = nil
        next.polls += 1
        next.lastError = failure.reason
        if let outSince, failure.mayBeOurs {
            waitOut(&next, since: outSince, pacing: pacing, now: now, jitter: jitter)
            return Outcome(state: next)
        }
        next.end(by: failure.cause)
        if case .local = failure {
            next.failures = state.failuresOfServer
            waitForRoom(&next, after: state, pacing: pacing, now: now, jitter: jitter)
            return Outcome(state: next)
        }
        next.failures = state.failuresOfServer + 1
        let base =
            switch failure {
            case .unreachable, .silent, .failed, .local: Self.retryInterval
            case .broken, .refused, .unsecured, .misled: Self.brokenRetryInterval
            }
        backOff(&next, base: base, pacing: pacing, now: now, jitter: jitter)
        switch next.cause {
        case .refused: next.dueReason = "refused until a person mends it"
        case .secretLack: next.dueReason = "refused until its secret can be had"
        case .silent: next.dueReason = "the server let a deadline pass; \(next.dueReason)"
        case .unreached: next.dueReason = "the server was not reached; \(next.dueReason)"
        default: break
        }
        return Outcome(state: next)
    }
}

extension PollFailure {
    /// How it ends a poll, but for what an outage makes of it.
    fileprivate var cause: PollState.Cause? {
        switch self {
        case .refused, .misled: .refused
        case .unsecured: .secretLack
        case .silent: .silent
        case .unreachable: .unreached
        case .local: .localFault
        case .failed, .broken: nil
        }
    }
}
