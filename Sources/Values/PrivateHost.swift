extension WebURL {
    /// Whether the host says by itself that it is no part of the public internet.
    public var hasPrivateHost: Bool {
        host == "localhost" || IPAddress(host).map { !$0.isPublic } ?? false
    }
}

extension AddressPermit {
    /// Whether it lets the host of `url` be asked, as far as its name tells: one that is public is taken
    /// to lead to no private address.
    public func covers(_ url: WebURL) -> Bool {
        guard url.hasPrivateHost else { return true }
        if includes(AddressPermit(typed: url)) { return true }
        // `localhost` stands for these addresses by RFC 6761 §6.3.
        return url.host == "localhost"
            && ["127.0.0.1", "::1"].contains { address in
                IPAddress(address).map {
                    allows($0, host: url.host, port: url.effectivePort)
                } ?? false
            }
    }

    /// A person who types a private address means it: its feed gets the permit for just that host and
    /// port.
    public init(typed url: WebURL) {
        self =
            url.hasPrivateHost
            ? .rules([.hostPort(host: url.host, port: url.effectivePort)]) : .publicOnly
    }
}
