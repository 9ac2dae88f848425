internal import Politeness
internal import Storage
internal import Values

/// What a number of polls came to.
public struct PollTally: Sendable, Equatable {
    public var polls = 0
    /// Polls that the server answered with 304 Not Modified.
    public var notModified = 0
    public var failures = 0
    public var newEntries = 0
    public var revisedEntries = 0
    /// Polls whose result the store could not take.
    public var unstored = 0
    /// Whether a single round left what came to the next run to cluster, since that failed.
    public var isUnclustered = false
    /// Fetches, and what came with them.
    var fetches = FetchCounts()

    public init() {}

    /// Counts a poll that was stored: what its feed's state is after it, and what it changed.
    mutating func count(_ state: PollState, _ receipt: PollReceipt) {
        polls += 1
        newEntries += receipt.new
        revisedEntries += receipt.revised
        // A poll that was held tells nothing anew: error and status are those of an earlier one.
        if state.isHeld { return }
        if state.lastError != nil {
            failures += 1
        } else if state.lastStatus == HTTPStatus.notModified {
            notModified += 1
        }
    }
}

extension PollTally: CustomStringConvertible {
    /// `12 polls: 96 new entries, 0 revised; 3 unchanged, 1 failed`.
    public var description: String {
        "\(polls) \(polls == 1 ? "poll" : "polls"): \(newEntries) new entries, "
            + "\(revisedEntries) revised; \(notModified) unchanged, \(failures) failed"
            + (unstored > 0 ? ", \(unstored) not stored" : "")
    }
}
