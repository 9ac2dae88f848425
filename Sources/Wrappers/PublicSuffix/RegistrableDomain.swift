internal import CPSL

/// The part of a host name that somebody registered: `bbc.co.uk` of `feeds.bbc.co.uk`.
public enum RegistrableDomain {
    /// One label below the longest public suffix that libpsl's built-in list knows, in lower case.
    ///
    /// International names are read and answered in the form in which they are given, letters or
    /// `xn--`. A name whose last label is in no list counts as one label below that (the list's
    /// rule `*`). Nil for a public suffix itself, an IP address and what is no host name.
    public static func of(host: String) -> String? {
        guard !host.isEmpty, host.utf8.count <= 1_024, !isAddress(host),
            let lower = lowercased(host)
        else { return nil }
        return lower.withCString { text in
            tidings_psl_registrable_domain(text).map { String(cString: $0) }
        }
    }

    /// libpsl's list is in lower case, its international names in normalized letters.
    private static func lowercased(_ host: String) -> String? {
        var host = host
        while host.utf8.last == UInt8(ascii: ".") { host.removeLast() }
        let (isPlain, holdsZero) = host.withUTF8 { bytes in
            (bytes.allSatisfy { $0 < 0x80 && $0 &- 0x41 >= 26 }, bytes.contains(0))
        }
        if holdsZero { return nil }
        // Whoever asks has most hosts in lower case.
        if isPlain { return host }
        guard let lower = tidings_psl_lowercase(host) else { return nil }
        defer { tidings_psl_free(lower) }
        return String(cString: lower)
    }

    /// Whether the host is an address, which has no domain: IPv6 by its colons, IPv4 by a last
    /// label of digits, which no top-level domain is.
    private static func isAddress(_ host: String) -> Bool {
        var isNumber = true
        var beginsLabel = true
        var host = host
        return host.withUTF8 { bytes in
            for byte in bytes {
                switch byte {
                case UInt8(ascii: ":"): return true
                case UInt8(ascii: "."): beginsLabel = true
                default:
                    isNumber = (isNumber || beginsLabel) && byte &- 0x30 < 10
                    beginsLabel = false
                }
            }
            return isNumber
        }
    }
}
