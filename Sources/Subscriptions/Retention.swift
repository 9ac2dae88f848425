/// How long entries and events are kept: what feeds.yml says under `defaults:` and `store:`.
public struct Retention: Hashable, Sendable {
    /// Seconds after its arrival for which an entry is kept; nil: for ever. Feeds may say their own.
    public var keep: Int64?
    /// How many entries of a feed are kept; nil: all. Feeds may say their own.
    public var keepEntries: Int?
    /// Seconds after its latest entry for which the facts of an event are kept; nil: for ever. It goes
    /// never before its entries.
    public var keepEvents: Int64?
    /// The bytes that the database may fill; nil: as many as it takes.
    public var maxSize: Int64?

    public init(keep: Int64?, keepEntries: Int?, keepEvents: Int64?, maxSize: Int64?) {
        self.keep = keep
        self.keepEntries = keepEntries
        self.keepEvents = keepEvents
        self.maxSize = maxSize
    }

    /// What holds where feeds.yml says nothing: a year of texts, three years of events.
    ///
    /// Time alone bounds the store then, in step with what is followed: nothing that came of late goes
    /// because something else was large. How much disk there is to fill is for its owner to say.
    public static let standard = Retention(
        keep: 365 * 86_400, keepEntries: nil, keepEvents: 3 * 365 * 86_400, maxSize: nil)
}

/// What `store:` says.
struct StoreSettings: Equatable {
    var keepEvents: Bound<Int64>?
    var maxSize: Bound<Int64>?
}

extension Retention {
    init(_ defaults: FeedSettings, _ store: StoreSettings) {
        self = .standard
        if let keep = defaults.keep { self.keep = keep.value }
        if let count = defaults.keepEntries { keepEntries = count.value }
        if let keep = store.keepEvents { keepEvents = keep.value }
        if let size = store.maxSize { maxSize = size.value }
    }
}
