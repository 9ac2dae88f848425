/// Text from outside as it may stand in an error: a redirect's target could steer a terminal.
enum Printable {
    /// `text` with all but printable ASCII as `?`, at most 200 bytes of it.
    static func text(_ text: String) -> String {
        var bytes = text.utf8.prefix(limit).map { $0 >= 0x20 && $0 < 0x7f ? $0 : 0x3f }
        if text.utf8.count > limit { bytes += "...".utf8 }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let limit = 200
}
