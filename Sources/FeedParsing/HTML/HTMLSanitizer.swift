internal import Values

/// Makes safe HTML of any HTML, and its plain text and links in the same pass.
///
/// No tree is built: tokens that the allowlist knows are written anew, byte by byte, so nothing
/// gets out that was not put there by this serialiser. A stack of at most 100 open elements
/// balances the end tags. Time is linear in the input.
struct HTMLSanitizer {
    /// The safe HTML.
    private(set) var html: [UInt8] = []
    /// The text it shows.
    private(set) var plain = PlainTextBuilder()
    /// The http(s) addresses of its links, in order, without repeats.
    private(set) var links: [String] = []

    private let base: WebURL?
    private var tokens: HTMLTokenizer
    private var open: [String] = []

    private static let deepest = 100
    private static let mostLinks = 50

    /// Sanitises `bytes`, UTF-8 without control characters; relative addresses are resolved against
    /// `base`.
    init(_ bytes: ArraySlice<UInt8>, base: WebURL?) {
        self.base = base
        tokens = HTMLTokenizer(bytes)
        html.reserveCapacity(bytes.count)
        while let token = tokens.next() {
            switch token {
            case .text(let range): write(text: tokens.bytes[range])
            case .literal(let range): write(literal: tokens.bytes[range])
            case .start(let name): start(name)
            case .end(let name): end(lowercased(name))
            }
        }
        while let name = open.popLast() { writeImpliedEnd(name) }
    }

    // MARK: - Elements

    private mutating func start(_ range: Range<Int>) {
        let name = lowercased(range)
        let traits = HTMLAllowlist.traits(of: name)
        if traits.contains(.dropped) { return drop(name, raw: traits.contains(.raw)) }
        if traits.contains(.block) { plain.endLine() }
        if traits.contains(.raw) {
            // RCDATA: a title or a text area.
            let content = tokens.rawText(of: Array(name.utf8)[...])
            write(text: tokens.bytes[content])
            if traits.contains(.block) { plain.endLine() }
            return
        }
        guard traits.contains(.kept) else { return }
        if traits.contains(.void) { return writeStart(name) }
        if traits.contains(.endsItself), open.last == name {
            open.removeLast()
        }
        guard open.count < Self.deepest else { return }
        open.append(name)
        writeStart(name)
    }

    private mutating func end(_ name: String) {
        let traits = HTMLAllowlist.traits(of: name)
        if traits.contains(.block) { plain.endLine() }
        guard traits.contains(.kept), let depth = open.lastIndex(of: name) else { return }
        while open.count > depth + 1 { writeImpliedEnd(open.removeLast()) }
        open.removeLast()
        writeEnd(name)
    }

    /// Reads over an element and all within it.
    private mutating func drop(_ name: String, raw: Bool) {
        if raw {
            _ = tokens.rawText(of: Array(name.utf8)[...])
            return
        }
        var depth = 1
        while depth > 0, let token = tokens.next() {
            switch token {
            case .start(let range):
                let inner = lowercased(range)
                if inner == name { depth += 1 }
                if HTMLAllowlist.traits(of: inner).contains(.raw) {
                    _ = tokens.rawText(of: Array(inner.utf8)[...])
                }
            case .end(let range) where lowercased(range) == name: depth -= 1
            default: break
            }
        }
    }

    private func lowercased(_ range: Range<Int>) -> String {
        // No element of HTML has a longer name.
        String(decoding: tokens.bytes[range].prefix(24).map(\.asciiLowercased), as: UTF8.self)
    }

    // MARK: - Writing

    private mutating func writeStart(_ name: String) {
        html.append(UInt8(ascii: "<"))
        html.append(contentsOf: name.utf8)
        for attribute in tokens.attributes {
            let key = lowercased(attribute.name)
            guard attribute.name.count <= 24, HTMLAllowlist.keepsAttribute(key) else { continue }
            let raw = CharacterReference.decoded(
                tokens.bytes[attribute.value], inAttribute: true)
            guard let value = safe(key, of: name, raw) else { continue }
            html.append(0x20)
            html.append(contentsOf: key.utf8)
            html.append(contentsOf: "=\"".utf8)
            for byte in value { escape(byte, quotes: true) }
            html.append(UInt8(ascii: "\""))
        }
        html.append(UInt8(ascii: ">"))
    }

    /// The end tag of an element that something else ends; HTML lets it out where it may be.
    private mutating func writeImpliedEnd(_ name: String) {
        if !HTMLAllowlist.traits(of: name).contains(.endsItself) { writeEnd(name) }
    }

    private mutating func writeEnd(_ name: String) {
        html.append(contentsOf: "</".utf8)
        html.append(contentsOf: name.utf8)
        html.append(UInt8(ascii: ">"))
    }

    private mutating func safe(_ key: String, of element: String, _ value: [UInt8]) -> [UInt8]? {
        if key == "style" {
            let style = StyleFilter.filtered(value)
            return style.isEmpty ? nil : style
        }
        guard HTMLAllowlist.isAddress(key) else { return value }
        if OtherAddress.isNormal(value) {
            if element == "a" { addLink(String(decoding: value, as: UTF8.self)) }
            return value
        }
        let address = String(decoding: value, as: UTF8.self)
        guard let url = WebURL(address, relativeTo: base) else {
            return OtherAddress.safe(value, isLink: key == "href", hasBase: base != nil)
        }
        let text = url.string
        if element == "a" { addLink(text) }
        return Array(text.utf8)
    }

    private mutating func addLink(_ link: String) {
        if links.count < Self.mostLinks, !links.contains(link) { links.append(link) }
    }

    private mutating func write(text: ArraySlice<UInt8>) {
        var index = text.startIndex
        while index < text.endIndex {
            let run = index
            while index < text.endIndex, !Self.needsCare(text[index]) { index += 1 }
            if index > run {
                html.append(contentsOf: text[run..<index])
                plain.append(text[run..<index])
                continue
            }
            if text[index] == UInt8(ascii: "&"),
                let (codePoint, next) = CharacterReference.decode(text, at: index)
            {
                index = next
                guard let codePoint else { continue }
                plain.append(codePoint: codePoint)
                if codePoint < 0x80 {
                    escape(UInt8(codePoint), quotes: false)
                } else {
                    html.append(codePoint: codePoint)
                }
            } else {
                escape(text[index], quotes: false)
                plain.append(text[index])
                index += 1
            }
        }
    }

    private mutating func write(literal: ArraySlice<UInt8>) {
        for byte in literal { escape(byte, quotes: false) }
        plain.append(literal)
    }

    private static func needsCare(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
    }

    @inline(__always)
    private mutating func escape(_ byte: UInt8, quotes: Bool) {
        switch byte {
        case UInt8(ascii: "&"): html.append(contentsOf: "&amp;".utf8)
        case UInt8(ascii: "<"): html.append(contentsOf: "&lt;".utf8)
        case UInt8(ascii: ">"): html.append(contentsOf: "&gt;".utf8)
        case UInt8(ascii: "\"") where quotes: html.append(contentsOf: "&quot;".utf8)
        default: html.append(byte)
        }
    }
}
