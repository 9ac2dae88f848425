/// Header lines of a request, as bytes.
enum RequestLine {
    /// All formats that are read, and whatever else a server may want to call them.
    static let accept = Array(
        ("Accept: application/atom+xml, application/rss+xml, application/rdf+xml, "
            + "application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.8").utf8)

    /// Asks for the entries that the version named in `If-None-Match` does not have.
    static let entriesAlone = Array("A-IM: feed".utf8)

    /// `name: value`; nil when the name is no token (RFC 9110 §5.6.2) or the value would break the
    /// line. Every other byte of the value is sent as it is.
    static func make(_ name: String, _ value: [UInt8]) -> [UInt8]? {
        guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte),
            value.allSatisfy({ $0 != 0x0d && $0 != 0x0a && $0 != 0 })
        else { return nil }
        // To libcurl a name without a value is an order to leave the header out; a semicolon
        // stands for one that is meant to be empty.
        guard value.contains(where: { $0 != 0x20 && $0 != 0x09 }) else {
            return Array("\(name);".utf8)
        }
        return Array("\(name): ".utf8) + value
    }

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default:
            "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
