internal import Values

/// Makes well-formed XML of what only resembles it.
///
/// libxml2's own recovery loses text without a sign: a bare ampersand takes the word after it along,
/// undeclared entities vanish, an unclosed tag shifts every end tag after it. So what is mended here
/// in the bytes, in one pass, leaves it nothing to recover: ampersands and angle brackets that begin
/// nothing are escaped, HTML's entities become numbers, attributes get quotes, end tags are balanced,
/// comments, instructions and pictures within attributes go. Bytes within CDATA sections stay as they are.
package struct XMLMender {
    let bytes: [UInt8]
    let limits: ParseLimits
    var output: [UInt8] = []
    var index: Int
    /// The names of the open elements.
    var open: [Range<Int>] = []
    /// How many bytes the pictures have that attributes held and that were left out.
    var leftOutBytes = 0
    /// Set once a search for an end came back empty, so that it is not made again for each start.
    private var hasNoCDATAEnd = false
    private var hasNoCommentEnd = false

    /// What came of it.
    package struct Outcome {
        package var bytes: [UInt8]
        /// Where in `bytes` the end tags begin that the document owes, since it ended before its root
        /// element did; nil where it did not.
        var missingEnds: Int?
        /// Whether pictures that attributes held were left out.
        var leavesOutPictures: Bool
    }

    /// Mends `bytes` from the root element's start tag on.
    package static func mended(
        _ bytes: [UInt8], from root: Int, limits: ParseLimits
    ) throws(ParseError) -> Outcome {
        var mender = XMLMender(bytes: bytes, limits: limits, index: root)
        mender.output.reserveCapacity(bytes.count - root + 1_024)
        try mender.run()
        let missingEnds = mender.open.isEmpty ? nil : mender.output.count
        while let name = mender.open.popLast() { mender.writeEnd(name) }
        return Outcome(
            bytes: mender.output, missingEnds: missingEnds,
            leavesOutPictures: mender.leftOutBytes > 0)
    }

    private init(bytes: [UInt8], limits: ParseLimits, index: Int) {
        self.bytes = bytes
        self.limits = limits
        self.index = index
    }

    private mutating func run() throws(ParseError) {
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "<"): try markup()
            case UInt8(ascii: "&"): reference()
            case UInt8(ascii: ">"):
                // `]]>` may not stand in text.
                write("&gt;")
                index += 1
            default:
                output.append(bytes[index])
                index += 1
            }
            // Nothing follows the root's end.
            if open.isEmpty, !output.isEmpty { return }
        }
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
            skipTag()
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
            // More than this of one text is not kept, and much more libxml2 refuses to read.
            var kept = min(end, start + limits.textBytes + 1)
            while kept < end, bytes[kept] & 0xc0 == 0x80 { kept += 1 }
            output.append(contentsOf: bytes[index..<kept])
            write("]]>")
            index = end + 3
            return
        }
        // Unclosed: its element's end tag is the likeliest end.
        hasNoCDATAEnd = true
        index = start
        var end = bytes.count
        if let name = open.last {
            let tag = Array("</".utf8) + bytes[name] + Array(">".utf8)
            end = search(tag, from: start) ?? end
        }
        while index < end {
            writeEscaped(bytes[index])
            index += 1
        }
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
        for place in open.indices.reversed() where open[place].count == name.count {
            guard bytes[open[place].lowerBound].asciiLowercased == first else { continue }
            if bytes[open[place]] == bytes[name] {
                same = place
                break
            }
            if alike == nil, isSameButForCase(open[place], name) { alike = place }
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

    mutating func writeEnd(_ name: Range<Int>) {
        write("</")
        output.append(contentsOf: bytes[name])
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

    /// Goes past the next `>`.
    private mutating func skipTag() {
        while index < bytes.count {
            index += 1
            if bytes[index - 1] == UInt8(ascii: ">") { return }
        }
    }
}
