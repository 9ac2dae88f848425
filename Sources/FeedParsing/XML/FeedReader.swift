internal import Values
internal import XMLPush

/// Turns the elements of an XML feed of any format into a feed and its entries.
final class FeedReader: XMLPushHandler {
    /// Where the reader is: which thing the next field belongs to.
    enum Place: Equatable {
        case feed, entry, image, source
        case person(rank: Int)
    }

    /// An element whose text is being gathered.
    struct Capture {
        var meaning: Element.Meaning
        var depth: Int
        var form: TextForm
        /// Where in the text the start tag of a `div` stands with which XHTML begins, and where that
        /// ends.
        var wrapper: Range<Int>?
        var wrapperEnd: Int?
        /// An attribute that counts beside the text: `isPermaLink`, the `url` of a source.
        var attribute: String?
    }

    let limits: ParseLimits
    var builder = FeedBuilder()
    /// Entries that are complete and were not fetched yet.
    var finished: [ParsedEntry] = []
    /// How many entries were completed.
    private(set) var entryCount = 0
    /// Whether the reader stopped the parse for the attributes of one element.
    private(set) var hasTooManyAttributes = false
    /// Whether more names than the limit mean nothing.
    private(set) var hasTooManyNames = false
    private var unknownNames: Set<String> = []
    /// Whether the root element has ended.
    private(set) var isComplete = false
    /// Whether there were more entries than the limit.
    private(set) var isCut = false

    var entry: EntryBuilder?
    var scopes: Scopes
    var person = Person()
    /// Which element the entry's summary came from.
    var summaryElement: Element?
    var sourceTitle: String?
    var sourceLink: String?
    var places: [(place: Place, depth: Int)] = []
    var capture: Capture?
    private(set) var depth = 0
    /// The depth of an element that means nothing, whose children are passed over.
    var ignored: Int?

    /// Whether the root names the namespace of RSS 0.90, which nothing else tells from RSS 1.0.
    let isNetscape: Bool

    init(limits: ParseLimits, base: WebURL?, isNetscape: Bool) {
        self.limits = limits
        self.isNetscape = isNetscape
        scopes = Scopes(base: base)
    }

    func code(of name: XMLName) -> Int {
        let meaning = Element.meaning(of: name)
        if meaning.element == .unknown, !hasTooManyNames {
            unknownNames.insert(name.local)
            hasTooManyNames = unknownNames.count > limits.unknownNames
        }
        return meaning.code
    }

    // MARK: - Events

    func startElement(_ element: XMLElement, _ attributes: XMLAttributes, in parser: XMLPushParser)
    {
        depth += 1
        if attributes.count > 0 {
            if attributes.count > limits.attributes {
                hasTooManyAttributes = true
                return parser.stop()
            }
            scopes.enter(depth, attributes)
        }
        if capture != nil { return captureStart(element, attributes, in: parser) }
        let meaning = Element.Meaning(code: element.code)
        if ignored != nil {
            // An item counts wherever it stands.
            guard meaning.element == .item, entry == nil else { return }
            ignored = nil
        }
        open(meaning, element.name, attributes, in: parser)
    }

    func endElement(_ element: XMLElement, in parser: XMLPushParser) {
        if let capture {
            if capture.depth == depth {
                finish(capture, in: parser)
            } else {
                captureEnd(element, in: parser)
            }
        } else if ignored == depth {
            ignored = nil
        } else if let last = places.last, last.depth == depth {
            places.removeLast()
            leave(last.place, in: parser)
        }
        scopes.leave(depth)
        depth -= 1
        isComplete = depth == 0
    }

    /// The document ends, whatever is still open.
    func finishDocument() {
        if entry != nil { finishEntry() }
    }

    // MARK: - Places

    var place: Place { places.last?.place ?? .feed }

    func enter(_ place: Place) {
        places.append((place, depth))
    }

    private func leave(_ place: Place, in parser: XMLPushParser) {
        switch place {
        case .feed, .image: break
        case .entry: finishEntry()
        case .person(let rank): finishPerson(rank: rank, in: parser)
        case .source:
            entry?.source = ParsedEntry.Source(title: sourceTitle, url: sourceLink)
        }
    }

    func startEntry() {
        // The start of an item ends the one before.
        if entry != nil {
            finishEntry()
            places.removeAll { $0.place != .feed }
        }
        entry = EntryBuilder(limits: limits)
        summaryElement = nil
        enter(.entry)
    }

    private func finishEntry() {
        guard let complete = entry?.build() else { return }
        entry = nil
        guard entryCount < limits.entries else {
            isCut = true
            return
        }
        entryCount += 1
        finished.append(complete)
    }

    // MARK: - Markup within text

    private func captureStart(
        _ element: XMLElement, _ attributes: XMLAttributes, in parser: XMLPushParser
    ) {
        guard var capture else { return }
        guard holdsMarkup(capture.meaning.element) else {
            // The text of what does not belong here is not the field's.
            parser.textMode = .ignored
            return
        }
        if case .plain = capture.form {
            // Markup where text was announced: read it as what it is.
            parser.text = Self.escaped(parser.text)
            parser.textMode = .escaped
            capture.form = .xhtml
        }
        let start = parser.text.count
        writeStart(element, attributes, ownBase: scopes.baseDepth > capture.depth, &parser.text)
        if case .xhtml = capture.form, builder.feed.format == .atom10, depth == capture.depth + 1,
            element.name.local == "div", parser.text[..<start].allSatisfy(\.isASCIISpace)
        {
            capture.wrapper = start..<parser.text.count
        }
        self.capture = capture
    }

    private func writeStart(
        _ element: XMLElement, _ attributes: XMLAttributes, ownBase: Bool, _ text: inout [UInt8]
    ) {
        text.append(UInt8(ascii: "<"))
        text.append(contentsOf: element.name.local.utf8)
        for index in 0..<attributes.count {
            let (local, prefix, value) = attributes[index]
            guard prefix == nil else { continue }
            var shown = value
            if ownBase, HTMLAllowlist.isAddress(local) {
                shown = WebURL(value, relativeTo: scopes.base)?.string ?? value
            }
            text.append(0x20)
            text.append(contentsOf: local.utf8)
            text.append(contentsOf: "=\"".utf8)
            text.append(contentsOf: Self.escaped(Array(shown.utf8)))
            text.append(UInt8(ascii: "\""))
        }
        text.append(UInt8(ascii: ">"))
    }

    private func captureEnd(_ element: XMLElement, in parser: XMLPushParser) {
        guard let capture else { return }
        guard holdsMarkup(capture.meaning.element) else {
            if depth == capture.depth + 1 { parser.textMode = .plain }
            return
        }
        if capture.wrapper != nil, depth == capture.depth + 1, capture.wrapperEnd == nil {
            self.capture?.wrapperEnd = parser.text.count
        }
        parser.text.append(contentsOf: "</".utf8)
        parser.text.append(contentsOf: element.name.local.utf8)
        parser.text.append(UInt8(ascii: ">"))
    }

    /// Takes the `div` off that wraps all of an XHTML text and is no part of it (RFC 4287, 3.1.1.3).
    func unwrap(_ capture: Capture, _ text: inout [UInt8]) {
        guard let start = capture.wrapper, let end = capture.wrapperEnd,
            text.count >= end + 6, text[(end + 6)...].allSatisfy(\.isASCIISpace)
        else { return }
        text.removeSubrange(end...)
        text.removeSubrange(start)
    }

    private func holdsMarkup(_ element: Element) -> Bool {
        switch element {
        case .title, .description, .summary, .content, .subtitle: true
        default: false
        }
    }

    private static func escaped(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "&"): result.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): result.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: "\""): result.append(contentsOf: "&quot;".utf8)
            default: result.append(byte)
            }
        }
        return result
    }
}
