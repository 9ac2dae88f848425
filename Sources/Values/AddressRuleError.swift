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

    /// What is wrong and what to write instead, in the middle of a sentence.
    public var description: String {
        switch self {
        case .unreadable(let text):
            "\"\(text)\" is no address, block (10.0.0.0/8) or host:port (localhost:8080)"
        case .notAnAddress(let text):
            "\"\(text)\" is no IP address"
        case .badPrefixLength(let text, let bits):
            "\"\(text)\" is no prefix length; expected a number from 0 to \(bits)"
        case .bitsBehindPrefix(let text, let meant):
            "\"\(text)\" has bits set behind its prefix; the block is \"\(meant)\""
        case .noPort(let host):
            "\"\(host)\" has no port; write for example \"\(host):80\""
        case .badPort(let text):
            "\"\(text)\" is no port; expected a number from 1 to 65535"
        }
    }
}
