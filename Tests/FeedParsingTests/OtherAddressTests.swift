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
        var random = SplitMix(seed: 1)
        var normal = 0
        for _ in 0..<20_000 {
            let start = random.below(2) == 0 ? "http://" : "https://"
            let host = random.below(2) == 0 ? "site.example/" : ""
            let rest = (0..<random.below(8)).map { _ in Self.pieces[random.below(Self.pieces.count)]
            }
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
