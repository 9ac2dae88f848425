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
        guard let items = head.items, head.isFeed(bytes) else {
            return .failure(.notAFeed(.json))
        }
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
        /// Where the array of items begins, or the one item that some write in its place.
        var items: Int?
        /// Whether the members are those of RSS.
        var isInChannel = false
        var sign = Sign.none
        var entryAuthors = Ranked<[String]>()

        /// What tells that it is a feed.
        enum Sign: Int {
            case none
            /// The version's number alone, or items that are called `item`, as other JSON has them.
            case number
            /// The items of a channel, or the version as the specification has it.
            case specified
        }

        mutating func take(_ sign: Sign) {
            if sign.rawValue > self.sign.rawValue { self.sign = sign }
        }

        func isFeed(_ bytes: [UInt8]) -> Bool {
            switch sign {
            case .none: false
            case .number: items.map { JSONFeedReader.areItems(bytes, at: $0) } ?? false
            case .specified: true
            }
        }
    }

    /// Whether the value is an array, and the first object in it has what tells an item from others. One with a
    /// fault says nothing without it, as it costs no other item.
    private static func areItems(_ bytes: [UInt8], at start: Int) -> Bool {
        var cursor = JSONCursor(bytes, at: start)
        guard cursor.peek == UInt8(ascii: "[") else { return false }
        var isItem = true
        _ = cursor.elements { (cursor: inout JSONCursor) in
            isItem = false
            let isObject = cursor.object { (_: inout JSONCursor, key) in
                isItem = isItem || identifying.contains(key)
            }
            return !isItem && (cursor.isBroken || !isObject)
        }
        return isItem
    }

    private static let identifying: Set<String> = [
        "id", "url", "content_html", "content_text", "date_published", "guid", "link",
        "pubDate",
    ]

    private func readMember(_ key: String, _ cursor: inout JSONCursor, into head: inout FeedHead) {
        switch key {
        case "version":
            // Some write the number instead of the address that the specification gives.
            if let version = cursor.text() {
                let isSpecified =
                    ByteText(Array(version.utf8.prefix(256))).find("jsonfeed.org") != nil
                let isNumber = ["1", "1.0", "1.1"].contains(version)
                head.take(isSpecified ? .specified : isNumber ? .number : .none)
            }
        case "items", "item":
            let isOne = cursor.peek == UInt8(ascii: "{") && (key == "items" || head.isInChannel)
            if isOne || cursor.peek == UInt8(ascii: "[") { head.items = cursor.index }
            // What is wrong in one of them is told when it is read.
            cursor.skipByBrackets()
            // RSS in JSON has no version of its own.
            if key == "item" { head.take(head.isInChannel ? .specified : .number) }
        case "rss", "channel":
            let isWithin = head.isInChannel
            head.isInChannel = true
            cursor.object { (cursor: inout JSONCursor, key) in
                readMember(key, &cursor, into: &head)
            }
            head.isInChannel = isWithin
        case "title": head.builder.title.offer(content(&cursor).flatMap(line), rank: 1)
        case "home_page_url", "link":
            head.builder.link.offer(content(&cursor).flatMap(resolved), rank: 1)
        case "feed_url": head.builder.feed.selfLink = cursor.text().flatMap(resolved)
        case "expired":
            // Nothing but the word of JSON counts, no text.
            let isWord = cursor.peek == UInt8(ascii: "t")
            head.builder.feed.pacing.isFinished = cursor.text() == "true" && isWord
        case "description": head.builder.description.offer(content(&cursor).flatMap(line), rank: 1)
        case "language": head.builder.language.offer(content(&cursor).flatMap(line), rank: 1)
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

    // MARK: - Values

    /// One author or an array of them, each an object, a name, or an element that had attributes.
    func authors(_ cursor: inout JSONCursor) -> [String] {
        var names: [String] = []
        func add(_ cursor: inout JSONCursor) {
            var name: String?
            if cursor.peek == UInt8(ascii: "{") {
                cursor.object { (cursor: inout JSONCursor, key) in
                    if key == "name" {
                        name = cursor.text().flatMap { Person.line(Array($0.utf8)) } ?? name
                    } else if Self.contentNames.contains(key) {
                        name = name ?? cursor.text().flatMap { Person.name(in: Array($0.utf8)) }
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

    func line(_ text: String) -> String? { PlainText.line(kept(text, .plain)) }

    func resolved(_ reference: String) -> String? {
        budget.step() ? nil : OtherAddress.link(shortened(reference), base: base)
    }

    func body(_ text: String?, _ form: TextValue.Form) -> EntryBuilder.Body? {
        guard let text, text.utf8.contains(where: { !$0.isASCIISpace }) else { return nil }
        return EntryBuilder.Body(
            value: TextValue(bytes: kept(text, form), form: form), base: base)
    }

    func shortened(_ text: String) -> String {
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
