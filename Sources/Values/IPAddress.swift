internal import Platform

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

    /// Reads dotted-decimal IPv4 or IPv6 without brackets and zone; nil for all else, also for the
    /// odd forms that C resolvers take for IPv4 (`127.1`, `0x7f000001`).
    public init?(_ text: String) {
        if let v4 = InternetAddress.parseIPv4(text) {
            self.init(v4: v4)
        } else if let v6 = InternetAddress.parseIPv6(text) {
            self.init(high: v6.high, low: v6.low)
        } else {
            return nil
        }
    }

    /// The IPv4 address, when this is one (mapped).
    public var v4: UInt32? {
        high == 0 && low >> 32 == 0xffff ? UInt32(truncatingIfNeeded: low) : nil
    }

    /// Whether the first `prefixLength` bits (0–128) agree with those of `network`.
    public func isIn(network: IPAddress, prefixLength: Int) -> Bool {
        let highBits = min(max(prefixLength, 0), 64)
        let lowBits = min(max(prefixLength - 64, 0), 64)
        return (high ^ network.high) & IPAddress.mask(highBits) == 0
            && (low ^ network.low) & IPAddress.mask(lowBits) == 0
    }

    /// This address with all but its first `prefixLength` bits (0–128) zero.
    public func masked(to prefixLength: Int) -> IPAddress {
        IPAddress(
            high: high & IPAddress.mask(min(max(prefixLength, 0), 64)),
            low: low & IPAddress.mask(min(max(prefixLength - 64, 0), 64)))
    }

    private static func mask(_ bits: Int) -> UInt64 {
        bits == 0 ? 0 : ~0 << UInt64(64 - bits)
    }
}

extension IPAddress: CustomStringConvertible {
    /// Dotted decimal for IPv4, else the short form of IPv6, without brackets.
    public var description: String {
        if let v4 {
            InternetAddress.format(v4: v4)
        } else {
            InternetAddress.format(high: high, low: low)
        }
    }
}
