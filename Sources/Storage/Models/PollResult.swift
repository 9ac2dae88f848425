public import FeedParsing
public import Politeness

/// What one poll of a feed ended with, to be stored as a whole.
public struct PollResult: Sendable {
    public var feed: FeedID
    /// The address that the feed had in feeds.yml when it was asked. Where it has another one by now, the
    /// state is not stored, and only the entries of the document are; nil: whatever it is now.
    public var url: String?
    /// The state after the poll: validators, next due time, failures. Its `pacing` is stored with a
    /// document only, which alone can change it.
    public var state: PollState
    /// The document, when the poll brought a new one that could be read.
    public var document: ParsedFeed?
    /// Those of hosts that the answer asked for.
    public var hostPauses: [HostPause] = []
    /// Whether its document is stored in one step, however large it is.
    public var isStoredAtOnce = false
    /// Steps after which it has to be: a document takes about ten. More are those of one in which entries take
    /// each other's place at each step, which would go on for ever.
    public static let mostSteps = 30

    public init(feed: FeedID, state: PollState, document: ParsedFeed? = nil) {
        self.feed = feed
        self.state = state
        self.document = document
    }
}

/// What storing a poll changed.
public struct PollReceipt: Sendable, Equatable {
    public var feed: FeedID
    /// Entries that the store did not know.
    public var new = 0
    /// Entries whose title, text or link had changed.
    public var revised = 0
    public var unchanged = 0
    /// Whether the feed had got another address since it was asked, so that the state was not stored.
    public var isOvertaken = false
    /// Whether entries of the document are left for the next step (`Store.record`). Until none are, nothing
    /// is stored of the polling itself, so that a run that ends between two asks for the document again.
    public var isPartial = false
    /// How many steps stored a part of the document.
    public var partialSteps = 0

    /// This receipt of a step behind others of the same poll, of which `former` is the sum.
    public func following(_ former: PollReceipt) -> PollReceipt {
        var sum = self
        // What those stored is listed as known.
        sum.unchanged = max(0, unchanged - former.new - former.revised)
        sum.new += former.new
        sum.revised += former.revised
        sum.partialSteps += former.partialSteps
        return sum
    }

    public init(feed: FeedID) {
        self.feed = feed
    }
}
