internal import Values
internal import XMLPush

/// Turns the elements of an XML feed of any format into a feed and its entries.
final class XMLFeedReader: XMLPushHandler {
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
        /// Whether a tag stands in the text already: none after the first is that `div`.
        var hasMarkup = false
        /// How much of the text is that of a child, which counts where the element has none of its own.
        var childText = 0
        /// How deep the first element within it stands in which there is text: no other one counts.
        var childDepth: Int?
        /// Whether it has text of its own.
        var hasOwnText = false
        /// An attribute that counts beside the text: `isPermaLink`, the `url` of a source.
        var attribute: String?
    }

    let limits: ParseLimits
    let budget: ParseBudget
    var builder = FeedBuilder()
    /// Entries that are complete and were not fetched yet.
    var finished: [ParsedEntry] = []
    /// How many entries were completed.
    private(set) var entryCount = 0
    /// Whether the reader stopped the parse for the attributes of one element.
    private(set) var hasTooManyAttributes = false
    /// Whether the root element has ended.
    private(set) var isComplete = false
    /// Whether there were more entries than a limit.
    private(set) var isCut = false
    /// What those weigh that were completed.
    private(set) var weight = 0

    /// The entry that is being read.
    var entry: EntryBuilder?
    var scopes: Scopes
    var person = Person()
    /// Which element the entry's summary came from.
    var summaryElement: Element?
    var sourceTitle: String?
    var sourceLink: String?
    /// Its `id` as an address: a name that nothing need answer to (RFC 4287, 4.2.6), for want of a link.
    var sourceID: String?
    /// How deep the outermost `media:content` stands that is open.
    var mediaDepth: Int?
    var places: [(place: Place, depth: Int)] = []
    var capture: Capture?
    let text: XMLText
    private(set) var depth = 0
    /// The depth of an element that means nothing, whose children are passed over.
    var ignored: Int?

    /// Whether an element was seen that only feeds have, or a namespace of theirs.
    var tellsFeed = false
    /// Whether the namespace of Atom says nothing in this document; see `note`.
    var isAtomMistaken = false
    /// Whether the root names the namespace of RSS 0.90, which nothing else tells from RSS 1.0.
    let isNetscape: Bool

    init(limits: ParseLimits, base: WebURL?, budget: ParseBudget, isNetscape: Bool) {
        self.limits = limits
        self.budget = budget
        self.isNetscape = isNetscape
        scopes = Scopes(base: base, limits: limits)
        text = XMLText(limit: limits.textBytes)
    }

    func code(of name: XMLName) -> Int { Element.meaning(of: name).code }

    // MARK: - Events

    func startElement(_ code: Int, _ attributes: XMLAttributes, in parser: XMLPushParser) {
        depth += 1
        if budget.step() { return parser.stop() }
        if attributes.count > 0 {
            if attributes.count > limits.attributes {
                hasTooManyAttributes = true
                return parser.stop()
            }
            scopes.enter(depth, attributes)
        }
        if capture != nil { return captureStart(parser.localName, attributes) }
        let meaning = Element.Meaning(code: code)
        if ignored != nil {
            // An item counts wherever it stands.
            guard meaning.element == .item, entry == nil else { return }
            ignored = nil
        }
        open(meaning, attributes)
    }

    func endElement(_ code: Int, in parser: XMLPushParser) {
        if let start = capture?.depth {
            if start == depth { finishCapture() } else { captureEnd(parser.localName) }
        } else if ignored == depth {
            ignored = nil
        } else if let last = places.last, last.depth == depth {
            places.removeLast()
            leave(last.place)
        }
        if mediaDepth == depth { mediaDepth = nil }
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

    private func leave(_ place: Place) {
        switch place {
        case .feed, .image: break
        case .entry: finishEntry()
        case .person(let rank): finishPerson(rank: rank)
        case .source:
            entry?.set(source: sourceTitle, url: sourceLink ?? sourceID)
        }
    }

    func startEntry() {
        // The start of an item ends the one before.
        if entry != nil {
            finishEntry()
            places.removeAll { $0.place != .feed }
        }
        entry = EntryBuilder(limits: limits, budget: budget)
        summaryElement = nil
        mediaDepth = nil
        enter(.entry)
    }

    private func finishEntry() {
        guard let complete = entry?.build(feedAuthors: builder.entryAuthors) else { return }
        entry = nil
        let heavier = weight + complete.weight
        guard !isCut, entryCount < limits.entries, heavier <= limits.heldBytes else {
            isCut = true
            return
        }
        entryCount += 1
        weight = heavier
        finished.append(complete)
    }

    // MARK: - Markup within text

    private func captureStart(_ name: String, _ attributes: XMLAttributes) {
        guard var capture else { return }
        guard holdsMarkup(capture.meaning.element) else {
            return childStart(capture)
        }
        if case .plain = capture.form {
            // Markup where text was announced: read it as what it is. A title may be about it.
            text.becomeMarkup()
            capture.form = capture.meaning.element == .title ? .html : .xhtml
        }
        let start = text.count
        text.writeStart(name, shown(attributes, ownBase: scopes.baseDepth > capture.depth))
        if case .xhtml = capture.form, builder.feed.format == .atom10, depth == capture.depth + 1,
            name == "div", !capture.hasMarkup, text.bytes[..<start].allSatisfy(\.isASCIISpace)
        {
            capture.wrapper = start..<text.count
        }
        capture.hasMarkup = true
        self.capture = capture
    }

    /// An element begins in a field of one line: its text is the field's only where nothing else is.
    private func childStart(_ capture: Capture) {
        guard takesChildText(capture.meaning.element) else {
            text.mode = .ignored
            return
        }
        if depth == capture.depth + 1 {
            let hasOwnText = capture.hasOwnText || isTextFound()
            self.capture?.hasOwnText = hasOwnText
            if hasOwnText || capture.childDepth != nil { text.mode = .ignored }
        } else if text.mode != .ignored, capture.childDepth == nil, isTextFound() {
            self.capture?.childDepth = depth - 1
        }
    }

    private func childEnd(_ capture: Capture) {
        if takesChildText(capture.meaning.element), text.mode != .ignored {
            if capture.childDepth == nil, isTextFound() { self.capture?.childDepth = depth }
            if self.capture?.childDepth == depth {
                self.capture?.childText = text.count
                text.mode = .ignored
            }
        }
        if depth == capture.depth + 1 { text.mode = .plain }
    }

    /// Whether text came since this was asked. White space is looked at once, however many elements follow.
    private func isTextFound() -> Bool {
        guard text.isBlank(from: capture?.childText ?? 0) else { return true }
        capture?.childText = text.count
        return false
    }

    /// Takes the text of a child off where the field has its own.
    func dropChildText(_ capture: Capture, _ text: inout [UInt8]) {
        guard !text[capture.childText...].allSatisfy(\.isASCIISpace) else { return }
        text.removeSubrange(..<capture.childText)
    }

    /// Whether such a field is filled in RDF by a thing with a name, or within a tag of HTML. A category in
    /// markup is none to other readers.
    private func takesChildText(_ element: Element) -> Bool {
        switch element {
        case .guid, .id, .link, .creator: true
        default: false
        }
    }

    /// The attributes without a prefix, addresses resolved where the element has a base of its own.
    private func shown(
        _ attributes: XMLAttributes, ownBase: Bool
    ) -> [(name: String, value: String)] {
        var shown: [(name: String, value: String)] = []
        for index in 0..<attributes.count {
            var (local, prefix, value) = attributes[index]
            guard prefix == nil else { continue }
            // Without a reference there is nothing to show: of a link it is the document.
            if ownBase, HTMLAllowlist.isAddress(local),
                local == "href" || !OtherAddress.isBlank(value)
            {
                value = WebURL(value, relativeTo: scopes.base)?.string ?? value
            }
            shown.append((local, value))
        }
        return shown
    }

    private func captureEnd(_ name: String) {
        guard let capture else { return }
        guard holdsMarkup(capture.meaning.element) else {
            return childEnd(capture)
        }
        if capture.wrapper != nil, depth == capture.depth + 1, capture.wrapperEnd == nil {
            self.capture?.wrapperEnd = text.count
        }
        text.writeEnd(name)
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
}
