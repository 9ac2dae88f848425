/// Text from outside as it may stand in an error: a redirect's target could steer a terminal.
enum Printable {
    /// `text` with all but printable ASCII as `?`, at most 200 bytes of it.
    static func text(_ text: String) -> String {
        var bytes = text.utf8.prefix(limit).map { $0 >= 0x20 && $0 < 0x7f ? $0 : 0x3f }
        if text.utf8.count > limit { bytes += "...".utf8 }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The same of an address that cannot be read, with `...` for what may be its user and password: what
    /// stands before the last `@` of its authority (RFC 3986 §3.2), or of all where a colon comes before it and
    /// one of `/?#` may be a letter of the password.
    static func unreadable(url: String) -> String {
        let bytes = Array(url.utf8)
        let slash = UInt8(ascii: "/")
        guard
            let start = bytes.indices.first(where: { bytes[$0...].starts(with: [slash, slash]) })
                .map({ $0 + 2 })
        else { return text(url) }
        let rest = bytes[start...]
        let authority = rest.prefix { !"/?#\\".utf8.contains($0) }
        let at = UInt8(ascii: "@")
        let mayGoOn = authority.contains(UInt8(ascii: ":"))
        guard let end = authority.lastIndex(of: at) ?? (mayGoOn ? rest.lastIndex(of: at) : nil)
        else { return text(url) }
        return text(
            String(decoding: bytes[..<start] + Array("...".utf8) + bytes[end...], as: UTF8.self))
    }

    private static let limit = 200
}
