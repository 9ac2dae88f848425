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
}

/// One line of `allow_private`: a block of addresses, or one host and port.
public enum AddressRule: Hashable, Sendable {
    /// `10.1.0.0/16`, `fd00::/8`, or a single address: a network as 16 bytes (IPv4 mapped into
    /// ::ffff:0:0/96) and the count of leading bits that must agree, 0–128.
    case block(network: IPAddress, prefixLength: Int)
    /// `localhost:8080`, `[::1]:8080`: the host as it stands in the URL, lower case without
    /// brackets, and the port.
    case hostPort(host: String, port: Int)
}
