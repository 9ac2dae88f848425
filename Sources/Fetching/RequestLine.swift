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
        guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte) else { return nil }
        // For each byte once: two of these lines go out with each poll.
        var isEmpty = true
        for byte in value {
            if byte == 0x0d || byte == 0x0a || byte == 0 { return nil }
            if byte != 0x20, byte != 0x09 { isEmpty = false }
        }
        // To libcurl a name without a value is an order to leave the header out; a semicolon
        // stands for one that is meant to be empty.
        var line: [UInt8] = []
        line.reserveCapacity(name.utf8.count + 2 + value.count)
        line.append(contentsOf: name.utf8)
        line.append(contentsOf: isEmpty ? ";".utf8 : ": ".utf8)
        if !isEmpty { line.append(contentsOf: value) }
        return line
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
