internal import CIDN2

/// Host names in letters beyond ASCII, and how the DNS knows them (RFC 5890, Unicode TS 46).
public enum InternationalName {
    /// `xn--bcher-kva.example` for `Bücher.example`; nil for what is no name.
    ///
    /// Some signs stand for several, and those need not be of a name: what the answer reads as, an address
    /// for one, is to be looked at again. It holds no other bytes than small letters, digits, hyphens,
    /// underscores and dots.
    public static func ascii(of host: String) -> String? {
        guard !host.utf8.contains(0) else { return nil }
        guard let name = lookup(host), !name.isEmpty, name.utf8.allSatisfy(isOfName) else {
            return nil
        }
        return name
    }

    private static func lookup(_ host: String) -> String? {
        guard let name = tidings_idn2_lookup(host) else { return nil }
        defer { tidings_idn2_free(name) }
        return String(cString: name)
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        byte &- 0x61 < 26 || byte &- 0x30 < 10 || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
    }
}
