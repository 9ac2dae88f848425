import Platform
import Testing
import Values

@testable import Curl

@Suite("Addresses that libcurl need not read")
struct PlainAddressTests {
    @Test(
        "What is read without libcurl is read as libcurl would",
        arguments: [
            "http://example.org/feed.xml", "https://example.org:8443/a/b?c=d&e=f?g",
            "http://127.0.0.1:41000/feed/12.xml", "http://example.org:80/", "https://a-b.c/~d//e",
            "http://a..b/x.", "https://example.org/a;b=1,2/(c)!$'*+:=_-",
        ])
    func plain(url: String) throws {
        #expect(PlainWebAddress.origin(of: url) != nil)
        #expect(try URLParts(url) == URLParts(reading: url))
    }

    @Test(
        "What anybody may have to mend is left to libcurl",
        arguments: [
            "HTTP://example.org/", "http://Example.org/", "http://example.org", "http:///x",
            "http://127.1/", "http://0x7f.0.0.1/", "http://1.2.3.04/", "http://1.2.3.256/",
            "http://2130706433/", "http://[::1]/", "http://user@example.org/", "http://a.b/x@y",
            "http://a.b/./c", "http://a.b/../c", "http://a.b/.c", "http://a.b/%2e%2e/c",
            "http://a.b/c#d", "http://a.b/c d", "http://a.b/c?", "http://a.b:/", "http://a.b:0/",
            "http://a.b:080/", "http://a.b:65536/", "http://a.b:1234567/", "http://a.b./",
            "http://a_b/", "http://a.b\\c/", "http://a.b/c\\d", "http://ä.b/", "http://a.b/ä",
            "ftp://a.b/c", "http:/a.b/c", " http://a.b/c", "http://a.b/c\n", "http://a.b/\0",
        ])
    func other(url: String) {
        #expect(PlainWebAddress.origin(of: url) == nil)
        #expect(PlainWebAddress(url) == nil)
    }

    @Test("Both ways agree on addresses put together by chance")
    func chance() throws {
        var numbers = SplitMix(seed: 20)
        let pieces = [
            "http", "https", "://", ":", "/", ".", "..", "a", "example", "org", "1", "0", "80",
            "255",
            "-", "?", "=", "&", "%2e", "%41", "@", "#", "A", "~", "_", "127.0.0.1", "//", ";", "+",
        ]
        var plain = 0
        for _ in 0..<3_000 {
            var url = "http://"
            if numbers.next() % 4 == 0 { url += pieces[Int(numbers.next() % 29)] }
            url += ["a.org", "127.0.0.1:80", "x-1.y:8080", "0.0"][Int(numbers.next() % 4)] + "/"
            for _ in 0..<numbers.next() % 5 { url += pieces[Int(numbers.next() % 29)] }
            guard PlainWebAddress.origin(of: url) != nil else { continue }
            plain += 1
            #expect(try URLParts(url) == URLParts(reading: url))
        }
        #expect(plain > 300)
    }
}
