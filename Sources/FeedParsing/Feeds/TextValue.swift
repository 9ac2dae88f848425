internal import Bytes
internal import Values

/// The text of an element and how it is to be read.
struct TextValue {
    enum Form {
        /// Characters that mean themselves.
        case plain
        /// HTML, escaped once more for XML and resolved by the parser.
        case html
        /// Markup that was part of the document.
        case xhtml
    }

    var bytes: [UInt8]
    var form: Form

    /// The text as plain text, on one line; nil when nothing is left.
    var title: String? {
        switch form {
        case .plain: PlainText.line(bytes)
        case .html: PlainText.title(bytes, rereading: true)
        case .xhtml: PlainText.title(bytes, rereading: false)
        }
    }

    /// Takes the tag off that HTML was cut in, which its tokeniser would take for text: mostly that of a
    /// picture that is written into it (`data:`).
    static func endBeforeCut(_ html: inout [UInt8]) {
        endBeforeCutCharacter(&html)
        guard let open = html.lastIndex(of: UInt8(ascii: "<")), open + 1 < html.count,
            html[open + 1].isASCIILetter || html[open + 1] == UInt8(ascii: "/")
        else { return }
        var quote: UInt8?
        for byte in html[open...] {
            if let mark = quote {
                if byte == mark { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return
            }
        }
        html.removeSubrange(open...)
    }

    /// Takes the bytes off of a character that the text was cut in.
    static func endBeforeCutCharacter(_ text: inout [UInt8]) {
        guard let lead = text.lastIndex(where: { $0 & 0xc0 != 0x80 }), text[lead] >= 0xc0 else {
            return
        }
        let length = text[lead] >= 0xf0 ? 4 : text[lead] >= 0xe0 ? 3 : 2
        if text.count - lead < length { text.removeSubrange(lead...) }
    }
}

/// Plain text from bytes.
enum PlainText {
    /// On one line, white space collapsed.
    static func line(_ bytes: [UInt8]) -> String? {
        let bytes = clean(bytes)
        // Nearly all texts of one line are so already.
        if let first = bytes.first, first > 0x20, bytes.last != 0x20,
            WordSpacing.end(in: bytes.span, from: 0) == bytes.count
        {
            return String(utf8: bytes.span)
        }
        var builder = PlainTextBuilder(capacity: bytes.count)
        builder.append(bytes.span)
        return builder.count == 0 ? nil : builder.text
    }

    /// A title in HTML as the text that it shows.
    ///
    /// Feeds often escape a title once more than they should: an entity that is left after the first
    /// reading is read too if `rereading` is set. Tags that are left are what the title is about
    /// (`Why <b> is not <strong>`), and a `<` that begins no tag stays in any case.
    static func title(_ bytes: [UInt8], rereading: Bool) -> String? {
        let bytes = clean(bytes)
        guard markup.position(in: bytes.span) < bytes.count else { return line(bytes) }
        let shown = PlainTextBuilder(title: bytes, isMarkup: !rereading)
        if rereading {
            let text = shown.utf8
            if holdsEntity(text) {
                let reread = PlainTextBuilder(title: text)
                return reread.count == 0 ? nil : reread.text
            }
        }
        return shown.count == 0 ? nil : shown.text
    }

    /// Text on one line that is plain by its format: references that are left in it are of a text that was
    /// escaped once more than it should, as in titles, unless tags were escaped with it.
    static func reread(_ bytes: [UInt8]) -> String? {
        guard markup.position(in: bytes.span) < bytes.count, holdsEntity(bytes) else {
            return line(bytes)
        }
        let reread = PlainTextBuilder(title: clean(bytes))
        guard !reread.utf8.contains(UInt8(ascii: "<")) else { return line(bytes) }
        return reread.count == 0 ? nil : reread.text
    }

    /// Whether references stand in a text or tags of HTML, as in no text that is meant to be plain.
    static func looksLikeMarkup(_ bytes: [UInt8]) -> Bool {
        guard markup.position(in: bytes.span) < bytes.count else { return false }
        if holdsEntity(bytes) { return true }
        var tokens = HTMLTokenizer(bytes)
        while let token = tokens.next() {
            switch token {
            case .start(let tag), .end(let tag):
                if let name = tag.name, !HTMLAllowlist.traits(of: name).isEmpty { return true }
            default: break
            }
        }
        return false
    }

    private static let markup = ByteSet(UInt8(ascii: "<"), UInt8(ascii: "&"))

    /// All that HTML shows, blocks on lines of their own.
    static func text(fromHTML bytes: [UInt8]) -> String {
        HTMLSanitizer(clean(bytes), base: nil).plain.text
    }

    /// Without DEL, and with C1 control characters read as the windows-1252 that they were.
    /// The five that have no character there stay: they are what is left of an accented letter
    /// that was encoded twice, and whoever prints text takes them out (`PrintableText`).
    static func clean(_ bytes: [UInt8]) -> [UInt8] {
        guard needsCleaning(bytes) else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == 0xc2, index < bytes.count, bytes[index] < 0xa0 {
                result.append(codePoint: Windows1252.codePoint(of: bytes[index]))
                index += 1
            } else if byte != 0x7f, byte >= 0x20 || byte.isASCIISpace {
                result.append(byte)
            }
        }
        return result
    }

    /// Whether there is DEL, C0 but white space, or C1.
    private static func needsCleaning(_ bytes: [UInt8]) -> Bool {
        var index = 0
        while true {
            index = suspicious.position(in: bytes.span, from: index)
            if index == bytes.count { return false }
            if bytes[index] == 0xc2 {
                if index + 1 < bytes.count, bytes[index + 1] < 0xa0 { return true }
            } else {
                return true
            }
            index += 1
        }
    }

    private static let suspicious = ByteSet(0xc2, 0x7f, 0x0b, controls: true)

    private static func holdsEntity(_ text: [UInt8]) -> Bool {
        guard !text.contains(UInt8(ascii: "<")) else { return false }
        return text.indices.contains { index in
            guard text[index] == UInt8(ascii: "&"),
                let (_, _, next) = CharacterReference.decode(text[...], at: index)
            else { return false }
            return text[next - 1] == UInt8(ascii: ";")
        }
    }
}
