public import Events
public import FeedParsing
public import Values

/// An entry as it is listed to a person.
public struct EntryRecord: Sendable, Equatable {
    public var id: EntryID
    public var feed: FeedID
    public var feedURL: String
    /// The reader's name for the feed, else its own.
    public var feedTitle: String?
    public var publisher: String
    /// Plain text.
    public var title: String?
    /// Absolute, as the feed gave it.
    public var link: String?
    /// When it was published, where the feed told it and it can be believed (`EntryTime`).
    public var published: Timestamp?
    /// When the store first saw it.
    public var seen: Timestamp
    /// Where it stands in lists: the earlier of `published` and `seen`.
    public var sortTime: Timestamp
    public var author: String?
    /// BCP 47 as declared by the entry, else by its feed.
    public var language: String?
    /// The event that it tells of; nil until the clusterer has read it.
    public var cluster: ClusterID?
    /// Set when its text is a near-verbatim copy.
    public var copy: CopyRecord?
    /// When its texts went (retention); nil for an entry that is stored.
    public var expired: Timestamp?
    /// The beginning of its text, where it has no title; nil where it has no text either.
    public var opening: String?
}

extension EntryRecord {
    /// What stands for it wherever a person reads of it: its title, else the beginning of its text, as of a
    /// note on a social network, else its address.
    public var headline: String { knownHeadline ?? "(no title)" }

    /// The same; nil where it has nothing of these.
    public var knownHeadline: String? { title ?? opening ?? WebURL.shown(link) }
}

/// That an entry is a copy, and of what.
public struct CopyRecord: Sendable, Equatable {
    /// The root of the copy group: the entry from which, directly or over other copies, it was taken.
    public var origin: EntryID
    /// Where the origin is; nil when it has no link or nothing of it is stored any more.
    public var originLink: String?
    public var originPublisher: String?
    /// Shared shingles over the shingles of the smaller text, 0–1.
    public var containment: Double
    /// Why the origin is the origin, for a person.
    public var direction: String
}

/// An entry with all that is stored of it.
public struct EntryDetail: Sendable, Equatable {
    public var record: EntryRecord
    /// guid, atom:id, rdf:about or JSON `id`, as the feed has it.
    public var guid: String?
    public var updated: Timestamp?
    /// Sanitised HTML.
    public var summary: String?
    /// Sanitised HTML; the summary again where the feed gives nothing longer.
    public var content: String?
    /// The summary as plain text, where there is one that the text does not begin with.
    public var lead: String?
    /// Plain text of the content, of the summary where that has all of it; paragraphs are set apart by an
    /// empty line.
    public var text: String
    public var categories: [String]
    public var enclosures: [ParsedEntry.Enclosure]
    public var commentsLink: String?
    public var source: ParsedEntry.Source?
    public var outgoingLinks: [String]
    /// Its membership in a cluster; nil until the clusterer has read it.
    public var membership: MembershipRecord?
    /// What it said before, oldest first.
    public var revisions: [Revision]

    /// When it was changed, oldest first.
    public var corrections: [Correction] {
        Correction.all(revisions.map { ($0.replaced, $0.title) }, title: record.title)
    }
}

/// That an entry says something else since a moment.
public struct Correction: Sendable, Equatable {
    /// When the store saw it.
    public var seen: Timestamp
    /// The title that it had until then; nil where that stayed, or there was none.
    public var formerTitle: String?

    public init(seen: Timestamp, formerTitle: String? = nil) {
        self.seen = seen
        self.formerTitle = formerTitle
    }

    /// What came of the earlier states of an entry, oldest first.
    ///
    /// - Parameter title: that of the entry by now.
    static func all(
        _ earlier: [(replaced: Timestamp, title: String?)], title: String?
    ) -> [Correction] {
        let next = earlier.dropFirst().map(\.title) + [title]
        return zip(earlier, next).map { state, next in
            Correction(seen: state.replaced, formerTitle: state.title == next ? nil : state.title)
        }
    }
}

/// An earlier state of an entry.
public struct Revision: Sendable, Equatable {
    /// When the store saw that it no longer held.
    public var replaced: Timestamp
    public var title: String?
    public var link: String?
    public var author: String?
    /// Sanitised HTML.
    public var summary: String?
    /// Sanitised HTML; the summary again where the feed gives nothing longer.
    public var content: String?
    /// The summary as plain text, where there is one that the text does not begin with.
    public var lead: String?
    /// Plain text of the content, of the summary where that has all of it; paragraphs are set apart by an
    /// empty line.
    public var text: String
}

/// Why an entry is in its cluster.
public struct MembershipRecord: Sendable, Equatable {
    public var cluster: ClusterID
    /// The score by which it joined; 0 for one that opened its cluster.
    public var score: Double
    /// What was weighed when it was decided; nil where that is not stored.
    public var decision: Decision?
    /// Whether the entry says something else by now than what the decision was made of: its feed changed
    /// it while the clusterer held it. A reclustering decides by what it says then.
    public var isOfFormerText: Bool

    public init(
        cluster: ClusterID, score: Double, decision: Decision?, isOfFormerText: Bool = false
    ) {
        self.cluster = cluster
        self.score = score
        self.decision = decision
        self.isOfFormerText = isOfFormerText
    }
}
