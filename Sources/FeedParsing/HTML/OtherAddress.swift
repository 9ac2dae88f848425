internal import Values

/// Addresses in HTML that are no absolute http(s) ones.
enum OtherAddress {
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
