internal import Bytes
internal import Values

/// A person's or a channel's place on a platform, where each speaks for itself: the domain alone would make
/// one voice of all of them.
enum PlatformPlace {
    /// The place that an address is of, such as `youtube.com/@name`; nil where it is of no platform that is
    /// known, or of the platform itself.
    ///
    /// - Parameters:
    ///   - host: without dots at its end.
    ///   - domain: the registrable domain of the host.
    static func name(of url: WebURL, host: String, domain: String) -> String? {
        let parts = parts(of: url.path)
        if hosting.contains(domain), let label = label(of: host, below: domain) {
            if !ofPlatform.contains(label) { return "\(label).\(domain)" }
            let name = parts.first { !kindsOfPath.contains($0) }
            return name.map { "\($0.lowercased()).\(domain)" }
        }
        if let handle = handle(parts) { return "\(domain)/\(handle)" }
        if let kinds = severalKinds[domain] {
            if let place = parameter(of: url, kinds.parameters) ?? member(parts, kinds.paths) {
                return "\(domain)/\(place)"
            }
        } else if owned.contains(domain), let owner = parts.first {
            return "\(domain)/\(owner.lowercased())"
        }
        return nil
    }

    // MARK: - Platforms

    /// Labels of hosts from which a platform serves the feeds of all, each by a name in its path:
    /// `feed.podbean.com/name/feed.xml`, `open.substack.com/pub/name`.
    private static let ofPlatform: Set<Substring> = ["api", "feed", "feeds", "open", "rss"]
    /// Parts of a path that are no name there: of what kind it is, or that it leads to a feed.
    private static let kindsOfPath: Set<Substring> = [
        "atom", "feed", "feeds", "index", "podcast", "pub", "rss",
    ]

    /// Domains of which each name below is somebody else's. The Public Suffix List names many such
    /// (`blogspot.com`, `github.io`), but only where the owner of the domain asked for it.
    private static let hosting: Set<String> = [
        "bandcamp.com", "bearblog.dev", "beehiiv.com", "blog.hu", "canalblog.com",
        "cocolog-nifty.com",
        "dreamwidth.org", "hatenablog.com", "hatenablog.jp", "hatenadiary.org", "hypotheses.org",
        "libsyn.com", "livejournal.com", "medium.com", "micro.blog", "over-blog.com", "podbean.com",
        "posthaven.com", "substack.com", "tistory.com", "tumblr.com", "typepad.com", "weebly.com",
        "wordpress.com", "write.as",
    ]

    /// Domains on which the first part of a path is a person, an organisation or a publication.
    private static let owned: Set<String> = [
        "ameblo.jp", "bitbucket.org", "codeberg.org", "dev.to", "facebook.com", "github.com",
        "gitlab.com", "instagram.com", "medium.com", "note.com", "patreon.com", "soundcloud.com",
        "tumblr.com", "twitter.com", "vimeo.com", "x.com",
    ]

    /// What leads to a place on a platform that has several kinds of them.
    private struct Kinds {
        /// What stands for a place in a path: the part before its name, and as what it is told.
        var paths: [String: String]
        /// The parameters of a query that name one.
        var parameters: [String: String] = [:]
    }

    private static let severalKinds: [String: Kinds] = [
        "youtube.com": Kinds(
            paths: ["channel": "channel", "user": "user", "c": "c"],
            parameters: ["channel_id": "channel", "user": "user", "playlist_id": "playlist"]),
        "reddit.com": Kinds(paths: ["r": "r", "user": "user", "u": "user"]),
        "bsky.app": Kinds(paths: ["profile": "profile"]),
    ]

    // MARK: - Parts

    /// The label of `host` before `domain`; nil for the domain itself and its `www`.
    private static func label(of host: String, below domain: String) -> Substring? {
        guard host.hasSuffix(".\(domain)") else { return nil }
        let label = host.dropLast(domain.count + 1).split(separator: ".").last
        return label == "www" ? nil : label
    }

    /// The parts of a path without what tells that it leads to a feed: a first part, and the ending of a
    /// name.
    private static func parts(of path: String) -> [Substring] {
        var parts = path.split(separator: "/")
        if let first = parts.first, ["feed", "feeds", "rss"].contains(first) {
            parts.removeFirst()
        }
        return parts.map { part in
            let ending = [".rss", ".atom", ".xml", ".json"].first(where: part.hasSuffix)
            return part.dropLast(ending?.count ?? 0)
        }.filter { !$0.isEmpty }
    }

    /// `/@name`, and `/users/name` as the same servers have it: Mastodon, Medium, YouTube, PeerTube, and
    /// whatever comes next.
    private static func handle(_ parts: [Substring]) -> String? {
        guard let first = parts.first else { return nil }
        if first.hasPrefix("@"), first.count > 1 { return first.lowercased() }
        // Pleroma and its kin have a person's feed at `/users/name/feed`; a forum's `/users/feed.rss` and
        // `/users/all/latest.rss` are nobody's.
        guard first == "users", parts.count > 1, !kindsOfPath.contains(parts[1]),
            parts.dropFirst(2).allSatisfy(kindsOfPath.contains)
        else { return nil }
        return "@\(parts[1].lowercased())"
    }

    /// The place that a path names: in lower case, unless it is one of YouTube's numbers, which are of
    /// letters.
    private static func member(_ parts: [Substring], _ kinds: [String: String]) -> String? {
        guard parts.count > 1, let kind = kinds[parts[0].lowercased()] else { return nil }
        return "\(kind)/\(kind == "channel" ? String(parts[1]) : parts[1].lowercased())"
    }

    private static func parameter(of url: WebURL, _ kinds: [String: String]) -> String? {
        for field in (url.query ?? "").split(separator: "&") {
            let pair = field.split(separator: "=", maxSplits: 1)
            guard pair.count == 2, let kind = kinds[String(pair[0])] else { continue }
            return "\(kind)/\(kind == "user" ? pair[1].lowercased() : String(pair[1]))"
        }
        return nil
    }
}
