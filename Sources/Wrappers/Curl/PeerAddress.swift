import Bytes
import Glibc
import Platform

/// Where a connection goes: sixteen bytes in network order, IPv4 mapped into ::ffff:0:0/96.
public struct PeerAddress: Hashable, Sendable {
    public let high: UInt64
    public let low: UInt64
    public let port: Int

    public init(high: UInt64, low: UInt64, port: Int) {
        self.high = high
        self.low = low
        self.port = port
    }

    init(v4: UInt32, port: Int) {
        self.init(high: 0, low: 0xffff_0000_0000 | UInt64(v4), port: port)
    }

    /// Nil for an address of another family than IPv4 and IPv6.
    init?(_ address: UnsafePointer<sockaddr>) {
        let raw = UnsafeRawPointer(address)
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            let inet = raw.loadUnaligned(as: sockaddr_in.self)
            self.init(
                v4: UInt32(bigEndian: inet.sin_addr.s_addr),
                port: Int(UInt16(bigEndian: inet.sin_port)))
        case AF_INET6:
            let inet = raw.loadUnaligned(as: sockaddr_in6.self)
            let port = Int(UInt16(bigEndian: inet.sin6_port))
            let (high, low) = withUnsafeBytes(of: inet.sin6_addr) { bytes in
                (
                    UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                    UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
                )
            }
            self.init(high: high, low: low, port: port)
        default:
            return nil
        }
    }

    /// From libcurl's text of an address; a zone (`%eth0`) is left out.
    init?(parsing text: String, port: Int) {
        let zone = text.holds(UInt8(ascii: "%"))
        let address = zone ? String(text.prefix { $0 != "%" }) : text
        if let v4 = InternetAddress.parseIPv4(address) {
            self.init(v4: v4, port: port)
        } else if let (high, low) = InternetAddress.parseIPv6(address) {
            self.init(high: high, low: low, port: port)
        } else {
            return nil
        }
    }
}
