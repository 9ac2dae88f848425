internal import Values
internal import XMLPush

/// The vocabularies that feeds use.
enum Namespace: Hashable {
    /// RSS of every version, Atom of every version, CDF, and names without a namespace.
    case native
    case rdf, dublinCore, dublinCoreTerms, content, media, itunes, syndication, xhtml
    case foreign

    /// The vocabulary of a name; by its prefix where that is not declared, or of an extension bound to a URI
    /// that nobody knows: those are misspelt more often than the prefix is another vocabulary's.
    init(of name: XMLName) {
        if let uri = name.namespace, let known = Self.byURI[Self.key(uri)] {
            self = known
        } else if let prefix = name.prefix {
            let known = Self.byPrefix[prefix.lowercased()] ?? .foreign
            // What the document itself is, no prefix tells.
            let isOwn = known == .native || known == .rdf
            self = name.namespace != nil && isOwn ? .foreign : known
        } else {
            // A default namespace that nobody knows is the author's idea of RSS.
            self = .native
        }
    }

    /// A URI as `byURI` has it: without what is often written otherwise.
    private static func key(_ uri: String) -> String {
        var bytes = uri.utf8.map(\.asciiLowercased)[...]
        while let last = bytes.last,
            last == UInt8(ascii: "/") || last == UInt8(ascii: "#") || last.isASCIISpace
        {
            bytes.removeLast()
        }
        bytes = bytes.drop(while: \.isASCIISpace)
        if bytes.starts(with: "https:".utf8) { bytes.remove(at: bytes.startIndex + 4) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// See `Element.Meaning.rank`.
    var rank: Int {
        switch self {
        case .native, .content: 3
        case .dublinCore, .dublinCoreTerms, .xhtml: 2
        default: 1
        }
    }

    private static let byURI: [String: Namespace] = [
        "http://www.w3.org/2005/atom": .native, "http://purl.org/atom/ns": .native,
        "http://purl.org/rss/1.0": .native, "http://my.netscape.com/rdf/simple/0.9": .native,
        "http://channel.netscape.com/rdf/simple/0.9": .native,
        "http://my.netscape.com/publish/formats/rss-0.91.dtd": .native,
        "http://backend.userland.com/rss": .native, "http://backend.userland.com/rss2": .native,
        "http://backend.userland.com/rss091": .native,
        "http://blogs.law.harvard.edu/tech/rss": .native,
        "http://cyber.law.harvard.edu/rss": .native,
        "http://purl.org/rss/1.0/modules/rss091": .native,
        "http://purl.org/rss/2.0": .native, "http://purl.org/net/rss1.1": .native,
        "http://example.com/newformat": .native, "http://example.com/necho": .native,
        "http://purl.org/echo": .native, "uri/of/echo/namespace": .native,
        "http://purl.org/pie": .native,
        "http://www.w3.org/1999/02/22-rdf-syntax-ns": .rdf,
        "http://purl.org/dc/elements/1.1": .dublinCore,
        "http://purl.org/dc/elements/1.0": .dublinCore,
        "http://purl.org/dc": .dublinCore,
        "http://purl.org/dc/terms": .dublinCoreTerms,
        "http://purl.org/rss/1.0/modules/content": .content,
        "http://search.yahoo.com/mrss": .media, "http://search.yahoo.com/rss": .media,
        "http://tools.search.yahoo.com/mrss": .media, "http://video.search.yahoo.com/mrss": .media,
        "http://www.rssboard.org/media-rss": .media,
        "http://www.itunes.com/dtds/podcast-1.0.dtd": .itunes,
        "http://example.com/dtds/podcast-1.0.dtd": .itunes,
        "http://www.itunes.com/dtds/podcast-1.0": .itunes,
        "http://purl.org/rss/1.0/modules/syndication": .syndication,
        "http://www.w3.org/1999/xhtml": .xhtml,
    ]

    private static let byPrefix: [String: Namespace] = [
        "atom": .native, "a10": .native, "atom10": .native, "rss": .native, "rdf": .rdf,
        "dc": .dublinCore, "dcterms": .dublinCoreTerms, "content": .content, "media": .media,
        "itunes": .itunes, "sy": .syndication, "xhtml": .xhtml,
    ]
}
