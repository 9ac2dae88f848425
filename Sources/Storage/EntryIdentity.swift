internal import Bytes
internal import FeedParsing
internal import Values

/// What tells an entry of a feed from all others of the same feed.
///
/// A ladder: its guid; where there is none, its link; where there is none, its content. Where several
/// entries of one document share a rung (a guid used twice, a changelog whose entries all link to one
/// page, episodes of one title), that rung is marked as shared and the next one tells them apart: guid and
/// link, guid and link and title, all these and the text; content and first enclosure. What was once marked
/// stays so, and the entries keep their identity when later only one of them is listed, and in whatever
/// order.
///
/// An enclosure is no rung of its own, since entries may share one and hosts may move it; nor is a date,
/// since there are feeds that give every entry the time of the request.
struct EntryIdentity {
    let guid: String?
    /// The guid that release 0.1.0 gave it, where that was another (`ParsedEntry.formerID`).
    private let formerGUID: String?
    let link: String?
    let title: String?
    /// Hashed where there is neither guid nor link, and where these and the title are shared.
    let text: String
    /// The address of the first enclosure; nil also where a guid or a link tells the entry.
    let enclosure: String?

    /// Read where it stands: a copy of a whole entry costs a count for each of its texts.
    init(of position: Int, in entries: [ParsedEntry]) {
        guid = entries[position].id
        formerGUID = entries[position].formerID
        link = entries[position].link
        title = entries[position].title
        text = entries[position].text
        enclosure = guid == nil && link == nil ? entries[position].enclosures.first?.url : nil
    }

    /// That of a stored entry.
    init(_ state: EntryState, text: String, enclosure: String?) {
        guid = state.guid
        formerGUID = nil
        link = state.link
        title = state.title
        self.text = text
        self.enclosure = guid == nil && link == nil ? enclosure : nil
    }

    /// That of a stored entry that shares its guid or its link with `other`, for the rungs above.
    ///
    /// - Parameter text: nil where it is not known: of an entry that has expired.
    init(sharingWith other: EntryIdentity, link: String?, title: String?, text: String?) {
        guid = other.guid
        formerGUID = nil
        self.link = link
        self.title = title
        self.text = text ?? ""
        enclosure = nil
    }

    /// That of an entry that shares its content with `other`.
    init(sharingWith other: EntryIdentity, enclosure: String?) {
        guid = other.guid
        formerGUID = nil
        link = other.link
        title = other.title
        text = other.text
        self.enclosure = enclosure
    }

    /// The link without what changes while the page stays the same; empty without a link.
    private var page: String { link.map(Self.page) ?? "" }

    /// The same for a fingerprint, which every poll needs of every entry: only a query can hold what
    /// tracks, and most links have none.
    private var quickPage: String {
        guard let link else { return "" }
        return link.holds(UInt8(ascii: "?")) ? Self.page(link) : link
    }

    /// Whether neither a guid nor a link tells it.
    var isOfContent: Bool { guid == nil && link == nil }

    /// The highest rung that any entry has.
    static let lastRung = 3

    /// The rung of text above those of guid or link and title; nil where content is all that there is.
    var textRung: Int? { isOfContent ? nil : guid == nil ? 2 : 3 }

    /// The key of a rung, 0 being the first; nil above the last.
    func key(rung: Int, _ hashKey: KeyedHash.Key) -> KeyedHash.Value? {
        key(guid: guid, rung: rung, hashKey)
    }

    /// Under which other keys the entry may be known at a rung: those of a guid that is an address with the
    /// other scheme, and with or without `www.`, which a site changes without meaning other entries; and those
    /// of its former guid.
    func otherKeys(rung: Int, _ hashKey: KeyedHash.Key) -> [KeyedHash.Value] {
        guard let guid else { return [] }
        let former = formerGUID.map { [$0] + Self.spellings(of: $0) } ?? []
        return (Self.spellings(of: guid) + former).compactMap {
            key(guid: $0, rung: rung, hashKey)
        }
    }

    /// The keys of all rungs from 0 on: those of the guid as it is, and of each of its other spellings.
    func ladders(_ hashKey: KeyedHash.Key) -> [[KeyedHash.Value]] {
        func ladder(_ guid: String?) -> [KeyedHash.Value] {
            (0...Self.lastRung).compactMap { key(guid: guid, rung: $0, hashKey) }
        }
        guard let guid else { return [ladder(nil)] }
        return [ladder(guid)] + Self.spellings(of: guid).map(ladder)
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
        guid: String?, rung: Int, _ hashKey: KeyedHash.Key
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
        case (let guid?, _, 3):
            hash.combine("guid, link, title, text")
            hash.combine(guid)
            hash.combine(page)
            hash.combine(title ?? "")
            hash.combine(text)
        case (nil, _?, 0):
            hash.combine("link")
            hash.combine(page)
        case (nil, _?, 1):
            hash.combine("link, title")
            hash.combine(page)
            hash.combine(title ?? "")
        case (nil, _?, 2):
            hash.combine("link, title, text")
            hash.combine(page)
            hash.combine(title ?? "")
            hash.combine(text)
        case (nil, nil, 0):
            hash.combine("content")
            hash.combine(title ?? "")
            hash.combine(text)
        case (nil, nil, 1):
            hash.combine("content, enclosure")
            hash.combine(title ?? "")
            hash.combine(text)
            hash.combine(enclosure.map(Self.file) ?? "")
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

    /// The address of an enclosure without its query, which may sign it anew for every request.
    private static func file(_ url: String) -> String {
        let ends = [UInt8(ascii: "?"), UInt8(ascii: "#")]
        return page(String(Substring(url.utf8.prefix { !ends.contains($0) })))
    }

    /// An address without what changes while the page stays the same.
    static func page(_ link: String) -> String {
        WebURL(link)?.identity ?? link
    }
}
