internal import Bytes
internal import Values

/// Gathers what the elements of one item tell.
struct EntryBuilder {
    private let limits: ParseLimits
    private let budget: ParseBudget
    var id = Ranked<String>()
    /// See `ParsedEntry`.
    var formerID: String?
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
    private var source: ParsedEntry.Source?
    private var authors: [String] = []
    private var authorRank = 0
    /// Whether one of them is more than a mail address.
    private var hasAuthorName = false
    /// Those of atom:source, whose feed it was taken from.
    private var sourceAuthors: [String] = []
    private var categories: [String] = []
    private var enclosures: [ParsedEntry.Enclosure] = []

    /// A text with what its HTML needs to be read.
    struct Body {
        var value: TextValue
        var base: WebURL?

        /// The text as HTML.
        fileprivate var markup: [UInt8] {
            let bytes = PlainText.clean(value.bytes)
            return value.form == .plain ? HTMLSanitizer.escaped(bytes) : bytes
        }
    }

    init(limits: ParseLimits, budget: ParseBudget) {
        self.limits = limits
        self.budget = budget
    }

    mutating func add(category: String?) {
        categories.append(distinct: category, most: limits.valuesPerEntry)
    }

    /// Adds an author that an element of that rank names: the highest that names more than mail addresses
    /// counts, or the highest of all where none does.
    mutating func add(author: String?, rank: Int) {
        guard let author else { return }
        let isName = !Person.isAddress(author)
        if rank != authorRank, !authors.isEmpty {
            guard isName == hasAuthorName ? rank > authorRank : isName else { return }
            authors = []
        }
        authorRank = rank
        hasAuthorName = isName || hasAuthorName
        authors.append(distinct: author, most: limits.valuesPerEntry)
    }

    /// Sets where the entry was taken from, unless nothing is told of it.
    mutating func set(source title: String?, url: String?) {
        guard title != nil || url != nil else { return }
        source = ParsedEntry.Source(title: title, url: url)
    }

    mutating func add(sourceAuthor: String?) {
        sourceAuthors.append(distinct: sourceAuthor, most: limits.valuesPerEntry)
    }

    mutating func add(enclosure url: String?, type: String?, length: String?) {
        guard let url, enclosures.count < limits.valuesPerEntry,
            !enclosures.contains(where: { $0.url == url })
        else { return }
        let bytes = length.flatMap(Self.byteCount).flatMap { $0 > 0 ? $0 : nil }
        enclosures.append(
            ParsedEntry.Enclosure(
                url: url, type: type.flatMap { PlainText.line(Array($0.utf8)) }, length: bytes))
    }

    /// The entry as far as it was told.
    ///
    /// - Parameter feedAuthors: whose it is where neither it nor its source names an author (RFC 4287,
    ///   4.2.1).
    func build(feedAuthors: [String]) -> ParsedEntry {
        var entry = ParsedEntry()
        entry.id = id.value
        entry.formerID = formerID
        entry.title = title.value
        entry.link = link.value ?? permalink
        entry.published = published.value
        entry.updated = updated.value
        let writers = [authors, sourceAuthors, feedAuthors].first { !$0.isEmpty }
        entry.author = writers?.joined(separator: ", ")
        entry.categories = categories
        entry.enclosures = enclosures
        entry.commentsLink = commentsLink.value
        entry.language = language.value
        entry.source = source
        var textCount = -1
        for (body, field) in [(content.value, \ParsedEntry.content), (summary.value, \.summary)] {
            guard let body else { continue }
            guard limits.sanitizesBodies else {
                entry[keyPath: field] = String(utf8: body.value.bytes.span)
                continue
            }
            let sanitizer = HTMLSanitizer(body.markup, base: body.base, budget: budget)
            entry[keyPath: field] = sanitizer.markup
            if sanitizer.plain.count > textCount {
                textCount = sanitizer.plain.count
                entry.text = sanitizer.plain.text
            }
            for link in sanitizer.links { entry.outgoingLinks.append(distinct: link, most: 50) }
        }
        return entry
    }

    /// A whole number, with white space around or a fraction of naught as some serialisers write it.
    private static func byteCount(_ text: String) -> Int64? {
        let digits = text.utf8.drop(while: \.isASCIISpace).prefix { !$0.isASCIISpace }
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count <= 2,
            parts.dropFirst().allSatisfy({ $0.allSatisfy { $0 == UInt8(ascii: "0") } }),
            text.utf8.drop(while: \.isASCIISpace).dropFirst(digits.count)
                .allSatisfy(\.isASCIISpace)
        else { return nil }
        return Int64(String(decoding: whole, as: UTF8.self))
    }
}
