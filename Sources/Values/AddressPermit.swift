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

    /// Whether a feed with this permit may reach all that one with `other` may, so far as their
    /// rules tell: what a name leads to is not asked.
    public func includes(_ other: AddressPermit) -> Bool {
        switch (self, other) {
        case (.any, _), (_, .publicOnly): return true
        case (.publicOnly, _), (.rules, .any): return false
        case (.rules(let own), .rules(let others)):
            return others.allSatisfy { rule in
                if own.contains(rule) { return true }
                guard case .hostPort(let host, let port) = rule, let address = IPAddress(host)
                else { return false }
                return allows(address, host: host, port: port)
            }
        }
    }
}
