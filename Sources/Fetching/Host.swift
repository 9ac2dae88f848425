internal import Curl
public import Politeness
public import Values

extension Schedule.Host {
    /// The server that a feed at `url` is paced by; nil when that is no http or https address.
    ///
    /// A public one is told by its name alone at the ports of http and https, and with or without
    /// `www.`: these are doors of one house, and who asks to be left alone at one means all. Any other
    /// port is a server of its own.
    ///
    /// It is local, and not paced, when its name says so or its reader does: `localhost` and its like, a
    /// literal address that is not public, or a host and port that a rule of `permit` names. What a
    /// name resolves to does not count, for a permit to connect anywhere makes no server one's own.
    public init?(url: String, permit: AddressPermit) {
        guard let parts = try? URLParts(url), parts.scheme == "http" || parts.scheme == "https",
            !parts.host.isEmpty
        else { return nil }
        let isLocal = Self.isLocal(host: parts.host, port: parts.port, permit: permit)
        let isUsual = !isLocal && (parts.port == 80 || parts.port == 443)
        self.init(
            name: isUsual ? Self.site(parts.host) : "\(parts.host):\(parts.port)",
            isLocal: isLocal)
    }

    /// A host without `www.` and the dot of the root.
    private static func site(_ host: String) -> String {
        var site = host[...]
        if site.hasSuffix(".") { site.removeLast() }
        if site.hasPrefix("www."), site.dropFirst(4).contains(".") { site.removeFirst(4) }
        return String(site)
    }

    private static func isLocal(host: String, port: Int, permit: AddressPermit) -> Bool {
        if LoopbackName.address(of: host) != nil { return true }
        if let address = IPAddress(host) { return !address.isPublic }
        guard case .rules(let rules) = permit else { return false }
        return rules.contains(.hostPort(host: host, port: port))
    }
}
