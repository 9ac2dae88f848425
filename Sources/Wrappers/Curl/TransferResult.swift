public import Platform

/// What one transfer brought.
public struct TransferResult: Sendable {
    public var status = 0
    /// Header fields of the response, names in lower case, values byte for byte without the white
    /// space around them.
    public var fields: [(name: String, value: [UInt8])] = []
    /// Decoded.
    public var body = HeldBytes.memory([])
    /// Header and body bytes received, before decoding.
    public var bytesReceived: Int64 = 0
    /// From the start of the transfer to its last byte, without the wait for its turn.
    public var microseconds: Int64 = 0
    /// The address that answered.
    public var peer: PeerAddress?

    /// The first field of that name (in lower case).
    public func first(_ name: String) -> [UInt8]? {
        fields.first { $0.name == name }?.value
    }

    /// What a redirect gives as the place to go to, as it came; nil when there is nothing.
    public var location: [UInt8]? {
        fields.first { $0.name == "location" && !$0.value.isEmpty }?.value
    }

    /// All fields of that name joined by `, ` (RFC 9110 §5.3).
    public func joined(_ name: String) -> [UInt8]? {
        let values = fields.filter { $0.name == name }.map(\.value)
        return values.isEmpty ? nil : Array(values.joined(separator: [0x2c, 0x20]))
    }
}

/// Why a transfer brought nothing.
public enum TransferError: Error, Hashable, Sendable {
    /// `admit` said no.
    case refused(PeerAddress)
    /// The decoded body passed its limit.
    case tooLarge
    /// More came over the wire than a document of the largest size needs.
    case tooMuchSent(limit: Int)
    case headersTooLarge
    case invalidURL(String)
    case resolve(String)
    /// Nobody was reached; `besides` is an address of the name that `admit` said no to, if there is one.
    case connect(String, besides: PeerAddress?)
    case tls(String)
    case timeout(connected: Bool)
    case tooSlow
    /// The body ended early or cannot be decoded.
    case damagedBody(String)
    case protocolError(String)
    /// This machine lacks what a transfer takes, whoever the server is.
    case local(String)
    case cancelled
    /// Anything else: libcurl's own code and words.
    case other(code: Int32, String)
}
