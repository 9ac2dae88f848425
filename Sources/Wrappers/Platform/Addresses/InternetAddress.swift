import Bytes
import Glibc

/// Internet addresses as text; the longer forms are read and written by the C runtime.
///
/// Only the strict forms of inet_pton: four decimal parts for IPv4 (no `127.1`, `0x7f.1` or
/// `2130706433`), RFC 4291 for IPv6, no zone.
public enum InternetAddress {
    /// The four bytes of a dotted-decimal IPv4 address as one number, 127.0.0.1 being 0x7f000001.
    public static func parseIPv4(_ text: String) -> UInt32? {
        var text = text
        return text.withUTF8 { parseIPv4($0) }
    }

    /// By hand, since names are asked as well, at each poll: most are none at their first byte.
    static func parseIPv4(_ text: UnsafeBufferPointer<UInt8>) -> UInt32? {
        var address: UInt32 = 0
        var part: UInt32 = 0
        var digits = 0
        var dots = 0
        for byte in text {
            if byte &- 0x30 < 10 {
                // No leading zero: to some readers it means octal.
                if digits > 0, part == 0 { return nil }
                part = part * 10 + UInt32(byte &- 0x30)
                digits += 1
                if part > 255 { return nil }
            } else {
                guard byte == UInt8(ascii: "."), digits > 0, dots < 3 else { return nil }
                address = address << 8 | part
                dots += 1
                (part, digits) = (0, 0)
            }
        }
        return dots == 3 && digits > 0 ? address << 8 | part : nil
    }

    /// The sixteen bytes of an IPv6 address, without brackets, as two numbers.
    public static func parseIPv6(_ text: String) -> (high: UInt64, low: UInt64)? {
        guard isPlausible(text), text.holds(UInt8(ascii: ":")) else { return nil }
        var address = in6_addr()
        guard inet_pton(AF_INET6, text, &address) == 1 else { return nil }
        return withUnsafeBytes(of: &address) { bytes in
            (
                UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
    }

    /// Dotted decimal.
    public static func format(v4 address: UInt32) -> String {
        "\(address >> 24).\(address >> 16 & 255).\(address >> 8 & 255).\(address & 255)"
    }

    /// The short form that inet_ntop writes, nearly RFC 5952: lower case, zeros compressed.
    public static func format(high: UInt64, low: UInt64) -> String {
        let halves = (high.bigEndian, low.bigEndian)
        return withUnsafeBytes(of: halves) { bytes in
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { text in
                let room = socklen_t(INET6_ADDRSTRLEN)
                guard inet_ntop(AF_INET6, bytes.baseAddress, text.baseAddress, room) != nil,
                    let start = text.baseAddress
                else { return "" }
                return String(cString: start)
            }
        }
    }

    /// C reads up to a NUL, so text that holds one would be read as another address.
    private static func isPlausible(_ text: String) -> Bool {
        text.utf8.count <= Int(INET6_ADDRSTRLEN) && !text.holds(0)
    }
}
