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
        // Where the first separator begins and the last one ends, in bytes.
        var headEnd: Int?
        var tailStart: Int?
        var scalars = text.unicodeScalars.makeIterator()
        var before: Unicode.Scalar = " "
        var current = scalars.next()
        var start = 0
        while let scalar = current {
            let next = scalars.next()
            let end = start + UTF8.width(scalar)
            if start > 0, let next {
                if next.isBlank {
                    switch scalar {
                    case ":" where headEnd == nil: headEnd = start
                    case "-", "–", "—", "|", "·", "•", "»", "/", "｜", "－":
                        guard before.isBlank else { break }
                        if headEnd == nil { headEnd = start }
                        tailStart = end
                    default: break
                    }
                } else if Self.isTight(scalar), !before.isBlank, Self.isUnsegmented(next) {
                    tailStart = end
                }
            }
            (before, current, start) = (scalar, next, end)
        }
        if let headEnd {
            head = Self.count(text.prefix(bytes: headEnd), limit: Self.longestHead)
        }
        if let tailStart {
            tail = Self.count(text.dropFirst(bytes: tailStart), limit: Self.longestTail)
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

extension String {
    fileprivate func prefix(bytes count: Int) -> Substring {
        self[..<utf8.index(startIndex, offsetBy: count)]
    }

    fileprivate func dropFirst(bytes count: Int) -> Substring {
        self[utf8.index(startIndex, offsetBy: count)...]
    }
}
