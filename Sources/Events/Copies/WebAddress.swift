/// The parts of an http address that tell who stands behind it, as hashes.
struct WebAddress {
    /// The host without `www.`, lower case.
    let host: String
    /// Whether anything but the site itself is named.
    let hasPath: Bool

    /// From an address, or from a bare host; nil when there is no host.
    init?(_ address: String) {
        var bytes = Substring(address).utf8
        if let scheme = bytes.firstIndex(of: UInt8(ascii: ":")),
            bytes[scheme...].starts(with: "://".utf8)
        {
            bytes = bytes[bytes.index(scheme, offsetBy: 3)...]
        }
        let end = bytes.firstIndex { "/?#".utf8.contains($0) } ?? bytes.endIndex
        hasPath = bytes[end...].drop { $0 == UInt8(ascii: "/") }.isEmpty == false
        var host = bytes[..<end]
        if let at = host.lastIndex(of: UInt8(ascii: "@")) { host = host[host.index(after: at)...] }
        if let port = host.firstIndex(of: UInt8(ascii: ":")) { host = host[..<port] }
        var name = String(decoding: host.prefix(255), as: UTF8.self).lowercased()
        if name.hasPrefix("www.") { name.removeFirst(4) }
        guard !name.isEmpty else { return nil }
        self.host = name
    }

    /// The hashes of the host and of every domain above it of two labels or more.
    var domains: [UInt64] {
        var hashes: [UInt64] = []
        var rest = Substring(host)
        while let dot = rest.utf8.firstIndex(of: UInt8(ascii: ".")) {
            hashes.append(TermHash.of(rest.utf8))
            rest = rest[rest.utf8.index(after: dot)...]
        }
        if hashes.isEmpty { hashes.append(TermHash.of(host.utf8)) }
        return hashes
    }
}
