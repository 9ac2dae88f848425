public import Values

/// What is known of the polling of one feed, and when it is due again. Kept over restarts.
public struct PollState: Hashable, Sendable {
    public var validators = Validators()
    /// When to poll next; nil: never again (410 Gone).
    public var due: Timestamp?
    /// Why `due` is what it is, for a person: `max-age=3600 of the server`.
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
    /// A permanent redirect that was seen, how often and since when.
    public var moved: Move?
    /// Polls, 304 answers and bytes received on the wire since the feed was added.
    public var polls = 0
    public var notModified = 0
    public var bytesReceived: Int64 = 0

    public init(due: Timestamp?) {
        self.due = due
    }

    /// A sighting of 301 or 308.
    public struct Move: Hashable, Sendable {
        public var url: String
        public var firstSeen: Timestamp
        public var sightings: Int

        public init(url: String, firstSeen: Timestamp, sightings: Int) {
            self.url = url
            self.firstSeen = firstSeen
            self.sightings = sightings
        }
    }
}
