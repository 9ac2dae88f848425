internal import FeedParsing
internal import Platform
internal import Values

/// What tells an entry of a feed from all others of the same feed.
///
/// A ladder: its guid; where there is none, its link; where there is none, its first enclosure, which is
/// what an episode is; where there is none, its content. Where several entries of one document share a
/// rung (a guid used twice, a changelog whose entries all link to one page), that rung is marked as shared
/// and the next one tells them apart: guid and link, guid and link and title; content and date. What was
/// once marked stays so, and the entries keep their identity when later only one of them is listed, and in
/// whatever order. A date is no rung of its own, since there are feeds that give every entry the time of
/// the request.
struct EntryIdentity {
    let guid: String?
    let link: String?
    let title: String?
    /// Hashed where there is neither guid nor link nor enclosure: nothing but content tells it.
    let text: String
    /// The address of the first enclosure; nil also where a guid or a link tells the entry.
    let enclosure: String?
    /// As the feed told it first.
    let date: Timestamp?

    /// Read where it stands: a copy of a whole entry costs a count for each of its texts.
    init(of position: Int, in entries: [ParsedEntry]) {
        guid = entries[position].id
        link = entries[position].link
        title = entries[position].title
        text = entries[position].text
        date = entries[position].toldTime
        enclosure = guid == nil && link == nil ? entries[position].enclosures.first?.url : nil
    }

    /// That of a stored entry, for the rungs above one that it shares with `other`: what this rung rests
    /// on is the same of both.
    init(sharingWith other: EntryIdentity, _ state: EntryState) {
        guid = other.guid
        link = state.link
        title = state.title
        text = state.plainText
        enclosure = other.enclosure
        date = state.published
    }

    /// The same of an entry whose text has left.
    init(sharingWith other: EntryIdentity, link: String?, title: String?, date: Timestamp?) {
        guid = other.guid
        self.link = link
        self.title = title
        text = other.text
        enclosure = other.enclosure
        self.date = date
    }

    /// The link without what changes while the page stays the same; empty without a link.
    private var page: String { link.map(Self.page) ?? "" }

    /// The same for a fingerprint, which every poll needs of every entry: only a query can hold what
    /// tracks, and most links have none.
    private var quickPage: String {
        guard let link else { return "" }
        return link.holds(UInt8(ascii: "?")) ? Self.page(link) : link
    }

    /// The key of a rung, 0 being the first; nil above the last.
    func key(rung: Int, _ hashKey: KeyedHash.Key) -> KeyedHash.Value? {
        key(guid: guid, enclosure: enclosure, rung: rung, hashKey)
    }

    /// Under which other keys the entry may be known at a rung: those of a guid that is an address with the
    /// other scheme, and with or without `www.`, which a site changes without meaning other entries; and
    /// that of its content, where former versions did not look at enclosures.
    func formerKeys(rung: Int, _ hashKey: KeyedHash.Key) -> [KeyedHash.Value] {
        if let guid {
            return Self.spellings(of: guid).compactMap {
                key(guid: $0, enclosure: nil, rung: rung, hashKey)
            }
        }
        guard isOfEnclosure, rung == 0 else { return [] }
        return key(guid: nil, enclosure: nil, rung: 0, hashKey).map { [$0] } ?? []
    }

    /// Whether its enclosure tells it.
    var isOfEnclosure: Bool { enclosure != nil }

    /// Whether the enclosure is the one at `url`.
    func isEnclosure(at url: String) -> Bool {
        enclosure.map { Self.page($0) == Self.page(url) } ?? false
    }

    /// The other spellings of an address; none of what is no address.
    private static func spellings(of guid: String) -> [String] {
        let schemes = ["http://", "https://"]
        guard let scheme = schemes.first(where: guid.hasPrefix) else { return [] }
        let rest = guid.dropFirst(scheme.count)
        let bare = rest.hasPrefix("www.") ? rest.dropFirst(4) : rest
        return schemes.flatMap { ["\($0)\(bare)", "\($0)www.\(bare)"] }.filter { $0 != guid }
    }

    private func key(
        guid: String?, enclosure: String?, rung: Int, _ hashKey: KeyedHash.Key
    ) -> KeyedHash.Value? {
        var hash = KeyedHash(key: hashKey)
        switch (guid, link, rung) {
        case (let guid?, _, 0):
            hash.combine("guid")
            hash.combine(guid)
        case (let guid?, _, 1):
            hash.combine("guid, link")
            hash.combine(guid)
            hash.combine(page)
        case (let guid?, _, 2):
            hash.combine("guid, link, title")
            hash.combine(guid)
            hash.combine(page)
            hash.combine(title ?? "")
        case (nil, _?, 0):
            hash.combine("link")
            hash.combine(page)
        case (nil, _?, 1):
            hash.combine("link, title")
            hash.combine(page)
            hash.combine(title ?? "")
        case (nil, nil, 0...1):
            if let enclosure {
                hash.combine(rung == 0 ? "enclosure" : "enclosure, title")
                hash.combine(Self.page(enclosure))
                if rung == 1 { hash.combine(title ?? "") }
            } else {
                hash.combine(rung == 0 ? "content" : "content, date")
                hash.combine(title ?? "")
                hash.combine(text)
                if rung == 1 { hash.combine(date.map { "\($0.seconds)" } ?? "") }
            }
        default:
            return nil
        }
        return hash.finish()
    }

    /// What an unchanged entry has the same of from poll to poll: title, text and the page that it
    /// links to. Not its dates: there are feeds that give every entry the time of the request.
    func fingerprint(_ hashKey: KeyedHash.Key) -> Int64 {
        var hash = KeyedHash(key: hashKey)
        hash.combine(title ?? "")
        hash.combine(quickPage)
        hash.combine(text)
        return hash.finish().low
    }

    /// An address without what changes while the page stays the same.
    static func page(_ link: String) -> String {
        WebURL(link)?.identity ?? link
    }
}
