/// A 64-bit hash of bytes that is the same in every process: terms and shingles are told apart by
/// it, so decisions can be repeated.
///
/// FNV-1a over the bytes, then a finishing step that spreads every input bit over the result, as
/// open-addressed tables need it.
struct TermHash {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    mutating func add(_ byte: UInt8) {
        state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }

    /// Never 0, which marks a free place in a `HashedIndex`.
    var value: UInt64 {
        let mixed = Self.mix(state)
        return mixed == 0 ? 1 : mixed
    }

    /// The hash of a whole text.
    static func of(_ text: some Sequence<UInt8>) -> UInt64 {
        var hash = TermHash()
        for byte in text { hash.add(byte) }
        return hash.value
    }

    static func of(_ text: String) -> UInt64 { of(text.utf8Span.span) }

    static func of(_ bytes: Span<UInt8>) -> UInt64 {
        var hash = TermHash()
        for i in bytes.indices { hash.add(bytes[i]) }
        return hash.value
    }

    /// The hash of a text in lower case.
    static func of(lowercased text: String) -> UInt64 {
        var hash = TermHash()
        for byte in text.utf8 {
            // A text for every text is slow, and most have no other letters.
            if byte >= 0x80 { return of(text.lowercased().utf8) }
            hash.add(lowercased: byte)
        }
        return hash.value
    }

    /// - Parameter byte: ASCII.
    mutating func add(lowercased byte: UInt8) {
        let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        add(isCapital ? byte | 0x20 : byte)
    }

    /// The hash of a pair in its order.
    static func combine(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let mixed = mix((a &* 0x9e37_79b9_7f4a_7c15) ^ (b &+ 0x632b_e59b_d9b4_e019))
        return mixed == 0 ? 1 : mixed
    }

    /// The finaliser of MurmurHash3 with the constants of Stafford's variant 13.
    private static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
