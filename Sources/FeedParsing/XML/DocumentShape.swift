internal import Values

/// What kind of document the bytes are, told from their beginning.
enum DocumentShape: Equatable {
    /// XML whose feed root begins at this offset; what stands before it needs no reading.
    case feed(root: Int)
    case json(start: Int)
    case other(ParseError.Appearance)
    case refused(String)

    /// Looks at clean UTF-8.
    static func of(_ bytes: [UInt8]) -> DocumentShape {
        var sniffer = Sniffer(bytes: bytes)
        return sniffer.shape()
    }
}

private struct Sniffer {
    let bytes: [UInt8]
    var index = 0

    /// How far a root is looked for behind junk.
    private static let reach = 256 << 10

    mutating func shape() -> DocumentShape {
        skipSpace()
        guard index < bytes.count else { return .other(.empty) }
        if bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "[") {
            return .json(start: index)
        }
        var isPage = false
        while index < bytes.count, bytes[index] == UInt8(ascii: "<") {
            if starts("<?") {
                skip(past: "?>")
            } else if starts("<!--") {
                skip(past: "-->")
            } else if starts("<!") {
                switch declaration() {
                case .endless: return .refused("a DOCTYPE of more than 64 KiB, or without an end")
                case .page: isPage = true
                default: break
                }
            } else {
                break
            }
            skipSpace()
        }
        return root(isPage: isPage)
    }

    private mutating func root(isPage: Bool) -> DocumentShape {
        guard index < bytes.count else { return .other(isPage ? .html : .plainText) }
        let name = bytes[index] == UInt8(ascii: "<") ? elementName(at: index) : ""
        let local = localName(name)
        if Self.roots.contains(local) || local == "channel" || local == "entry" {
            return .feed(root: index)
        }
        if local == "html" || isPage { return .other(.html) }
        // Behind a warning of PHP, a cache's comment, a wrapper.
        if let offset = hiddenRoot() { return .feed(root: offset) }
        if name.isEmpty { return .other(.plainText) }
        return .other(Self.pageElements.contains(local) ? .html : .xml(root: name))
    }

    private static let roots: Set<String> = ["rss", "rdf", "feed"]
    private static let pageElements: Set<String> = [
        "head", "body", "title", "meta", "script", "style", "div", "p", "br", "b", "h1", "a",
        "center",
        "table", "font", "link", "span",
    ]

    /// A feed's root further on: one of their names with an attribute or, for `rss`, without.
    private func hiddenRoot() -> Int? {
        let end = min(bytes.count, index + Self.reach)
        for offset in index..<end where bytes[offset] == UInt8(ascii: "<") {
            let name = elementName(at: offset)
            guard Self.roots.contains(localName(name)) else { continue }
            let after = offset + 1 + name.utf8.count
            if name == "rss" || (after < end && bytes[after].isASCIISpace) { return offset }
        }
        return nil
    }

    // MARK: - Pieces

    private enum Declaration { case plain, page, endless }

    /// The longest internal subset that is passed over.
    private static let longestSubset = 64 << 10

    /// Reads over `<!…>`, and over the declarations in a DOCTYPE's brackets: no parser gets to see
    /// them, so there is no entity to expand and no default attribute to add.
    private mutating func declaration() -> Declaration {
        let text = ByteText(Array(bytes[index...].prefix(64)))
        let kind = text.find("<!doctype html") == 0 ? Declaration.page : .plain
        var quote: UInt8?
        var brackets = 0
        let start = index
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: "[") {
                brackets += 1
            } else if byte == UInt8(ascii: "]") {
                brackets -= 1
            } else if byte == UInt8(ascii: ">"), brackets <= 0 {
                return kind
            }
            if index - start > Self.longestSubset { return kind == .page ? .page : .endless }
        }
        return kind == .page || brackets <= 0 ? kind : .endless
    }

    private func elementName(at offset: Int) -> String {
        let rest = bytes[(offset + 1)...].prefix(80)
        guard let first = rest.first, first.isASCIILetter || first >= 0x80 || first == 0x5f else {
            return ""
        }
        let name = rest.prefix {
            !$0.isASCIISpace && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/")
        }
        return String(decoding: name, as: UTF8.self)
    }

    private func localName(_ name: String) -> String {
        String(name.split(separator: ":").last ?? "").lowercased()
    }

    private func starts(_ text: StaticString) -> Bool {
        bytes[index...].starts(with: text.description.utf8)
    }

    private mutating func skipSpace() {
        while index < bytes.count, bytes[index].isASCIISpace { index += 1 }
    }

    private mutating func skip(past mark: StaticString) {
        let wanted = Array(mark.description.utf8)
        while index < bytes.count {
            if bytes[index] == wanted[0], bytes[index...].starts(with: wanted) {
                index += wanted.count
                return
            }
            index += 1
        }
    }
}
