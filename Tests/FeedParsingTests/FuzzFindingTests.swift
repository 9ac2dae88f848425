import Testing

@testable import FeedParsing

/// Inputs that fuzzing found: see `make fuzz`.
@Suite struct FuzzFindingTests {
    @Test func `a mark that stands behind a forbidden character goes as well`() {
        let source: [UInt8] = [0xff, 0xfe, 0xfe, 0xff, 0xff, 0xfe, 0x61, 0x00]
        let text = TextDecoder.decode(source, contentType: nil, limit: 1_000)
        #expect(text.bytes == Array("a".utf8))

        let forbidden: [UInt8] = [0xff, 0xfe, 0xff, 0xff, 0xff, 0xfe, 0x61, 0x00]
        #expect(
            TextDecoder.decode(forbidden, contentType: nil, limit: 1_000).bytes
                == Array("a".utf8))
    }

    @Test(.timeLimit(.minutes(10)))
    func `two hundred thousand byte order marks take no quadratic time`() {
        let marks = (0..<200_000).flatMap { _ in [0xef, 0xbb, 0xbf] as [UInt8] }
        let text = TextDecoder.decode(marks + [0x61], contentType: nil, limit: 4_000_000)
        #expect(text.bytes == [0x61])
    }

    @Test func `a year of more than four digits is no year`() {
        #expect(FeedDate.parse("29'9999999") == nil)
        #expect(FeedDate.parse("2\u{1}\0\0\0\0\u{0}29'9999999") == nil)
        #expect(FeedDate.parse("1/2/9999999") == nil)
    }

    @Test(arguments: ["<rdf:RDF xmlns:rdf=\"urn:x\"></rdf:RDF>", "<r:RDF/>"])
    func `a root that only has the name of a feed's is none`(document: String) {
        #expect(throws: ParseError.self) {
            try FeedParser().parse(Array(document.utf8), url: nil, contentType: nil)
        }
    }

    @Test func `a parenthesis that nothing opened closes nothing`() {
        #expect(
            FeedDate.parse("Tue) 24 Nov 2026 19:32:00 (20:00) GMT")
                == FeedDate.parse("2026-11-24T19:32:00Z"))
    }
}
