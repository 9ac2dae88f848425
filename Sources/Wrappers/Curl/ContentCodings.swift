/// How the body of a response is coded (RFC 9110 §8.4.1, RFC 9112 §6.1), line by line of its head.
///
/// libcurl decodes whatever a server names, asked for or not. Each decoder of zstd holds a window of up
/// to 128 MiB then and each of br one of up to 16 MiB, as the server likes; one of gzip or deflate
/// 32 KiB. So these are all that is asked for, and all that is taken.
struct ContentCodings {
    /// The value of `Accept-Encoding`.
    static let offered = "gzip, deflate"

    /// The codings that came and are not to be decoded, joined by commas; nil when there are none.
    private(set) var refused: String?

    /// Takes in a value of `Content-Encoding` or `Transfer-Encoding`.
    mutating func take(_ value: [UInt8]) {
        for part in value.split(separator: UInt8(ascii: ",")) {
            let name = String(
                decoding: part.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") },
                as: UTF8.self
            ).lowercased()
            if Self.taken.contains(name) { continue }
            refused = refused.map { "\($0), \(name)" } ?? name
        }
    }

    private static let taken: Set = ["", "identity", "chunked", "gzip", "x-gzip", "deflate"]
}
