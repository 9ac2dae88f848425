/// How much of a document is read before it counts as an attack or a mistake.
public struct ParseLimits: Sendable {
    /// The longest document in bytes, before and after decoding.
    public var documentBytes = 256 << 20
    /// The longest start tag in bytes: libxml2 needs quadratic time for its attributes.
    public var startTagBytes = 64 << 10
    /// The most attributes of one element; the rest is dropped.
    public var attributes = 512
    /// The most different names of elements, attributes, prefixes and the like, namespaces included:
    /// libxml2 keeps each, the time for a new one grows with their number, and real feeds have some
    /// dozens.
    public var names = 10_000
    /// The longest text of one field in bytes; what is beyond is cut.
    public var textBytes = 2 << 20
    /// How deep elements nest; what is deeper is read as if it stood at this depth.
    public var depth = 128
    /// The most entries; the rest is left unread.
    public var entries = 2_000_000
    /// The most categories, enclosures and authors of one entry each.
    public var valuesPerEntry = 100
    /// The longest address of the document itself, in bytes, that references are resolved against.
    public var baseBytes = 4 << 10
    /// Whether bodies are made safe to be shown. Otherwise they stay as the feed has them, without
    /// plain text and links: only to measure what the rest of the work costs.
    package var sanitizesBodies = true

    /// The limits for documents from the network.
    public static let standard = ParseLimits()

    public init() {}
}
