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
    /// one of `/?#` may be a letter of the password. Its authority begins where browsers take it to, after any
    /// slashes or none.
    static func unreadable(url: String) -> String {
        let bytes = Array(url.utf8)
        let slashes = Array("/\\".utf8)
        let start =
            bytes[schemeEnd(bytes)...].firstIndex { !slashes.contains($0) } ?? bytes.endIndex
        let rest = bytes[start...]
        let authority = rest.prefix { !"/?#\\".utf8.contains($0) }
        let at = UInt8(ascii: "@")
        let mayGoOn = authority.contains(UInt8(ascii: ":"))
        guard let end = authority.lastIndex(of: at) ?? (mayGoOn ? rest.lastIndex(of: at) : nil)
        else { return text(url) }
        return text(
            String(decoding: bytes[..<start] + Array("...".utf8) + bytes[end...], as: UTF8.self))
    }

    /// Behind the colon of the scheme; 0 without one.
    private static func schemeEnd(_ bytes: [UInt8]) -> Int {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return 0 }
        let isScheme = bytes[..<colon].allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
        return isScheme ? colon + 1 : 0
    }

    private static let limit = 200
}
