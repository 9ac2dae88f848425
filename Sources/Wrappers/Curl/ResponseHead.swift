import Glibc

/// The header fields of a response as they arrive, line by line.
///
/// A status line begins anew: of interim responses (1xx) only the codings stay, until others come.
struct ResponseHead {
    /// More header bytes than this are not taken.
    static let limit = 256 << 10

    private(set) var fields: [(name: String, value: [UInt8])] = []
    /// Those of interim responses, too, as libcurl has it with chunks.
    private(set) var codings = ContentCodings()
    /// Whether its empty line has come.
    private(set) var isComplete = false
    private var size = 0

    /// False when there is too much of it. `isInterim` says that another head is to follow this one.
    mutating func take(_ line: UnsafeRawBufferPointer, isInterim: Bool) -> Bool {
        let isFirst = size == 0
        size += line.count
        guard size <= Self.limit else { return false }
        // Anywhere else, and in a trailer, it is a field of a strange name, to libcurl as well.
        if isFirst || isComplete && isInterim, line.starts(with: "HTTP/".utf8) {
            fields = []
            fields.reserveCapacity(16)
            codings.beginAnew()
            isComplete = false
            return true
        }
        // What trails behind the body is no part of the head (RFC 9110 §6.5.1).
        if isComplete { return true }
        let text = Self.trimmed(line)
        if let first = line.first, first == 0x20 || first == 0x09, let last = fields.indices.last {
            // An obsolete folded line continues the one before (RFC 9112 §5.2).
            if !text.isEmpty { fields[last].value += [0x20] + text }
            return true
        }
        // What libcurl takes for the end, and not a line of blanks, behind which more would come unseen.
        if line.first == 0x0d || line.first == 0x0a {
            isComplete = true
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
            codings.take(value, isTransfer: name == "transfer-encoding")
        }
        return true
    }

    /// The length that the head tells of the body as it comes over the wire; nil when it tells none, or
    /// one that does not count (RFC 9112 §6.3). One beyond all numbers is the largest.
    var declaredLength: Int? {
        guard !fields.contains(where: { $0.name == "transfer-encoding" }),
            let value = fields.last(where: { $0.name == "content-length" })?.value,
            !value.isEmpty, value.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int(String(decoding: value, as: UTF8.self)) ?? .max
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
