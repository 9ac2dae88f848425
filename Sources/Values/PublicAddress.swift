extension IPAddress {
    /// Whether the address belongs to the public internet: globally reachable unicast by the
    /// special-purpose registries of IANA (RFC 6890), and, where an IPv6 form carries an IPv4
    /// address that a translator or tunnel would deliver to, that one too.
    ///
    /// What is not known to be public is not: of IPv6 only 2000::/3 is handed out.
    public var isPublic: Bool {
        if let v4 { return IPAddress.isPublic(v4: v4) }
        let inner = UInt32(truncatingIfNeeded: low)
        switch (high, low >> 32) {
        case (0, 0),  // ::/96, IPv4-compatible (RFC 4291); holds :: and ::1
            (0, 0xffff_0000),  // ::ffff:0:0:0/96, translated (RFC 2765)
            (0x0064_ff9b_0000_0000, 0):  // 64:ff9b::/96, NAT64 (RFC 6052)
            return IPAddress.isPublic(v4: inner)
        default:
            break
        }
        if high >> 48 == 0x2002 {  // 2002::/16, 6to4 (RFC 3056)
            return IPAddress.isPublic(v4: UInt32(truncatingIfNeeded: high >> 16))
        }
        if high >> 32 == 0x2001_0000 {  // 2001::/32, Teredo (RFC 4380): server, inverted client
            return IPAddress.isPublic(v4: UInt32(truncatingIfNeeded: high))
                && IPAddress.isPublic(v4: ~inner)
        }
        guard high >> 61 == 0b001 else { return false }
        for block in IPAddress.specialGlobalUnicast where high >> block.shift == block.prefix {
            return false
        }
        return true
    }

    /// The special blocks within 2000::/3, each as its leading bits and how far `high` is to be
    /// shifted right to get at them.
    ///
    /// What lies outside 2000::/3 needs no line: ::1, 64:ff9b:1::/48 (NAT64 for local use, where
    /// the place of the inner address is the operator's secret), 100::/64, 5f00::/16, fc00::/7,
    /// fe80::/10, fec0::/10, ff00::/8.
    private static let specialGlobalUnicast: [(prefix: UInt64, shift: UInt64)] = [
        (0x2001_0002_0000, 16),  // 2001:2::/48, benchmarks (RFC 5180)
        (0x2001_001, 36),  // 2001:10::/28, ORCHID (RFC 4843)
        (0x2001_002, 36),  // 2001:20::/28, ORCHIDv2 (RFC 7343)
        (0x2001_0db8, 32),  // documentation (RFC 3849)
        (0x3fff_0, 44),  // 3fff::/20, documentation (RFC 9637)
    ]

    private static func isPublic(v4 address: UInt32) -> Bool {
        for block in specialIPv4 where address >> block.shift == block.prefix { return false }
        return true
    }

    /// The IPv4 blocks that are not globally reachable, as leading bits and shift.
    private static let specialIPv4: [(prefix: UInt32, shift: UInt32)] = [
        (0, 24),  // 0/8, this network
        (10, 24),  // private
        (0x6440 >> 6, 22),  // 100.64/10, carrier-grade NAT (RFC 6598)
        (127, 24),  // loopback
        (0xa9fe, 16),  // 169.254/16, link-local
        (0xac10 >> 4, 20),  // 172.16/12, private
        (0xc0_0000, 8),  // 192.0.0/24, IETF protocols
        (0xc0_0002, 8),  // 192.0.2/24, documentation
        (0xc0a8, 16),  // 192.168/16, private
        (0xc612 >> 1, 17),  // 198.18/15, benchmarks
        (0xc6_3364, 8),  // 198.51.100/24, documentation
        (0xcb_0071, 8),  // 203.0.113/24, documentation
        (0b111, 29),  // 224/3, multicast, reserved, broadcast
    ]
}
