internal import Values

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
    /// What the entries may weigh together (`ParsedEntry.weight`), in bytes; the rest is left unread. For who
    /// holds them all: none is where they are handed over one by one.
    public var heldBytes = Int.max
    /// The most categories, enclosures and authors of one entry each.
    public var valuesPerEntry = 100
    /// The longest address, in bytes, that references are resolved against: each costs time with its
    /// length. A query that makes it longer is left out.
    public var baseBytes = 1 << 10
    /// The processor time that a document may take to be read: so many seconds, and so many nanoseconds for
    /// each of its bytes. Sound ones take 10 to 50 nanoseconds a byte; a machine may be several times slower.
    public var leastSeconds = 10
    public var nanosecondsPerByte = 250
    /// Whether bodies are made safe to be shown. Otherwise they stay as the feed has them, without
    /// plain text and links: only to measure what the rest of the work costs.
    package var sanitizesBodies = true

    /// The longest that a document of so many bytes may become by being decoded. Letters of most scripts have
    /// twice as many bytes in UTF-8 as elsewhere; a large document of nothing but those that have three is made
    /// to fill memory.
    func decodedBytes(of byteCount: Int) -> Int {
        min(documentBytes, 2 * byteCount + 16 << 20)
    }

    /// The limits for documents from the network.
    public static let standard = ParseLimits()

    /// The limits where all entries of a document are held in memory, of a feed whose documents may have
    /// `documentBytes`: some 49,000 entries of a few words, or as many as have 48 MiB of text, and more in
    /// proportion where a larger document was allowed than the usual 64 MiB. The largest feeds that people
    /// read have some thousand entries.
    public static func holding(documentBytes: Int) -> ParseLimits {
        var limits = ParseLimits()
        limits.heldBytes = max(documentBytes, 64 << 20) / 4 * 3
        return limits
    }

    /// An address that references may be resolved against: as it is, or without its query where that makes it
    /// short enough; else nil.
    func base(_ url: WebURL) -> WebURL? {
        [url, url.withoutQuery].first { $0.string.utf8.count <= baseBytes }
    }

    /// What is told of a document of which only so many entries were read.
    func note(leftOutBehind count: Int, isTooHeavy: Bool) -> String {
        isTooHeavy
            ? "entries behind the first \(count) were left out: more than \(heldBytes >> 20) MiB of them"
            : "entries beyond the limit of \(entries)"
    }

    public init() {}
}
