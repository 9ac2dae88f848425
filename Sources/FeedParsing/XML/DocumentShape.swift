internal import Values

/// What kind of document the bytes are, told from their beginning.
enum DocumentShape: Equatable {
    /// XML whose feed root begins at this offset; what stands before it needs no reading. What it is
    /// `otherwise`, if that root only has the name of one.
    case feed(root: Int, otherwise: ParseError.Appearance)
    case json(start: Int)
    case other(ParseError.Appearance)
    case refused(String)

    /// Looks at clean UTF-8. Where the budget has ended meanwhile, the answer means nothing.
    static func of(_ bytes: [UInt8], _ budget: ParseBudget) -> DocumentShape {
        var sniffer = Sniffer(bytes: bytes, budget: budget)
        return sniffer.shape()
    }
}

private struct Sniffer {
    let bytes: [UInt8]
    let budget: ParseBudget
    var index = 0
    /// Whether a DOCTYPE says that it is HTML.
    private var isPage = false
    /// Marks that were looked for in vain, so that they are not for each start again.
    private var missing: Set<String> = []

    init(bytes: [UInt8], budget: ParseBudget) {
        self.bytes = bytes
        self.budget = budget
    }

    /// How far a root is looked for behind junk.
    private static let reach = 256 << 10

    mutating func shape() -> DocumentShape {
        skipSpace()
        guard index < bytes.count else { return .other(.empty) }
        if bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "[") {
            return .json(start: index)
        }
        while index < bytes.count, bytes[index] == UInt8(ascii: "<"), !budget.step() {
            if starts("<?xml") {
                // Its `?` is often forgotten. One that holds a `>` leaves junk, and the root is found behind.
                skip(past: ">")
            } else if starts("<?") {
                skip(past: "?>")
            } else if starts("<!--") {
                skip(past: "-->")
            } else if starts("<!") {
                guard declaration() else {
                    // What follows is the rest of a page.
                    return isPage
                        ? .other(.html)
                        : .refused("a DOCTYPE of more than 64 KiB, or without an end")
                }
            } else {
                break
            }
            skipSpace()
        }
        return root()
    }

    private func root() -> DocumentShape {
        guard index < bytes.count else { return .other(isPage ? .html : .plainText) }
        let name = bytes[index] == UInt8(ascii: "<") ? elementName(at: index) : ""
        let local = localName(name)
        if Self.roots.contains(local) || local == "channel" || local == "entry" {
            return .feed(root: index, otherwise: .xml(root: name))
        }
        if local == "html" || isPage { return .other(.html) }
        let isOfPage = Self.pageElements.contains(local)
        let otherwise: ParseError.Appearance =
            name.isEmpty ? .plainText : isOfPage ? .html : .xml(root: name)
        // Behind a warning of PHP, a cache's comment, a wrapper.
        return hiddenRoot().map { .feed(root: $0, otherwise: otherwise) } ?? .other(otherwise)
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

    /// The longest internal subset that is passed over.
    private static let longestSubset = 64 << 10

    /// Reads over `<!…>`, and over the declarations in a DOCTYPE's brackets: no parser gets to see
    /// them, so there is no entity to expand and no default attribute to add. False where it has no end,
    /// or not within the longest subset.
    private mutating func declaration() -> Bool {
        let text = ByteText(Array(bytes[index...].prefix(64)))
        isPage = isPage || text.find("<!doctype html") == 0
        var passages = Passages()
        var quote: UInt8?
        // The first `>` within a quote that is open outside the brackets.
        var endInQuote: Int?
        var brackets = 0
        let start = index
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if let open = quote {
                if byte == open {
                    quote = nil
                } else if brackets <= 0, byte == UInt8(ascii: ">") {
                    endInQuote = endInQuote ?? index
                } else if brackets <= 0, byte == UInt8(ascii: "<"), let end = endInQuote {
                    // No address holds a `<`: the closing quote was forgotten.
                    index = end
                    return true
                }
            } else if brackets > 0, byte == UInt8(ascii: "<"),
                let end = passages.end(of: bytes, from: index - 1, within: Self.longestSubset)
            {
                // Quotes and brackets mean nothing in a comment or an instruction.
                index = end
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
                endInQuote = nil
            } else if byte == UInt8(ascii: "[") {
                brackets += 1
            } else if byte == UInt8(ascii: "]") {
                brackets -= 1
            } else if byte == UInt8(ascii: ">"), brackets <= 0 {
                return true
            }
            if index - start > Self.longestSubset { return false }
        }
        return brackets <= 0
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

    /// Goes past the next `mark`, or past the next `>` where the document has none.
    private mutating func skip(past mark: String) {
        guard !skipped(past: mark), mark != ">" else { return }
        missing.insert(mark)
        if !skipped(past: ">") { index = bytes.count }
    }

    private mutating func skipped(past mark: String) -> Bool {
        guard !missing.contains(mark) else { return false }
        let wanted = Array(mark.utf8)
        var end = index
        while end < bytes.count {
            if bytes[end] == wanted[0], bytes[end...].starts(with: wanted) {
                index = end + wanted.count
                return true
            }
            end += 1
        }
        if mark == ">" { index = bytes.count }
        return false
    }
}

/// The comments and instructions of one internal subset.
private struct Passages {
    /// Up to where the end of a comment, and that of an instruction, were looked for in vain: each byte is
    /// looked at once, however many of them begin.
    private var searchedComments = 0
    private var searchedInstructions = 0

    /// Where what begins at `start` ends: nil where neither begins there or none ends within so many
    /// bytes.
    mutating func end(of bytes: [UInt8], from start: Int, within reach: Int) -> Int? {
        let rest = bytes[start...].prefix(reach)
        if rest.starts(with: "<!--".utf8) {
            return Self.end("-->", of: rest, from: start + 4, &searchedComments)
        }
        if rest.starts(with: "<?".utf8) {
            return Self.end("?>", of: rest, from: start + 2, &searchedInstructions)
        }
        return nil
    }

    private static func end(
        _ mark: StaticString, of text: ArraySlice<UInt8>, from start: Int, _ searched: inout Int
    ) -> Int? {
        let mark = Array(mark.description.utf8)
        var index = max(start, searched)
        while index + mark.count <= text.endIndex {
            if text[index] == mark[0], text[index...].starts(with: mark) {
                return index + mark.count
            }
            index += 1
        }
        searched = index
        return nil
    }
}
