public import Events
public import Values

/// Which entries to list: all that is set has to hold.
public struct EntryFilter: Sendable, Equatable {
    /// Only of one of these feeds; none: of all.
    public var feeds: [FeedID] = []
    /// Only of feeds that carry one of these tags; none: of all.
    public var tags: [String] = []
    /// Only in one of these languages, tags in lower case; `de` stands for `de-AT` as well. None: all.
    public var languages: [String] = []
    /// Only those whose sort time is not before it.
    public var since: Timestamp?
    /// Only those whose sort time is before it.
    public var until: Timestamp?
    /// Only of this event.
    public var cluster: ClusterID?
    /// Only those that stand behind this entry in the list: for the next page.
    public var before: EntryID?
    /// At most so many; nil: all.
    public var limit: Int?

    public init(feeds: [FeedID] = [], since: Timestamp? = nil, limit: Int? = nil) {
        self.feeds = feeds
        self.since = since
        self.limit = limit
    }
}

/// Which clusters to list, and in what order.
///
/// What it says of entries, `since`, `until` and `entries`, has to hold of one and the same entry.
public struct ClusterFilter: Sendable, Equatable {
    public enum Order: String, Sendable, CaseIterable {
        /// Latest entry first.
        case newest
        /// Most publishers first, then most independent texts, then latest entry.
        case size
        /// What grows fastest first, then latest entry; see `ClusterRecord.growth`.
        case growth
    }

    /// Only those with an entry whose sort time is not before it.
    public var since: Timestamp?
    /// Only those with an entry whose sort time is before it.
    public var until: Timestamp?
    /// Only those that at least so many publishers tell.
    public var minPublishers: Int
    /// Only those with at least so many texts that are no copies.
    public var minTexts = 1
    /// Only those that have a text that was not read.
    public var isUnread = false
    /// Only those with an entry that this lets through, which may set feeds, tags and languages: among
    /// the newest `ClusterFilter.lookedThrough` entries of those.
    public var entries: EntryFilter?
    /// In the order of the newest, and without `entries`: only those that stand behind this place, for the next
    /// page.
    public var before: Place?
    /// At most so many; nil: all.
    public var limit: Int?
    public var order: Order

    /// A place in the order of the newest.
    public struct Place: Sendable, Hashable {
        public var cluster: ClusterID
        /// When the latest entry of the cluster was told that had it stand there; nil: where it stands now.
        public var last: Timestamp?

        public init(_ cluster: ClusterID, last: Timestamp? = nil) {
            (self.cluster, self.last) = (cluster, last)
        }
    }

    /// How many entries of a feed, a tag or a language are looked through for events.
    public static let lookedThrough = 10_000

    public init(
        since: Timestamp? = nil, minPublishers: Int = 1, limit: Int? = nil, order: Order = .newest
    ) {
        self.since = since
        self.minPublishers = minPublishers
        self.limit = limit
        self.order = order
    }

    /// What an entry has to be for its event to be listed.
    var wantedEntries: EntryFilter {
        var wanted = entries ?? EntryFilter()
        (wanted.since, wanted.until) = (since, until)
        return wanted
    }
}
