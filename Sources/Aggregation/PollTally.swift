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
    /// Fetches, and what came with them.
    var fetches = FetchCounts()

    public init() {}
}

extension PollTally: CustomStringConvertible {
    /// `12 polls: 96 new entries, 0 revised; 3 unchanged, 1 failed`.
    public var description: String {
        "\(polls) \(polls == 1 ? "poll" : "polls"): \(newEntries) new entries, "
            + "\(revisedEntries) revised; \(notModified) unchanged, \(failures) failed"
            + (unstored > 0 ? ", \(unstored) not stored" : "")
    }
}
