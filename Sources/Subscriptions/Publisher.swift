internal import Bytes
internal import PublicSuffix
internal import Values

/// Who speaks in a feed: several feeds of one publisher count as one voice.
public enum Publisher {
    /// What `publisher:` says, else who has the feed's site, else who has the feed's address.
    ///
    /// That is the registrable domain, on a platform with the place of a person or a channel behind it
    /// (`youtube.com/@name`). An IP address or a name without a dot stays as `host:port`.
    ///
    /// - Parameter siteLink: The web page that the feed names as its own, if known: a feed served
    ///   from a hosting service still speaks for its site.
    public static func name(of subscription: Subscription, siteLink: String?) -> String {
        if let publisher = subscription.publisher { return publisher }
        let feed = WebURL(subscription.url).map(Voice.init)
        let site = siteLink.flatMap { WebURL($0) }.map(Voice.init)
        guard let voice = site ?? feed else { return subscription.url }
        // Feeds of a platform may name its first page as their site.
        if voice.place == nil, voice.home == feed?.home, let place = feed?.place { return place }
        return voice.place ?? voice.home
    }

    /// Whose an address is.
    private struct Voice {
        /// The registrable domain, or host and port.
        let home: String
        /// The place on it, where many speak there.
        let place: String?

        init(_ url: WebURL) {
            var host = url.host
            while host.utf8.last == UInt8(ascii: ".") { host.removeLast() }
            if IPAddress(host) != nil || !host.holds(UInt8(ascii: ".")) {
                let written = host.holds(UInt8(ascii: ":")) ? "[\(host)]" : host
                home = "\(written):\(url.effectivePort)"
                place = nil
                return
            }
            // A public suffix itself, such as a platform's own page, is nobody else's.
            let domain = RegistrableDomain.of(host: host) ?? host
            home = domain
            place = PlatformPlace.name(of: url, host: host, domain: domain)
        }
    }
}
