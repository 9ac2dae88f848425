/// Which addresses that are not of the public internet a feed may be fetched from.
///
/// Loopback, private, link-local and other special addresses are refused unless a permit names
/// them: a feed or a redirect must not reach what only this machine can (SSRF).
public enum AddressPermit: Hashable, Sendable {
    /// Public addresses only.
    case publicOnly
    /// Any address.
    case any
    /// Public addresses, and those that a rule names.
    case rules([AddressRule])

    /// Whether a connection to `address` may be opened for a URL with this host (brackets or not,
    /// any case) and port.
    ///
    /// To be asked of the address that is about to be connected to, at each connection: what a name
    /// resolved to a moment ago says nothing (DNS rebinding).
    public func allows(_ address: IPAddress, host: String, port: Int) -> Bool {
        switch self {
        case .publicOnly: return address.isPublic
        case .any: return true
        case .rules(let rules):
            if address.isPublic { return true }
            for rule in rules where rule.covers(address, host: host, port: port) { return true }
            return false
        }
    }
}
