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
        /// The depth of the `div` that wraps XHTML and is no part of it.
        var wrapper: Int?
        /// An attribute that counts beside the text: `isPermaLink`, the `url` of a source.
        var attribute: String?
    }

    let limits: ParseLimits
    var builder = FeedBuilder()
    /// Entries that are complete and were not fetched yet.
    var finished: [ParsedEntry] = []
    /// How many entries were completed.
    private(set) var entryCount = 0
    /// Why the reader stopped the parse.
    private(set) var failure: ParseError?
    /// Whether the root element has ended.
    private(set) var isComplete = false
    /// Whether there were more entries than the limit.
    private(set) var isCut = false

    var entry: EntryBuilder?
    var scopes: Scopes
    var person = Person()
    var sourceTitle: String?
    var sourceLink: String?
    var places: [(place: Place, depth: Int)] = []
    var capture: Capture?
    private(set) var depth = 0
    /// The depth of an element that means nothing, whose children are passed over.
    var ignored: Int?

    init(limits: ParseLimits, base: WebURL?) {
        self.limits = limits
        scopes = Scopes(base: base)
    }

    func code(of name: XMLName) -> Int { Element.meaning(of: name).code }

    // MARK: - Events

    func startElement(_ element: XMLElement, _ attributes: XMLAttributes, in parser: XMLPushParser)
    {
        depth += 1
        if attributes.count > 0 {
            if attributes.count > limits.attributes {
                failure = .limit(.attributes)
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
        enter(.entry)
    }

    private func finishEntry() {
        let entry = entry?.build()
        self.entry = nil
        guard entryCount < limits.entries else {
            isCut = true
            return
        }
        if let entry {
            entryCount += 1
            finished.append(entry)
        }
    }

    // MARK: - Markup within text

    private func captureStart(
        _ element: XMLElement, _ attributes: XMLAttributes, in parser: XMLPushParser
    ) {
        guard var capture, holdsMarkup(capture.meaning.element) else { return }
        if case .plain = capture.form {
            // Markup where text was announced: read it as what it is.
            parser.text = Self.escaped(parser.text)
            parser.textMode = .escaped
            capture.form = .xhtml
            self.capture = capture
        }
        if case .xhtml = capture.form, capture.wrapper == nil, depth == capture.depth + 1,
            element.name.local == "div", parser.text.allSatisfy(\.isASCIISpace)
        {
            self.capture?.wrapper = depth
            return
        }
        parser.text.append(UInt8(ascii: "<"))
        parser.text.append(contentsOf: element.name.local.utf8)
        let hasOwnBase = scopes.baseDepth > capture.depth
        for index in 0..<attributes.count {
            let (local, prefix, value) = attributes[index]
            guard prefix == nil else { continue }
            var text = value
            if hasOwnBase, HTMLAllowlist.isAddress(local) {
                text = WebURL(value, relativeTo: scopes.base)?.string ?? value
            }
            parser.text.append(0x20)
            parser.text.append(contentsOf: local.utf8)
            parser.text.append(contentsOf: "=\"".utf8)
            parser.text.append(contentsOf: Self.escaped(Array(text.utf8)))
            parser.text.append(UInt8(ascii: "\""))
        }
        parser.text.append(UInt8(ascii: ">"))
    }

    private func captureEnd(_ element: XMLElement, in parser: XMLPushParser) {
        guard let capture, holdsMarkup(capture.meaning.element), capture.wrapper != depth else {
            return
        }
        parser.text.append(contentsOf: "</".utf8)
        parser.text.append(contentsOf: element.name.local.utf8)
        parser.text.append(UInt8(ascii: ">"))
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
