internal import Values

/// Reads JSON Feed 1.0 and 1.1, and RSS written as JSON.
///
/// Two walks over the bytes: the members of a feed come in any order, and its own must be known
/// before the items are handed over one by one.
final class JSONFeedReader {
    let limits: ParseLimits
    let base: WebURL?
    let budget: ParseBudget
    /// Whether a text was longer than one that is kept.
    private var hasCut = false

    init(limits: ParseLimits, base: WebURL?, budget: ParseBudget) {
        self.limits = limits
        self.base = base
        self.budget = budget
    }

    func read<Failure: Error>(
        _ bytes: [UInt8], from start: Int, _ onEntry: (ParsedEntry) throws(Failure) -> Void
    ) throws(Failure) -> Result<ParsedFeed, ParseError> {
        var head = FeedHead()
        var cursor = JSONCursor(bytes, at: start)
        cursor.object { (cursor: inout JSONCursor, key) in readMember(key, &cursor, into: &head) }
        guard let items = head.items, head.isFeed else { return .failure(.notAFeed(.json)) }
        for name in head.entryAuthors.value ?? [] { head.builder.add(entryAuthor: name) }
        let feedAuthors = head.builder.entryAuthors
        var feed = head.builder.build()
        feed.format = .json
        let isCutOff = cursor.isBroken && cursor.isAtEnd
        var (count, faults, leftOut) = (0, 0, 0)
        var isHalf = false
        /// Whether another item is wanted.
        func take(_ cursor: inout JSONCursor) throws(Failure) -> Bool {
            guard count < limits.entries else {
                feed.isShortened = true
                return false
            }
            let start = cursor.index
            let item = readItem(&cursor, feedAuthors: feedAuthors)
            if budget.step() { return false }
            guard let item else { return true }
            if cursor.isBroken {
                guard cursor.recover(from: start) else {
                    isHalf = true
                    return true
                }
                faults += 1
                // Stored without what stands behind the fault it might be another than once it is mended.
                guard item.id != nil else {
                    leftOut += 1
                    return true
                }
            }
            let heavier = feed.weight + item.weight
            guard heavier <= limits.heldBytes else {
                feed.isShortened = true
                return false
            }
            count += 1
            feed.weight = heavier
            try onEntry(item)
            return true
        }
        var walk = JSONCursor(bytes, at: items)
        var elements = JSONCursor.Elements()
        if walk.peek == UInt8(ascii: "[") {
            elements = try walk.elements(take)
        } else {
            _ = try take(&walk)
            elements.isWhole = !walk.isBroken
        }
        if let end = budget.end { return .failure(end) }
        if cursor.isBroken || elements.faults + faults > 0 {
            feed.notes.append("not well-formed JSON")
        }
        if hasCut { feed.notes.append(ParsedFeed.cutTextNote) }
        if leftOut > 0 { feed.notes.append("items with faults were left out: \(leftOut)") }
        if feed.isShortened {
            feed.notes.append(
                limits.note(leftOutBehind: count, isTooHeavy: count < limits.entries))
        } else if isCutOff || !elements.isWhole {
            feed.ending = .cutOff
            feed.notes.append(ParsedFeed.cutOffNote)
            if isHalf { feed.notes.append(ParsedFeed.halfEntryNote) }
        }
        return .success(feed)
    }

    // MARK: - Feed

    private struct FeedHead {
        var builder = FeedBuilder()
        /// Where the array of items begins, or the one item that some converters of RSS write in its place.
        var items: Int?
        var isFeed = false
        var entryAuthors = Ranked<[String]>()
        /// Whether the members are those of RSS.
        var isInChannel = false
    }

    private func readMember(_ key: String, _ cursor: inout JSONCursor, into head: inout FeedHead) {
        switch key {
        case "version":
            // Some write the number instead of the address that the specification gives.
            if let version = cursor.text() {
                // Members come in any order: that of RSS in JSON may stand behind its items.
                let isJSONFeed =
                    ByteText(Array(version.utf8.prefix(256))).find("jsonfeed.org") != nil
                    || version.hasPrefix("1")
                head.isFeed = head.isFeed || isJSONFeed
            }
        case "items", "item":
            let isOne = cursor.peek == UInt8(ascii: "{") && (key == "items" || head.isInChannel)
            if isOne || cursor.peek == UInt8(ascii: "[") { head.items = cursor.index }
            // What is wrong in one of them is told when it is read.
            cursor.skipByBrackets()
            // RSS in JSON has no version of its own.
            if key == "item" { head.isFeed = true }
        case "rss", "channel":
            let isWithin = head.isInChannel
            head.isInChannel = true
            cursor.object { (cursor: inout JSONCursor, key) in
                readMember(key, &cursor, into: &head)
            }
            head.isInChannel = isWithin
        case "title": head.builder.title.offer(cursor.text().flatMap(line), rank: 1)
        case "home_page_url", "link":
            head.builder.link.offer(cursor.text().flatMap(resolved), rank: 1)
        case "feed_url": head.builder.feed.selfLink = cursor.text().flatMap(resolved)
        case "expired":
            // Nothing but the word of JSON counts, no text.
            let isWord = cursor.peek == UInt8(ascii: "t")
            head.builder.feed.pacing.isFinished = cursor.text() == "true" && isWord
        case "description": head.builder.description.offer(cursor.text().flatMap(line), rank: 1)
        case "language": head.builder.language.offer(cursor.text().flatMap(line), rank: 1)
        case "icon": head.builder.image.offer(cursor.text().flatMap(resolved), rank: 2)
        case "favicon": head.builder.image.offer(cursor.text().flatMap(resolved), rank: 1)
        case "author", "authors":
            let names = authors(&cursor)
            head.builder.author.offer(names.first, rank: key == "authors" ? 2 : 1)
            if !head.isInChannel, !names.isEmpty {
                head.entryAuthors.offer(names, rank: key == "authors" ? 2 : 1)
            }
        case "hubs":
            cursor.array { (cursor: inout JSONCursor) in
                cursor.object { (cursor: inout JSONCursor, key) in
                    if key == "url" { head.builder.feed.hub = cursor.text().flatMap(resolved) }
                }
            }
        default: cursor.skip()
        }
    }

    // MARK: - Items

    private func readItem(
        _ cursor: inout JSONCursor, feedAuthors: [String]
    ) -> ParsedEntry? {
        var entry = EntryBuilder(limits: limits, budget: budget)
        let isObject = cursor.object { (cursor: inout JSONCursor, key) in
            readItemMember(key, &cursor, into: &entry)
        }
        return isObject ? entry.build(feedAuthors: feedAuthors) : nil
    }

    private func readItemMember(
        _ key: String, _ cursor: inout JSONCursor, into entry: inout EntryBuilder
    ) {
        switch key {
        case "id": entry.id.offer(cursor.text().flatMap(line), rank: 2)
        case "guid": readGUID(&cursor, into: &entry)
        case "url", "link": entry.link.offer(cursor.text().flatMap(resolved), rank: 2)
        case "external_url": entry.link.offer(cursor.text().flatMap(resolved), rank: 1)
        case "title": entry.title.offer(cursor.text().flatMap(line), rank: 1)
        case "content_html": entry.content.offer(body(cursor.text(), .html), rank: 2)
        case "content_text": entry.content.offer(body(cursor.text(), .plain), rank: 1)
        case "summary": entry.summary.offer(body(cursor.text(), .plain), rank: 2)
        case "description": entry.summary.offer(body(cursor.text(), .html), rank: 1)
        case "date_published", "pubDate":
            entry.published.offer(cursor.text().flatMap(FeedDate.parse), rank: 1)
        case "date_modified": entry.updated.offer(cursor.text().flatMap(FeedDate.parse), rank: 1)
        case "author", "authors":
            for name in authors(&cursor) { entry.add(author: name, rank: key == "authors" ? 2 : 1) }
        case "language": entry.language.offer(cursor.text().flatMap(line), rank: 1)
        case "tags", "category":
            guard cursor.peek == UInt8(ascii: "[") else {
                return entry.add(category: cursor.text().flatMap(line))
            }
            cursor.array { (cursor: inout JSONCursor) in
                entry.add(category: cursor.text().flatMap(line))
            }
        case "attachments":
            cursor.array { (cursor: inout JSONCursor) in readEnclosure(&cursor, into: &entry) }
        case "enclosure": readEnclosure(&cursor, into: &entry)
        case "comments": entry.commentsLink.offer(cursor.text().flatMap(resolved), rank: 1)
        default: cursor.skip()
        }
    }

    private func readGUID(_ cursor: inout JSONCursor, into entry: inout EntryBuilder) {
        var guid: String?
        var isPermalink: String?
        if cursor.peek == UInt8(ascii: "{") {
            cursor.object { (cursor: inout JSONCursor, key) in
                switch key {
                case "#value", "value", "#text": guid = cursor.text()
                // Converters mark what was an attribute.
                case "isPermaLink", "@isPermaLink", "-isPermaLink": isPermalink = cursor.text()
                default: cursor.skip()
                }
            }
        } else {
            guid = cursor.text()
        }
        entry.id.offer(guid.flatMap(line), rank: 1)
        // As in XML: one that says nothing counts as a link only if it is one.
        switch isPermalink?.lowercased() {
        case "true": entry.permalink = guid.flatMap(resolved)
        case nil: entry.permalink = guid.flatMap { WebURL($0)?.withoutCredentials.string }
        default: entry.permalink = nil
        }
    }

    private func readEnclosure(_ cursor: inout JSONCursor, into entry: inout EntryBuilder) {
        var url: String?
        var type: String?
        var length: String?
        cursor.object { (cursor: inout JSONCursor, key) in
            switch key {
            case "url": url = cursor.text().flatMap(resolved)
            case "mime_type", "type": type = cursor.text().map(shortened)
            case "size_in_bytes", "length": length = cursor.text()
            default: cursor.skip()
            }
        }
        entry.add(enclosure: url, type: type, length: length)
    }

    // MARK: - Values

    /// One author or an array of them, each an object or a name.
    private func authors(_ cursor: inout JSONCursor) -> [String] {
        var names: [String] = []
        func add(_ cursor: inout JSONCursor) {
            var name: String?
            if cursor.peek == UInt8(ascii: "{") {
                cursor.object { (cursor: inout JSONCursor, key) in
                    if key == "name" {
                        name = cursor.text().flatMap { Person.line(Array($0.utf8)) }
                    }
                }
            } else {
                name = cursor.text().flatMap { Person.name(in: Array($0.utf8)) }
            }
            if let name, names.count < limits.valuesPerEntry { names.append(name) }
        }
        if cursor.peek == UInt8(ascii: "[") {
            cursor.array { (cursor: inout JSONCursor) in add(&cursor) }
        } else {
            add(&cursor)
        }
        return names
    }

    private func line(_ text: String) -> String? { PlainText.line(kept(text, .plain)) }

    private func resolved(_ reference: String) -> String? {
        budget.step() ? nil : OtherAddress.link(shortened(reference), base: base)
    }

    private func body(_ text: String?, _ form: TextValue.Form) -> EntryBuilder.Body? {
        guard let text, text.utf8.contains(where: { !$0.isASCIISpace }) else { return nil }
        return EntryBuilder.Body(
            value: TextValue(bytes: kept(text, form), form: form), base: base)
    }

    private func shortened(_ text: String) -> String {
        text.utf8.count <= limits.textBytes
            ? text : String(decoding: kept(text, .plain), as: UTF8.self)
    }

    /// As much of a field as is kept.
    private func kept(_ text: String, _ form: TextValue.Form) -> [UInt8] {
        var bytes = Array(text.utf8.prefix(limits.textBytes))
        guard bytes.count < text.utf8.count else { return bytes }
        hasCut = true
        if form == .plain {
            TextValue.endBeforeCutCharacter(&bytes)
        } else {
            TextValue.endBeforeCut(&bytes)
        }
        return bytes
    }
}
