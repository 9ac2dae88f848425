public import Subscriptions
internal import Values

/// A pass over the store that takes out what feeds.yml no longer keeps, in steps of a few
/// milliseconds between which polls are stored.
///
/// A value that `Store.expire` takes and answers: what a stop in the middle leaves is found again by
/// the next round, since every step decides anew from what is stored.
public struct ExpiryRound: Sendable {
    /// What the next step looks at.
    enum Stage: Sendable, Equatable {
        /// Feed by feed, behind this one: entries that are too old or too many.
        case feeds(after: FeedID)
        /// The oldest entries behind this one, while the database is larger than it may be.
        case size(after: EntryID)
        /// Events that are past their time, behind this place in the order of their latest entries.
        case events(after: EventExpiry.Place)
        /// The oldest events without a stored entry, while the database is still too large.
        case eventsForSize(after: EventExpiry.Place)
        case identities(after: IdentityExpiry.Place)
        case formerFeeds
        case pages
        case log
        case done
    }

    public let retention: Retention
    /// What ages are counted from, in all steps.
    let now: Timestamp
    /// The clock is not believed (`BelievedClock`): hardly anything is taken for old.
    public let leap: ClockLeap?
    var stage = Stage.feeds(after: 0)
    /// Entries whose texts went.
    public internal(set) var entries = 0
    /// Events that are known no more.
    public internal(set) var events = 0
    /// Identities of entries that went long ago.
    public internal(set) var identities = 0
    /// Bytes that were given back to the file system.
    public internal(set) var bytes: Int64 = 0
    /// All that may go has gone, and the database is still larger than `Retention.maxSize`.
    public internal(set) var isTooLarge = false

    public var isDone: Bool { stage == .done }

    init(_ retention: Retention, now: Timestamp, leap: ClockLeap?) {
        self.retention = retention
        self.now = now
        self.leap = leap
    }
}
