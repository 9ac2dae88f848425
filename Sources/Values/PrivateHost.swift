extension WebURL {
    /// Whether the host says by itself that it is no part of the public internet.
    public var hasPrivateHost: Bool {
        host == "localhost" || IPAddress(host).map { !$0.isPublic } ?? false
    }
}

extension AddressPermit {
    /// A person who types a private address means it: its feed gets the permit for just that host and
    /// port.
    public init(typed url: WebURL) {
        self =
            url.hasPrivateHost
            ? .rules([.hostPort(host: url.host, port: url.effectivePort)]) : .publicOnly
    }
}
