import Platform
import Testing

@testable import Values

@Suite("Addresses without anything to mend")
struct PlainWebAddressTests {
    @Test(arguments: [("/", nil), ("/a//b;c", nil), ("/a", "b=c?d/e"), ("/", "q")])
    func `its parts are told apart`(path: String, query: String?) throws {
        let tail = path + (query.map { "?\($0)" } ?? "")
        let plain = try #require(PlainWebAddress("https://example.org:8443\(tail)"))
        #expect(plain.isSecure)
        #expect(plain.host == "example.org")
        #expect(plain.port == 8443)
        #expect(plain.path == path)
        #expect(plain.query == query)
    }

    @Test func `they are read as all others are`() {
        var numbers = SplitMix(seed: 21)
        let pieces = [
            "http", "https", "://", ":", "/", ".", "..", "a", "example", "org", "1", "0", "80",
            "443",
            "-", "?", "=", "&", "%2e", "%41", "@", "#", "A", "~", "_", "127.0.0.1", "//", ";", "'",
        ]
        var plain = 0
        for _ in 0..<3_000 {
            var url = numbers.next() % 2 == 0 ? "http://" : "https://"
            if numbers.next() % 4 == 0 { url += pieces[Int(numbers.next() % 29)] }
            url += ["a.org", "127.0.0.1:80", "x-1.y:443", "0.0"][Int(numbers.next() % 4)] + "/"
            for _ in 0..<numbers.next() % 5 { url += pieces[Int(numbers.next() % 29)] }
            guard PlainWebAddress(url) != nil else { continue }
            plain += 1
            #expect(WebURL(url) == WebURLParser.read(url, relativeTo: nil))
        }
        #expect(plain > 300)
    }
}
