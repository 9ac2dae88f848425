/// Whether bytes are UTF-8, at the speed at which a parser needs to know.
public enum UTF8Validity {
    /// Whether all of `bytes` is well-formed (Unicode, table 3-7).
    public static func holds(for bytes: borrowing Span<UInt8>) -> Bool {
        bytes.withUnsafeBytes { holds(for: $0) }
    }

    static func holds(for bytes: UnsafeRawBufferPointer) -> Bool {
        guard let start = bytes.baseAddress else { return true }
        let count = bytes.count
        var index = 0
        while index < count {
            if count &- index >= 8 {
                // Eight bytes of ASCII at once, or up to the first that is none.
                let word = UInt64(
                    littleEndian: start.loadUnaligned(fromByteOffset: index, as: UInt64.self))
                let high = word & 0x8080_8080_8080_8080
                guard high != 0 else {
                    index &+= 8
                    continue
                }
                index &+= high.trailingZeroBitCount >> 3
            } else if start.load(fromByteOffset: index, as: UInt8.self) < 0x80 {
                index &+= 1
                continue
            }
            let length = sequenceLength(start + index, count &- index)
            guard length > 0 else { return false }
            index &+= length
        }
        return true
    }

    /// The length of the sequence of more than one byte at `start`; 0 when it is not well-formed.
    @inline(__always)
    private static func sequenceLength(_ start: UnsafeRawPointer, _ count: Int) -> Int {
        func byte(_ offset: Int) -> UInt8 { start.load(fromByteOffset: offset, as: UInt8.self) }
        func follows(_ offset: Int) -> Bool { byte(offset) & 0xc0 == 0x80 }
        let lead = byte(0)
        switch lead {
        case 0xc2...0xdf: return count >= 2 && follows(1) ? 2 : 0
        case 0xe0...0xef:
            guard count >= 3, follows(1), follows(2) else { return 0 }
            if lead == 0xe0, byte(1) < 0xa0 { return 0 }
            if lead == 0xed, byte(1) > 0x9f { return 0 }
            return 3
        case 0xf0...0xf4:
            guard count >= 4, follows(1), follows(2), follows(3) else { return 0 }
            if lead == 0xf0, byte(1) < 0x90 { return 0 }
            if lead == 0xf4, byte(1) > 0x8f { return 0 }
            return 4
        default: return 0
        }
    }
}

extension String {
    /// The text that `bytes` are in UTF-8; what is not well-formed is replaced by U+FFFD.
    public init(utf8 bytes: borrowing Span<UInt8>) {
        self = bytes.withUnsafeBufferPointer { buffer in
            guard UTF8Validity.holds(for: UnsafeRawBufferPointer(buffer)) else {
                return String(decoding: buffer, as: UTF8.self)
            }
            // Checked just now.
            return String(copying: UTF8Span(unchecked: Span(_unsafeElements: buffer)))
        }
    }
}
