internal import FeedParsing
internal import Values
internal import XMLPush

/// Reads the outlines of OPML: those with an address are feeds, those without are folders, and a
/// feed gets the folders around it as its tags, and the categories that its own attribute names.
///
/// Attributes count in any case. Only start tags and end tags matter: no DTD is ever seen, and what
/// is not well-formed is mended as that of a feed is.
final class OutlineReader: XMLPushHandler {
    /// An open outline.
    private struct Level {
        var folder: String?
        /// Where it says to be a feed and has no address: its text and its line. It may be a folder yet.
        var unaddressed: (text: String, line: Int)?
        /// Commented out, as all below it is (OPML 2.0).
        var isComment: Bool
    }

    private static let outline = 1
    /// libxml2 needs quadratic time for the attributes of one tag.
    private static let attributeLimit = 512

    private var list = FeedList(format: .opml)
    private var levels: [Level] = []
    private var depth = 0
    /// Whether the root element has ended.
    private var isComplete = false
    /// The lines before the root, or nil where lines cannot be told.
    private let linesBefore: Int?

    private init(linesBefore: Int?) {
        self.linesBefore = linesBefore
    }

    /// Reads clean UTF-8.
    static func read(_ bytes: [UInt8]) throws(FeedListError) -> FeedList {
        guard let root = root(of: bytes) else { throw .noOutline }
        let before = breaks(bytes[..<root])
        let strict = OutlineReader(linesBefore: before)
        guard let fault = strict.push(bytes[root...], recovering: false), !strict.isComplete else {
            return strict.list
        }
        let mended: [UInt8]
        do throws(ParseError) {
            mended = try XMLMender.mended(bytes, from: root, limits: .standard)
        } catch {
            throw .unreadable("\(error)")
        }
        // Comments are left out when it is mended.
        let areLinesKept = breaks(mended[...]) == breaks(bytes[root...])
        let second = OutlineReader(linesBefore: areLinesKept ? before : nil)
        _ = second.push(mended[...], recovering: true)
        second.list.notes.append(
            "not well-formed XML, mended from line \(fault.line + before) on: \(fault.message)")
        return second.list
    }

    /// Where the root element begins; what stands before it is not read.
    private static func root(of bytes: [UInt8]) -> Int? {
        let name = Array("opml".utf8)
        let last = min(bytes.count, 256 << 10) - name.count - 1
        guard last > 0 else { return nil }
        for index in 0..<last where bytes[index] == UInt8(ascii: "<") {
            guard
                bytes[(index + 1)...].prefix(name.count).elementsEqual(
                    name, by: { $0.asciiLowercased == $1 })
            else { continue }
            let next = bytes[index + 1 + name.count]
            if next.isASCIISpace || next == UInt8(ascii: ">") { return index }
        }
        return nil
    }

    private static func breaks(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.count { $0 == 0x0a }
    }

    /// Pushes a document through libxml2; answers its first fault.
    private func push(_ bytes: ArraySlice<UInt8>, recovering: Bool) -> XMLFault? {
        let limits = ParseLimits.standard
        let text = XMLText(limit: 0)
        guard let parser = XMLPushParser(handler: self, text: text, recovering: recovering) else {
            return XMLFault(line: 1, column: 1, message: "out of memory")
        }
        var index = bytes.startIndex
        while index < bytes.endIndex {
            // As for feeds: comments are looked through again with every chunk.
            let waiting = parser.pendingTag == 0 ? parser.pendingBytes : 0
            let end = min(index + min(max(64 << 10, waiting), 1 << 20), bytes.endIndex)
            parser.push(
                bytes.span.extracting((index - bytes.startIndex)..<(end - bytes.startIndex)))
            index = end
            if let fault = parser.fault, !recovering { return fault }
            if parser.nameCount > limits.names {
                return XMLFault(line: 1, column: 1, message: "too many different names")
            }
            if parser.pendingTag > limits.startTagBytes + 64 << 10 {
                return XMLFault(line: 1, column: 1, message: "a tag without an end")
            }
        }
        parser.finish()
        return parser.fault
    }

    // MARK: - Events

    func code(of name: XMLName) -> Int {
        name.local.lowercased() == "outline" ? Self.outline : 0
    }

    func startElement(_ code: Int, _ attributes: XMLAttributes, in parser: XMLPushParser) {
        depth += 1
        guard code == Self.outline else { return }
        let fields = Fields(attributes, upTo: Self.attributeLimit)
        var level = Level(folder: nil, isComment: levels.last?.isComment ?? false)
        if fields["iscomment"]?.lowercased() == "true" { level.isComment = true }
        let line = linesBefore.map { $0 + parser.line } ?? 0
        if let address = fields.feedAddress {
            list.take(feed(address, fields, line: line, isEnabled: !level.isComment))
        } else if let other = fields["url"] ?? fields["htmlurl"] {
            let isList = fields["type"]?.lowercased() == "include" || other.hasSuffix(".opml")
            list.pass(
                other, line: line, isFeed: false,
                isList
                    ? "another list; fetch it and import it by itself"
                    : "a page; `tidings add` looks for its feeds")
        } else {
            level.folder = fields["title"] ?? fields["text"]
            if fields.isFeed { level.unaddressed = (level.folder ?? "", line) }
        }
        // What has others in it is a folder, whatever its type.
        if let last = levels.indices.last { levels[last].unaddressed = nil }
        levels.append(level)
    }

    func endElement(_ code: Int, in parser: XMLPushParser) {
        depth -= 1
        isComplete = depth == 0
        guard code == Self.outline, let (text, line) = levels.popLast()?.unaddressed else { return }
        list.pass(text, line: line, isFeed: true, "it has no address (xmlUrl)")
    }

    private func feed(
        _ address: String, _ fields: Fields, line: Int, isEnabled: Bool
    ) -> FeedList.Feed {
        var feed = FeedList.Feed(line: line, address: ListText.address(address))
        let own = ListText.title(fields["title"])
        let shown = ListText.title(fields["text"]) ?? own
        // `text` may be edited, `title` is the feed's own (OPML 2.0): where one of them lacks, or readers
        // write both alike, it is not known to be the person's, who would not see the feed renamed.
        let isEdited = own != nil && shown != own && shown != feed.address
        feed.title = ListText.title(fields[OutlineWriter.givenTitle]) ?? (isEdited ? shown : nil)
        if feed.title == nil, shown != feed.address { feed.name = shown }
        feed.tags = ListText.tags(levels.compactMap(\.folder) + fields.categories)
        feed.isEnabled = isEnabled
        return feed
    }
}

/// The attributes of an outline by their names in lower case; of two of one name the first that says
/// something.
private struct Fields {
    private var values: [String: String] = [:]

    init(_ attributes: XMLAttributes, upTo limit: Int) {
        for index in 0..<min(attributes.count, limit) {
            let (local, prefix, value) = attributes[index]
            let name = (prefix.map { "\($0):" } ?? "") + local.lowercased()
            guard !value.allSatisfy(\.isWhitespace), values[name] == nil else {
                continue
            }
            values[name] = value
        }
    }

    subscript(name: String) -> String? { values[name] }

    private static let feedTypes: Set<String> = ["rss", "atom", "rdf", "feed", "rss1", "jsonfeed"]

    /// `xmlUrl`, or the `url` of what says to be a feed.
    var feedAddress: String? {
        values["xmlurl"]
            ?? (isFeed ? values["url"] : nil)
    }

    /// Whether its type says that it is a feed.
    var isFeed: Bool { Self.feedTypes.contains(values["type"]?.lowercased() ?? "") }

    /// Separated by commas; one that begins with a slash names what is above it, too (OPML 2.0).
    var categories: [String] {
        (values["category"] ?? "").split(separator: ",").flatMap { category in
            let category = category.drop(while: \.isWhitespace)
            return category.hasPrefix("/")
                ? category.split(separator: "/").map(String.init) : [String(category)]
        }
    }
}
