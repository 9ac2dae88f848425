import Testing
import Values

@testable import FeedParsing

/// The short cut for addresses keeps only what `WebURL` would leave as it is.
@Suite struct OtherAddressTests {
    private static let pieces = [
        "a", "z9", "A", "0", "x1", "-", ".", "..", "/", "//", "\\", "?", "#", "%2e", "%2E", "%",
        "@", ":", ":80", "[", "]", "'", "|", "^", "`", "{", "&", "=", ";", " ", "\t", "\u{7f}", "é",
        "\"", "<",
    ]

    @Test func `what is taken for normal is so`() {
        var random = SplitMix(state: 1)
        var normal = 0
        for _ in 0..<20_000 {
            let start = random.next(2) == 0 ? "http://" : "https://"
            let host = random.next(2) == 0 ? "site.example/" : ""
            let rest = (0..<random.next(8)).map { _ in Self.pieces[random.next(Self.pieces.count)] }
            let address = start + host + rest.joined()
            guard OtherAddress.isNormal(address.utf8.span) else { continue }
            normal += 1
            #expect(WebURL(address)?.string == address)
        }
        #expect(normal > 500)
    }

    @Test func `a host of more than any name has is not normal`() {
        let address = "http://" + String(repeating: "a", count: 1_100) + "/"
        let isNormal = OtherAddress.isNormal(address.utf8.span)
        #expect(!isNormal)
        #expect(WebURL(address) == nil)
    }
}

private struct SplitMix {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
        return Int((value ^ value >> 31) % UInt64(bound))
    }
}
