public import Politeness
internal import Values

/// Why no answer came, or why it was not taken.
public indirect enum FetchError: Error, Hashable, Sendable {
    /// The address is not one that can be asked; `isLed`: a redirect names it.
    case invalidURL(String, reason: String, isLed: Bool = false)
    /// The address or a redirect names a scheme other than http and https.
    case schemeRefused(scheme: String, url: String, isLed: Bool = false)
    /// A request header of the feed has a character that a header cannot hold.
    case headerRefused(name: String)
    /// The name has no address, or the resolver did not answer.
    case resolve(host: String)
    /// No connection, or it broke off before an answer.
    case connect(host: String, port: Int, reason: String)
    /// The proxy was not reached, or did not connect to the host.
    case proxy(String, host: String, reason: String)
    /// The certificate does not hold, or the handshake failed.
    case tls(host: String, reason: String)
    case timeout(Timeout)
    /// The body is larger than `limit` bytes once decoded.
    case tooLarge(limit: Int)
    /// More than `limit` bytes came over the wire for it, whatever they decode to.
    case tooMuchSent(limit: Int)
    /// The host is, or resolves to, an address that the feed may not reach; `isLed`: a redirect names it.
    case addressRefused(address: String, host: String, port: Int, isLed: Bool = false)
    case tooManyRedirects(limit: Int, last: String)
    /// Redirects lead from each of these addresses to the next, and from the last one to the first.
    case redirectLoop([String])
    /// A redirect led to a host that asked to be left alone until then, and it was not asked.
    case hostPaused(HostPause)
    /// A redirect led to a host that is asked as often as is decent, and it was not asked.
    case hostBusy(HostPause)
    /// The body ended before its announced end, or could not be decoded.
    case damagedBody(reason: String)
    /// The server does not speak HTTP as it should.
    case protocolError(reason: String)
    /// This machine lacks what the fetch takes: descriptors, or room for a large document.
    case local(reason: String)
    /// The fetch was cancelled, or the fetcher stopped.
    case cancelled
    /// One of the others, behind redirects that asked to wait: what their `Retry-After` said.
    case led(FetchError, retryAfter: [String])

    /// Which deadline passed.
    public enum Timeout: Hashable, Sendable {
        /// No connection after so many seconds.
        case connect(seconds: Int)
        /// Not done after so many seconds.
        case total(seconds: Int)
        /// Fewer bytes a second than this for so many seconds.
        case tooSlow(bytesPerSecond: Int, seconds: Int)
    }
}

extension FetchError {
    /// What happened, whatever redirects before it asked for.
    public var cause: FetchError {
        if case .led(let error, _) = self { error } else { self }
    }

    /// The `Retry-After` of redirects before it.
    public var redirectRetryAfter: [String] {
        if case .led(_, let asked) = self { asked } else { [] }
    }
}

extension FetchError: CustomStringConvertible {
    /// What happened and, where a person can do something, what.
    public var description: String {
        switch self {
        case .invalidURL(let url, let reason, let isLed):
            Self.way(isLed) + "\(url) is not a web address: \(reason)"
        case .schemeRefused(let scheme, let url, let isLed):
            Self.way(isLed) + "\(url) is refused: only http and https are fetched, not \(scheme)"
        case .headerRefused(let name):
            "the request header \(name) has a line break or another character that it cannot have"
        case .resolve(let host):
            "the name \(host) has no address; check its spelling and the resolver"
        case .connect(let host, let port, let reason):
            "no connection to \(host):\(port): \(reason)"
        case .proxy(let proxy, let host, let reason):
            "no connection to \(host) through the proxy \(proxy): \(reason)"
        case .tls(let host, let reason):
            "no secure connection to \(host): \(reason)"
        case .timeout(.connect(let seconds)):
            "no connection within \(seconds) s"
        case .timeout(.total(let seconds)):
            "no complete answer within \(seconds) s"
        case .timeout(.tooSlow(let bytes, let seconds)):
            "slower than \(bytes) bytes a second for \(seconds) s"
        case .tooLarge(let limit):
            "the document is larger than \(Self.size(limit)) once decoded; max_size allows more"
        case .tooMuchSent(let limit):
            "the server sends more than \(Self.size(limit)) for a document, whatever it decodes to; max_size allows more"
        case .addressRefused(let address, let host, let port, let isLed):
            Self.way(isLed) + Self.refusal(address: address, host: host, port: port)
        case .tooManyRedirects(let limit, let last):
            "more than \(limit) redirects, the last one to \(last)"
        case .redirectLoop(let addresses) where addresses.count == 1:
            "\(addresses[0]) redirects to itself"
        case .redirectLoop(let addresses):
            "redirects in a circle: "
                + (addresses + addresses.prefix(1)).joined(separator: " -> ")
        case .hostPaused(let pause):
            "a redirect leads to \(Printable.text(pause.host.name)), which asked to be left alone"
                + " until \(pause.until.rfc3339)"
        case .hostBusy(let pause):
            "a redirect leads to \(Printable.text(pause.host.name)), where other feeds are being polled"
        case .damagedBody(let reason):
            "the document arrived damaged: \(reason)"
        case .protocolError(let reason):
            "the server broke the rules of HTTP: \(reason)"
        case .local(let reason):
            "this machine lacks what the fetch takes: \(reason)"
        case .cancelled:
            "cancelled"
        case .led(let error, _):
            error.description
        }
    }

    private static func way(_ isLed: Bool) -> String { isLed ? "behind a redirect: " : "" }

    /// `10 KiB`, `64 MiB`: what limits mostly are, in the largest unit that tells them whole.
    private static func size(_ bytes: Int) -> String {
        for (shift, unit) in [(20, "MiB"), (10, "KiB")] where bytes >= 1 << shift {
            if bytes & (1 << shift - 1) == 0 { return "\(bytes >> shift) \(unit)" }
        }
        return "\(bytes) bytes"
    }

    /// That `address`, which `host` is or resolves to, may not be asked, and how to allow it.
    static func refusal(address: String, host: String, port: Int) -> String {
        let named = host == address ? address : "\(host) is \(address), which"
        let rule = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]:\(port)" : "\(host):\(port)"
        // In quotes, as YAML wants what begins with a bracket.
        return "\(named) is a private address; write"
            + " allow_private: [\"\(rule)\"] at this feed to allow it"
    }
}
