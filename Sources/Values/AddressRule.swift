/// One line of `allow_private`: a block of addresses, or one host and port.
public enum AddressRule: Hashable, Sendable {
    /// `10.1.0.0/16`, `fd00::/8`, or a single address: a network as 16 bytes (IPv4 mapped into
    /// ::ffff:0:0/96) and the count of leading bits that must agree, 0–128.
    case block(network: IPAddress, prefixLength: Int)
    /// `localhost:8080`, `[::1]:8080`: the host as it stands in the URL, lower case without
    /// brackets, and the port.
    case hostPort(host: String, port: Int)

    /// Reads a rule as a person writes it: an address, a block in CIDR form (RFC 4632) without
    /// bits set behind its prefix, or `host:port`, an IPv6 host in brackets.
    public init(parsing text: String) throws(AddressRuleError) {
        guard !text.isEmpty, text.utf8.count <= AddressRule.lengthLimit else {
            throw AddressRuleError.unreadable(String(text.prefix(AddressRule.lengthLimit)))
        }
        if let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) {
            self = try AddressRule.block(
                parsing: text, address: String(text[..<slash]),
                length: text[text.index(after: slash)...])
        } else if let address = IPAddress(text) {
            self = .block(network: address, prefixLength: 128)
        } else {
            self = try AddressRule.hostPort(parsing: text)
        }
    }

    /// Whether the rule names this address, or the host and port of the URL.
    func covers(_ address: IPAddress, host: String, port: Int) -> Bool {
        switch self {
        case .block(let network, let length):
            return address.isIn(network: network, prefixLength: length)
        case .hostPort(let ownHost, let ownPort):
            guard port == ownPort else { return false }
            let plain = AddressRule.plainHost(host)
            if plain == ownHost { return true }
            // [::1] and [0:0:0:0:0:0:0:1] are one host.
            guard let one = IPAddress(plain), let other = IPAddress(ownHost) else { return false }
            return one == other
        }
    }

    /// A host name has at most 253 bytes; brackets, colon and port come on top.
    private static let lengthLimit = 300

    private static func block(
        parsing text: String, address: String, length: Substring
    ) throws(AddressRuleError) -> AddressRule {
        guard let network = IPAddress(address) else { throw .notAnAddress(address) }
        // By how it is written: ::ffff:10.0.0.0/104 counts all 128 bits.
        let bits = address.utf8.contains(UInt8(ascii: ":")) ? 128 : 32
        guard let written = decimal(length, upTo: bits) else {
            throw .badPrefixLength(String(length), bits: bits)
        }
        let prefixLength = 128 - bits + written
        let masked = network.masked(to: prefixLength)
        guard masked == network else {
            throw .bitsBehindPrefix(text, meant: "\(masked)/\(written)")
        }
        return .block(network: network, prefixLength: prefixLength)
    }

    private static func hostPort(parsing text: String) throws(AddressRuleError) -> AddressRule {
        guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")) else {
            throw isHost(text) ? .noPort(text) : .unreadable(text)
        }
        let written = text[..<colon]
        let bracketed = written.utf8.first == UInt8(ascii: "[")
        let host = plainHost(String(written))
        if bracketed {
            guard IPAddress(host) != nil, written.utf8.last == UInt8(ascii: "]") else {
                throw .unreadable(text)
            }
        } else {
            guard isHost(host) else { throw .unreadable(text) }
        }
        let portText = text[text.index(after: colon)...]
        guard let port = decimal(portText, upTo: 65_535), port > 0 else {
            throw .badPort(String(portText))
        }
        return .hostPort(host: host, port: port)
    }

    private static func plainHost(_ host: String) -> String {
        var bytes = Array(host.utf8)
        if bytes.first == UInt8(ascii: "["), bytes.last == UInt8(ascii: "]"), bytes.count > 2 {
            bytes = Array(bytes[1..<(bytes.count - 1)])
        }
        for index in bytes.indices
        where (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(bytes[index]) {
            bytes[index] |= 0x20
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A host name in ASCII (an international one in its xn-- form) or an IPv4 address.
    private static func isHost(_ text: String) -> Bool {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"):
                continue
            default: return false
            }
        }
        return !text.isEmpty && text.utf8.count <= 253
    }

    /// A number in plain decimal digits, at most five of them.
    private static func decimal(_ text: Substring, upTo limit: Int) -> Int? {
        guard (1...5).contains(text.utf8.count) else { return nil }
        var number = 0
        for byte in text.utf8 {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return number <= limit ? number : nil
    }
}

extension AddressRule: CustomStringConvertible {
    /// The rule in the form in which it is read.
    public var description: String {
        switch self {
        case .block(let network, 128):
            return network.description
        case .block(let network, let length):
            return "\(network)/\(network.v4 == nil ? length : max(0, length - 96))"
        case .hostPort(let host, let port):
            return host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
        }
    }
}
