internal import Bytes
internal import PublicSuffix
internal import Values

/// Who speaks in a feed: several feeds of one publisher count as one voice.
public enum Publisher {
    /// What `publisher:` says, else the registrable domain of the feed's site, else that of the
    /// feed's address; an IP address or a name without a dot stays as `host:port`.
    ///
    /// - Parameter siteLink: The web page that the feed names as its own, if known: a feed served
    ///   from a hosting service still speaks for its site.
    public static func name(of subscription: Subscription, siteLink: String?) -> String {
        if let publisher = subscription.publisher { return publisher }
        let site = siteLink.flatMap { WebURL($0) }
        guard let url = site ?? WebURL(subscription.url) else { return subscription.url }
        return name(of: url)
    }

    private static func name(of url: WebURL) -> String {
        var host = url.host
        while host.utf8.last == UInt8(ascii: ".") { host.removeLast() }
        if IPAddress(host) != nil || !host.holds(UInt8(ascii: ".")) {
            let written = host.holds(UInt8(ascii: ":")) ? "[\(host)]" : host
            return "\(written):\(url.effectivePort)"
        }
        // A public suffix itself, such as a platform's own page, is nobody else's.
        return RegistrableDomain.of(host: host) ?? host
    }
}
