/// The header fields of a response as they arrive, line by line.
///
/// A status line begins anew: of interim responses (1xx) and a proxy's answer nothing stays.
struct ResponseHead {
    /// More header bytes than this are not taken.
    static let limit = 256 << 10

    private(set) var fields: [(name: String, value: [UInt8])] = []
    private(set) var codings = ContentCodings()
    /// Whether its empty line has come.
    private(set) var isComplete = false
    private var size = 0

    /// False when there is too much of it.
    mutating func take(_ line: UnsafeRawBufferPointer) -> Bool {
        size += line.count
        guard size <= Self.limit else { return false }
        if line.starts(with: "HTTP/".utf8) {
            fields = []
            codings = ContentCodings()
            isComplete = false
            return true
        }
        let text = Self.trimmed(line[...])
        if let first = line.first, first == 0x20 || first == 0x09, let last = fields.indices.last {
            // An obsolete folded line continues the one before (RFC 9112 §5.2).
            if !text.isEmpty { fields[last].value += [0x20] + text }
            return true
        }
        // What trails behind the body is no part of the head (RFC 9110 §6.5.1).
        if text.isEmpty { isComplete = true }
        if isComplete { return true }
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return true }
        let name = String(decoding: text[..<colon], as: UTF8.self).lowercased()
        let value = Array(Self.trimmed(text[(colon + 1)...]))
        fields.append((name, value))
        if name == "content-encoding" || name == "transfer-encoding" {
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

    private static func trimmed(
        _ bytes: Slice<UnsafeRawBufferPointer>
    ) -> Slice<UnsafeRawBufferPointer> {
        var rest = bytes
        while let first = rest.first, isSpace(first) { rest.removeFirst() }
        while let last = rest.last, isSpace(last) { rest.removeLast() }
        return rest
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0d || byte == 0x0a
    }
}
