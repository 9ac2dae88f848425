internal import FeedParsing
internal import Platform
internal import Values

/// What tells an entry of a feed from all others of the same feed.
///
/// A ladder: its guid; where there is none, its link; where there is none, its content. Where
/// several entries of one document share a rung (a guid used twice, a changelog whose entries all
/// link to one page), that rung is marked as shared and the next one tells them apart: guid and
/// link, guid and link and title. What was once marked stays so, and the entries keep their
/// identity when later only one of them is listed, and in whatever order.
struct EntryIdentity {
    let guid: String?
    let link: String?
    let title: String?
    /// Nothing but content tells it: hashed where there is neither guid nor link.
    let text: String

    /// Read where it stands: a copy of a whole entry costs a count for each of its texts.
    init(of position: Int, in entries: [ParsedEntry]) {
        guid = entries[position].id
        link = entries[position].link
        title = entries[position].title
        text = entries[position].text
    }

    init(_ state: EntryState) {
        guid = state.guid
        link = state.link
        title = state.title
        text = state.plainText
    }

    /// That of an entry whose text has left: of the rungs above the first.
    init(guid: String?, link: String?, title: String?) {
        self.guid = guid
        self.link = link
        self.title = title
        text = ""
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
        case (nil, nil, 0):
            hash.combine("content")
            hash.combine(title ?? "")
            hash.combine(text)
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
