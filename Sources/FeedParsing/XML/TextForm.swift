internal import Values

/// How an element's `type` and `mode` say that its text is to be read.
enum TextForm {
    case plain, html, xhtml
    /// Plain by its specification, and HTML where that stands in it all the same.
    case untold
    /// Base64 of text that is plain or HTML.
    case base64(html: Bool)
    /// Something that is no text.
    case binary

    /// - Parameters:
    ///   - type: Atom's `text`, `html` and `xhtml`, or a media type.
    ///   - mode: Atom 0.3's `xml`, `escaped`, `base64`.
    ///   - fallback: what holds when the element says nothing, or nothing that is known.
    init(type: String?, mode: String?, otherwise fallback: TextForm) {
        let kind = type.map(Self.kind) ?? .none
        switch (mode.map(AttributeWord.of), kind) {
        case ("base64", .html), ("base64", .xhtml): self = .base64(html: true)
        case ("base64", _): self = .base64(html: false)
        case ("escaped", .html), ("escaped", .xhtml): self = .html
        case ("escaped", .plain): self = .plain
        case ("xml", .html), ("xml", .xhtml): self = .xhtml
        case (_, .plain): self = .plain
        case (_, .html): self = .html
        case (_, .xhtml): self = .xhtml
        case (_, .binary): self = .binary
        case (_, .none): self = fallback
        }
    }

    private enum Kind { case none, plain, html, xhtml, binary }

    private static func kind(of type: String) -> Kind {
        let type = String(AttributeWord.of(type).prefix { $0 != ";" && $0 != " " })
        switch type {
        case "text", "text/plain", "plain": return .plain
        case "html", "text/html": return .html
        case "xhtml", "application/xhtml+xml": return .xhtml
        case _ where type.hasSuffix("+xml") || type.hasSuffix("/xml"): return .xhtml
        case _ where type.hasPrefix("text/"): return .plain
        case _
        where type.hasPrefix("image/") || type.hasPrefix("audio/")
            || type.hasPrefix("video/") || type.hasPrefix("application/"):
            return .binary
        default: return .none
        }
    }
}

/// The value of an attribute that has one of a few words for it.
enum AttributeWord {
    /// `text` in lower case, without the white space around it that pretty-printers leave.
    static func of(_ text: String) -> String {
        let inner = text.utf8.drop(while: \.isASCIISpace)
        let end = inner.lastIndex { !$0.isASCIISpace }.map(inner.index(after:))
        return String(decoding: inner[..<(end ?? inner.startIndex)], as: UTF8.self).lowercased()
    }
}

/// Base64 (RFC 4648) in the midst of white space.
enum Base64 {
    /// The text that `text` stands for; nil when it is no base64, or not that of clean UTF-8.
    static func text(_ text: [UInt8]) -> [UInt8]? {
        guard let bytes = decoded(text), UTF8Mending.isValid(bytes[...]),
            bytes.allSatisfy({ $0 >= 0x20 || $0.isASCIISpace })
        else { return nil }
        return bytes
    }

    /// Whether `text` is base64 of whatever, and no words that have only its letters: it has more digits than
    /// the least of pictures, in long lines, and they are fours, unless a long text may have been cut.
    static func isEncoded(_ text: [UInt8]) -> Bool {
        let lines = text.split(whereSeparator: \.isASCIISpace)
        let digits = lines.reduce(0) { $0 + $1.count }
        return digits >= 40 && (digits % 4 == 0 || digits > 4_096)
            && lines.dropLast().allSatisfy { $0.count >= 16 } && decoded(text) != nil
    }

    private static func decoded(_ text: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(text.count / 4 * 3)
        var bits: UInt32 = 0
        var count = 0
        for byte in text {
            let value: UInt8
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - UInt8(ascii: "a") + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0") + 52
            case UInt8(ascii: "+"): value = 62
            case UInt8(ascii: "/"): value = 63
            case 0x20, 0x09, 0x0a, 0x0d, UInt8(ascii: "="): continue
            default: return nil
            }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                result.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return result
    }
}
