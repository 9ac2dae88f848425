internal import Platform
internal import Values

/// The text of the element that is being read, piece by piece.
final class FieldText {
    enum Mode {
        case ignored
        /// Character data as it is.
        case plain
        /// Character data that becomes part of markup: with `&`, `<` and `>` escaped.
        case escaped
    }

    /// What happens to character data from here on.
    var mode = Mode.ignored
    /// Whether character data was dropped since there was more than the limit.
    private(set) var isCut = false
    private var written = ByteBuilder(capacity: 4_096)
    private let limit: Int

    /// `limit` is the most bytes that one element's text may have; what is beyond is dropped.
    init(limit: Int) {
        self.limit = limit
    }

    var count: Int { written.count }
    var bytes: [UInt8] { written.array }

    /// Forgets the text so far.
    func begin(_ mode: Mode) {
        written.removeAll()
        self.mode = mode
    }

    /// Takes character data in.
    func append(_ characters: borrowing Span<UInt8>) {
        guard mode != .ignored else { return }
        guard written.count < limit else {
            isCut = true
            return
        }
        if mode == .plain { written.append(characters) } else { escape(characters) }
    }

    /// Markup where text was announced: what is there so far becomes part of it.
    func becomeMarkup() {
        let text = written.array
        begin(.escaped)
        escape(text.span)
    }

    /// Writes a start tag; `attributes` are its names and values.
    func writeStart(_ name: String, _ attributes: [(name: String, value: String)]) {
        written.append(UInt8(ascii: "<"))
        written.append(name.utf8.span)
        for attribute in attributes {
            written.append(0x20)
            written.append(attribute.name.utf8.span)
            written.append("=\"")
            escape(attribute.value.utf8.span)
            written.append(UInt8(ascii: "\""))
        }
        written.append(UInt8(ascii: ">"))
    }

    func writeEnd(_ name: String) {
        written.append("</")
        written.append(name.utf8.span)
        written.append(UInt8(ascii: ">"))
    }

    private static let special = ByteSet(
        UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""))

    private func escape(_ text: borrowing Span<UInt8>) {
        var index = 0
        while index < text.count {
            let end = Self.special.position(in: text, from: index)
            written.append(text.extracting(index..<end))
            index = end + 1
            guard end < text.count else { return }
            switch text[end] {
            case UInt8(ascii: "&"): written.append("&amp;")
            case UInt8(ascii: "<"): written.append("&lt;")
            case UInt8(ascii: ">"): written.append("&gt;")
            default: written.append("&quot;")
            }
        }
    }
}
