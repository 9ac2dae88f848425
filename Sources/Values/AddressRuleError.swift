/// Why a text is not a rule of `allow_private`.
public enum AddressRuleError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Neither an address, a block nor host:port.
    case unreadable(String)
    /// What stands before the slash is no address.
    case notAnAddress(String)
    /// The number behind the slash is not from 0 to `bits`.
    case badPrefixLength(String, bits: Int)
    /// The address has bits set behind its prefix; `meant` is the block that holds it.
    case bitsBehindPrefix(String, meant: String)
    /// A host without a port.
    case noPort(String)
    /// The port is not from 1 to 65535.
    case badPort(String)

    /// What is wrong and what to write instead.
    public var description: String { "\(found); expected \(expected)" }

    /// What is wrong, in the middle of a sentence.
    public var found: String {
        switch self {
        case .unreadable(let text): "\"\(text)\""
        case .notAnAddress(let text): "\"\(text)\" before the slash"
        case .badPrefixLength(let text, _): "prefix length \"\(text)\""
        case .bitsBehindPrefix(let text, _): "\"\(text)\" with bits set behind its prefix"
        case .noPort(let host): "\"\(host)\" without a port"
        case .badPort(let text): "port \"\(text)\""
        }
    }

    /// What to write instead, in the middle of a sentence.
    public var expected: String {
        switch self {
        case .unreadable:
            "an address, a block like 10.0.0.0/8 or host:port like \"localhost:8080\""
        case .notAnAddress: "an IP address"
        case .badPrefixLength(_, let bits): "a number from 0 to \(bits)"
        case .bitsBehindPrefix(_, let meant): "\(meant)"
        case .noPort(let host): "host:port like \"\(host):80\""
        case .badPort: "a number from 1 to 65535"
        }
    }
}
