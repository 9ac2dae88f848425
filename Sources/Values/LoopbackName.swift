/// The names of a machine for itself.
public enum LoopbackName {
    /// Whether `host`, in lower case, is such a name, with or without the dot of the root.
    public static func isOne(_ host: String) -> Bool { address(of: host) != nil }

    /// The address that `host` stands for, before any other; nil when it is no such name.
    public static func address(of host: String) -> IPAddress? { addresses(of: host).first }

    /// All addresses that `host`, in lower case, stands for; none when it is no such name. `localhost`
    /// and what ends in it do by RFC 6761 §6.3, the others by the `/etc/hosts` that Debian and Red Hat
    /// install.
    static func addresses(of host: String) -> [IPAddress] {
        let name = host.hasSuffix(".") ? host.dropLast() : host[...]
        let known = name.hasSuffix(".localhost") ? "localhost" : name
        return (written[String(known)] ?? []).compactMap { IPAddress($0) }
    }

    private static let written = [
        "localhost": ["127.0.0.1", "::1"],
        "localhost.localdomain": ["127.0.0.1", "::1"],
        "localhost4": ["127.0.0.1"],
        "localhost4.localdomain4": ["127.0.0.1"],
        "localhost6": ["::1"],
        "localhost6.localdomain6": ["::1"],
        "ip6-localhost": ["::1"],
        "ip6-loopback": ["::1"],
    ]
}
