internal import Bytes
internal import Values

extension PlainTextBuilder {
    /// The text of a title that may hold markup, on one line: tags of HTML taken out and references
    /// resolved. Where `isMarkup`, all that looks like a tag is one.
    init(title bytes: [UInt8], isMarkup: Bool = false) {
        self.init(capacity: bytes.count)
        var tokens = HTMLTokenizer(bytes)
        while let token = tokens.next() {
            switch token {
            case .text(let range): append(bytes, range)
            case .literal(let range): append(bytes.span.extracting(range))
            case .start(let tag), .end(let tag):
                let traits = tag.name.map(HTMLAllowlist.traits) ?? []
                if let name = tag.name, !traits.isEmpty {
                    if traits.contains(.foreign), case .start = token, !tokens.isSelfClosing {
                        Self.skipPicture(name, &tokens)
                    } else if traits.contains(.dropped), traits.contains(.raw), case .start = token
                    {
                        _ = tokens.rawText(of: name)
                    } else if traits.contains(.block) {
                        append(0x20)
                    }
                } else if !isMarkup, !Self.isCustom(bytes[tag.range]) {
                    // `List<Int>` and `<3`: no element of HTML is called so.
                    append(bytes.span.extracting(Self.source(bytes, of: tag.range)))
                }
            }
        }
    }

    /// Whether it is the name of a custom element (HTML, 4.13.2), which no title is about.
    private static func isCustom(_ name: ArraySlice<UInt8>) -> Bool {
        name.contains(UInt8(ascii: "-")) && name.allSatisfy { $0 == $0.asciiLowercased }
    }

    /// Reads over an `svg` or `math` up to its end; only its tag where it has none.
    private static func skipPicture(_ name: HTMLName, _ tokens: inout HTMLTokenizer) {
        _ = tokens.endedRawText(of: name)
    }

    private static let ampersand = ByteSet(UInt8(ascii: "&"))

    private mutating func append(_ bytes: [UInt8], _ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            let end = Self.ampersand.position(
                in: bytes.span, from: index, to: range.upperBound)
            append(bytes.span.extracting(index..<end))
            index = end
            guard index < range.upperBound else { return }
            if let (codePoint, combining, next) = CharacterReference.decode(bytes[range], at: index)
            {
                if let codePoint { append(codePoint: codePoint) }
                if let combining { append(codePoint: combining) }
                index = next
            } else {
                append(bytes[index])
                index += 1
            }
        }
    }

    /// The whole tag as it was written.
    private static func source(_ bytes: [UInt8], of name: Range<Int>) -> Range<Int> {
        var start = name.lowerBound - 1
        if bytes[start] == UInt8(ascii: "/") { start -= 1 }
        let end = bytes[name.upperBound...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1
        return start..<(end + 1)
    }
}
