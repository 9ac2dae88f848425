/// The parts of a web address that is written in the plainest way: nothing in it is there for a
/// reader to mend, to decode or to write otherwise, so that all who read addresses agree on it.
///
/// Nearly all addresses are, and a start reads that of each feed several times: what costs libcurl
/// thousands of steps is a few hundred here. It stands among the wrappers since one of them, libcurl's,
/// reads by it as `WebURL` does, and since it goes over the bytes of the text where they lie.
public struct PlainWebAddress: Sendable, Equatable {
    /// Whether the scheme is `https` and not `http`.
    public let isSecure: Bool
    /// A name in lower case that begins with a letter, or four decimal numbers (RFC 3986 §3.2.2).
    public let host: String
    /// 1 to 65535; nil where none is written.
    public let port: Int?
    /// Begins with a slash; without dot segments, percent signs and what would need one.
    public let path: String
    /// What stands behind the first question mark, never empty; nil when there is none.
    public let query: String?

    /// Longer ones are nobody's usual address.
    private static let longest = 2_048

    /// Nil for an address that is not of this form; it may be one all the same.
    public init?(_ text: String) {
        var text = text
        guard let (parts, path, query) = text.withUTF8({ Self.read($0) }) else { return nil }
        (isSecure, host, port) = parts
        self.path = path
        self.query = query
    }

    /// Whether the address is of this form, and if so scheme, host and port: the rest is not copied.
    public static func origin(of text: String) -> (isSecure: Bool, host: String, port: Int?)? {
        var text = text
        return text.withUTF8 { bytes in places(bytes).map { origin(bytes, $0) } }
    }

    /// Where the parts begin and end.
    private struct Places {
        var isSecure = false
        var host = 0..<0
        var port: Int?
        var path = 0..<0
        var query: Range<Int>?
    }

    private static func read(
        _ bytes: UnsafeBufferPointer<UInt8>
    ) -> ((isSecure: Bool, host: String, port: Int?), String, String?)? {
        guard let places = places(bytes) else { return nil }
        return (
            origin(bytes, places), text(bytes, places.path), places.query.map { text(bytes, $0) }
        )
    }

    private static func origin(
        _ bytes: UnsafeBufferPointer<UInt8>, _ places: Places
    ) -> (isSecure: Bool, host: String, port: Int?) {
        (places.isSecure, text(bytes, places.host), places.port)
    }

    private static func text(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
        String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }

    private static func places(_ bytes: UnsafeBufferPointer<UInt8>) -> Places? {
        let count = bytes.count
        guard count <= longest, count > 8, starts(bytes, with: "http") else { return nil }
        var places = Places()
        var index = 4
        if bytes[index] == UInt8(ascii: "s") {
            places.isSecure = true
            index = 5
        }
        guard bytes[index] == colon, bytes[index + 1] == slash, bytes[index + 2] == slash else {
            return nil
        }
        index += 3
        let hostStart = index
        while index < count, isOfHost(bytes[index]) { index += 1 }
        places.host = hostStart..<index
        guard isPlainHost(UnsafeBufferPointer(rebasing: bytes[places.host])) else { return nil }
        if index < count, bytes[index] == colon {
            let start = index + 1
            var port = 0
            index = start
            while index < count, index - start < 5, isDigit(bytes[index]) {
                port = port * 10 + Int(bytes[index] - 0x30)
                index += 1
            }
            guard index > start, bytes[start] != 0x30, port <= 65_535 else { return nil }
            places.port = port
        }
        guard index < count, bytes[index] == slash else { return nil }
        let pathStart = index
        var queryStart: Int?
        var last: UInt8 = 0
        while index < count {
            let byte = bytes[index]
            guard isOfPath(byte), !(byte == dot && last == slash) else { return nil }
            if byte == question, queryStart == nil { queryStart = index + 1 }
            last = byte
            index += 1
        }
        guard last != question else { return nil }
        places.path = pathStart..<(queryStart.map { $0 - 1 } ?? count)
        places.query = queryStart.map { $0..<count }
        return places
    }

    private static func starts(
        _ bytes: UnsafeBufferPointer<UInt8>, with word: StaticString
    ) -> Bool {
        for index in 0..<word.utf8CodeUnitCount where bytes[index] != word.utf8Start[index] {
            return false
        }
        return true
    }

    /// A name that begins with a digit may be a number to C resolvers (`0x7f.1`), who write it out.
    private static func isPlainHost(_ host: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = host.first, host.last != dot, host.count <= 253 else { return false }
        if (0x61...0x7a).contains(first) { return true }
        return InternetAddress.parseIPv4(host) != nil
    }

    private static let colon = UInt8(ascii: ":")
    private static let slash = UInt8(ascii: "/")
    private static let dot = UInt8(ascii: ".")
    private static let question = UInt8(ascii: "?")

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    private static func isOfHost(_ byte: UInt8) -> Bool {
        byte &- 0x61 < 26 || isDigit(byte) || byte == dot || byte == UInt8(ascii: "-")
    }

    /// Letters, digits and `!$&'()*+,-./:;=?_~`: what RFC 3986 §3.3 lets stand as it is, but for `@`
    /// and `%`.
    private static func isOfPath(_ byte: UInt8) -> Bool {
        let block = byte < 64 ? pathBytes.0 : pathBytes.1
        return byte < 128 && block >> UInt64(byte & 63) & 1 == 1
    }

    private static let pathBytes: (UInt64, UInt64) = (
        0xafff_ffd2_0000_0000, 0x47ff_fffe_87ff_fffe
    )
}
