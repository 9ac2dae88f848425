/// An IP address as 16 bytes; IPv4 is held mapped, ::ffff:a.b.c.d.
public struct IPAddress: Hashable, Sendable {
    /// Network order.
    public let high: UInt64
    public let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// An IPv4 address from its four bytes as one number, 127.0.0.1 being 0x7f000001.
    public init(v4: UInt32) {
        high = 0
        low = 0xffff_0000_0000 | UInt64(v4)
    }
}
