internal import XMLPush

/// What an element of a feed means, whatever format it comes from.
enum Element: Int {
    case unknown
    // Structure.
    case rss, rdf, feed, channel, item, group
    case image, textInput, source, person, contributor, skipHours, skipDays
    // Text.
    case title, link, guid, id, description, summary, content, subtitle
    case published, issued, updated, dcDate, created, buildDate
    case creator, name, email, uri
    case category, subject, keywords
    case comments, language, timeToLive, hour, day, updatePeriod, updateFrequency, url
    // Values in attributes.
    case enclosure, mediaContent, thumbnail, imageReference, logo, icon, lastModified

    /// What a name means, and which of two elements that fill the same field goes first.
    struct Meaning {
        var element: Element
        /// 3 the format's own, 2 Dublin Core, 1 iTunes and Media RSS.
        var rank: Int
        /// What the name itself tells beyond that.
        var traits: Traits = []

        struct Traits: OptionSet {
            let rawValue: Int
            /// It is of a namespace of Atom's, or of Atom 0.3's.
            static let atom = Traits(rawValue: 1)
            static let oldAtom = Traits(rawValue: 2)
            /// `content:encoded`, HTML in any format; `xhtml:body`, markup in any format.
            static let encoded = Traits(rawValue: 4)
            static let body = Traits(rawValue: 8)
        }

        /// All in one number, as `XMLPushHandler.code(of:)` wants it.
        var code: Int { element.rawValue << 6 | traits.rawValue << 2 | rank }

        init(element: Element, rank: Int, traits: Traits) {
            self.element = element
            self.rank = rank
            self.traits = traits
        }

        init(code: Int) {
            element = Element(rawValue: code >> 6) ?? .unknown
            traits = Traits(rawValue: code >> 2 & 15)
            rank = code & 3
        }
    }

    /// The meaning of a name.
    static func meaning(of name: XMLName) -> Meaning {
        let local = name.local.lowercased()
        let space = Namespace(of: name)
        let element = table[space]?[local] ?? .unknown
        var traits: Meaning.Traits = []
        if space == .native, let uri = name.namespace.map(ByteText.init) {
            if uri.find("atom") != nil { traits.insert(.atom) }
            if uri.find("purl.org/atom") != nil { traits.insert(.oldAtom) }
        }
        if local == "encoded" { traits.insert(.encoded) }
        if local == "body" { traits.insert(.body) }
        return Meaning(element: element, rank: space.rank, traits: traits)
    }

    private static let table: [Namespace: [String: Element]] = [
        .native: [
            "rss": .rss, "rdf": .rdf, "feed": .feed, "channel": .channel, "item": .item,
            "entry": .item, "image": .image, "textinput": .textInput, "source": .source,
            "author": .person, "contributor": .contributor, "skiphours": .skipHours,
            "skipdays": .skipDays,
            "title": .title, "link": .link, "guid": .guid, "id": .id, "description": .description,
            "abstract": .description, "summary": .summary, "content": .content,
            "fullitem": .content, "body": .content, "tags": .keywords, "subtitle": .subtitle,
            "tagline": .subtitle,
            "pubdate": .published, "published": .published, "issued": .issued,
            "updated": .updated, "modified": .updated, "created": .created,
            "date": .dcDate, "lastbuilddate": .buildDate, "lastmod": .lastModified,
            "managingeditor": .creator, "webmaster": .unknown, "name": .name, "email": .email,
            "uri": .uri, "url": .url, "homepage": .uri,
            "category": .category, "comments": .comments, "language": .language,
            "ttl": .timeToLive, "hour": .hour, "day": .day, "enclosure": .enclosure,
            "logo": .logo, "icon": .icon,
        ],
        .rdf: ["rdf": .rdf],
        .dublinCore: [
            "title": .title, "description": .description, "creator": .creator, "author": .creator,
            "publisher": .unknown, "date": .dcDate, "subject": .subject, "language": .language,
        ],
        .dublinCoreTerms: [
            "title": .title, "description": .description, "abstract": .description,
            "issued": .issued, "modified": .updated, "created": .created, "creator": .creator,
            "date": .dcDate, "subject": .subject, "language": .language,
        ],
        .content: ["encoded": .content],
        .xhtml: ["body": .content],
        .media: [
            "group": .group, "title": .title, "description": .description,
            "content": .mediaContent, "thumbnail": .thumbnail, "category": .category,
            "keywords": .keywords,
        ],
        .itunes: [
            "author": .creator, "summary": .summary, "subtitle": .subtitle, "title": .unknown,
            "category": .category, "keywords": .keywords, "image": .imageReference,
        ],
        .syndication: ["updateperiod": .updatePeriod, "updatefrequency": .updateFrequency],
    ]
}
