extension WebURL {
    /// Whether the host says by itself that it is no part of the public internet.
    public var hasPrivateHost: Bool {
        LoopbackName.isOne(host) || IPAddress(host).map { !$0.isPublic } ?? false
    }
}

extension AddressPermit {
    /// Whether it lets the host of `url` be asked, as far as its name tells: one that is public is taken
    /// to lead to no private address.
    public func covers(_ url: WebURL) -> Bool {
        guard url.hasPrivateHost else { return true }
        if includes(AddressPermit(typed: url)) { return true }
        return LoopbackName.addresses(of: url.host).contains {
            allows($0, host: url.host, port: url.effectivePort)
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
