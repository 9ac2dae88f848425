extension Span<UInt8> {
    /// The scalar that begins at a place of UTF-8 that is known to be sound, as that of a string is, and
    /// the bytes that it takes; nil where the span ends within it.
    @inline(__always)
    func soundScalar(at place: Int) -> (value: UInt32, length: Int)? {
        let lead = self[place]
        if lead < 0x80 { return (UInt32(lead), 1) }
        let length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
        guard place + length <= count else { return nil }
        var value = UInt32(lead) & (length == 2 ? 0x1f : length == 3 ? 0x0f : 0x07)
        for k in 1..<length { value = value << 6 | UInt32(self[place + k] & 0x3f) }
        return (value, length)
    }
}
