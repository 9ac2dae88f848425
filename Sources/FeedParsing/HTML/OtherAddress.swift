internal import Values

/// Addresses in HTML that are no absolute http(s) ones.
enum OtherAddress {
    /// Whether an address is absolute http(s) and already in the form that `WebURL` would give it:
    /// most are, and need not be taken apart.
    static func isNormal(_ address: borrowing Span<UInt8>) -> Bool {
        let count = address.count
        guard count > 8, count < 1_024, address[0] == UInt8(ascii: "h"),
            address[1] == UInt8(ascii: "t"), address[2] == UInt8(ascii: "t"),
            address[3] == UInt8(ascii: "p")
        else { return false }
        var index = address[4] == UInt8(ascii: "s") ? 5 : 4
        guard address[index] == UInt8(ascii: ":"), address[index + 1] == UInt8(ascii: "/"),
            address[index + 2] == UInt8(ascii: "/")
        else { return false }
        index += 3
        let host = index
        // Lower case without port, credentials or brackets, and a path behind. A host whose last
        // label begins with a digit may be an address of the network in some spelling.
        var label = host
        while index < count, isPlainHostByte(address[index]) {
            if address[index] == UInt8(ascii: ".") { label = index + 1 }
            index += 1
        }
        guard index < count, address[index] == UInt8(ascii: "/"), address[label].isASCIILetter
        else { return false }
        // A dot behind a slash may be a dot segment, `%2e` too.
        let isSpecial = Self.isSpecial
        var isPath = true
        for next in (index + 1)..<max(count, index + 1) where isSpecial[Int(address[next])] {
            switch address[next] {
            case UInt8(ascii: "."), UInt8(ascii: "%"):
                if isPath, address[next - 1] == UInt8(ascii: "/") { return false }
            case UInt8(ascii: "\\"):
                if isPath { return false }
            case UInt8(ascii: "?"), UInt8(ascii: "#"): isPath = false
            default: return false
            }
        }
        return true
    }

    /// By byte, whether it must be looked at behind the host: most need not be.
    private static let isSpecial: [Bool] = (UInt8.min...UInt8.max).map { byte in
        byte <= 0x20 || byte >= 0x7f || "\"<>.%\\?#".utf8.contains(byte)
    }

    private static func isPlainHostByte(_ byte: UInt8) -> Bool {
        byte.isASCIIDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
            || (byte.isASCIILetter && byte == byte.asciiLowercased)
    }

    /// Whether nothing but white space stands there. By the letter that is the address of the document
    /// itself (RFC 3986, 4.4); what feeds mean by it is that there is none.
    static func isBlank(_ reference: String) -> Bool {
        reference.utf8.allSatisfy { $0 <= 0x20 }
    }

    /// `reference` as an absolute http(s) address, or as it is when it is relative and there is no base; nil
    /// for every other scheme, and where there is nothing. Credentials are no part of what can be shown.
    static func link(
        _ reference: String, base: WebURL?, keepsCredentials: Bool = false
    ) -> String? {
        if isNormal(reference.utf8.span) { return reference }
        guard !isBlank(reference) else { return nil }
        if let url = WebURL(reference, relativeTo: base) {
            return (keepsCredentials ? url : url.withoutCredentials).string
        }
        guard base == nil,
            let relative = safe(Array(reference.utf8), isLink: false, hasBase: false),
            !relative.isEmpty
        else { return nil }
        return String(decoding: relative, as: UTF8.self)
    }

    /// The address when it may stay: `mailto:` in a link, a fragment, and where no base is known a
    /// relative reference; nil for everything that has an other scheme.
    static func safe(_ address: [UInt8], isLink: Bool, hasBase: Bool) -> [UInt8]? {
        // As browsers do before they look for the scheme.
        var clean = PlainText.clean(address).filter { $0 >= 0x20 }[...]
        clean = clean.drop { $0 == 0x20 }
        while clean.last == 0x20 { clean.removeLast() }
        guard let scheme = scheme(of: clean) else { return hasBase ? nil : Array(clean) }
        return isLink && scheme == "mailto" ? Array(clean) : nil
    }

    /// What stands before a colon that comes before every `/`, `?` and `#`, whether or not it is
    /// a scheme by the letter.
    private static func scheme(of address: ArraySlice<UInt8>) -> String? {
        for (offset, byte) in address.enumerated() {
            switch byte {
            case UInt8(ascii: ":"):
                return String(
                    decoding: address.prefix(offset).map(\.asciiLowercased), as: UTF8.self)
            case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): return nil
            default: continue
            }
        }
        return nil
    }
}
