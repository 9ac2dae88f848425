internal import Bytes
internal import Values

extension PlainTextBuilder {
    /// The text of a title that may hold markup, on one line: tags of HTML taken out and references
    /// resolved. Where `isMarkup`, all that looks like a tag is one, and else those stay that the title
    /// is about.
    init(title bytes: [UInt8], isMarkup: Bool = false) {
        self.init(capacity: bytes.count)
        var tokens = HTMLTokenizer(bytes)
        while let token = tokens.next() {
            switch token {
            case .text(let range): append(bytes, range)
            case .literal(let range): append(bytes.span.extracting(range))
            case .start(let tag):
                if !isMarkup, Self.isSubject(tag, bytes, &tokens) {
                    append(bytes.span.extracting(Self.source(bytes, of: tag.range)))
                } else if let name = tag.name {
                    Self.skipContent(of: name, &tokens)
                    if HTMLAllowlist.traits(of: name).contains(.block) { append(0x20) }
                }
            case .end(let tag):
                let traits = tag.name.map(HTMLAllowlist.traits) ?? []
                if traits.contains(.block) {
                    append(0x20)
                } else if !isMarkup, traits.isEmpty, !Self.isCustom(bytes[tag.range]) {
                    append(bytes.span.extracting(Self.source(bytes, of: tag.range)))
                }
            }
        }
    }

    /// Whether a start tag is what the title is about: no element of HTML is called so (`List<Int>`), or
    /// its element has content in a page and none here, neither attributes nor an end (`The <select>
    /// element`).
    private static func isSubject(
        _ tag: HTMLTokenizer.Tag, _ bytes: [UInt8], _ tokens: inout HTMLTokenizer
    ) -> Bool {
        let traits = tag.name.map(HTMLAllowlist.traits) ?? []
        let isCustom = isCustom(bytes[tag.range])
        if traits.isEmpty, !isCustom { return true }
        guard let name = tag.name, traits.isEmpty || subjects.contains(name) else { return false }
        return tokens.attributes.isEmpty && !tokens.isEnded(name)
    }

    /// Elements that no title is written with.
    private static let subjects = Set(
        HTMLName.list(
            """
            article aside audio base body button canvas datalist details dialog embed fieldset footer \
            form head header html iframe input label legend link main meta meter nav noscript object \
            optgroup option output progress script section select slot style table tbody td template \
            textarea tfoot th thead title tr video
            """))

    /// Reads over what is in an element that has no text, if it has an end.
    private static func skipContent(of name: HTMLName, _ tokens: inout HTMLTokenizer) {
        let traits = HTMLAllowlist.traits(of: name)
        let isPicture = traits.contains(.foreign) && !tokens.isSelfClosing
        if isPicture || traits.isSuperset(of: [.dropped, .raw]) {
            _ = tokens.endedRawText(of: name)
        }
    }

    /// Whether it is the name of a custom element (HTML, 4.13.2).
    private static func isCustom(_ name: ArraySlice<UInt8>) -> Bool {
        name.contains(UInt8(ascii: "-")) && name.allSatisfy { $0 == $0.asciiLowercased }
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
