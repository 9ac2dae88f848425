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
    /// What it may cost.
    public var limits: Limits
    /// The proxy's URL; empty: none, whatever the environment says.
    public var proxy = ""
    /// A file of the certificates (PEM) that are trusted in place of the system's; nil: those. The tests ask
    /// servers that no authority knows.
    var authorities: String?
    /// Asked before each connection to an address is opened or used again.
    public var admit: @Sendable (PeerAddress) -> Bool

    public init(
        url: String, hostKey: String, limits: Limits,
        admit: @escaping @Sendable (PeerAddress) -> Bool
    ) {
        self.url = url
        self.hostKey = hostKey
        self.limits = limits
        self.admit = admit
    }

    /// What one transfer may cost: who asks says all of it.
    public struct Limits: Sendable {
        /// The largest decoded body in bytes.
        public var decodedBytes: Int
        /// From the first connection to the last byte; 0 would be no limit to libcurl.
        public var totalMilliseconds: Int
        /// To connect, TLS included.
        public var connectMilliseconds: Int
        /// Fewer bytes a second than this, for `slowSeconds` in a row, end the transfer.
        public var slowBytesPerSecond: Int
        public var slowSeconds: Int

        public init(
            decodedBytes: Int, totalMilliseconds: Int, connectMilliseconds: Int,
            slowBytesPerSecond: Int, slowSeconds: Int
        ) {
            self.decodedBytes = decodedBytes
            self.totalMilliseconds = totalMilliseconds
            self.connectMilliseconds = connectMilliseconds
            self.slowBytesPerSecond = slowBytesPerSecond
            self.slowSeconds = slowSeconds
        }
    }
}
