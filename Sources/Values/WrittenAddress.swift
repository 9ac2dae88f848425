/// An address as people write it down, on a command line and in lists.
public struct WrittenAddress: Hashable, Sendable {
    /// Without blanks around it, and without the scheme by which browsers hand a feed to a reader:
    /// `feed://example.org/rss` and `feed:https://example.org/rss`.
    public let text: String

    public init(_ written: String) {
        var text = Substring(written).drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        for scheme in ["feed:", "rss:"] where text.lowercased().hasPrefix(scheme) {
            text = text.dropFirst(scheme.count)
            if text.hasPrefix("//") { text = "http:\(text)" }
        }
        self.text = String(text)
    }

    /// Nil where it is no address of the web.
    public var url: WebURL? { WebURL(text) }

    /// Whether it says by which scheme it is reached, be it one of the web or another.
    public var hasScheme: Bool {
        guard let end = text.firstRange(of: "://") else { return false }
        return end.lowerBound > text.startIndex
            && text[..<end.lowerBound].allSatisfy { $0.isASCII && ($0.isLetter || $0 == "+") }
    }

    /// What one that lacks its scheme may mean, as `example.org/feed.xml` does; nil where it names no server.
    /// A server of one's own seldom has a certificate.
    public var meant: WebURL? {
        let rest = text.drop { $0 == "/" }
        guard url == nil, !hasScheme, !rest.contains(where: \.isWhitespace),
            let found = WebURL("https://\(rest)"), found.userInfo == nil, Self.isServer(found.host)
        else { return nil }
        return found.hasPrivateHost ? WebURL("http://\(rest)") : found
    }

    /// Whether a name is a whole one (`example.org`), that of this machine, or a numeric address.
    private static func isServer(_ host: String) -> Bool {
        if LoopbackName.isOne(host) || IPAddress(host) != nil { return true }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count > 1 && (labels.last?.count ?? 0) > 1
            && labels.allSatisfy { label in
                !label.isEmpty && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
            }
    }
}
