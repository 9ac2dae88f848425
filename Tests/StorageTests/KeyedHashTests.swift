import Testing

@testable import Storage

@Suite struct KeyedHashTests {
    private let key = KeyedHash.Key(low: 0x0706_0504_0302_0100, high: 0x0f0e_0d0c_0b0a_0908)

    private func bytes(_ value: KeyedHash.Value) -> [UInt8] {
        [value.low, value.high].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
        }
    }

    /// The first vectors that the authors publish: the key 00…0f over no byte, and over 00.
    @Test func `it is SipHash-2-4 with 128 bits`() {
        #expect(
            bytes(KeyedHash(key: key).finish()) == [
                0xa3, 0x81, 0x7f, 0x04, 0xba, 0x25, 0xa8, 0xe6, 0x6d, 0xf6, 0x72, 0x14, 0xc7, 0x55,
                0x02, 0x93,
            ])
        var one = KeyedHash(key: key)
        one.add([0].span)
        #expect(
            bytes(one.finish()) == [
                0xda, 0x87, 0xc1, 0xd8, 0x6b, 0x99, 0xaf, 0x44, 0x34, 0x76, 0x59, 0x11, 0x9b, 0x22,
                0xfc, 0x45,
            ])
    }

    @Test func `pieces give what the whole gives`() {
        let text: [UInt8] = Array(0..<100)
        var whole = KeyedHash(key: key)
        whole.add(text.span)
        let expected = whole.finish()
        for cut in 0...100 {
            var pieces = KeyedHash(key: key)
            pieces.add(Array(text[..<cut]).span)
            pieces.add(Array(text[cut...]).span)
            #expect(pieces.finish() == expected)
        }
    }

    @Test func `where a text ends is part of the hash`() {
        var first = KeyedHash(key: key)
        first.combine("ab")
        first.combine("c")
        var second = KeyedHash(key: key)
        second.combine("a")
        second.combine("bc")
        #expect(first.finish() != second.finish())
    }
}
