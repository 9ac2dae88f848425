public import Politeness
public import Values

/// One GET of a feed, with what is known of the last one.
public struct FetchRequest: Sendable {
    /// The feed's address, absolute http or https.
    public var url: String
    /// Where to begin instead: an address that `url` redirects to for good
    /// (`PollState.address`). Headers and credentials stay with the origin of `url`.
    public var startURL: String?
    /// What the last good answer gave to recognise an unchanged document by; sent back byte for
    /// byte, and only to the address that gave it (see `Validators.url`).
    public var validators: Validators
    /// Headers of this feed's own. One with a line break or NUL makes the fetch fail
    /// (`FetchError.headerRefused`); a redirect to another host, port or scheme carries none.
    public var headers: [(name: String, value: String)]
    /// Whom the owners of servers may turn to; nil: whom the fetcher names, if anybody.
    public var contact: Contact?
    /// `user:password` for HTTP basic authentication; never sent to another host, port or scheme.
    public var basicAuth: BasicCredential?
    /// Which addresses that are not public may be connected to.
    public var permit: AddressPermit
    public var limits: FetchLimits
    /// Asked before a redirect to another host is followed, which may take a moment; nil: each is. The
    /// host that is asked first is the schedule's matter.
    public var admission: (@Sendable (Schedule.Host) async -> Admission)?
    /// The proxy to ask through, for all hops: an address of the scheme http, https or socks5h.
    ///
    /// Names are resolved by the proxy: the address guard then sees only what stands in a URL.
    public var proxy: String?

    public init(
        url: String, validators: Validators = Validators(),
        headers: [(name: String, value: String)] = [], basicAuth: BasicCredential? = nil,
        permit: AddressPermit = .publicOnly, limits: FetchLimits = FetchLimits()
    ) {
        self.url = url
        self.validators = validators
        self.headers = headers
        self.basicAuth = basicAuth
        self.permit = permit
        self.limits = limits
    }
}

/// Whether a redirect to another host may be followed.
public enum Admission: Hashable, Sendable {
    case open
    /// The host asked to be left alone until then: the fetch ends (`FetchError.hostPaused`).
    case paused(until: Timestamp)
    /// Others are being polled there; it may be tried again then (`FetchError.hostBusy`).
    case busy(until: Timestamp)
}

/// `user:password` of HTTP basic authentication, which no log or error text can show.
public struct BasicCredential: Sendable, CustomStringConvertible, CustomDebugStringConvertible,
    CustomReflectable
{
    let bytes: [UInt8]

    /// `bytes` is `user:password`, the user without a colon.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    public var description: String { "(secret)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// What one fetch may cost, its redirects included.
public struct FetchLimits: Hashable, Sendable {
    /// The largest body after decoding, in bytes: a bomb is cut while it is being decoded.
    public var decodedBytes = 64 << 20
    /// Seconds for everything, from the first connection to the last byte.
    public var total = 60
    /// Seconds to connect, TLS included.
    public var connect = 15
    /// Fewer bytes a second than this, for `slowSeconds` in a row, end the fetch.
    public var slowBytes = 100
    public var slowSeconds = 20
    /// How many redirects are followed.
    public var redirects = 5

    public init() {}
}
