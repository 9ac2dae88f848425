public import Values

/// A feed that a page names.
public struct DiscoveredFeed: Sendable, Hashable {
    /// Absolute http(s); relative as the page has it only where neither the page nor the caller
    /// says what to.
    public var url: String
    public var title: String?
    /// The media type that the page gives.
    public var type: String?

    public init(url: String, title: String?, type: String?) {
        self.url = url
        self.title = title
        self.type = type
    }
}

/// Finds the feeds of an HTML page: its `<link rel="alternate">` with a feed's media type.
public enum FeedDiscovery {
    /// More links than this are a trap.
    private static let mostFeeds = 200

    /// The feeds that `page` names, in its order and each once; relative addresses are resolved
    /// against its `<base>`, or else `url`, and stay as they are where there is neither. A base that is
    /// longer than `ParseLimits.baseBytes` is none, and a page is read for as long as a feed of its size.
    public static func feeds(
        in page: [UInt8], url: String?, contentType: String?
    ) -> [DiscoveredFeed] {
        feeds(in: page, url: url, contentType: contentType, limits: .standard)
    }

    static func feeds(
        in page: [UInt8], url: String?, contentType: String? = nil, limits: ParseLimits
    ) -> [DiscoveredFeed] {
        let budget = ParseBudget(limits, byteCount: page.count)
        let text = TextDecoder.decode(
            page, contentType: contentType, limit: limits.documentBytes)
        var base = url.flatMap { WebURL($0) }.flatMap(limits.base)
        var hasBase = false
        var feeds: [DiscoveredFeed] = []
        var known: Set<DiscoveredFeed> = []
        var tokens = HTMLTokenizer(text.bytes)
        // How many of SVG and MathML are open, in which an empty title has no content to pass over.
        var foreign = 0
        while !budget.step(), let token = tokens.next(), feeds.count < mostFeeds {
            if case .end(let tag) = token, let name = tag.name,
                HTMLAllowlist.traits(of: name).contains(.foreign)
            {
                foreign = max(0, foreign - 1)
            }
            guard case .start(let tag) = token, let name = tag.name else { continue }
            let traits = HTMLAllowlist.traits(of: name)
            if traits.contains(.foreign), !tokens.isSelfClosing { foreign += 1 }
            if traits.contains(.breaksOut) { foreign = 0 }
            if name == Self.base, !hasBase, let reference = value("href", tokens) {
                base = WebURL(reference, relativeTo: base).flatMap(limits.base) ?? base
                hasBase = true
            } else if name == Self.link, let feed = feed(tokens, base),
                known.insert(feed).inserted
            {
                feeds.append(feed)
            } else if traits.contains(.raw), foreign == 0 || !tokens.isSelfClosing {
                _ = tokens.rawText(of: name)
            }
        }
        return feeds
    }

    private static let base = HTMLName("base")
    private static let link = HTMLName("link")

    /// Writes what was found as `tidings discover --json` prints it: `guesses` are addresses that
    /// the page does not name, `version` is that of the document.
    public static func write(
        _ feeds: [DiscoveredFeed], guesses: [String] = [], to json: inout JSONWriter,
        file: String? = nil, version: Int? = nil
    ) {
        json.object {
            if let version { $0.field("version", version) }
            if let file { $0.field("file", file) }
            $0.array("feeds") { json in
                for feed in feeds {
                    json.object {
                        $0.field("url", feed.url)
                        $0.field("title", feed.title)
                        $0.field("type", feed.type)
                    }
                }
            }
            if !guesses.isEmpty { $0.array("guesses", guesses) }
        }
    }

    /// Addresses on the site of `url` at which feeds are often found, the likeliest first: worth a
    /// try where a page names none.
    public static func commonAddresses(for url: String) -> [String] {
        ["/feed", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml", "/rss", "/feed.json"]
            .compactMap {
                WebURL.resolve($0, against: url)
            }
    }

    private static func feed(_ tokens: HTMLTokenizer, _ base: WebURL?) -> DiscoveredFeed? {
        let relations =
            value("rel", tokens)?.lowercased()
            .split(whereSeparator: \.isWhitespace) ?? []
        guard relations.contains("alternate") || relations.contains("feed"),
            !relations.contains("stylesheet"), let reference = value("href", tokens)
        else { return nil }
        let type = value("type", tokens)?.lowercased().drop(while: \.isWhitespace)
        let media = type.map { String($0.prefix { $0 != ";" && !$0.isWhitespace }) } ?? ""
        guard mediaTypes.contains(media) || (media.isEmpty && relations.contains("feed")),
            let url = OtherAddress.link(reference, base: base, keepsCredentials: true)
        else { return nil }
        // WordPress names its programming interface as JSON beside its feeds.
        if media == "application/json", url.contains("/wp-json/") { return nil }
        let title = value("title", tokens).flatMap { PlainText.line(Array($0.utf8)) }
        return DiscoveredFeed(url: url, title: title, type: media.isEmpty ? nil : media)
    }

    private static let mediaTypes: Set<String> = [
        "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml",
        "text/xml", "application/feed+json", "application/json", "application/x.atom+xml",
        "application/x-atom+xml", "application/rss", "text/rss", "text/rss+xml",
    ]

    private static func value(_ name: StaticString, _ tokens: HTMLTokenizer) -> String? {
        let name = HTMLName(name)
        guard let attribute = tokens.attributes.first(where: { $0.name == name }) else {
            return nil
        }
        let value = CharacterReference.decoded(tokens.bytes, attribute.value)
        return String(decoding: value, as: UTF8.self)
    }
}
