internal import Bytes
internal import Values

/// Makes safe HTML of any HTML, and its plain text and links in the same pass.
///
/// No tree is built: tokens that the allowlist knows are written anew, byte by byte, so nothing
/// gets out that was not put there by this serialiser. A stack of at most 100 open elements
/// balances the end tags. Time is linear in the input.
struct HTMLSanitizer: ~Copyable {
    /// The safe HTML.
    private(set) var html: ByteBuilder
    /// The text it shows.
    private(set) var plain: PlainTextBuilder
    /// The http(s) addresses of its links, in order, without repeats.
    private(set) var links: [String] = []

    private let base: WebURL?
    /// How much may be written before no more addresses are made absolute.
    private let mostBytes: Int
    private var tokens: HTMLTokenizer
    private var open: [OpenElement] = []

    private struct OpenElement {
        var name: HTMLName
        var endsItself: Bool
    }

    private static let deepest = 100
    private static let mostLinks = 50

    /// Sanitises `bytes`, UTF-8 without control characters; relative addresses are resolved against
    /// `base`. What is behind the end of the `budget` is not read.
    init(_ bytes: [UInt8], base: WebURL?, budget: ParseBudget? = nil) {
        self.base = base
        mostBytes = (64 << 10) + bytes.count * 8
        tokens = HTMLTokenizer(bytes)
        html = ByteBuilder(capacity: bytes.count + bytes.count / 8)
        plain = PlainTextBuilder(capacity: bytes.count)
        while budget?.step() != true, let token = tokens.next() {
            switch token {
            case .text(let range): write(text: bytes, range)
            case .literal(let range):
                html.append(escaping: bytes.span.extracting(range), quotes: false)
                plain.append(bytes.span.extracting(range))
            case .start(let tag):
                if let name = tag.name { start(name, bytes) }
            case .end(let tag):
                if let name = tag.name { end(name) }
            }
        }
        while let element = open.popLast() { writeImpliedEnd(element) }
    }

    /// The safe HTML without white space around; nil when there is none.
    var markup: String? {
        let range = html.withSpan { html in
            var (start, end) = (0, html.count)
            while start < end, html[start].isASCIISpace { start += 1 }
            while end > start, html[end - 1].isASCIISpace { end -= 1 }
            return start..<end
        }
        return range.isEmpty ? nil : html.string(in: range)
    }

    /// Plain text as HTML.
    static func escaped(_ bytes: [UInt8]) -> [UInt8] {
        var result = ByteBuilder(capacity: bytes.count + bytes.count / 8)
        result.append(escaping: bytes.span, quotes: false)
        return result.array
    }

    // MARK: - Elements

    private mutating func start(_ name: HTMLName, _ bytes: [UInt8]) {
        let traits = HTMLAllowlist.traits(of: name)
        if traits.contains(.foreign) { return dropForeign(name, bytes) }
        if traits.contains(.dropped) {
            if traits.contains(.raw) {
                _ = tokens.rawText(of: name)
            } else {
                // One without an end would take the rest along: its content is then read as any other.
                _ = tokens.endedRawText(of: name)
            }
            return
        }
        if traits.contains(.block) { plain.endLine() }
        if traits.contains(.raw) {
            let content = tokens.rawText(of: name)
            if traits.contains(.verbatim) {
                html.append(escaping: bytes.span.extracting(content), quotes: false)
                plain.append(bytes.span.extracting(content))
            } else {
                // RCDATA: a title or a text area.
                write(text: bytes, content)
            }
            if traits.contains(.block) { plain.endLine() }
            return
        }
        guard traits.contains(.kept) else { return }
        if traits.contains(.void) { return writeStart(name, bytes) }
        let endsItself = traits.contains(.endsItself)
        while let last = open.last, HTMLAllowlist.ends(name, last.name) { open.removeLast() }
        guard open.count < Self.deepest else { return }
        open.append(OpenElement(name: name, endsItself: endsItself))
        writeStart(name, bytes)
    }

    private mutating func end(_ name: HTMLName) {
        let traits = HTMLAllowlist.traits(of: name)
        if traits.contains(.block) { plain.endLine() }
        guard traits.contains(.kept), let depth = open.lastIndex(where: { $0.name == name })
        else { return }
        while open.count > depth + 1 { writeImpliedEnd(open.removeLast()) }
        open.removeLast()
        writeEnd(name)
    }

    /// Reads over an `svg` or `math` and all within it, up to the tag of HTML that ends it: that is
    /// sanitised as any other.
    private mutating func dropForeign(_ name: HTMLName, _ bytes: [UInt8]) {
        guard !tokens.isSelfClosing else { return }
        var foreign = ForeignContent(root: name)
        while let token = tokens.next() {
            switch token {
            case .start(let tag):
                guard let child = tag.name else { continue }
                if foreign.start(child, &tokens) == .breaksOut { return start(child, bytes) }
            case .end(let tag):
                guard let child = tag.name else { continue }
                switch foreign.end(child) {
                case .stays: break
                case .ends: return
                case .breaksOut: return end(child)
                case .unknown: if isAround(child) { return end(child) }
                }
            default: break
            }
        }
    }

    /// Whether an end tag within a foreign element is that of an element around it. Of those whose tags
    /// are not written it is not known what is open: no `svg` has any of them.
    private func isAround(_ name: HTMLName) -> Bool {
        let traits = HTMLAllowlist.traits(of: name)
        if traits.contains(.kept) { return open.contains { $0.name == name } }
        return !traits.isDisjoint(with: [.known, .block]) && !traits.contains(.raw)
    }

    // MARK: - Writing

    private mutating func writeStart(_ name: HTMLName, _ bytes: [UInt8]) {
        html.append(UInt8(ascii: "<"))
        name.write(to: &html)
        for attribute in tokens.attributes {
            guard let kind = HTMLAllowlist.attribute(attribute.name) else { continue }
            let raw = bytes.span.extracting(attribute.value)
            // Of images it would name a property of the document that scripts of the page rely on
            // (HTML, 3.1.7); anchors and maps are what names are for.
            if attribute.name == Self.name, name != Self.anchor, name != Self.map { continue }
            if kind == .text, attribute.name != Self.relation,
                Self.reference.position(in: raw) == raw.count
            {
                openAttribute(attribute.name)
                html.append(escaping: raw, quotes: true)
            } else {
                let value = CharacterReference.decoded(bytes, attribute.value)
                guard let value = safe(kind, attribute.name, of: name, value) else { continue }
                openAttribute(attribute.name)
                html.append(escaping: value.span, quotes: true)
            }
            html.append(UInt8(ascii: "\""))
        }
        html.append(UInt8(ascii: ">"))
    }

    private static let reference = ByteSet(UInt8(ascii: "&"))

    private mutating func openAttribute(_ name: HTMLName) {
        html.append(0x20)
        name.write(to: &html)
        html.append(UInt8(ascii: "="))
        html.append(UInt8(ascii: "\""))
    }

    /// The end tag of an element that something else ends; HTML lets it out where it may be.
    private mutating func writeImpliedEnd(_ element: OpenElement) {
        if !element.endsItself { writeEnd(element.name) }
    }

    private mutating func writeEnd(_ name: HTMLName) {
        html.append(UInt8(ascii: "<"))
        html.append(UInt8(ascii: "/"))
        name.write(to: &html)
        html.append(UInt8(ascii: ">"))
    }

    private static let anchor = HTMLName("a")
    private static let map = HTMLName("map")
    private static let href = HTMLName("href")
    private static let name = HTMLName("name")
    private static let relation = HTMLName("rel")

    /// Link types without `opener`, which would hand the page to the one that is opened (HTML, 4.6.8);
    /// as they are where it is not among them.
    private static func withoutOpener(_ relations: [UInt8]) -> [UInt8] {
        let words = relations.split(whereSeparator: \.isASCIISpace)
        let opener = Array("opener".utf8)
        let kept = words.filter { !$0.map(\.asciiLowercased).elementsEqual(opener) }
        return kept.count == words.count ? relations : Array(kept.joined(separator: [0x20]))
    }

    private mutating func safe(
        _ kind: HTMLAllowlist.Attribute, _ name: HTMLName, of element: HTMLName, _ value: [UInt8]
    ) -> [UInt8]? {
        switch kind {
        case .text:
            return name == Self.relation ? Self.withoutOpener(value) : value
        case .style:
            let style = StyleFilter.filtered(value)
            return style.isEmpty ? nil : style
        case .address: break
        }
        if OtherAddress.isNormal(value.span) {
            if element == Self.anchor { addLink(String(decoding: value, as: UTF8.self)) }
            return value
        }
        let address = String(decoding: value, as: UTF8.self)
        // An empty address is that of the document itself, which is a place to go to and no picture.
        if name != Self.href || element != Self.anchor, OtherAddress.isBlank(address) { return nil }
        // Thousands of short references to a long base would be a bomb.
        guard html.count <= mostBytes else { return nil }
        guard let url = WebURL(address, relativeTo: base) else {
            return OtherAddress.safe(value, isLink: name == Self.href, hasBase: base != nil)
        }
        let text = url.withoutCredentials.string
        if element == Self.anchor { addLink(text) }
        return Array(text.utf8)
    }

    private mutating func addLink(_ link: String) {
        if links.count < Self.mostLinks, !links.contains(link) { links.append(link) }
    }

    // MARK: - Text

    private static let markup = ByteSet(UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"))

    private mutating func write(text bytes: [UInt8], _ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            let end = Self.markup.position(in: bytes.span, from: index, to: range.upperBound)
            if end > index {
                html.append(bytes.span.extracting(index..<end))
                plain.append(bytes.span.extracting(index..<end))
                index = end
            } else if bytes[index] == UInt8(ascii: "&"),
                let (codePoint, combining, next) = CharacterReference.decode(
                    bytes[range], at: index)
            {
                index = next
                if let codePoint { write(codePoint: codePoint) }
                if let combining { write(codePoint: combining) }
            } else {
                escape(bytes[index])
                plain.append(bytes[index])
                index += 1
            }
        }
    }

    private mutating func write(codePoint: UInt32) {
        plain.append(codePoint: codePoint)
        guard let scalar = Unicode.Scalar(codePoint), let encoded = UTF8.encode(scalar) else {
            return
        }
        for byte in encoded { escape(byte) }
    }

    @inline(__always)
    private mutating func escape(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "&"): html.append("&amp;")
        case UInt8(ascii: "<"): html.append("&lt;")
        case UInt8(ascii: ">"): html.append("&gt;")
        default: html.append(byte)
        }
    }
}
