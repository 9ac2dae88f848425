public import Events
public import Values

/// A query with how its hits are to be told.
public struct SearchRequest: Sendable {
    public enum Order: String, Sendable, CaseIterable {
        /// The latest arrival first.
        case newest
        /// The best of the newest `SearchRequest.ranked` hits first.
        case relevance
    }

    public var query: SearchQuery
    /// Only of this event.
    public var cluster: ClusterID?
    /// Only what this lets through as well, which may set feeds, tags, languages, since and until.
    public var entries: EntryFilter?
    public var order: Order
    /// At most so many; nil: all.
    public var limit: Int?
    /// Only what arrived before this entry.
    public var before: EntryID?
    /// What `since` and `until` of the query are read by.
    public var calendar: LocalCalendar

    /// How many hits are weighed for relevance: to weigh a hit takes SQLite some microseconds.
    public static let ranked = 10_000

    public init(
        _ query: SearchQuery, cluster: ClusterID? = nil, order: Order = .newest,
        limit: Int? = nil, before: EntryID? = nil, calendar: LocalCalendar = .system
    ) {
        self.query = query
        self.cluster = cluster
        self.order = order
        self.limit = limit
        self.before = before
        self.calendar = calendar
    }
}

/// What a search found.
public struct SearchAnswer: Sendable, Equatable {
    public var hits: [SearchHit] = []
    /// Filters that no feed fits: why nothing was found.
    public var unmatched: [SearchQuery.FeedFilter] = []
    /// Languages that no feed and no entry declares: the same.
    public var unspoken: [String] = []
    /// How much of what is stored is in the index, in percent; nil: all of it.
    public var indexed: Int?

    public init() {}
}

/// An entry that a search found.
public struct SearchHit: Sendable, Equatable {
    public var entry: EntryRecord
    /// Its headline, with what was looked for.
    public var title: SearchExcerpt
    /// A part of its text with what was looked for; nil where the text has nothing of it.
    public var excerpt: SearchExcerpt?
}

/// A piece of text, part after part.
public struct SearchExcerpt: Sendable, Equatable {
    public struct Part: Sendable, Equatable {
        public var text: String
        /// Whether it is what was looked for.
        public var isMatch: Bool

        public init(text: String, isMatch: Bool) {
            self.text = text
            self.isMatch = isMatch
        }
    }

    public var parts: [Part]

    /// The whole of it.
    public var text: String { parts.map(\.text).joined() }
}
