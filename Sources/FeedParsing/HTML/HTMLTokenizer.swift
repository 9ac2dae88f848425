internal import Bytes
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
        case start(Tag)
        case end(Tag)
    }

    struct Tag {
        /// Nil for one that is longer than any HTML knows.
        var name: HTMLName?
        /// Where the name stands.
        var range: Range<Int>
    }

    struct Attribute {
        var name: HTMLName
        var value: Range<Int>
    }

    let bytes: [UInt8]
    /// Those of the start tag given last whose names HTML may know; of equal names only the first
    /// counts.
    private(set) var attributes: [Attribute] = []
    /// Whether the tag given last ended with `/>`, which means something in foreign elements only.
    private(set) var isSelfClosing = false
    private var index: Int
    /// How often a tag was read again since a quote of it never ended; so many times only, that the
    /// time stays linear.
    private var rereads = 0
    /// Elements whose end tag was looked for in vain, so that it is not again for each.
    private var withoutEnd: [HTMLName] = []
    private var sought: [HTMLName] = []
    /// Where the next end tag is of elements for which it was looked for.
    private var ends: [(name: HTMLName, index: Int)] = []
    private var hasNoCommentEnd = false
    private var hasNoCDATAEnd = false

    private static let mostRereads = 16

    /// More attributes than this on one tag are none of an article's.
    private static let mostAttributes = 64

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        index = 0
    }

    /// The next token, nil at the end.
    mutating func next() -> Token? {
        let end = bytes.count
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
    mutating func rawText(of name: HTMLName) -> Range<Int> {
        let start = index
        while true {
            let open = Self.tagOpen.position(in: bytes.span, from: index)
            guard open < bytes.count else { break }
            index = open + 1
            let nameStart = open + 2
            let nameEnd = nameStart + name.count
            guard nameEnd <= bytes.count, bytes[open + 1] == UInt8(ascii: "/"),
                HTMLName(bytes.span, nameStart..<nameEnd) == name,
                nameEnd == bytes.count || Self.endsName(bytes[nameEnd])
            else { continue }
            index = nameStart
            _ = tag()
            return start..<open
        }
        index = bytes.count
        return start..<index
    }

    /// The same where that end tag may be missing: nil then, and nothing was read.
    mutating func endedRawText(of name: HTMLName) -> Range<Int>? {
        guard !withoutEnd.contains(name) else { return nil }
        let start = index
        let text = rawText(of: name)
        guard text.upperBound == bytes.count else { return text }
        withoutEnd.append(name)
        index = start
        return nil
    }

    /// The names whose end was looked for, each time through all that follows: so few that it takes no
    /// longer than the text is long, and far more than a title has.
    private static let mostSought = 64

    /// Whether an end tag of that name follows; not for a name beyond so many. The attributes of the tag given last are gone then.
    mutating func isEnded(_ name: HTMLName) -> Bool {
        if let end = ends.first(where: { $0.name == name }), end.index > index { return true }
        if !sought.contains(name) {
            guard sought.count < Self.mostSought else { return false }
            sought.append(name)
        }
        let start = index
        guard let text = endedRawText(of: name) else { return false }
        index = start
        ends.removeAll { $0.name == name }
        ends.append((name, text.upperBound))
        return true
    }

    // MARK: - Text and declarations

    /// Whether the `<` at `index` begins a tag, a comment or a declaration.
    private func opensMarkup(_ index: Int) -> Bool {
        guard index + 1 < bytes.count else { return false }
        let next = bytes[index + 1]
        if next == UInt8(ascii: "/") {
            // `</3` ends nothing.
            return index + 2 < bytes.count && !bytes[index + 2].isASCIIDigit
        }
        if next == UInt8(ascii: "!"), index + 2 < bytes.count {
            // `<!'` begins nothing.
            let third = bytes[index + 2]
            return third.isASCIILetter || third == UInt8(ascii: "-") || third == UInt8(ascii: "[")
        }
        return next.isASCIILetter || next == UInt8(ascii: "?")
    }

    private static let tagOpen = ByteSet(UInt8(ascii: "<"))

    private mutating func text() -> Token {
        let start = index
        index += 1
        while true {
            index = Self.tagOpen.position(in: bytes.span, from: index)
            if index == bytes.count || opensMarkup(index) { break }
            index += 1
        }
        return .text(start..<index)
    }

    /// What is left, as text.
    private mutating func rest(from start: Int) -> Token {
        index = bytes.count
        return .text(start..<index)
    }

    /// The name of the tag at `start`, a quote of which never ended, cut at its first `>` and
    /// without attributes.
    private mutating func shortTag(from start: Int) -> Tag? {
        attributes.removeAll(keepingCapacity: true)
        guard rereads < Self.mostRereads,
            let end = bytes[start...].firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        rereads += 1
        index = end + 1
        let name = bytes[start..<end].drop { !$0.isASCIILetter }.prefix { !Self.endsName($0) }
        return tag(named: name.startIndex..<name.endIndex)
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
            while !hasNoCDATAEnd, index < bytes.count {
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
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "-") {
                dashes += 1
            } else if dashes >= 2, byte == UInt8(ascii: ">") {
                return true
            } else if dashes >= 2, byte == UInt8(ascii: "!"), index < bytes.count,
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
        while index < bytes.count {
            index += 1
            if bytes[index - 1] == byte { return }
        }
    }

    // MARK: - Tags

    private static func endsName(_ byte: UInt8) -> Bool {
        byte.isASCIISpace || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">")
    }

    private func tag(named range: Range<Int>) -> Tag {
        Tag(name: HTMLName(bytes.span, range), range: range)
    }

    /// Reads a tag from its name on, past its `>`. Nil when the text ends within: browsers then
    /// drop it.
    private mutating func tag() -> Tag? {
        attributes.removeAll(keepingCapacity: true)
        isSelfClosing = false
        let start = index
        index = Self.endOfName(bytes.span, from: start)
        let name = start..<index
        var endsAttributes = index
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: ">") {
                isSelfClosing =
                    index > endsAttributes && bytes[index - 1] == UInt8(ascii: "/")
                index += 1
                return tag(named: name)
            }
            if byte.isASCIISpace || byte == UInt8(ascii: "/") {
                index += 1
            } else {
                attribute()
                endsAttributes = index
            }
        }
        return nil
    }

    private static func endOfName(_ bytes: borrowing Span<UInt8>, from start: Int) -> Int {
        var index = start
        while index < bytes.count, !endsName(bytes[index]) { index += 1 }
        return index
    }

    private mutating func attribute() {
        let start = index
        index = Self.endOfAttributeName(bytes.span, from: start + 1)
        let name = HTMLName(bytes.span, start..<index)
        var value = index..<index
        skipSpace()
        if index < bytes.count, bytes[index] == UInt8(ascii: "=") {
            index += 1
            skipSpace()
            value = attributeValue()
        }
        guard let name, attributes.count < Self.mostAttributes,
            !attributes.contains(where: { $0.name == name })
        else { return }
        attributes.append(Attribute(name: name, value: value))
    }

    private static func endOfAttributeName(
        _ bytes: borrowing Span<UInt8>, from start: Int
    ) -> Int {
        var index = start
        while index < bytes.count, !endsName(bytes[index]), bytes[index] != UInt8(ascii: "=") {
            index += 1
        }
        return index
    }

    private static let doubleQuote = ByteSet(UInt8(ascii: "\""))
    private static let singleQuote = ByteSet(UInt8(ascii: "'"))

    private mutating func attributeValue() -> Range<Int> {
        guard index < bytes.count else { return index..<index }
        let quote = bytes[index]
        let start = index
        if quote == UInt8(ascii: "\"") {
            index = Self.doubleQuote.position(in: bytes.span, from: start + 1)
        } else if quote == UInt8(ascii: "'") {
            index = Self.singleQuote.position(in: bytes.span, from: start + 1)
        } else {
            while index < bytes.count, !bytes[index].isASCIISpace,
                bytes[index] != UInt8(ascii: ">")
            { index += 1 }
            return start..<index
        }
        defer { index = min(index + 1, bytes.count) }
        return (start + 1)..<index
    }

    private mutating func skipSpace() {
        while index < bytes.count, bytes[index].isASCIISpace { index += 1 }
    }
}
