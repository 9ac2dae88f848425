/// How the body of a response is coded (RFC 9110 §8.4.1, RFC 9112 §6.1), line by line of its head.
///
/// Each decoder of zstd would hold a window of up to 128 MiB and each of br one of up to 16 MiB, as the
/// server likes; one of gzip or deflate 32 KiB. So these are all that is asked for, and all that is taken.
struct ContentCodings {
    /// The header that asks for them.
    static let offer = Array("Accept-Encoding: gzip, deflate".utf8)

    /// Codings that are not taken, and names that are none, in their order.
    private var others: [String] = []
    private var nameless: [String] = []
    /// Those that are taken, in the order in which the body was packed with them.
    private var content: [String] = []
    private var transfer: [String] = []
    private var isCoded: Bool { !content.isEmpty || !transfer.isEmpty }
    /// Whether the body comes in chunks.
    private(set) var isChunked = false
    /// Whether what is held was told by an interim response.
    private var isRepeated = false

    /// The codings that came and are not to be decoded, joined by commas; nil when there are none.
    var refused: String? {
        // Beside a coding of ours such a name may be one that the body is packed with.
        let names = isCoded ? others + nameless : others
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }

    /// What is to be unpacked, in that order. Where all that came are names of no coding (`utf-8`, `none`,
    /// what a store calls its chunks) it is nothing: the body behind them is as it should be.
    var packings: [String] { (content + transfer).reversed() }

    /// To be called when another response begins: it may repeat what an interim one told, which may name
    /// what the final one will have (RFC 8297 §2).
    mutating func beginAnew() { isRepeated = true }

    /// Takes in a value of `Content-Encoding`, or of `Transfer-Encoding`, where every name counts: without
    /// it the end of the body is not known.
    mutating func take(_ value: [UInt8], isTransfer: Bool) {
        if isRepeated {
            let isChunked = isChunked
            self = ContentCodings()
            self.isChunked = isChunked
        }
        for part in value.split(separator: UInt8(ascii: ",")) {
            let name = String(
                decoding: part.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") },
                as: UTF8.self
            ).lowercased()
            if isTransfer, name == "chunked" { isChunked = true }
            if Self.plain.contains(name) { continue }
            if Self.taken.contains(name) {
                if isTransfer { transfer.append(name) } else { content.append(name) }
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
