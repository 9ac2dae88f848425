internal import Values

/// Whether a server heeds the conditions that it is asked with.
///
/// Which of them is sent is told by the validators that are kept alone: a tag that was given up is not kept, so
/// that failures, holds and restarts change nothing of it.
extension PollPolicy {
    /// Whether the tag that came with a document is not to be kept, but its date alone, as the server takes
    /// conditions by the tag amiss.
    ///
    /// Where both conditions are sent the tag alone counts (RFC 9110 §13.2.2), and some do not know their own
    /// again, as Apache of what it compresses: both come back as they were sent. One that has heeded conditions may
    /// have forgotten one, so there the second in a row tells. Others have a tag for each answer,
    /// see `Validators.refresh`: they send the document though no entry is new. In either case the date may be
    /// heeded. Where it was asked with alone it stays so while it is, and where nothing is heeded; a date that
    /// is no longer heeded, and one that changed before it ever was, give the tag its turn: not for ever, where the
    /// document changes as often as it is asked for.
    static func givesUpTag(
        _ facts: ResponseFacts, after before: PollState, pacing: FeedPacing
    ) -> Bool {
        let (asked, came) = (before.conditions, facts.validators)
        guard facts.wasConditional, facts.bringsWhole, came.eTag != nil,
            let date = came.lastModified
        else { return false }
        guard let askedDate = asked.lastModified else {
            return asked.eTag != nil && isNothingNew(pacing, after: before)
        }
        if asked.eTag == nil {
            return askedDate == date
                ? !heedsConditions(before) : heedsConditions(before) || isNeverHeeded(before)
        }
        return askedDate == date && asked.areSame(as: came) && !heedsConditions(before)
    }

    /// Whether the answer to a condition was the document of which the condition told that it is known, with
    /// the very validators that were sent. Not so where the tag has just been given up: the date is still to
    /// be tried.
    static func isUnheeded(
        _ facts: ResponseFacts, after before: PollState, pacing: FeedPacing
    ) -> Bool {
        guard facts.wasConditional, facts.bringsWhole,
            before.conditions.areSame(as: facts.validators)
        else { return false }
        return before.conditions.eTag == nil || !givesUpTag(facts, after: before, pacing: pacing)
    }

    /// Whether a server ignores conditions. One that has heeded some may forget it once, as one of several behind
    /// a name does.
    static func isIgnored(
        _ facts: ResponseFacts, after before: PollState, pacing: FeedPacing
    ) -> Bool {
        isUnheeded(facts, after: before, pacing: pacing) && !heedsConditions(before)
    }

    /// How a poll ended that went well, as for its condition: once one was not heeded, so until a 304.
    static func heeding(
        _ facts: ResponseFacts, after before: PollState, pacing: FeedPacing
    ) -> PollState.Cause? {
        guard facts.wasConditional, facts.bringsWhole else { return nil }
        return before.cause == .unheeded || isUnheeded(facts, after: before, pacing: pacing)
            ? .unheeded : nil
    }

    /// Whether conditions were heeded so far, and the last one that told.
    private static func heedsConditions(_ state: PollState) -> Bool {
        state.notModified > 0 && state.cause != .unheeded
    }

    /// Whether no condition was ever answered with 304, of several, and this one neither, though no entry is
    /// new: of a document that is made anew for each request, and its validators with it. One 304 is proof
    /// for good.
    static func isNeverUnchanged(
        _ facts: ResponseFacts, after before: PollState, pacing: FeedPacing
    ) -> Bool {
        facts.wasConditional && facts.bringsWhole && isNeverHeeded(before)
            && isNothingNew(pacing, after: before)
            // Where the tag is given up the date is still to be tried.
            && (before.conditions.eTag == nil || !givesUpTag(facts, after: before, pacing: pacing))
    }

    /// Whether no condition was ever answered with 304, of several.
    private static func isNeverHeeded(_ state: PollState) -> Bool {
        state.notModified == 0 && state.manners.conditional >= leastConditions
    }

    /// Whether a document brought no new entry. Entries without dates do not tell.
    private static func isNothingNew(_ pacing: FeedPacing, after before: PollState) -> Bool {
        !pacing.publications.isEmpty && pacing.publications == before.pacing.publications
    }

    /// After so many conditions without a 304 the next may tell of them all.
    private static let leastConditions = 4
}

extension Validators {
    /// Takes what a 304 brought of the document that is known, and keeps the rest.
    ///
    /// One with another tag than that document's is of a document that never came (RFC 9111 §4.3.4): some
    /// servers answer so where the date alone is the same, as after two changes within a second. With its tag
    /// each later 304 would be a rightful one. So nothing is taken from it, and the next condition is the known tag
    /// alone: what has another is sent then.
    mutating func refresh(from other: Validators) {
        if eTag != nil, other.eTag != nil, !areSame(as: other) {
            lastModified = nil
        } else if let lastModified = other.lastModified {
            self.lastModified = lastModified
        }
    }
}
