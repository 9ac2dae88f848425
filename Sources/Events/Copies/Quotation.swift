/// The longest stretch of a text that it gives as the words of somebody.
///
/// Two reporters who heard one statement quote it at any length, word for word; that they share it tells no
/// copy.
struct Quotation {
    /// About how many words it has.
    private(set) var words = 0

    /// Bytes of a text that can have a passage of so many words.
    private static let shortestText = 160
    /// Fewer words are no passage that could be taken for a copy.
    private static let fewest = 20
    /// Words between two parts of one statement: *…,” said Hansen, who led the institute for years. “…*
    private static let longestGap = 12

    init(_ text: String) {
        let bytes = text.utf8Span.span
        guard bytes.count >= Self.shortestText else { return }
        var i = 0
        // Words of the statement; where what was read last begins.
        var (statement, start) = (0, 0)
        var isOpen = false
        while i < bytes.count {
            let byte = bytes[i]
            // Most of a text is no mark.
            guard byte >= 0x80 || byte == UInt8(ascii: "\""),
                let (mark, length) = Self.mark(at: i, in: bytes)
            else {
                i &+= 1
                continue
            }
            // A new paragraph of a statement is opened again.
            if mark == .opening && !isOpen {
                if statement > 0 {
                    let gap = Self.words(bytes.extracting(start..<i))
                    statement = gap > Self.longestGap ? 0 : statement + gap
                }
                (isOpen, start) = (true, i + length)
            } else if mark == .closing && isOpen {
                statement += Self.words(bytes.extracting(start..<i))
                words = max(words, statement)
                (isOpen, start) = (false, i + length)
            }
            i += length
        }
        if words < Self.fewest { words = 0 }
    }

    /// Words between blanks; of a script without, two letters for one.
    private static func words(_ bytes: Span<UInt8>) -> Int {
        var quarters = 0
        var isInWord = false
        for i in bytes.indices {
            let byte = bytes[i]
            if byte <= 0x20 {
                isInWord = false
            } else if byte >= 0xe3 && byte < 0xee {
                // The first byte of a letter of Asia.
                quarters += 2
            } else if byte < 0x80 || byte >= 0xc0 {
                if !isInWord { quarters += 4 }
                isInWord = true
            }
        }
        return quarters / 4
    }

    private enum Mark { case opening, closing }

    private static func mark(at i: Int, in bytes: Span<UInt8>) -> (Mark, length: Int)? {
        switch bytes[i] {
        case UInt8(ascii: "\""):
            return side(of: i..<(i + 1), in: bytes, otherwise: .closing).map { ($0, 1) }
        case 0xc2 where i + 1 < bytes.count && (bytes[i + 1] == 0xab || bytes[i + 1] == 0xbb):
            // « Ainsi » in French, »So« in German.
            let mark = side(
                of: i..<(i + 2), in: bytes, otherwise: bytes[i + 1] == 0xab ? .opening : .closing)
            return mark.map { ($0, 2) }
        case 0xe2 where i + 2 < bytes.count && bytes[i + 1] == 0x80:
            switch bytes[i + 2] {
            // “So” in English, „So“ in German, ”Så” in Swedish.
            case 0x9c: return side(of: i..<(i + 3), in: bytes, otherwise: .opening).map { ($0, 3) }
            case 0x9d: return side(of: i..<(i + 3), in: bytes, otherwise: .closing).map { ($0, 3) }
            case 0x9e: return (.opening, 3)
            default: return nil
            }
        case 0xe3 where i + 2 < bytes.count && bytes[i + 1] == 0x80:
            // 「…」 and 『…』
            switch bytes[i + 2] {
            case 0x8c, 0x8e: return (.opening, 3)
            case 0x8d, 0x8f: return (.closing, 3)
            default: return nil
            }
        default: return nil
        }
    }

    /// What a mark is by what stands beside it.
    private static func side(
        of range: Range<Int>, in bytes: Span<UInt8>, otherwise usual: Mark
    ) -> Mark? {
        let isFree = (
            before: range.lowerBound == 0 || "( \n\t[".utf8.contains(bytes[range.lowerBound - 1]),
            after: range.upperBound == bytes.count
                || " \n\t.,;:!?)]".utf8.contains(bytes[range.upperBound])
        )
        return isFree.before == isFree.after ? usual : isFree.before ? .opening : .closing
    }
}
