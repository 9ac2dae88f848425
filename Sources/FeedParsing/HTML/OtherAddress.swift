internal import Values

/// Addresses in HTML that are no absolute http(s) ones.
enum OtherAddress {
    /// Whether an address is absolute http(s) and already in the form that `WebURL` would give it:
    /// most are, and need not be taken apart.
    static func isNormal(_ address: [UInt8]) -> Bool {
        guard address.starts(with: "http".utf8), address.count < 2_048 else { return false }
        var index = address[4...].first == UInt8(ascii: "s") ? 5 : 4
        guard address[index...].starts(with: "://".utf8) else { return false }
        index += 3
        let host = index
        // Lower case without port, credentials or brackets, and a path behind.
        while index < address.count, isPlainHostByte(address[index]) { index += 1 }
        guard index > host, index < address.count, address[index] == UInt8(ascii: "/") else {
            return false
        }
        // A dot behind a slash may be a dot segment, `%2e` too.
        var isPath = true
        for (before, byte) in zip(address[index...], address[(index + 1)...]) {
            if byte <= 0x20 || byte >= 0x7f || byte == UInt8(ascii: "\"")
                || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
            {
                return false
            }
            if byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") { isPath = false }
            if isPath,
                byte == UInt8(ascii: "\\")
                    || before == UInt8(ascii: "/")
                        && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: "%"))
            {
                return false
            }
        }
        return true
    }

    private static func isPlainHostByte(_ byte: UInt8) -> Bool {
        byte.isASCIIDigit || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
            || (byte.isASCIILetter && byte == byte.asciiLowercased)
    }

    /// `reference` as an absolute http(s) address, or as it is when it is relative and there is no
    /// base; nil for every other scheme.
    static func link(_ reference: String, base: WebURL?) -> String? {
        if let url = WebURL(reference, relativeTo: base) { return url.string }
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
        var clean = address.filter { $0 >= 0x20 }[...]
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
