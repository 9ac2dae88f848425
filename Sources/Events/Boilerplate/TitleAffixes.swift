/// What may be standing text at either end of a title: `Herald: …`, `… - CNN.com`.
struct TitleAffixes {
    /// Tokens before the first separator and behind the last; 0 for none.
    private(set) var head = 0
    private(set) var tail = 0

    /// In words. Longer ones are no names.
    private static let longestHead = 4
    private static let longestTail = 5

    init(_ text: String, title: TokenList) {
        guard Self.mayHaveSeparator(text.utf8Span.span) else { return }
        var heads: Range<String.Index>?
        var tails: Range<String.Index>?
        let scalars = text.unicodeScalars
        var before: Unicode.Scalar = " "
        var i = scalars.startIndex
        while i < scalars.endIndex {
            let next = scalars.index(after: i)
            let isFollowedByBlank = next < scalars.endIndex && scalars[next].isBlank
            if isFollowedByBlank && i > scalars.startIndex {
                let isBetweenBlanks = before.isBlank
                switch scalars[i] {
                case ":" where heads == nil: heads = i..<next
                case "-", "–", "—", "|", "·", "•", "»", "/", "｜", "－":
                    guard isBetweenBlanks else { break }
                    if heads == nil { heads = i..<next }
                    tails = i..<next
                default: break
                }
            } else if Self.isTight(scalars[i]), !before.isBlank, i > scalars.startIndex,
                next < scalars.endIndex, Self.isUnsegmented(scalars[next])
            {
                tails = i..<next
            }
            before = scalars[i]
            i = next
        }
        if let heads {
            head = Self.count(text[..<heads.lowerBound], limit: Self.longestHead)
        }
        if let tails {
            tail = Self.count(text[tails.upperBound...], limit: Self.longestTail)
        }
        if head >= title.count { head = 0 }
        if tail >= title.count { tail = 0 }
    }

    /// Whether it parts an outlet's name from the title without blanks, as in `…_新华网`.
    private static func isTight(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "_", "|", "-", "＿", "｜", "－": true
        default: false
        }
    }

    private static func isUnsegmented(_ scalar: Unicode.Scalar) -> Bool {
        ScalarTable.shared.scalarClass(ScalarTable.shared.fold(scalar.value)) == .unsegmented
    }

    /// False for most titles, at a look at their bytes.
    private static func mayHaveSeparator(_ text: Span<UInt8>) -> Bool {
        for i in text.indices.dropLast() {
            let next = text[i + 1]
            switch text[i] {
            case UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "|"), UInt8(ascii: "/"):
                if next <= 0x20 || next >= 0x80 { return true }
            // One without blanks, before letters of a script that has none.
            case UInt8(ascii: "_"), 0xef: if next >= 0x80 { return true }
            // Bytes that the others begin with, but for the quotation marks among these.
            case 0xc2: if next == 0xb7 || next == 0xbb { return true }
            case 0xe2:
                if next != 0x80 || i + 2 >= text.count { return true }
                if ![0x98, 0x99, 0x9c, 0x9d].contains(text[i + 2]) { return true }
            default: break
            }
        }
        return false
    }

    /// Tokens in a part of the title; 0 when there are too many.
    private static func count(_ part: Substring, limit: Int) -> Int {
        guard part.utf8.count <= 32 * limit else { return 0 }
        let list = TokenList(String(part))
        return list.wordCount <= limit ? list.count : 0
    }
}
