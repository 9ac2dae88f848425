internal import Values

/// Windows-1252, the character set of whatever calls itself Latin-1 on the web.
enum Windows1252 {
    /// What bytes 0x80–0x9F stand for; those without a character stand for themselves.
    private static let upperControls: [UInt16] = [
        0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8d, 0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013,
        0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
    ]

    /// Room for the UTF-8 of `bytes`, or for a little more than `limit` bytes of it: what is not written to
    /// costs nothing, and an array that grows is there twice.
    static func room(for bytes: ArraySlice<UInt8>, limit: Int) -> [UInt8] {
        var room: [UInt8] = []
        room.reserveCapacity(min(3 * bytes.count, limit + 4))
        return room
    }

    /// `bytes` in UTF-8. A result that would grow beyond `limit` bytes is cut behind it.
    static func utf8(from bytes: ArraySlice<UInt8>, limit: Int) -> [UInt8] {
        var result = room(for: bytes, limit: limit)
        for byte in bytes where result.count <= limit { append(byte, to: &result) }
        return result
    }

    /// The code point of a byte.
    static func codePoint(of byte: UInt8) -> UInt32 {
        (0x80...0x9f).contains(byte) ? UInt32(upperControls[Int(byte) - 0x80]) : UInt32(byte)
    }

    /// The character's UTF-8; nothing for the five bytes that have no character.
    static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
        let codePoint = codePoint(of: byte)
        if (0x80...0x9f).contains(codePoint) { return }
        bytes.append(codePoint: codePoint)
    }
}
