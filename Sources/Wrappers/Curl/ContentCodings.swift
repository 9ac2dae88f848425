/// How the body of a response is coded (RFC 9110 §8.4.1, RFC 9112 §6.1), line by line of its head.
///
/// libcurl decodes whatever a server names, asked for or not. Each decoder of zstd holds a window of up
/// to 128 MiB then and each of br one of up to 16 MiB, as the server likes; one of gzip or deflate
/// 32 KiB. So these are all that is asked for, and all that is taken.
struct ContentCodings {
    /// The value of `Accept-Encoding`.
    static let offered = "gzip, deflate"

    /// Codings that are not taken, and names that are none, in their order.
    private var others: [String] = []
    private var nameless: [String] = []
    private var isCoded = false

    /// The codings that came and are not to be decoded, joined by commas; nil when there are none.
    var refused: String? {
        // Below a coding of ours libcurl would stumble over a name that it does not know.
        let names = isCoded ? others + nameless : others
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }

    /// Whether all that came are names of no coding: `utf-8`, `none`, what a store calls its chunks. The
    /// body behind them is as it should be, while libcurl would fail at the name.
    var isPlain: Bool { !nameless.isEmpty && others.isEmpty && !isCoded }

    /// Takes in a value of `Content-Encoding`, or of `Transfer-Encoding`, where every name counts: without
    /// it the end of the body is not known.
    mutating func take(_ value: [UInt8], isTransfer: Bool) {
        for part in value.split(separator: UInt8(ascii: ",")) {
            let name = String(
                decoding: part.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") },
                as: UTF8.self
            ).lowercased()
            if Self.plain.contains(name) { continue }
            if Self.taken.contains(name) {
                isCoded = true
            } else if isTransfer || Self.known.contains(name) {
                others.append(name)
            } else {
                nameless.append(name)
            }
        }
    }

    private static let plain: Set = ["", "identity", "chunked"]
    private static let taken: Set = ["gzip", "x-gzip", "deflate"]
    /// The registry of IANA, and what servers without regard for it send.
    private static let known: Set = [
        "aes128gcm", "br", "compress", "x-compress", "dcb", "dcz", "exi", "pack200-gzip", "zstd",
        "brotli", "bzip2", "x-bzip2", "lzma", "xz",
    ]
}
