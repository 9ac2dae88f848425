import Politeness
import Values

/// One poll of a feed by the policy's defaults, with what a test wants to be different.
struct Poll {
    static let now = Timestamp(seconds: 1_774_074_660)  // Saturday, 2026-03-21T06:31:00Z
    static let date = "Sat, 21 Mar 2026 06:31:00 GMT"
    static let eTag = Validators(eTag: Array("\"1\"".utf8))

    var facts = ResponseFacts(status: 200)
    var document = DocumentOutcome.parsed
    var state = PollState(due: now)
    var pacing = FeedPacing()
    var jitter = 0.0

    init(status: Int = 200, validators: Validators = eTag) {
        facts.status = status
        facts.validators = validators
        facts.date = Self.date
        if status != 200 { document = .none }
    }

    var outcome: PollPolicy.Outcome {
        PollPolicy.afterResponse(
            facts, document: document, state: state, pacing: pacing, now: Self.now,
            jitter: jitter)
    }

    /// Seconds until the feed is due again.
    var wait: Int64? { outcome.state.due?.seconds(since: Self.now) }
}
