internal import Values
internal import XMLPush

extension XMLFeedReader {
    /// An element begins that stands where its meaning counts.
    func open(_ meaning: Element.Meaning, _ attributes: XMLAttributes) {
        if Self.isTelling(meaning.element) { tellsFeed = true }
        switch meaning.element {
        case .rss:
            builder.feed.format = Self.format(ofRSS: attributes.value("version"))
            note(meaning)
        case .rdf: builder.feed.format = isNetscape ? .rss09x : .rss10
        case .feed: openAtomFeed(meaning, attributes)
        case .channel:
            note(meaning)
            openChannel(attributes)
        case .item: openItem(attributes)
        case .image: enter(.image)
        case .group, .skipHours, .skipDays: break
        case .source where isOfAtom(meaning) && entry != nil:
            (sourceTitle, sourceLink, sourceID) = (nil, nil, nil)
            enter(.source)
        case .person:
            person = Person()
            text.begin(.plain)
            enter(.person(rank: meaning.rank))
        case .link where attributes.value("href") != nil:
            openLink(attributes)
            ignored = depth
        case .category where attributes.value("term") != nil || attributes.value("text") != nil:
            let term = attributes.value("term")
            add(
                category: Self.line(term ?? attributes.value("text"))
                    ?? Self.line(attributes.value("label")))
            // iTunes nests categories.
            if term != nil { ignored = depth }
        case .enclosure, .mediaContent:
            if meaning.element == .mediaContent { mediaDepth = mediaDepth ?? depth }
            let url = attributes.value("url") ?? attributes.value("href")
            entry?.add(
                enclosure: url.flatMap(resolved), type: attributes.value("type"),
                length: attributes.value("length") ?? attributes.value("fileSize"))
        // A picture's own, or a film's: not that of the entry it is attached to.
        case .title where meaning.rank == 1 && mediaDepth != nil: ignored = depth
        case .imageReference: offerImage(attributes.value("href"), rank: 1)
        case .thumbnail, .lastModified, .textInput, .contributor, .unknown: ignored = depth
        default: startCapture(meaning, attributes)
        }
    }

    /// Whether a feed is told by such an element: `rdf` and `feed` are roots of others as well.
    private static func isTelling(_ element: Element) -> Bool {
        switch element {
        case .rss, .channel, .item, .title, .link, .id: true
        default: false
        }
    }

    /// Takes in that Atom's namespace is given to an element that Atom does not have: to all of an RSS, by
    /// mistake.
    private func note(_ meaning: Element.Meaning) {
        if meaning.traits.contains(.atom) { isAtomMistaken = true }
    }

    private func isOfAtom(_ meaning: Element.Meaning) -> Bool {
        meaning.traits.contains(.atom) && !isAtomMistaken
    }

    private func startCapture(_ meaning: Element.Meaning, _ attributes: XMLAttributes) {
        var form = TextForm.plain
        var attribute: String?
        switch meaning.element {
        case .title, .summary, .content, .subtitle, .description:
            let isAtom =
                builder.feed.format == .atom10 || builder.feed.format == .atom03
                || isOfAtom(meaning)
            let isText = isAtom && meaning.rank == 3 && !meaning.traits.contains(.encoded)
            let isOfMedia = meaning.element == .description && meaning.rank == 1
            form = TextForm(
                type: attributes.value("type"), mode: attributes.value("mode"),
                otherwise: isText ? .plain : isOfMedia ? .untold : .html)
            if meaning.traits.contains(.body) { form = .xhtml }
            attribute = attributes.value("src")
        case .guid: attribute = Self.value(of: "ispermalink", in: attributes)
        case .source: attribute = attributes.value("url")
        case .link: attribute = attributes.value("rel")
        case .category: attribute = attributes.value("label")
        default: break
        }
        if case .xhtml = form { text.begin(.escaped) } else { text.begin(.plain) }
        capture = Capture(
            meaning: meaning, depth: depth, form: form, wrapper: nil, attribute: attribute)
    }

    // MARK: - Structure

    private static func format(ofRSS version: String?) -> ParsedFeed.Format {
        version?.hasPrefix("0.9") == true ? .rss09x : .rss20
    }

    private func openAtomFeed(_ meaning: Element.Meaning, _ attributes: XMLAttributes) {
        let isOld =
            meaning.traits.contains(.oldAtom)
            || attributes.value("version")?.hasPrefix("0.") == true
        builder.feed.format = isOld ? .atom03 : .atom10
        if meaning.traits.contains(.atom) { tellsFeed = true }
        builder.language.offer(scopes.language, rank: 1)
        enter(.feed)
    }

    private func openChannel(_ attributes: XMLAttributes) {
        if builder.feed.format == .none {
            // A root of its own: CDF, or RSS that lost its outermost element.
            builder.feed.format = Self.value(of: "href", in: attributes) == nil ? .rss20 : .cdf
        }
        if let reference = Self.value(of: "href", in: attributes) {
            builder.link.offer(resolved(reference), rank: 1)
        }
        if let date = Self.value(of: "lastmod", in: attributes) {
            builder.updated.offer(FeedDate.parse(date), rank: 1)
        }
        builder.language.offer(scopes.language, rank: 1)
        enter(.feed)
    }

    private func openItem(_ attributes: XMLAttributes) {
        // An Atom entry as a document of its own (RFC 4287, 2).
        if builder.feed.format == .none { builder.feed.format = .atom10 }
        startEntry()
        entry?.language.offer(scopes.language, rank: 1)
        guard attributes.count > 0 else { return }
        // By its prefix alone where that is not declared.
        let about =
            attributes.value("about", namespace: "http://www.w3.org/1999/02/22-rdf-syntax-ns#")
            ?? attributes.value("about", prefix: "rdf")
        entry?.id.offer(about.flatMap(nonEmpty), rank: 1)
        if let reference = Self.value(of: "href", in: attributes) {
            entry?.link.offer(resolved(reference), rank: 1)
        }
        if let date = Self.value(of: "lastmod", in: attributes) {
            entry?.updated.offer(FeedDate.parse(date), rank: 1)
        }
    }

    /// CDF writes its attributes in any case, and some converters make all names of RSS small.
    private static func value(of name: String, in attributes: XMLAttributes) -> String? {
        for index in 0..<attributes.count {
            let (local, prefix, value) = attributes[index]
            if prefix == nil, local.lowercased() == name { return value }
        }
        return nil
    }

    /// Atom's link: an empty element with attributes.
    private func openLink(_ attributes: XMLAttributes) {
        guard let reference = attributes.value("href") else { return }
        // Where the document says itself what its base is, that is what an empty one of the feed means.
        let isBase = place == .feed && scopes.baseDepth > 0 && OtherAddress.isBlank(reference)
        let base = isBase ? scopes.base?.withoutCredentials.string : nil
        guard let url = base ?? resolved(reference) else { return }
        var relation = attributes.value("rel").map(AttributeWord.of) ?? "alternate"
        // RFC 4287, 4.2.7.2: names are short for addresses of the registry.
        if relation.hasPrefix("http"), let slash = relation.utf8.lastIndex(of: UInt8(ascii: "/")) {
            relation = String(relation[relation.utf8.index(after: slash)...])
        }
        let type = attributes.value("type") ?? ""
        let isPage = type.isEmpty || type == "text/html" || ByteText(type).find("html") != nil
        let rank = isPage ? 3 : 2
        // One without a relation is RSS's link in an other form: the last of those counts.
        let isPlain = attributes.value("rel") == nil
        switch (relation, place) {
        case ("alternate", .entry): entry?.link.offer(url, rank: rank, replacing: isPlain)
        case ("alternate", .feed): builder.link.offer(url, rank: rank, replacing: isPlain)
        case ("alternate", .source): sourceLink = sourceLink ?? url
        case ("self", .source): sourceLink = sourceLink ?? url
        case ("self", .feed): builder.feed.selfLink = builder.feed.selfLink ?? url
        case ("hub", .feed): builder.feed.hub = builder.feed.hub ?? url
        case ("enclosure", .entry):
            entry?.add(
                enclosure: url, type: attributes.value("type"), length: attributes.value("length"))
        // Blogger names the feed of the comments before their page.
        case ("replies", .entry): entry?.commentsLink.offer(url, rank: isPage ? 1 : 0)
        default: break
        }
    }

    // MARK: - Values

    /// An absolute http(s) address; a relative one only where nobody said where the document is.
    func resolved(_ reference: String) -> String? {
        OtherAddress.link(reference, base: scopes.base)
    }

    static func line(_ text: String?) -> String? {
        text.flatMap { PlainText.line(Array($0.utf8)) }
    }

    func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }

    func add(category: String?) {
        guard let category else { return }
        if entry != nil {
            if place == .entry { entry?.add(category: category) }
        } else if place == .feed {
            builder.add(category: category)
        }
    }

    /// Offers the picture of the feed; that of an entry is none.
    func offerImage(_ reference: String?, rank: Int) {
        guard entry == nil else { return }
        builder.image.offer(reference.flatMap(resolved), rank: rank)
    }

    func finishPerson(rank: Int) {
        let name = person.text ?? Person.name(in: text.bytes)
        text.begin(.ignored)
        if entry != nil {
            if place == .entry { entry?.add(author: name, rank: rank) }
            if place == .source { entry?.add(sourceAuthor: name) }
        } else {
            builder.offer(author: name, rank: rank)
            let isAtom = builder.feed.format == .atom10 || builder.feed.format == .atom03
            if isAtom, rank == 3 { builder.add(entryAuthor: name) }
        }
    }
}
