/// Walks over JSON text, value by value, without building a tree.
///
/// For texts that people read: of escapes `\b` and `\f` are blanks, other control characters are left out,
/// as are U+FFFE and U+FFFF, which no XML may hold, and what is no UTF-8 becomes U+FFFD. Depth is bounded; a
/// malformed value makes `isBroken` true and every further answer nil. A number or a word without quotes is taken as it is written.
///
/// Written here since the toolchain's decoder needs Foundation (6 MB of program, of which each start pays
/// a part), reads a document as a whole only and rejects one for a single raw line break.
public struct JSONCursor {
    let bytes: [UInt8]
    /// The byte that is read next.
    public internal(set) var index: Int
    /// Whether something was not JSON.
    public internal(set) var isBroken = false
    /// Characters of texts that were not kept as they were written.
    public private(set) var changed = 0
    private var depth = 0

    private static let deepest = 64

    /// Begins at the byte `index` of the text.
    public init(_ bytes: [UInt8], at index: Int = 0) {
        self.bytes = bytes
        self.index = index
    }

    /// Whether all bytes were read, which of a broken text tells that it was cut off.
    public var isAtEnd: Bool { index >= bytes.count }

    /// The first byte of the value that comes next.
    public var peek: UInt8? {
        mutating get {
            skipSpace()
            return index < bytes.count && !isBroken ? bytes[index] : nil
        }
    }

    /// Reads an object; `body` is called for each key and must leave its value either unread or
    /// read as a whole. False when the value is no object; it is passed over.
    @discardableResult
    public mutating func object<Failure: Error>(
        _ body: (inout JSONCursor, String) throws(Failure) -> Void
    ) throws(Failure) -> Bool {
        guard peek == UInt8(ascii: "{"), enter() else {
            skip()
            return false
        }
        while let byte = peek, byte != UInt8(ascii: "}") {
            guard let key = string(), peek == UInt8(ascii: ":") else {
                isBroken = true
                break
            }
            index += 1
            skipSpace()
            let before = index
            try body(&self, key)
            if index == before { skip() }
            separator()
        }
        leave(UInt8(ascii: "}"))
        return true
    }

    /// Reads an array; `body` is called before each value. False when the value is no array; it is
    /// passed over.
    @discardableResult
    public mutating func array<Failure: Error>(
        _ body: (inout JSONCursor) throws(Failure) -> Void
    ) throws(Failure) -> Bool {
        guard peek == UInt8(ascii: "["), enter() else {
            skip()
            return false
        }
        while let byte = peek, byte != UInt8(ascii: "]") {
            let before = index
            try body(&self)
            if index == before { skip() }
            separator()
        }
        leave(UInt8(ascii: "]"))
        return true
    }

    /// A string, or a number or boolean as it is written; nil for anything else, which is passed
    /// over.
    public mutating func text() -> String? {
        switch peek {
        case UInt8(ascii: "\""): return string()
        case UInt8(ascii: "{"), UInt8(ascii: "["), nil:
            skip()
            return nil
        default:
            let start = index
            skip()
            let word = String(decoding: bytes[start..<index], as: UTF8.self)
            return word == "null" ? nil : word
        }
    }

    /// Passes over the next value.
    public mutating func skip() {
        switch peek {
        case nil: isBroken = true
        case UInt8(ascii: "\""): skipString()
        case UInt8(ascii: "{") where depth >= Self.deepest,
            UInt8(ascii: "[") where depth >= Self.deepest:
            skipByBrackets()
        case UInt8(ascii: "{"): object { (_: inout JSONCursor, _) in }
        case UInt8(ascii: "["): array { (_: inout JSONCursor) in }
        default:
            let start = index
            while index < bytes.count, isLiteral(bytes[index]) { index += 1 }
            if index == start { isBroken = true }
        }
    }

    // MARK: - Bytes

    mutating func enter() -> Bool {
        guard depth < Self.deepest else {
            isBroken = true
            return false
        }
        depth += 1
        index += 1
        return true
    }

    mutating func leave(_ bracket: UInt8) {
        depth -= 1
        if peek == bracket { index += 1 } else { isBroken = true }
    }

    private mutating func separator() {
        if peek == UInt8(ascii: ",") {
            index += 1
        } else if let byte = peek, byte != UInt8(ascii: "}"), byte != UInt8(ascii: "]") {
            isBroken = true
        }
    }

    private mutating func skipSpace() {
        while index < bytes.count, bytes[index].isASCIISpace { index += 1 }
    }

    private func isLiteral(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
    }

    private mutating func string() -> String? {
        guard peek == UInt8(ascii: "\"") else { return nil }
        index += 1
        var result: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: result, as: UTF8.self) }
            if byte == UInt8(ascii: "\\"), index < bytes.count {
                index += 1
                unescape(bytes[index - 1], into: &result)
            } else {
                result.append(byte)
            }
        }
        isBroken = true
        return nil
    }

    /// Passes over a string whose quote comes next.
    mutating func skipString() {
        index += 1
        while index < bytes.count {
            let byte = bytes[index]
            index += byte == UInt8(ascii: "\\") ? 2 : 1
            if byte == UInt8(ascii: "\"") { return }
        }
        index = bytes.count
        isBroken = true
    }

    private mutating func unescape(_ byte: UInt8, into result: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "n"): result.append(0x0a)
        case UInt8(ascii: "r"): result.append(0x0d)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "b"), UInt8(ascii: "f"):
            changed += 1
            result.append(0x20)
        case UInt8(ascii: "u"):
            var unit = hexUnit()
            // A pair of surrogates is one character.
            if (0xd800..<0xdc00).contains(unit), bytes[index...].starts(with: "\\u".utf8) {
                let before = index
                index += 2
                let low = hexUnit()
                if (0xdc00..<0xe000).contains(low) {
                    unit = 0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00)
                } else {
                    index = before
                }
            }
            switch unit {
            case 0x09, 0x0a, 0x20..<0xfffe, 0x1_0000...: result.append(codePoint: unit)
            default: changed += 1
            }
        default: result.append(byte)
        }
    }

    /// Four hexadecimal digits; U+FFFD when they are none.
    private mutating func hexUnit() -> UInt32 {
        let digits = bytes[index...].prefix(4)
        index += digits.count
        return digits.count == 4 && digits.allSatisfy(\.isASCIIHexDigit)
            ? UInt32(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0xfffd : 0xfffd
    }
}

extension [UInt8] {
    /// Appends a Unicode scalar value in UTF-8; U+FFFD for what is none.
    public mutating func append(codePoint: UInt32) {
        let scalar = Unicode.Scalar(codePoint) ?? "\u{fffd}"
        if scalar.isASCII {
            append(UInt8(truncatingIfNeeded: scalar.value))
        } else {
            append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
    }
}
