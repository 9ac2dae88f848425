public import Events
public import Values

/// The number of an entry: its place in the log, ascending in the order of arrival, never reused.
public typealias EntryID = Document.ID

/// An entry as the clusterer reads it from the log.
public struct LoggedEntry: Sendable, Equatable {
    public var id: EntryID
    public var feed: FeedID
    public var feedURL: String
    public var publisher: String
    /// Plain text; empty when the entry has none.
    public var title: String
    /// Plain text of the body.
    public var text: String
    /// Its address, absolute, as the feed gave it.
    public var link: String?
    /// When it was published, where the feed told it and it can be believed (`EntryTime`).
    public var published: Timestamp?
    /// When the store first saw it.
    public var seen: Timestamp
    /// BCP 47 as declared by the entry, else by its feed.
    public var language: String?
    /// Where RSS `<source>` or atom:source says that the entry was taken from.
    public var syndicatedFrom: String?
    /// The http(s) links of the body.
    public var outgoingLinks: [String]
}

extension LoggedEntry {
    /// As the clusterer takes it: addresses without what changes while the page stays the same.
    public var document: Document {
        var document = Document(
            id: id, title: title, text: text, published: published, source: feedURL)
        document.publisher = publisher
        document.language = language
        document.link = link.map(EntryIdentity.page)
        document.syndicatedFrom = syndicatedFrom
        document.outgoingLinks = outgoingLinks.map(EntryIdentity.page)
        return document
    }
}
