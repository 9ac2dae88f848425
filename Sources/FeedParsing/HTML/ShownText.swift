internal import Bytes
internal import Values

/// The text of sanitised HTML as a page shows it to a person: paragraphs set apart by an empty line, and
/// the lines of what is preformatted kept.
///
/// `PlainTextBuilder` makes what is compared and clustered; what that makes of a stored text may not change,
/// or each entry that has it would count as corrected. So a text that was plain in its feed is stored with
/// its line breaks as they were, and is told here by having no tag.
struct ShownText {
    private var bytes: [UInt8] = []
    /// How many line ends, and how many blanks on the line behind them, wait for the next word.
    private var breaks = 0
    private var blanks = 0
    /// How many `pre` are open.
    private var preformatted = 0
    /// Whether nothing of the text is a tag: its line breaks are all that parts it.
    private let isPlain: Bool

    init(html: String) {
        let html = Array(html.utf8)
        bytes.reserveCapacity(html.count)
        isPlain = !html.contains(UInt8(ascii: "<"))
        var tokens = HTMLTokenizer(html)
        while let token = tokens.next() {
            switch token {
            case .text(let range): append(html, range)
            case .literal(let range): for byte in html[range] { append(byte) }
            case .start(let tag): enter(tag.name, 1)
            case .end(let tag): enter(tag.name, -1)
            }
        }
    }

    /// The text; empty where nothing is shown.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    private static let lines = Set(HTMLName.list("li dt dd tr td th dir menu option figcaption"))
    private static let lineBreak = HTMLName("br")
    private static let preformattedText = HTMLName("pre")
    /// What a TAB is shown as: a terminal would not tell how wide it is.
    private static let tabWidth = 4

    /// An element starts (1) or ends (-1).
    private mutating func enter(_ name: HTMLName?, _ step: Int) {
        guard let name, HTMLAllowlist.traits(of: name).contains(.block) else { return }
        if name == Self.lineBreak {
            endLine()
        } else {
            part(by: Self.lines.contains(name) ? 1 : 2)
        }
        if name == Self.preformattedText { preformatted = max(0, preformatted + step) }
    }

    private mutating func part(by count: Int) {
        blanks = 0
        if !bytes.isEmpty { breaks = max(breaks, count) }
    }

    private mutating func endLine() {
        blanks = 0
        if !bytes.isEmpty { breaks = min(breaks + 1, 2) }
    }

    private mutating func append(_ html: [UInt8], _ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            if html[index] == UInt8(ascii: "&"),
                let (codePoint, combining, next) = CharacterReference.decode(html[range], at: index)
            {
                for codePoint in [codePoint, combining].compactMap(\.self) {
                    append(codePoint: codePoint)
                }
                index = next
            } else if html[index] == 0xc2, index + 1 < range.upperBound, html[index + 1] == 0xa0 {
                append(codePoint: 0xa0)
                index += 2
            } else {
                append(html[index])
                index += 1
            }
        }
    }

    /// A no-break space parts words as any other does.
    private mutating func append(codePoint: UInt32) {
        let shown = codePoint == 0xa0 ? 0x20 : codePoint
        guard let scalar = Unicode.Scalar(shown), let encoded = UTF8.encode(scalar) else { return }
        for byte in encoded { append(byte) }
    }

    private mutating func append(_ byte: UInt8) {
        switch byte {
        case 0x0a where isPlain || preformatted > 0: endLine()
        case 0x09 where preformatted > 0: blanks += Self.tabWidth
        case 0x20 where preformatted > 0: blanks += 1
        case _ where byte.isASCIISpace: blanks = max(blanks, 1)
        default:
            begin()
            bytes.append(byte)
        }
    }

    /// Writes what parts the next word from the last.
    private mutating func begin() {
        let isAtStart = bytes.isEmpty || breaks > 0
        bytes.append(contentsOf: repeatElement(0x0a, count: breaks))
        if !isAtStart || preformatted > 0 {
            bytes.append(contentsOf: repeatElement(0x20, count: blanks))
        }
        (breaks, blanks) = (0, 0)
    }
}
