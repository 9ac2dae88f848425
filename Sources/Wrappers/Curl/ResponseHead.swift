import Glibc

/// The header fields of a response as they arrive, line by line.
///
/// A status line begins anew: of interim responses (1xx) and a proxy's answer nothing stays.
struct ResponseHead {
    /// More header bytes than this are not taken.
    static let limit = 256 << 10

    private(set) var fields: [(name: String, value: [UInt8])] = []
    private(set) var codings = ContentCodings()
    private var size = 0

    /// False when there is too much of it.
    mutating func take(_ line: UnsafeRawBufferPointer) -> Bool {
        size += line.count
        guard size <= Self.limit else { return false }
        // A name with a slash is none: looked at byte by byte only where it may be one.
        if line.first == UInt8(ascii: "H"), line.starts(with: "HTTP/".utf8) {
            fields = []
            fields.reserveCapacity(16)
            codings = ContentCodings()
            return true
        }
        let text = Self.trimmed(line)
        if let first = line.first, first == 0x20 || first == 0x09, let last = fields.indices.last {
            // An obsolete folded line continues the one before (RFC 9112 §5.2).
            if !text.isEmpty { fields[last].value += [0x20] + text }
            return true
        }
        guard let start = text.baseAddress,
            let mark = memchr(start, Int32(UInt8(ascii: ":")), text.count)
        else { return true }
        let colon = start.distance(to: UnsafeRawPointer(mark))
        let name = Self.lowercased(UnsafeRawBufferPointer(rebasing: text[..<colon]))
        let rest = UnsafeRawBufferPointer(rebasing: text[(colon + 1)...])
        let value = [UInt8](Self.trimmed(rest))
        fields.append((name, value))
        if name.utf8.count > 15, name == "content-encoding" || name == "transfer-encoding" {
            codings.take(value)
        }
        return true
    }

    /// Most names are of a few letters, which fit into a string without memory of its own.
    private static func lowercased(_ name: UnsafeRawBufferPointer) -> String {
        guard name.allSatisfy({ $0 < 0x80 }) else {
            return String(decoding: name, as: UTF8.self).lowercased()
        }
        return String(unsafeUninitializedCapacity: name.count) { text in
            for (index, byte) in name.enumerated() {
                text[index] = byte &- 0x41 < 26 ? byte | 0x20 : byte
            }
            return name.count
        }
    }

    private static func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var (start, end) = (0, bytes.count)
        while start < end, isSpace(bytes[start]) { start += 1 }
        while start < end, isSpace(bytes[end - 1]) { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0d || byte == 0x0a
    }
}
