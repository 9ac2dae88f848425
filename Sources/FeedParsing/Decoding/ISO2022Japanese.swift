/// The escape sequences of ISO-2022-JP, resolved.
///
/// glibc's converter knows neither half-width katakana nor the row of circled digits and company marks
/// that every Japanese mailer writes, and which browsers read (WHATWG Encoding, 12.2). EUC-JP has the
/// same characters at the same places, with the high bit set.
enum ISO2022Japanese {
    /// Which characters the bytes stand for until the next escape sequence.
    private enum Characters { case ascii, roman, katakana, kanji, furtherKanji }

    private static let escape: UInt8 = 0x1b

    /// What stands in EUC-JP, which has no such characters, for the yen sign and the overline of JIS X
    /// 0201: the shifts, which are errors in this set.
    private static let yen: UInt8 = 0x0e
    private static let overline: UInt8 = 0x0f

    /// Whether the label is that of this character set, or of one that has no other escape sequences.
    /// Those with more (-2, -3) are for the converter.
    static func isName(_ name: String) -> Bool {
        let name = name.lowercased().filter { $0 != "-" && $0 != "_" }
        return ["iso2022jp", "iso2022jp1", "iso2022jpms", "csiso2022jp"].contains(name)
    }

    /// `bytes` as EUC-JP. What is no character of the set, or only half of one, becomes the byte 0xFF,
    /// which means nothing in EUC-JP. `withRoman` is to follow the conversion.
    static func eucJapanese(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var characters = Characters.ascii
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == escape, let (next, length) = designation(bytes[(index + 1)...].prefix(3)) {
                characters = next
                index += 1 + length
                continue
            }
            index += 1
            // A line ends in ASCII (RFC 1468), so that one cut character costs no more than its line.
            if byte == 0x0a { characters = .ascii }
            if byte < 0x21 || byte > 0x7e || characters == .ascii {
                result.append(byte < 0x80 && byte != yen && byte != overline ? byte : 0xff)
                continue
            }
            switch characters {
            case .ascii: break
            case .roman: result.append(byte == 0x5c ? yen : byte == 0x7e ? overline : byte)
            case .katakana:
                if byte < 0x60 { result += [0x8e, byte | 0x80] } else { result.append(0xff) }
            case .kanji, .furtherKanji:
                guard index < bytes.endIndex, (0x21...0x7e).contains(bytes[index]) else {
                    result.append(0xff)
                    continue
                }
                if characters == .furtherKanji { result.append(0x8f) }
                result += [byte | 0x80, bytes[index] | 0x80]
                index += 1
            }
        }
        return result
    }

    /// The converted text with the yen signs and overlines of JIS X 0201; as it is where it would grow
    /// beyond `limit` bytes.
    static func withRoman(_ text: [UInt8], limit: Int) -> [UInt8] {
        let growth = text.reduce(0) { $0 + ($1 == yen ? 1 : $1 == overline ? 2 : 0) }
        guard growth > 0, text.count + growth <= limit else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(text.count + growth)
        for byte in text {
            switch byte {
            case yen: result += "\u{a5}".utf8
            case overline: result += "\u{203e}".utf8
            default: result.append(byte)
            }
        }
        return result
    }

    /// What the bytes after an escape designate, and how many they are.
    private static func designation(_ bytes: ArraySlice<UInt8>) -> (Characters, length: Int)? {
        // `(B` ASCII, `(J` JIS X 0201 Roman, `(I` its katakana; `$@` and `$B` JIS X 0208; `$(D` 0212.
        if bytes.starts(with: "(B".utf8) { return (.ascii, 2) }
        if bytes.starts(with: "(J".utf8) { return (.roman, 2) }
        if bytes.starts(with: "(I".utf8) { return (.katakana, 2) }
        if bytes.starts(with: "$@".utf8) || bytes.starts(with: "$B".utf8) { return (.kanji, 2) }
        return bytes.starts(with: "$(D".utf8) ? (.furtherKanji, 3) : nil
    }
}
