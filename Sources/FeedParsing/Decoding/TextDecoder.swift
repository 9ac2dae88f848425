internal import Platform

/// A document as clean UTF-8.
package struct DecodedText {
    /// Valid UTF-8 without a byte order mark and without control characters.
    package var bytes: [UInt8]
    /// What was unusual about the encoding, for a person.
    package var notes: [String] = []
}

/// Finds out a document's character set and brings it into clean UTF-8.
///
/// The order is that of what can be trusted: a byte order mark, the pattern of UTF-16, validity as
/// UTF-8 but for a byte in many characters (a text of any other character set hardly ever is,
/// whatever is declared), the HTTP header (RFC 7303), the document's own declaration, what the bytes
/// look like where letters are not Latin, and at last UTF-8 with windows-1252 bytes among it.
package enum TextDecoder {
    package static func decode(
        _ source: [UInt8], contentType: String?, limit: Int
    ) -> DecodedText {
        var bytes = source[...]
        var notes: [String] = []
        let charset = unicodeSignature(&bytes)
        let header = contentType.flatMap(charset(ofContentType:))
        let declared = DeclaredCharset.find(in: bytes)
        // Escapes change what ASCII bytes mean: such a text looks like ASCII.
        let isShifted =
            isStateful(header ?? declared) && holdsShift(bytes) && !isMostlyUTF8(bytes)
        var clean: [UInt8]
        if charset == nil, !isShifted, UTF8Mending.isValid(bytes) {
            // The usual case costs no copy.
            clean = source
        } else if charset == .utf8 {
            // Seen to be so by who told.
            clean = Array(bytes)
        } else if let charset {
            clean =
                convert(bytes, charset, limit: limit)?.bytes
                ?? UTF8Mending.mended(bytes, limit: limit)
        } else if isShifted, let candidate = header ?? declared,
            let result = convert(bytes, candidate, limit: limit)
        {
            clean = result.bytes
        } else {
            let utf8 = UTF8Mending.count(bytes)
            if let result = read(bytes, utf8, as: [header, declared], limit: limit) {
                clean = result
            } else if let (result, name) = guess(bytes, utf8, limit: limit) {
                clean = result
                notes.append("no declared character set fits; the bytes were read as \(name)")
            } else {
                clean = UTF8Mending.mended(bytes, limit: limit)
                notes.append("bytes that are not UTF-8 were read as windows-1252")
            }
        }
        if UTF8Mending.dropForbidden(&clean) { notes.append("control characters were dropped") }
        // A mark may follow a mark, or come to light by the conversion or by what was dropped.
        var marks = clean[...]
        while marks.starts(with: [0xef, 0xbb, 0xbf]) { marks = marks.dropFirst(3) }
        if marks.startIndex > 0 { clean.removeFirst(marks.startIndex) }
        return DecodedText(bytes: clean, notes: notes)
    }

    // MARK: - Signs in the bytes

    /// What a byte order mark or the zero bytes of a first `<` or `{` tell; the mark is cut off.
    private static func unicodeSignature(_ bytes: inout ArraySlice<UInt8>) -> CharsetName? {
        let head = Array(bytes.prefix(4))
        if head.starts(with: [0xef, 0xbb, 0xbf]) {
            bytes = bytes.dropFirst(3)
            return UTF8Mending.isValid(bytes) ? .utf8 : nil
        }
        if head.starts(with: [0xff, 0xfe, 0, 0]) || head.starts(with: [0, 0, 0xfe, 0xff]) {
            bytes = bytes.dropFirst(4)
            return .utf32(bigEndian: head[0] == 0)
        }
        if head.starts(with: [0xff, 0xfe]) || head.starts(with: [0xfe, 0xff]) {
            bytes = bytes.dropFirst(2)
            return .utf16(bigEndian: head[0] == 0xfe)
        }
        guard head.count == 4 else { return nil }
        func begins(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: "<") || byte == UInt8(ascii: "{") || byte == 0x20 || byte == 0x0a
                || byte == 0x0d || byte == 0x09
        }
        let zeros = head.map { $0 == 0 }
        switch zeros {
        case [true, true, true, false] where begins(head[3]): return .utf32(bigEndian: true)
        case [false, true, true, true] where begins(head[0]): return .utf32(bigEndian: false)
        case [true, false, true, false] where begins(head[1]): return .utf16(bigEndian: true)
        case [false, true, false, true] where begins(head[0]): return .utf16(bigEndian: false)
        default: return nil
        }
    }

    /// Whether texts of the charset may be ASCII bytes and still not ASCII text.
    private static func isStateful(_ charset: CharsetName?) -> Bool {
        guard case .other(let name) = charset else { return false }
        return name.lowercased().hasPrefix("iso-2022") || name.lowercased().hasPrefix("csiso2022")
            || name.lowercased().hasPrefix("iso2022")
    }

    /// The `charset` parameter of a Content-Type (RFC 9110, 8.3).
    static func charset(ofContentType type: String) -> CharsetName? {
        guard let value = ByteText(type).value(after: "charset") else { return nil }
        return CharsetName(label: value)
    }

    /// Whether an escape, or a shift of ISO-2022-KR, is among the bytes.
    private static func holdsShift(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.contains { $0 == 0x1b || $0 == 0x0e }
    }

    /// Whether characters beyond ASCII show that the bytes are UTF-8, in which an escape is a stray
    /// one: the sets with escapes have no byte of the upper half.
    private static func isMostlyUTF8(_ bytes: ArraySlice<UInt8>) -> Bool {
        let utf8 = UTF8Mending.count(bytes)
        return utf8.sequences > utf8.strays
    }

    // MARK: - Conversion

    /// `bytes` read in the first of the declared character sets that they are in; nil where the
    /// reading as UTF-8 is the better one.
    ///
    /// - Parameter utf8: what of the bytes is UTF-8, and what is not.
    private static func read(
        _ bytes: ArraySlice<UInt8>, _ utf8: (strays: Int, sequences: Int),
        as declared: [CharsetName?], limit: Int
    ) -> [UInt8]? {
        // By chance one in some ten characters of another set is UTF-8, and never twenty in a row.
        if utf8.sequences >= 20 * utf8.strays { return nil }
        let candidates = declared.compactMap { $0 }
        for candidate in candidates {
            // One bad character in a thousand bytes is damage; more may be a wrong declaration.
            if let result = convert(bytes, candidate, limit: limit),
                result.replacements <= bytes.count / 1_000
            {
                return result.bytes
            }
        }
        // With less damage than there would be in UTF-8 the declaration holds, gaps and all.
        guard let candidate = candidates.first, case .other = candidate,
            utf8.sequences < utf8.strays,
            let rough = convert(bytes, candidate, limit: limit),
            rough.replacements < utf8.strays / 2
        else { return nil }
        return rough.bytes
    }

    /// `bytes` read in the character set that they look like, with its name; nil where they look like none
    /// whose script has letters beyond ASCII alone.
    private static func guess(
        _ bytes: ArraySlice<UInt8>, _ utf8: (strays: Int, sequences: Int), limit: Int
    ) -> (bytes: [UInt8], name: String)? {
        guard utf8.sequences < utf8.strays, let charset = GuessedCharset.find(in: bytes),
            case .other(let name) = charset,
            let result = convert(bytes, charset, limit: limit),
            result.replacements <= utf8.strays / 20
        else { return nil }
        return (result.bytes, name)
    }

    /// `bytes` in UTF-8 and how many gaps that left; nil when the charset is unknown.
    private static func convert(
        _ bytes: ArraySlice<UInt8>, _ charset: CharsetName, limit: Int
    ) -> CharsetConverter.Conversion? {
        let name: String
        switch charset {
        case .utf8: return nil
        case .windows1252:
            return .init(bytes: Windows1252.utf8(from: bytes, limit: limit), replacements: 0)
        case .utf16(let bigEndian):
            // Such a text would have shown by its zero bytes unless it is of an other script.
            guard let bigEndian else { return nil }
            name = bigEndian ? "UTF-16BE" : "UTF-16LE"
        case .utf32(let bigEndian):
            guard let bigEndian else { return nil }
            name = bigEndian ? "UTF-32BE" : "UTF-32LE"
        case .other(let label) where ISO2022Japanese.isName(label):
            return CharsetConverter.utf8(
                from: ISO2022Japanese.eucJapanese(bytes)[...], charset: "EUC-JP-MS", limit: limit
            ).map {
                .init(
                    bytes: ISO2022Japanese.withRoman($0.bytes, limit: limit),
                    replacements: $0.replacements)
            }
        case .other(let label): name = label
        }
        guard let result = CharsetConverter.utf8(from: bytes, charset: name, limit: limit),
            UTF8Mending.isValid(result.bytes[...])
        else { return nil }
        return result
    }
}
