/// The names of a machine for itself.
public enum LoopbackName {
    /// The address that `host`, in lower case and without a dot at its end, stands for; nil when it is no
    /// such name. `localhost` and what ends in it do by RFC 6761 §6.3, the others by the `/etc/hosts` that
    /// Debian and Red Hat install.
    public static func address(of host: String) -> IPAddress? {
        if host == "localhost" || host.hasSuffix(".localhost") { return IPAddress("127.0.0.1") }
        return addresses[host].flatMap { IPAddress($0) }
    }

    private static let addresses = [
        "localhost.localdomain": "127.0.0.1",
        "localhost4": "127.0.0.1",
        "localhost4.localdomain4": "127.0.0.1",
        "localhost6": "::1",
        "localhost6.localdomain6": "::1",
        "ip6-localhost": "::1",
        "ip6-loopback": "::1",
    ]
}
