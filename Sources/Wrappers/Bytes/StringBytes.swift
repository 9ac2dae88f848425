import Glibc

extension String {
    /// Whether its UTF-8 has this byte. The view's own `contains` goes byte by byte.
    public func holds(_ byte: UInt8) -> Bool {
        var text = self
        return text.withUTF8 { bytes in
            bytes.baseAddress.map { memchr($0, Int32(byte), bytes.count) != nil } ?? false
        }
    }
}
