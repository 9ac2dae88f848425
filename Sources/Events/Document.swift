public import Values

/// What the clusterer sees of an entry.
public struct Document: Sendable, Equatable {
    /// Ascending in the order of arrival; the entry's id in the store.
    public typealias ID = Int64

    public var id: ID
    /// Plain text.
    public var title: String
    /// Plain text of the body; may be empty.
    public var text: String
    /// When it was published as far as that can be believed; nil when not known.
    public var published: Timestamp?
    /// The feed that it came from: copies and boilerplate are judged within and across these.
    public var source: String
    /// Who speaks (a registrable domain, or the name given in feeds.yml).
    public var publisher: String
    /// BCP 47 as declared by entry or feed; nil: not declared.
    public var language: String?
    /// Its own address, normalised.
    public var link: String?
    /// The address of the feed or site that a `source` element names as the origin.
    public var syndicatedFrom: String?
    /// The addresses that its body links to, normalised.
    public var outgoingLinks: [String] = []

    public init(id: ID, title: String, text: String, published: Timestamp?, source: String) {
        self.id = id
        self.title = title
        self.text = text
        self.published = published
        self.source = source
        self.publisher = source
    }
}
