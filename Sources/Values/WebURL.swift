internal import Platform

/// The absolute address of something on the web: http or https, and nothing else.
///
/// References are read as RFC 3986 says, with the leniency of browsers: white space around and
/// line breaks within are dropped, `\` counts as `/`, what may not stand in a URL is
/// percent-encoded. `javascript:`, `data:`, `file:` and every other scheme give nil, so a value of
/// this type is always safe to fetch through an address guard and to offer as a link.
public struct WebURL: Hashable, Sendable {
    /// `http` or `https`.
    public let scheme: String
    /// `user:password` as it stood before an `@`, or nil.
    public let userInfo: String?
    /// In lower case; an IPv6 address stands here without its brackets.
    public let host: String
    /// Nil when it is the scheme's own (80, 443).
    public let port: Int?
    /// Begins with `/`; without dot segments.
    public let path: String
    /// What stands between `?` and `#`, without the `?`; nil when there is no `?`.
    public let query: String?
    /// What stands after `#`; nil when there is no `#`.
    public let fragment: String?

    /// Reads an absolute address.
    public init?(_ address: String) {
        self.init(address, relativeTo: nil)
    }

    /// Reads `reference` as it would be read in a document at `base`.
    ///
    /// Nil when the result is not http(s), has no host, a bad port, or is longer than 16 KiB.
    public init?(_ reference: String, relativeTo base: WebURL?) {
        guard let parts = WebURLParser.parse(reference, relativeTo: base) else { return nil }
        self = parts
    }

    /// `reference` as an absolute http(s) address, or nil when it has none.
    public static func resolve(_ reference: String, against base: String?) -> String? {
        WebURL(reference, relativeTo: base.flatMap { WebURL($0) })?.string
    }

    init(
        scheme: String, userInfo: String?, host: String, port: Int?, path: String, query: String?,
        fragment: String?
    ) {
        self.scheme = scheme
        self.userInfo = userInfo
        self.host = host
        self.port = port
        self.path = path
        self.query = query
        self.fragment = fragment
    }

    init(_ plain: PlainWebAddress) {
        scheme = plain.isSecure ? "https" : "http"
        userInfo = nil
        host = plain.host
        port = plain.port == (plain.isSecure ? 443 : 80) ? nil : plain.port
        path = plain.path
        query = plain.query
        fragment = nil
    }

    /// The address without `user:password`.
    public var withoutCredentials: WebURL {
        guard userInfo != nil else { return self }
        return WebURL(
            scheme: scheme, userInfo: nil, host: host, port: port, path: path, query: query,
            fragment: fragment)
    }

    /// The address without its query and its fragment.
    public var withoutQuery: WebURL {
        WebURL(
            scheme: scheme, userInfo: userInfo, host: host, port: port, path: path, query: nil,
            fragment: nil)
    }

    /// The address as text.
    public var string: String {
        var text = ""
        text.reserveCapacity(
            16 + host.utf8.count + path.utf8.count + (userInfo?.utf8.count ?? 0)
                + (query?.utf8.count ?? 0) + (fragment?.utf8.count ?? 0))
        text += scheme
        text += "://"
        if let userInfo {
            text += userInfo
            text += "@"
        }
        text += authority
        text += path
        if let query {
            text += "?"
            text += query
        }
        if let fragment {
            text += "#"
            text += fragment
        }
        return text
    }

    /// The first page of the same server, without credentials.
    public var root: String { "\(scheme)://\(authority)/" }

    /// The scheme's own port where none was given.
    public var effectivePort: Int { port ?? (scheme == "https" ? 443 : 80) }

    /// Host and port as they stand in an address.
    private var authority: String {
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        guard let port else { return name }
        return "\(name):\(port)"
    }

    /// A key that is equal for addresses of the same page.
    ///
    /// The scheme, a leading `www.`, the fragment, credentials, an empty query and the parameters
    /// that only track where a reader came from do not tell pages apart: sites add and change
    /// them without moving the page. Parameters keep their order.
    public var identity: String {
        var key = authority
        if key.hasPrefix("www.") { key.removeFirst(4) }
        key += path
        if let query = trackingFreeQuery { key += "?" + query }
        return key
    }

    /// The address without the parameters that only track where a reader came from.
    public var withoutTracking: WebURL {
        WebURL(
            scheme: scheme, userInfo: userInfo, host: host, port: port, path: path,
            query: trackingFreeQuery, fragment: fragment)
    }

    /// Nil when nothing is left.
    private var trackingFreeQuery: String? {
        let kept = (query ?? "").utf8.split(separator: UInt8(ascii: "&")).filter { parameter in
            !Self.isTracking(String(Substring(parameter.prefix { $0 != UInt8(ascii: "=") })))
        }
        return kept.isEmpty ? nil : kept.map { String(Substring($0)) }.joined(separator: "&")
    }

    /// Whether a query parameter only says where a reader came from.
    private static func isTracking(_ name: String) -> Bool {
        let name = name.lowercased()
        return trackingNames.contains(name) || trackingPrefixes.contains { name.hasPrefix($0) }
    }

    private static let trackingPrefixes = [
        "utm_", "at_medium", "at_campaign", "mtm_", "pk_", "hsa_",
    ]

    private static let trackingNames: Set<String> = [
        "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "twclid", "yclid",
        "igshid", "mc_cid", "mc_eid", "_hsenc", "_hsmi", "mkt_tok", "oly_anon_id", "oly_enc_id",
        "vero_id", "ocid", "ns_mchannel", "ns_campaign", "ns_source", "cmpid", "ftag",
        "smid", "s_cid", "srnd", "xtor", "wt_mc", "wt_zmc",
    ]
}

extension WebURL: CustomStringConvertible {
    /// The address as text.
    public var description: String { string }
}

extension WebURL {
    /// The address of a page as it is shown: without what only tells where a reader came from.
    public static func shown(_ link: String?) -> String? {
        link.map { WebURL($0)?.withoutTracking.string ?? $0 }
    }
}
