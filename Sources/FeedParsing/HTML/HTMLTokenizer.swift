internal import Values

/// Cuts HTML into tokens with the states of the HTML standard's tokeniser (13.2.5).
///
/// It never fails and takes linear time. Comments, declarations and processing instructions give no
/// token. Where a browser would drop all that follows (a comment, a tag or a quoted value that
/// never ends) it ends the comment or tag at the next `>`, or else takes the rest as text: nothing
/// is lost, and what comes out is escaped or written anew in any case.
struct HTMLTokenizer {
    enum Token {
        /// Text with its references unresolved.
        case text(Range<Int>)
        /// Text in which `&` and `<` stand for themselves: a CDATA section.
        case literal(Range<Int>)
        /// Its attributes are in `attributes`.
        case start(Range<Int>)
        case end(Range<Int>)
    }

    struct Attribute {
        var name: Range<Int>
        var value: Range<Int>
    }

    let bytes: ArraySlice<UInt8>
    /// Those of the start tag given last; of equal names only the first counts.
    private(set) var attributes: [Attribute] = []
    private var index: Int
    /// How often a tag was read again since a quote of it never ended; so many times only, that the
    /// time stays linear.
    private var rereads = 0
    private var hasNoCommentEnd = false
    private var hasNoCDATAEnd = false

    private static let mostRereads = 16

    /// More attributes than this on one tag are none of an article's.
    private static let mostAttributes = 64

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
    }

    /// The next token, nil at the end.
    mutating func next() -> Token? {
        let end = bytes.endIndex
        while index < end {
            if bytes[index] != UInt8(ascii: "<") || !opensMarkup(index) {
                return text()
            }
            let start = index
            switch bytes[index + 1] {
            case UInt8(ascii: "!"):
                if let token = declaration() { return token }
            case UInt8(ascii: "?"): skip(past: UInt8(ascii: ">"))
            case UInt8(ascii: "/"):
                guard index + 2 < end, bytes[index + 2].isASCIILetter else {
                    skip(past: UInt8(ascii: ">"))
                    continue
                }
                index += 2
                if let name = tag() ?? shortTag(from: start) { return .end(name) }
                return rest(from: start)
            default:
                index += 1
                if let name = tag() ?? shortTag(from: start) { return .start(name) }
                return rest(from: start)
            }
        }
        return nil
    }

    /// The content of a raw text element (`script`, `title`) whose start tag was the last token:
    /// up to its end tag, which is read too, or the end of all.
    mutating func rawText(of name: ArraySlice<UInt8>) -> Range<Int> {
        let start = index
        while let open = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
            index = open + 1
            let nameStart = open + 2
            let nameEnd = nameStart + name.count
            guard nameEnd <= bytes.endIndex, bytes[open + 1] == UInt8(ascii: "/"),
                zip(bytes[nameStart..<nameEnd], name).allSatisfy({ $0.asciiLowercased == $1 }),
                nameEnd == bytes.endIndex || Self.endsName(bytes[nameEnd])
            else { continue }
            index = nameStart
            _ = tag()
            return start..<open
        }
        index = bytes.endIndex
        return start..<index
    }

    // MARK: - Text and declarations

    /// Whether the `<` at `index` begins a tag, a comment or a declaration.
    private func opensMarkup(_ index: Int) -> Bool {
        guard index + 1 < bytes.endIndex else { return false }
        let next = bytes[index + 1]
        if next == UInt8(ascii: "/") { return index + 2 < bytes.endIndex }
        if next == UInt8(ascii: "!"), index + 2 < bytes.endIndex {
            // `<!'` begins nothing.
            let third = bytes[index + 2]
            return third.isASCIILetter || third == UInt8(ascii: "-") || third == UInt8(ascii: "[")
        }
        return next.isASCIILetter || next == UInt8(ascii: "?")
    }

    private mutating func text() -> Token {
        let start = index
        index += 1
        let end = bytes.endIndex
        while index < end {
            while index < end, bytes[index] != UInt8(ascii: "<") { index += 1 }
            if index == end || opensMarkup(index) { break }
            index += 1
        }
        return .text(start..<index)
    }

    /// What is left, as text.
    private mutating func rest(from start: Int) -> Token {
        index = bytes.endIndex
        return .text(start..<index)
    }

    /// The name of the tag at `start`, a quote of which never ended, cut at its first `>` and
    /// without attributes.
    private mutating func shortTag(from start: Int) -> Range<Int>? {
        attributes.removeAll(keepingCapacity: true)
        guard rereads < Self.mostRereads,
            let end = bytes[start...].firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        rereads += 1
        index = end + 1
        let name = bytes[start..<end].drop { !$0.isASCIILetter }.prefix { !Self.endsName($0) }
        return name.startIndex..<name.endIndex
    }

    /// Reads over `<!…>`; answers the content of a CDATA section.
    private mutating func declaration() -> Token? {
        let begin = index
        let rest = bytes[(index + 2)...]
        if rest.starts(with: "--".utf8) {
            index += 4
            if !hasNoCommentEnd {
                if skipComment() { return nil }
                hasNoCommentEnd = true
            }
            index = begin + 4
            skip(past: UInt8(ascii: ">"))
        } else if rest.starts(with: "[CDATA[".utf8) {
            let start = index + 9
            index = start
            while !hasNoCDATAEnd, index < bytes.endIndex {
                if bytes[index] == UInt8(ascii: "]"), bytes[index...].starts(with: "]]>".utf8) {
                    defer { index += 3 }
                    return .literal(start..<index)
                }
                index += 1
            }
            hasNoCDATAEnd = true
            index = start
            return .literal(begin..<start)
        } else {
            guard bytes[index...].contains(UInt8(ascii: ">")) else { return self.rest(from: begin) }
            skip(past: UInt8(ascii: ">"))
        }
        return nil
    }

    /// Goes past the end of a comment: `-->`, `--!>`, or at once for `<!-->` and `<!--->`.
    ///
    /// False when it has none.
    private mutating func skipComment() -> Bool {
        if bytes[index...].starts(with: ">".utf8) || bytes[index...].starts(with: "->".utf8) {
            skip(past: UInt8(ascii: ">"))
            return true
        }
        var dashes = 0
        while index < bytes.endIndex {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "-") {
                dashes += 1
            } else if dashes >= 2, byte == UInt8(ascii: ">") {
                return true
            } else if dashes >= 2, byte == UInt8(ascii: "!"), index < bytes.endIndex,
                bytes[index] == UInt8(ascii: ">")
            {
                index += 1
                return true
            } else {
                dashes = 0
            }
        }
        return false
    }

    private mutating func skip(past byte: UInt8) {
        while index < bytes.endIndex {
            index += 1
            if bytes[index - 1] == byte { return }
        }
    }

    // MARK: - Tags

    private static func endsName(_ byte: UInt8) -> Bool {
        byte.isASCIISpace || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">")
    }

    /// Reads a tag from its name on, past its `>`. Nil when the text ends within: browsers then
    /// drop it.
    private mutating func tag() -> Range<Int>? {
        attributes.removeAll(keepingCapacity: true)
        let start = index
        while index < bytes.endIndex, !Self.endsName(bytes[index]) { index += 1 }
        let name = start..<index
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: ">") {
                index += 1
                return name
            }
            if byte.isASCIISpace || byte == UInt8(ascii: "/") {
                index += 1
            } else {
                attribute()
            }
        }
        return nil
    }

    private mutating func attribute() {
        let start = index
        index += 1
        while index < bytes.endIndex, !Self.endsName(bytes[index]),
            bytes[index] != UInt8(ascii: "=")
        {
            index += 1
        }
        let name = start..<index
        var value = index..<index
        skipSpace()
        if index < bytes.endIndex, bytes[index] == UInt8(ascii: "=") {
            index += 1
            skipSpace()
            value = attributeValue()
        }
        guard attributes.count < Self.mostAttributes,
            !attributes.contains(where: { isEqual($0.name, name) })
        else { return }
        attributes.append(Attribute(name: name, value: value))
    }

    private mutating func attributeValue() -> Range<Int> {
        guard index < bytes.endIndex else { return index..<index }
        let quote = bytes[index]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let start = index + 1
            index = bytes[start...].firstIndex(of: quote) ?? bytes.endIndex
            defer { index = min(index + 1, bytes.endIndex) }
            return start..<index
        }
        let start = index
        while index < bytes.endIndex, !bytes[index].isASCIISpace, bytes[index] != UInt8(ascii: ">")
        {
            index += 1
        }
        return start..<index
    }

    private mutating func skipSpace() {
        while index < bytes.endIndex, bytes[index].isASCIISpace { index += 1 }
    }

    private func isEqual(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
        a.count == b.count
            && zip(bytes[a], bytes[b]).allSatisfy { $0.asciiLowercased == $1.asciiLowercased }
    }
}
