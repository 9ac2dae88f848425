/// One HTTP GET without redirects.
public struct TransferRequest: Sendable {
    public var url: String
    /// Transfers of one key share the places of one host.
    public var hostKey: String
    /// Whether the host is written as an address, which needs no resolver.
    public var isAddress = false
    /// Whole lines, `Name: value`, without CR, LF and NUL; sent as they are.
    public var headerLines: [[UInt8]] = []
    /// `user:password`, without NUL.
    public var userPassword: [UInt8]?
    public var userAgent = ""
    /// The largest decoded body in bytes.
    public var decodedLimit = 64 << 20
    public var totalMilliseconds = 60_000
    public var connectMilliseconds = 15_000
    public var slowBytesPerSecond = 100
    public var slowSeconds = 20
    /// The proxy's URL; empty: none, whatever the environment says.
    public var proxy = ""
    /// A file of the certificates (PEM) that are trusted in place of the system's; nil: those. The tests ask
    /// servers that no authority knows.
    var authorities: String?
    /// Asked before each connection to an address is opened or used again.
    public var admit: @Sendable (PeerAddress) -> Bool

    public init(url: String, hostKey: String, admit: @escaping @Sendable (PeerAddress) -> Bool) {
        self.url = url
        self.hostKey = hostKey
        self.admit = admit
    }
}
