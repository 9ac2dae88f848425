public import Events
public import FeedParsing
internal import SQLite
public import Values

/// A thing of the store that a reader would want to take along.
public enum ExportedRecord: Sendable {
    case feed(FeedListing)
    case entry(ExportedEntry)
    /// What is kept of an entry that has left, whose event is still told of.
    case expired(EntryRecord)
    case cluster(ExportedCluster)
    /// An event that was merged away, and the one that it lives on in.
    case alias(old: ClusterID, new: ClusterID)
    case decision(HandRecord)
    /// That an entry was read, and when.
    case read(EntryID, at: Timestamp)
}

/// An event by its numbers; its entries name it.
public struct ExportedCluster: Sendable, Equatable {
    public var id: ClusterID
    public var headline: EntryID
    public var first: Timestamp
    public var last: Timestamp
    /// Its entries, copies and those that have expired among them.
    public var entryCount: Int
    /// Publishers that the entries are of.
    public var publisherCount: Int
    /// Texts that are not copies; a copy group whose origin is elsewhere counts once.
    public var independentTextCount: Int
    public var terms: [String]
}

/// An entry with what is stored of it, each text once and as it is stored.
public struct ExportedEntry: Sendable, Equatable {
    public var id: EntryID
    public var feedURL: String
    public var guid: String?
    public var title: String?
    public var link: String?
    public var author: String?
    /// Its own, else that of its feed.
    public var language: String?
    public var published: Timestamp?
    public var updated: Timestamp?
    public var seen: Timestamp
    public var cluster: ClusterID?
    /// The entry from which, directly or over other copies, its text was taken.
    public var origin: EntryID?
    /// Sanitised HTML.
    public var summary: String?
    /// Sanitised HTML; nil where it is the summary.
    public var content: String?
    /// Of an entry without HTML.
    public var text: String?
    public var categories: [String]
    public var enclosures: [ParsedEntry.Enclosure]
    public var commentsLink: String?
    public var source: ParsedEntry.Source?
    /// Oldest first.
    public var revisions: [ExportedRevision]
}

/// What an entry said before.
public struct ExportedRevision: Sendable, Equatable {
    /// When the store saw that it no longer held.
    public var replaced: Timestamp
    public var title: String?
    public var link: String?
    public var author: String?
    /// Sanitised HTML.
    public var summary: String?
    /// Sanitised HTML; the summary again where the feed gave nothing longer.
    public var content: String?
}

extension StoreSession {
    /// Tells everything that a reader would want to take along, one by one and of one moment: feeds,
    /// entries in the order of their arrival, those that have expired, events, what people decided and
    /// what they read. Ends when `body` says false.
    public func export(_ body: (ExportedRecord) -> Bool) throws(StoreError) {
        try reading { () throws(DatabaseError) in
            guard try FeedQueries.feeds(.all, connection).allSatisfy({ body(.feed($0)) }),
                try ExportQueries.entries(connection, { body(.entry($0)) }),
                try ExportQueries.expired(connection, { body(.expired($0)) }),
                try ExportQueries.clusters(connection, { body(.cluster($0)) })
            else { return }
            let alias = try connection.prepare("SELECT old, new FROM cluster_aliases ORDER BY old")
            while try alias.step() {
                guard body(.alias(old: alias.int64(0), new: alias.int64(1))) else { return }
            }
            for decision in try HandTable.history(limit: nil, connection).reversed() {
                guard body(.decision(decision)) else { return }
            }
            let read = try connection.prepare("SELECT entry, read FROM read_entries ORDER BY entry")
            while try read.step(), body(.read(read.int64(0), at: read.timestamp(1))) {}
        }
    }
}
