internal import Bytes

/// Makes clean UTF-8 of bytes that are nearly so.
enum UTF8Mending {
    /// The length of the well-formed sequence at `index` (Unicode, table 3-7), or 0.
    static func sequenceLength(_ bytes: ArraySlice<UInt8>, at index: Int) -> Int {
        let lead = bytes[index]
        if lead < 0x80 { return 1 }
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xbf
        switch lead {
        case 0xc2...0xdf: length = 2
        case 0xe0: (length, second) = (3, 0xa0...0xbf)
        case 0xed: (length, second) = (3, 0x80...0x9f)
        case 0xe1...0xef: length = 3
        case 0xf0: (length, second) = (4, 0x90...0xbf)
        case 0xf4: (length, second) = (4, 0x80...0x8f)
        case 0xf1...0xf3: length = 4
        default: return 0
        }
        guard bytes.endIndex - index >= length, second.contains(bytes[index + 1]) else { return 0 }
        for next in (index + 2)..<max(index + 2, index + length)
        where bytes[next] & 0xc0 != 0x80 { return 0 }
        return length
    }

    /// Whether all of `bytes` is UTF-8.
    static func isValid(_ bytes: ArraySlice<UInt8>) -> Bool {
        UTF8Validity.holds(for: bytes.span)
    }

    /// How many bytes are not part of UTF-8, and how many characters beyond ASCII are.
    static func count(_ bytes: ArraySlice<UInt8>) -> (strays: Int, sequences: Int) {
        var strays = 0
        var sequences = 0
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] < 0x80 {
                index += 1
                continue
            }
            let length = sequenceLength(bytes, at: index)
            if length > 0 { sequences += 1 } else { strays += 1 }
            index += max(length, 1)
        }
        return (strays, sequences)
    }

    /// `bytes` with each byte that is not part of UTF-8 read as windows-1252.
    ///
    /// A document of windows-1252 throughout comes out right as well: its accented letters hardly
    /// ever form UTF-8 sequences. A result that would grow beyond `limit` bytes is cut behind it.
    static func mended(_ bytes: ArraySlice<UInt8>, limit: Int) -> [UInt8] {
        var result = Windows1252.room(for: bytes, limit: limit)
        var index = bytes.startIndex
        while index < bytes.endIndex, result.count <= limit {
            let length = sequenceLength(bytes, at: index)
            if length == 1 {
                result.append(bytes[index])
                index += 1
            } else if length > 0 {
                result.append(contentsOf: bytes[index..<(index + length)])
                index += length
            } else {
                Windows1252.append(bytes[index], to: &result)
                index += 1
            }
        }
        return result
    }

    /// Drops what XML forbids even as a reference: control characters but tab and line ends, and
    /// the noncharacters U+FFFE and U+FFFF. Answers whether anything was dropped.
    static func dropForbidden(_ bytes: inout [UInt8]) -> Bool {
        guard let first = firstForbidden(bytes) else { return false }
        var target = first
        var index = first
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x20, byte != 0x09, byte != 0x0a, byte != 0x0d {
                index += 1
            } else if byte == 0xef, isNoncharacter(bytes, at: index) {
                index += 3
            } else {
                bytes[target] = byte
                target += 1
                index += 1
            }
        }
        bytes.removeLast(bytes.count - target)
        return true
    }

    private static func firstForbidden(_ bytes: [UInt8]) -> Int? {
        var index = 0
        while true {
            index = suspicious.position(in: bytes.span, from: index)
            guard index < bytes.count else { return nil }
            if bytes[index] != 0xef || isNoncharacter(bytes, at: index) { return index }
            index += 1
        }
    }

    private static let suspicious = ByteSet(0xef, 0x0b, 0x0c, controls: true)

    private static func isNoncharacter(_ bytes: [UInt8], at index: Int) -> Bool {
        bytes.count - index >= 3 && bytes[index + 1] == 0xbf && bytes[index + 2] >= 0xbe
            && bytes[index + 2] <= 0xbf
    }
}
