internal import Curl
public import Politeness
public import Values

extension Schedule.Host {
    /// The server that a feed at `url` is paced by, as libcurl reads the address; nil when that is no http
    /// or https address.
    public init?(url: String, permit: AddressPermit) {
        guard let parts = try? URLParts(url), parts.scheme == "http" || parts.scheme == "https",
            !parts.host.isEmpty
        else { return nil }
        self.init(host: parts.host, port: parts.port, permit: permit)
    }
}
