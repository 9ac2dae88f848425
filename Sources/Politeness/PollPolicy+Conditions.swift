internal import Values

/// Whether a server heeds the conditions that it is asked with.
extension PollPolicy {
    /// How a poll that went well ended, as for the condition that it was asked with; nil where it was heeded, or
    /// something has changed.
    ///
    /// The whole document for nothing is no proof at once. What answered a condition with 304 before may forget it
    /// once, as one of several servers behind one name does. And where both conditions are sent the tag counts
    /// alone (RFC 9110 §13.2.2), which some servers hand out and do not know again, as Apache does of what it
    /// compresses: they may still heed the date. A server that never heeded any is told by its first answer.
    static func heeding(
        of state: PollState, after before: PollState, facts: ResponseFacts, pacing: FeedPacing,
        now: Timestamp
    ) -> PollState.Cause? {
        if facts.status == HTTPStatus.notModified {
            // A date may stay while the document changes, and 304 would be the answer for ever: once a day the
            // tag has its say.
            return before.isAskedByDate && before.lastSuccess?.date == now.date ? .dateHeeded : nil
        }
        guard isUnheeded(facts, after: before, pacing: pacing) else { return nil }
        if before.cause == .unheeded || before.cause == .ignored { return .ignored }
        let hasDateLeft =
            before.conditions.eTag != nil && facts.validators.lastModified != nil
        return hasDateLeft || before.notModified > 0 ? .unheeded : .ignored
    }

    /// Whether the whole document came to a condition for nothing: with the very validators that were sent, or,
    /// where tags change by themselves, with no new entry.
    private static func isUnheeded(
        _ facts: ResponseFacts, after before: PollState, pacing: FeedPacing
    ) -> Bool {
        guard facts.wasConditional, facts.bringsWhole else { return false }
        let asked = before.conditions
        if asked.areSame(as: facts.validators) { return true }
        guard asked.eTag != nil, let date = facts.validators.lastModified else { return false }
        // A 304 with another tag went before, see `Validators.refresh`.
        if asked.lastModified == nil { return isNothingNew(pacing, after: before) }
        return asked.lastModified == date
            && isNeverUnchanged(facts, after: before, pacing: pacing)
    }

    /// Whether no condition was ever answered with 304, of several, and this one neither, though no entry is
    /// new: of a document that is made anew for each request, and its validators with it. One 304 is proof
    /// for good.
    static func isNeverUnchanged(
        _ facts: ResponseFacts, after before: PollState, pacing: FeedPacing
    ) -> Bool {
        facts.wasConditional && facts.bringsWhole && before.notModified == 0
            && before.manners.conditional >= leastConditions
            && isNothingNew(pacing, after: before)
    }

    /// Whether a document brought no new entry. Entries without dates do not tell.
    private static func isNothingNew(_ pacing: FeedPacing, after before: PollState) -> Bool {
        !pacing.publications.isEmpty && pacing.publications == before.pacing.publications
    }

    /// After so many conditions without a 304 the next may tell of them all.
    private static let leastConditions = 4
}

extension Validators {
    /// Takes what a 304 to the condition `asked` brought of the document that is known, and keeps the rest.
    ///
    /// One with another tag than that document's is of a document that never came (RFC 9111 §4.3.4): some
    /// servers answer so where the date alone is the same, as after two changes within a second. With its tag
    /// each later 304 would be a rightful one. So nothing is taken from it, and the next condition is the known tag
    /// alone: what has another is sent then. Where the date alone was asked with, its tags have told nothing.
    mutating func refresh(from other: Validators, askedWith asked: Validators) {
        if asked.eTag != nil, other.eTag != nil, !asked.areSame(as: other) {
            lastModified = nil
        } else if let lastModified = other.lastModified {
            self.lastModified = lastModified
        }
    }
}
