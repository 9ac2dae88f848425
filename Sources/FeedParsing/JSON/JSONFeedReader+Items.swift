internal import Values

/// The items of JSON Feed, and those of RSS as converters of XML write it: with its names, an `@` or `-`
/// before what was an attribute, and an object where an element had both attributes and text.
extension JSONFeedReader {
    /// The item that comes next; nil where something else stands there.
    func readItem(_ cursor: inout JSONCursor, feedAuthors: [String]) -> ParsedEntry? {
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
        case "url", "link": entry.link.offer(content(&cursor).flatMap(resolved), rank: 2)
        case "external_url": entry.link.offer(cursor.text().flatMap(resolved), rank: 1)
        case "title": entry.title.offer(content(&cursor).flatMap(line), rank: 1)
        case "content_html", "content:encoded":
            entry.content.offer(body(content(&cursor), .html), rank: 2)
        case "content_text": entry.content.offer(body(cursor.text(), .plain), rank: 1)
        case "summary": entry.summary.offer(body(cursor.text(), .plain), rank: 2)
        case "description": entry.summary.offer(body(content(&cursor), .html), rank: 1)
        case "date_published", "pubDate":
            entry.published.offer(content(&cursor).flatMap(FeedDate.parse), rank: 1)
        case "date_modified", "dc:date":
            entry.updated.offer(content(&cursor).flatMap(FeedDate.parse), rank: 1)
        case "author", "authors":
            for name in authors(&cursor) { entry.add(author: name, rank: key == "authors" ? 2 : 1) }
        case "dc:creator": for name in authors(&cursor) { entry.add(author: name, rank: 0) }
        case "language": entry.language.offer(cursor.text().flatMap(line), rank: 1)
        case "tags", "category", "dc:subject":
            each(&cursor) { (cursor: inout JSONCursor) in
                entry.add(category: content(&cursor).flatMap(line))
            }
        case "attachments", "enclosure":
            each(&cursor) { (cursor: inout JSONCursor) in readEnclosure(&cursor, into: &entry) }
        case "comments": entry.commentsLink.offer(content(&cursor).flatMap(resolved), rank: 1)
        default: cursor.skip()
        }
    }

    /// Calls `body` for each value of an array, or for the one that stands in its place.
    private func each(_ cursor: inout JSONCursor, _ body: (inout JSONCursor) -> Void) {
        if cursor.peek == UInt8(ascii: "[") { cursor.array(body) } else { body(&cursor) }
    }

    /// A text, or that of the object that an element became which had attributes.
    func content(_ cursor: inout JSONCursor) -> String? {
        guard cursor.peek == UInt8(ascii: "{") else { return cursor.text() }
        var text: String?
        cursor.object { (cursor: inout JSONCursor, key) in
            if Self.contentNames.contains(key) { text = text ?? cursor.text() }
        }
        return text
    }

    /// What converters call the text of an element that became an object.
    static let contentNames: Set<String> = [
        "#text", "#value", "value", "#cdata-section",
    ]

    /// The name of a member, without what converters put before that of an attribute.
    private func attribute(_ key: String) -> Substring {
        key.hasPrefix("@") || key.hasPrefix("-") ? key.dropFirst() : key[...]
    }

    private func readGUID(_ cursor: inout JSONCursor, into entry: inout EntryBuilder) {
        var guid: String?
        var isPermalink: String?
        if cursor.peek == UInt8(ascii: "{") {
            cursor.object { (cursor: inout JSONCursor, key) in
                if Self.contentNames.contains(key) {
                    guid = cursor.text()
                } else if attribute(key) == "isPermaLink" {
                    isPermalink = cursor.text()
                }
            }
        } else {
            guid = cursor.text()
        }
        entry.id.offer(guid.flatMap(line), rank: 1)
        // As in XML: one that says nothing counts as a link only if it is one.
        switch isPermalink.map(AttributeWord.of) {
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
            switch attribute(key) {
            case "url": url = cursor.text().flatMap(resolved)
            case "mime_type", "type": type = cursor.text().map(shortened)
            case "size_in_bytes", "length": length = cursor.text()
            default: cursor.skip()
            }
        }
        entry.add(enclosure: url, type: type, length: length)
    }
}
