/// The parts of an http address that tell who stands behind it, as hashes.
struct WebAddress {
    /// The host without `www.`, lower case.
    private let host: [UInt8]
    /// Whether anything but the site itself is named.
    let hasPath: Bool

    /// From an address, or from a bare host; nil when there is no host.
    init?(_ address: String) {
        let bytes = address.utf8Span.span
        func place(of byte: UInt8, in range: Range<Int>) -> Int? {
            range.first { bytes[$0] == byte }
        }
        var start = 0
        if let scheme = place(of: UInt8(ascii: ":"), in: bytes.indices), scheme + 2 < bytes.count,
            bytes[scheme + 1] == UInt8(ascii: "/"), bytes[scheme + 2] == UInt8(ascii: "/")
        {
            start = scheme + 3
        }
        var end = start
        while end < bytes.count, ![0x2f, 0x3f, 0x23].contains(bytes[end]) { end += 1 }
        hasPath = (end..<bytes.count).contains { bytes[$0] != UInt8(ascii: "/") }
        if let at = (start..<end).last(where: { bytes[$0] == UInt8(ascii: "@") }) { start = at + 1 }
        end = place(of: UInt8(ascii: ":"), in: start..<end) ?? end
        let host = Self.lowercased(bytes.extracting(start..<min(end, start + 255)))
        guard !host.isEmpty else { return nil }
        self.host = host
    }

    private static func lowercased(_ host: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(host.count)
        var isASCII = true
        for i in host.indices {
            isASCII = isASCII && host[i] < 0x80
            let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(host[i])
            bytes.append(isCapital ? host[i] | 0x20 : host[i])
        }
        if !isASCII {
            bytes.removeAll()
            for i in host.indices { bytes.append(host[i]) }
            var name = String(decoding: bytes, as: UTF8.self).lowercased()
            if name.hasPrefix("www.") { name.removeFirst(4) }
            return Array(name.utf8)
        }
        if bytes.starts(with: "www.".utf8) { bytes.removeFirst(4) }
        return bytes
    }

    /// The hash of the host.
    var hostHash: UInt64 { TermHash.of(host.span) }

    /// The hashes of the host and of every domain above it of two labels or more.
    var domains: [UInt64] {
        var hashes: [UInt64] = []
        var start = 0
        for i in host.indices where host[i] == UInt8(ascii: ".") {
            hashes.append(TermHash.of(host.span.extracting(start..<host.count)))
            start = i + 1
        }
        if hashes.isEmpty { hashes.append(hostHash) }
        return hashes
    }
}
