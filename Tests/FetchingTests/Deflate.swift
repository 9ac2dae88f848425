/// Encoded bodies, made by hand so that no encoder is needed.
enum Deflate {
    /// gzip with one stored block (RFC 1951 §3.2.4); at most 65,535 bytes.
    static func gzip(stored bytes: [UInt8]) -> [UInt8] {
        let size = UInt16(bytes.count)
        let block = [0x01] + little(size) + little(~size) + bytes
        return header + block + trailer(crc: crc(bytes), size: UInt32(bytes.count))
    }

    /// gzip of at least `count` zeros, by matches of 258 bytes at 13 bits each: 1 in 158.
    static func gzip(zeros count: Int) -> [UInt8] {
        var bits = BitWriter()
        bits.write(1, count: 1)
        bits.write(1, count: 2)
        // With fixed codes a zero byte is 00110000, length 258 is 11000101, distance 1 is 00000.
        bits.writeCode(0b0011_0000, count: 8)
        var length = 1
        while length + 258 <= count {
            bits.writeCode(0b1100_0101, count: 8)
            bits.writeCode(0, count: 5)
            length += 258
        }
        while length < count {
            bits.writeCode(0b0011_0000, count: 8)
            length += 1
        }
        bits.writeCode(0, count: 7)
        let crc = crc(zeros: count)
        return header + bits.bytes + trailer(crc: crc, size: UInt32(truncatingIfNeeded: count))
    }

    /// Brotli with one uncompressed meta-block (RFC 7932 §9.2); at most 65,536 bytes.
    static func brotli(stored bytes: [UInt8]) -> [UInt8] {
        var bits = BitWriter()
        bits.write(0, count: 1)  // a window of 16 bits
        bits.write(0, count: 1)  // not the last meta-block
        bits.write(0, count: 2)  // its length has four nibbles
        bits.write(UInt32(bytes.count - 1), count: 16)
        bits.write(1, count: 1)  // uncompressed
        return bits.bytes + bytes + [0x03]
    }

    /// Zstandard with one raw block (RFC 8878 §3.1.1.2); at most 255 bytes.
    static func zstd(stored bytes: [UInt8]) -> [UInt8] {
        let block = UInt32(bytes.count) << 3 | 1
        return [0x28, 0xb5, 0x2f, 0xfd, 0x20, UInt8(bytes.count)] + little(block).prefix(3) + bytes
    }

    private static let header: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]

    private static func trailer(crc: UInt32, size: UInt32) -> [UInt8] {
        little(crc) + little(size)
    }

    private static func little(_ number: some FixedWidthInteger) -> [UInt8] {
        stride(from: 0, to: number.bitWidth, by: 8).map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        var crc = ~UInt32(0)
        for byte in bytes { crc = table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] ^ crc >> 8 }
        return ~crc
    }

    private static func crc(zeros count: Int) -> UInt32 {
        var crc = ~UInt32(0)
        for _ in 0..<count { crc = table[Int(UInt8(truncatingIfNeeded: crc))] ^ crc >> 8 }
        return ~crc
    }

    private static let table: [UInt32] = (0..<256).map { start in
        var value = UInt32(start)
        for _ in 0..<8 { value = value & 1 == 1 ? 0xedb8_8320 ^ value >> 1 : value >> 1 }
        return value
    }
}

/// Bits from the lowest of each byte on.
private struct BitWriter {
    var bytes: [UInt8] = []
    private var used = 8

    mutating func write(_ value: UInt32, count: Int) {
        for bit in 0..<count { append(value >> UInt32(bit) & 1) }
    }

    /// A Huffman code, which stands with its highest bit first.
    mutating func writeCode(_ code: UInt32, count: Int) {
        for bit in (0..<count).reversed() { append(code >> UInt32(bit) & 1) }
    }

    private mutating func append(_ bit: UInt32) {
        if used == 8 {
            bytes.append(0)
            used = 0
        }
        bytes[bytes.count - 1] |= UInt8(bit) << UInt8(used)
        used += 1
    }
}
