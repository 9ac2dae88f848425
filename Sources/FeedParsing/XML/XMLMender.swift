internal import Values

/// Makes well-formed XML of what only resembles it.
///
/// libxml2's own recovery loses text without a sign: a bare ampersand takes the word after it along,
/// undeclared entities vanish, an unclosed tag shifts every end tag after it. So what is mended here
/// in the bytes, in one pass, leaves it nothing to recover: ampersands and angle brackets that begin
/// nothing are escaped, HTML's entities become numbers, attributes get quotes, end tags are balanced,
/// comments, instructions and pictures within attributes go. Bytes within CDATA sections stay as they are.
///
/// What it writes is handed out in pieces: it may be several times as long as the document is.
package struct XMLMender {
    /// An element whose end tag has not come yet.
    struct OpenElement {
        var name: Range<Int>
        /// `localName` of it.
        var local: String
        /// Whether it is an item or an entry.
        var isItem: Bool
        /// Whether it is an item, or a field of one.
        var isField: Bool
    }

    let bytes: [UInt8]
    let limits: ParseLimits
    private let budget: ParseBudget
    /// What was not handed out yet.
    var output: [UInt8] = []
    var index: Int
    var open: [OpenElement] = []
    /// How many bytes the pictures have that attributes held and that were left out.
    var leftOutBytes = 0
    /// Whether the root element has begun.
    private var hasBegun = false
    /// Whether the document ended before its root element did, and what is handed out now are the end tags
    /// that it owes.
    private(set) var isCutOff = false
    /// Set once a search for an end came back empty, so that it is not made again for each start.
    private var hasNoCDATAEnd = false
    private var hasNoCommentEnd = false
    /// From the start of an element of an item to its end: what stands there is its markup, items too.
    var whole: Range<Int>?
    /// How many bytes may still be read ahead for the ends of such elements, so that a great many without
    /// one are not each looked for through the whole document.
    var lookAheadBytes: Int

    /// Whether pictures that attributes held were left out.
    var leavesOutPictures: Bool { leftOutBytes > 0 }

    /// Mends `bytes` from the root element's start tag on.
    init(_ bytes: [UInt8], from root: Int, limits: ParseLimits, budget: ParseBudget) {
        self.bytes = bytes
        self.limits = limits
        self.budget = budget
        index = root
        lookAheadBytes = 2 * bytes.count
    }

    /// `bytes`, mended from the root element's start tag on, as a whole.
    package static func mended(
        _ bytes: [UInt8], from root: Int, limits: ParseLimits
    ) throws(ParseError) -> [UInt8] {
        let budget = ParseBudget(limits, byteCount: bytes.count)
        var mender = XMLMender(bytes, from: root, limits: limits, budget: budget)
        var mended: [UInt8] = []
        mended.reserveCapacity(bytes.count - root + 1_024)
        while true {
            let piece = try mender.piece(of: 64 << 10)
            if piece.isEmpty { return mended }
            mended.append(contentsOf: piece)
        }
    }

    /// The next bytes of the mended document, `count` of them or some more, less only at its end; none
    /// behind it.
    mutating func piece(of count: Int) throws(ParseError) -> [UInt8] {
        output.removeAll(keepingCapacity: true)
        while index < bytes.count, output.count < count {
            switch bytes[index] {
            case UInt8(ascii: "<"):
                if budget.step(), let end = budget.end { throw end }
                try markup()
            case UInt8(ascii: "&"): reference()
            case UInt8(ascii: ">"):
                // `]]>` may not stand in text.
                write("&gt;")
                index += 1
            default:
                output.append(bytes[index])
                index += 1
            }
            hasBegun = hasBegun || !output.isEmpty
            // Nothing follows the root's end.
            if open.isEmpty, hasBegun { index = bytes.count }
        }
        if output.isEmpty, !open.isEmpty {
            isCutOff = true
            while let element = open.popLast() { writeEnd(element) }
        }
        return output
    }

    // MARK: - Markup

    private mutating func markup() throws(ParseError) {
        guard index + 1 < bytes.count else {
            index += 1
            return
        }
        let next = bytes[index + 1]
        if next == UInt8(ascii: "/") {
            endTag()
        } else if next == UInt8(ascii: "!") {
            declaration()
        } else if next == UInt8(ascii: "?") {
            skipInstruction()
        } else if next.isASCIILetter || next == UInt8(ascii: "_") || next >= 0x80 {
            try startTag()
        } else {
            write("&lt;")
            index += 1
        }
    }

    private mutating func declaration() {
        if starts("<![CDATA[") {
            cdata()
        } else if starts("<!--") {
            guard !hasNoCommentEnd, let end = search("-->", from: index + 4) else {
                hasNoCommentEnd = true
                index += 4
                return
            }
            index = end + 3
        } else {
            skipTag()
        }
    }

    private mutating func cdata() {
        let start = index + 9
        if !hasNoCDATAEnd, let end = search("]]>", from: start) {
            output.append(contentsOf: bytes[index..<endOfKept(start..<end)])
            write("]]>")
            index = end + 3
            return
        }
        // Unclosed: its element's end tag is the likeliest end.
        hasNoCDATAEnd = true
        var end = bytes.count
        if let element = open.last {
            let tag = Array("</".utf8) + bytes[element.name] + Array(">".utf8)
            end = search(tag, from: start) ?? end
        }
        for byte in bytes[start..<endOfKept(start..<end)] { writeEscaped(byte) }
        index = end
    }

    /// Where that part of a section ends that is written: more than this of one text is not kept, and much
    /// more libxml2 refuses to read.
    private func endOfKept(_ text: Range<Int>) -> Int {
        var end = min(text.upperBound, text.lowerBound + limits.textBytes + 1)
        while end < text.upperBound, bytes[end] & 0xc0 == 0x80 { end += 1 }
        return end
    }

    private mutating func endTag() {
        let start = index + 2
        let name = start..<endOfName(from: start)
        index = name.upperBound
        while index < bytes.count, bytes[index] != UInt8(ascii: ">"),
            bytes[index] != UInt8(ascii: "<")
        { index += 1 }
        if index < bytes.count, bytes[index] == UInt8(ascii: ">") { index += 1 }
        close(name)
    }

    /// Ends the innermost element of that name and all within it; one that is spelt in other case
    /// where none is spelt so, and nothing if none is open.
    mutating func close(_ name: Range<Int>) {
        guard let first = bytes[name].first?.asciiLowercased else { return }
        var (same, alike) = (Int?.none, Int?.none)
        // Most of many open elements are told apart by their length or first letter.
        for place in open.indices.reversed() where open[place].name.count == name.count {
            let opened = open[place].name
            guard bytes[opened.lowerBound].asciiLowercased == first else { continue }
            if bytes[opened] == bytes[name] {
                same = place
                break
            }
            if alike == nil, isSameButForCase(opened, name) { alike = place }
        }
        guard let depth = same ?? alike else { return }
        while open.count > depth { writeEnd(open.removeLast()) }
    }

    // MARK: - References

    private mutating func reference() {
        let limit = min(bytes.count, index + 12)
        var end = index + 1
        while end < limit, bytes[end] != UInt8(ascii: ";"), bytes[end] != UInt8(ascii: "&"),
            bytes[end] != UInt8(ascii: "<"), !bytes[end].isASCIISpace
        { end += 1 }
        guard end < limit, bytes[end] == UInt8(ascii: ";"), end > index + 1 else {
            write("&amp;")
            index += 1
            return
        }
        writeReference(index..<(end + 1))
    }

    /// Writes a reference that ends with a semicolon, resolved to a number or escaped; `index` goes
    /// past it, or past its ampersand.
    mutating func writeReference(_ range: Range<Int>) {
        let name = bytes[(range.lowerBound + 1)..<(range.upperBound - 1)]
        if Self.predefined.contains(where: { $0.elementsEqual(name) }) {
            output.append(contentsOf: bytes[range])
            index = range.upperBound
        } else if let (codePoint, combining, next) = CharacterReference.decode(
            bytes[...], at: range.lowerBound),
            next == range.upperBound
        {
            if name.first == UInt8(ascii: "#"), codePoint != nil, codePoint != 0xfffd {
                // XML knows `&#x41;` only, HTML also `&#X41;`.
                for byte in bytes[range] {
                    output.append(byte == UInt8(ascii: "X") ? UInt8(ascii: "x") : byte)
                }
            } else if let codePoint {
                for value in [codePoint, combining].compactMap({ $0 }) {
                    write("&#")
                    output.append(contentsOf: String(value).utf8)
                    write(";")
                }
            }
            index = next
        } else {
            write("&amp;")
            index = range.lowerBound + 1
        }
    }

    private static let predefined = ["amp", "lt", "gt", "quot", "apos"].map { Array($0.utf8) }

    // MARK: - Bytes

    mutating func write(_ text: StaticString) {
        output.append(contentsOf: text.description.utf8)
    }

    mutating func writeEscaped(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "&"): write("&amp;")
        case UInt8(ascii: "<"): write("&lt;")
        case UInt8(ascii: ">"): write("&gt;")
        case UInt8(ascii: "\""): write("&quot;")
        default: output.append(byte)
        }
    }

    mutating func writeEnd(_ element: OpenElement) {
        write("</")
        output.append(contentsOf: bytes[element.name])
        write(">")
    }

    func starts(_ text: StaticString) -> Bool {
        bytes[index...].starts(with: text.description.utf8)
    }

    /// Where a name that begins at `start` ends.
    func endOfName(from start: Int) -> Int {
        var end = start
        while end < bytes.count, Self.isNameByte(bytes[end]) { end += 1 }
        return end
    }

    static func isNameByte(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte.isASCIIDigit || byte >= 0x80 || byte == UInt8(ascii: ":")
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    private func search(_ text: StaticString, from start: Int) -> Int? {
        search(Array(text.description.utf8), from: start)
    }

    private func search(_ text: [UInt8], from start: Int) -> Int? {
        guard bytes.count - start >= text.count else { return nil }
        for offset in start...(bytes.count - text.count)
        where bytes[offset] == text[0] && bytes[offset..<(offset + text.count)] == text[...] {
            return offset
        }
        return nil
    }

    /// Goes past the next `?>`, before which an instruction may hold a `>`; past the next `>` where another
    /// instruction begins before it or the field ends that this one stands in, or none is, and no further than
    /// that. (Word writes `<?xml:namespace … />` into its HTML.)
    private mutating func skipInstruction() {
        let field = innermostField
        var end = min(index + 2, bytes.count)
        /// Behind the first `>`.
        var firstEnd: Int?
        while end < bytes.count {
            let next = end + 1 < bytes.count ? bytes[end + 1] : 0
            if bytes[end] == UInt8(ascii: "?"), next == UInt8(ascii: ">") {
                index = end + 2
                return
            }
            if bytes[end] == UInt8(ascii: ">"), firstEnd == nil { firstEnd = end + 1 }
            if bytes[end] == UInt8(ascii: "<") {
                if next == UInt8(ascii: "?") { break }
                if let field, next == UInt8(ascii: "/"),
                    isSameButForCase(field, (end + 2)..<endOfName(from: end + 2))
                {
                    break
                }
            }
            end += 1
        }
        index = firstEnd ?? end
    }

    /// Goes past the next `>`.
    private mutating func skipTag() {
        while index < bytes.count {
            index += 1
            if bytes[index - 1] == UInt8(ascii: ">") { return }
        }
    }
}
