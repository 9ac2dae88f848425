internal import Values

/// Gathers what the elements of one item tell.
struct EntryBuilder {
    private let limits: ParseLimits
    var id = Ranked<String>()
    var title = Ranked<String>()
    var link = Ranked<String>()
    /// Where a guid is said to be the link.
    var permalink: String?
    var published = Ranked<Timestamp>()
    var updated = Ranked<Timestamp>()
    var summary = Ranked<Body>()
    var content = Ranked<Body>()
    var commentsLink = Ranked<String>()
    var language = Ranked<String>()
    var source: ParsedEntry.Source?
    private var authors: [String] = []
    private var authorRank = 0
    private var categories: [String] = []
    private var enclosures: [ParsedEntry.Enclosure] = []

    /// A text with what its HTML needs to be read.
    struct Body {
        var value: TextValue
        var base: WebURL?
    }

    init(limits: ParseLimits) {
        self.limits = limits
    }

    mutating func add(category: String?) {
        guard let category, categories.count < limits.valuesPerEntry,
            !categories.contains(category)
        else { return }
        categories.append(category)
    }

    mutating func add(author: String?, rank: Int) {
        guard let author, rank >= authorRank else { return }
        if rank > authorRank {
            authors = []
            authorRank = rank
        }
        guard authors.count < limits.valuesPerEntry, !authors.contains(author) else { return }
        authors.append(author)
    }

    mutating func add(enclosure url: String?, type: String?, length: String?) {
        guard let url, enclosures.count < limits.valuesPerEntry,
            !enclosures.contains(where: { $0.url == url })
        else { return }
        let bytes = length.flatMap { Int64($0) }.flatMap { $0 > 0 ? $0 : nil }
        enclosures.append(
            ParsedEntry.Enclosure(url: url, type: type.flatMap(nonEmpty), length: bytes))
    }

    /// The entry as far as it was told.
    func build() -> ParsedEntry {
        var entry = ParsedEntry()
        entry.id = id.value
        entry.title = title.value
        entry.link = link.value ?? permalink
        entry.published = published.value
        entry.updated = updated.value
        entry.author = authors.isEmpty ? nil : authors.joined(separator: ", ")
        entry.categories = categories
        entry.enclosures = enclosures
        entry.commentsLink = commentsLink.value
        entry.language = language.value
        entry.source = source
        let summary = summary.value.map(RenderedBody.init)
        let content = content.value.map(RenderedBody.init)
        entry.summary = summary?.html
        entry.content = content?.html
        let longer = [content, summary].compactMap { $0 }.max {
            $0.text.utf8.count < $1.text.utf8.count
        }
        entry.text = longer?.text ?? ""
        for link in (content?.links ?? []) + (summary?.links ?? [])
        where entry.outgoingLinks.count < 50 && !entry.outgoingLinks.contains(link) {
            entry.outgoingLinks.append(link)
        }
        return entry
    }

    private func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }
}

/// A body's safe HTML, its plain text and its links.
private struct RenderedBody {
    var html: String?
    var text: String
    var links: [String]

    init(_ body: EntryBuilder.Body) {
        var bytes = PlainText.clean(body.value.bytes)
        if body.value.form == .plain { bytes = Self.escaped(bytes) }
        let sanitizer = HTMLSanitizer(bytes[...], base: body.base)
        let markup = Self.trimmed(sanitizer.html)
        html = markup.isEmpty ? nil : String(decoding: markup, as: UTF8.self)
        text = sanitizer.plain.text
        links = sanitizer.links
    }

    private static func escaped(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "&"): result.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): result.append(contentsOf: "&lt;".utf8)
            default: result.append(byte)
            }
        }
        return result
    }

    private static func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
        var bytes = bytes.drop(while: \.isASCIISpace)
        while bytes.last?.isASCIISpace == true { bytes.removeLast() }
        return bytes
    }
}
