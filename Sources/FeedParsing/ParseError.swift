/// Why a document gives no feed.
public enum ParseError: Error, Hashable, Sendable {
    /// The document is something else: `Appearance` says what it looks like.
    case notAFeed(Appearance)
    /// The document uses what no feed needs and attacks do; the text says what.
    case refused(String)
    /// The document goes beyond a limit of `ParseLimits`.
    case limit(Limit)
    /// It took longer to be read than any sound document does: so many seconds of processor time.
    case tooSlow(seconds: Int)
    /// The task that read it was cancelled.
    case cancelled
    /// Not even one entry or title could be read. Line and column count from 1.
    case malformed(line: Int, column: Int, message: String)

    /// What a document looks like that is no feed.
    public enum Appearance: Hashable, Sendable {
        case empty
        /// A page: its feeds may be found with `FeedDiscovery`.
        case html
        /// XML with this root element.
        case xml(root: String)
        /// JSON that is no JSON Feed.
        case json
        /// Packed as a file (RFC 1952), which is not undone here.
        case gzip
        case plainText
    }

    /// Which limit.
    public enum Limit: String, Hashable, Sendable {
        case documentBytes = "document size"
        case startTag = "size of a tag"
        case names = "number of different names"
    }
}

extension ParseError {
    /// Whether the reading ended for its own sake, whatever the document is.
    public var isGivenUp: Bool {
        switch self {
        case .tooSlow, .cancelled: true
        default: false
        }
    }
}

extension ParseError: CustomStringConvertible {
    /// One line for a person: what happened, and what to do.
    public var description: String {
        switch self {
        case .notAFeed(.empty): "the document is empty"
        case .notAFeed(.html):
            "this is an HTML page, not a feed; `tidings discover` lists the feeds that a page names"
        case .notAFeed(.xml(let root)): "this is XML with the root <\(root)>, not a feed"
        case .notAFeed(.json): "this is JSON, but no JSON Feed"
        case .notAFeed(.gzip): "this is gzip, a packed file; `gunzip` gives what is in it"
        case .notAFeed(.plainText): "this is plain text, not a feed"
        case .refused(let what): "refused: \(what)"
        case .limit(let limit): "the document goes beyond the limit on the \(limit.rawValue)"
        case .tooSlow(let seconds):
            "it takes too long to read: it was given up after \(seconds) s of processor time"
        case .cancelled: "the reading was cancelled"
        case .malformed(let line, let column, let message):
            "line \(line), column \(column): \(message)"
        }
    }
}
