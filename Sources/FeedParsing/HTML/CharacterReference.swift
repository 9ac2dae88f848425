internal import Bytes
internal import Values

/// Reads character references as browsers do (HTML, 13.2.5.72 on).
enum CharacterReference {
    /// What the reference whose `&` stands at `index` stands for, and where the text goes on.
    ///
    /// Nil when it is only an ampersand. A character that no text may hold comes as nil code point. A few
    /// names stand for two characters, of which the second is mostly a combining mark.
    static func decode(
        _ bytes: ArraySlice<UInt8>, at index: Int, inAttribute: Bool = false
    ) -> (codePoint: UInt32?, combining: UInt32?, next: Int)? {
        let start = index + 1
        guard start < bytes.endIndex else { return nil }
        if bytes[start] == UInt8(ascii: "#") {
            return numeric(bytes, after: start).map { ($0.codePoint, nil, $0.next) }
        }
        var end = start
        while end < bytes.endIndex, end - start <= NamedCharacters.longest,
            bytes[end].isASCIILetter || bytes[end].isASCIIDigit
        { end += 1 }
        // Names have no semicolon within: the longest that matches is all that stands before one.
        if end < bytes.endIndex, bytes[end] == UInt8(ascii: ";"),
            let character = NamedCharacters.character(bytes[start..<end])
        {
            return (character.codePoint, character.combining, end + 1)
        }
        // `&copy` without its semicolon counts in text, and `&copy=1` in an address does not.
        end = min(end, start + NamedCharacters.longestLegacy)
        while end > start + 1 {
            if let character = NamedCharacters.character(bytes[start..<end]), character.isLegacy {
                if inAttribute, end < bytes.endIndex,
                    bytes[end] == UInt8(ascii: "=") || bytes[end].isASCIILetter
                        || bytes[end].isASCIIDigit
                {
                    return nil
                }
                return (character.codePoint, character.combining, end)
            }
            end -= 1
        }
        return nil
    }

    private static func numeric(
        _ bytes: ArraySlice<UInt8>, after hash: Int
    ) -> (codePoint: UInt32?, next: Int)? {
        var index = hash + 1
        var radix: UInt32 = 10
        if index < bytes.endIndex, bytes[index] | 0x20 == UInt8(ascii: "x") {
            radix = 16
            index += 1
        }
        let firstDigit = index
        var value: UInt32 = 0
        while index < bytes.endIndex, let digit = digit(bytes[index]), digit < radix {
            // Beyond Unicode it does not matter by how much.
            if value <= 0x10_ffff { value = value &* radix &+ digit }
            index += 1
        }
        guard index > firstDigit else { return nil }
        if index < bytes.endIndex, bytes[index] == UInt8(ascii: ";") { index += 1 }
        return (sound(value), index)
    }

    /// The code point that a number stands for in text: windows-1252 for 0x80–0x9F, nothing for
    /// control characters and noncharacters, U+FFFD for what is no scalar value.
    private static func sound(_ value: UInt32) -> UInt32? {
        switch value {
        case 0x09, 0x0a: return value
        case 0x0d: return 0x0a
        case 0..<0x20, 0x7f: return nil
        case 0x80...0x9f:
            let mapped = Windows1252.codePoint(of: UInt8(value))
            return mapped < 0xa0 ? nil : mapped
        case 0xfffe, 0xffff: return nil
        default: return Unicode.Scalar(value) == nil ? 0xfffd : value
        }
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        if byte.isASCIIDigit { return UInt32(byte - UInt8(ascii: "0")) }
        if byte.isASCIIHexDigit { return UInt32(byte.asciiLowercased - UInt8(ascii: "a")) + 10 }
        return nil
    }

    private static let ampersand = ByteSet(UInt8(ascii: "&"))

    /// `range` of `bytes` with all references resolved, as in the value of an attribute.
    static func decoded(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8] {
        var next = ampersand.position(
            in: bytes.span, from: range.lowerBound, to: range.upperBound)
        if next == range.upperBound { return Array(bytes[range]) }
        var result = ByteBuilder(capacity: range.count)
        var index = range.lowerBound
        while true {
            result.append(bytes.span.extracting(index..<next))
            guard next < range.upperBound else { return result.array }
            index = next + 1
            if let (codePoint, combining, end) = decode(bytes[range], at: next, inAttribute: true) {
                append(codePoint, to: &result)
                append(combining, to: &result)
                index = end
            } else {
                result.append(UInt8(ascii: "&"))
            }
            next = ampersand.position(in: bytes.span, from: index, to: range.upperBound)
        }
    }

    private static func append(_ codePoint: UInt32?, to bytes: inout ByteBuilder) {
        guard let scalar = codePoint.flatMap(Unicode.Scalar.init),
            let encoded = UTF8.encode(scalar)
        else { return }
        for byte in encoded { bytes.append(byte) }
    }
}
