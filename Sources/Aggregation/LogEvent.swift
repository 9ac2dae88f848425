/// What a line of the log tells of, by names that stay as they are from one release to the next:
/// the field `EVENT` in journald. docs/operations.md says of each what to do, and a test sees to it.
public enum LogEvent: String, Sendable, CaseIterable {
    // The daemon.
    case starting
    /// It cannot start, and ends.
    case startFailed = "start-failed"
    /// Of the first start, where no contact is told to servers.
    case contactUnknown = "contact-unknown"
    case stopping
    case stopped
    /// Of `--probe`, which ends then.
    case probeFailed = "probe-failed"
    /// Of `--probe`, which asks all the same.
    case pausesUnknown = "pauses-unknown"
    case metricsUnwritten = "metrics-unwritten"

    // feeds.yml.
    case feedsRead = "feeds-read"
    case feedsInvalid = "feeds-invalid"

    // Polling.
    /// A poll that went well.
    case polled
    case pollFailed = "poll-failed"
    /// How to look for a feed that is not at its address any more.
    case feedMissing = "feed-missing"
    case feedMoved = "feed-moved"
    /// The document could be read, but is not as it should be.
    case documentFaulty = "document-faulty"
    /// A poll knew nothing of what the feed lists.
    case entriesMissed = "entries-missed"
    /// It brings more than feeds do.
    case feedHeavy = "feed-heavy"
    case hostPaused = "host-paused"
    case networkOutage = "network-outage"
    case networkBack = "network-back"
    /// This machine lacks what polls take.
    case localFault = "local-fault"

    // The store.
    case pollUnstored = "poll-unstored"
    case storeOutage = "store-outage"
    case storeBack = "store-back"
    /// It refused one thing, and takes others.
    case storeFailed = "store-failed"
    /// It is looked over after a stop that was not clean.
    case storeCheck = "store-check"
    case expired
    case expiryFailed = "expiry-failed"
    /// What is old cannot be told.
    case clockLeapt = "clock-leapt"
    case databaseTooLarge = "database-too-large"
    case searchIndexed = "search-indexed"
    case searchIncomplete = "search-incomplete"

    // Clustering.
    case clustered
    case clusteringFailed = "clustering-failed"
    /// Entries of the last ten days are not held any more, since newer ones need their memory.
    case windowShortened = "window-shortened"

    /// The event whose fault is over with this one.
    public var ended: LogEvent? {
        switch self {
        case .feedsRead: .feedsInvalid
        case .networkBack: .networkOutage
        case .storeBack: .storeOutage
        default: nil
        }
    }

    /// Whether the daemon ends with such a line.
    public var isLast: Bool {
        switch self {
        case .startFailed, .stopped, .probeFailed: true
        default: false
        }
    }
}
