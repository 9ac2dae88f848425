import FeedParsing
import Testing

@Suite struct HostileInputTests {
    private let item = "<item><title>Last</title></item>"

    @Test func `declarations in a DOCTYPE have no effect`() throws {
        let feed = try parse(
            """
            <!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/hostname"><!ENTITY b "bb">
            <!ATTLIST item a CDATA "x">]><rss><channel><item><title>x&e;&b;&nbsp;y</title></item>
            </channel></rss>
            """)
        #expect(feed.entries.first?.title == "x&e;&b; y")
    }

    @Test func `a DOCTYPE without an end is refused`() {
        #expect(throws: ParseError.self) {
            try parse(String(repeating: "<!DOCTYPE rss [", count: 10_000))
        }
    }

    @Test func `a start tag beyond the limit is refused`() {
        let attributes = (0..<20_000).map { "a\($0)=\"v\"" }.joined(separator: " ")
        #expect(throws: ParseError.limit(.startTag)) { try parse(rss("<x \(attributes)/>" + item)) }
    }

    @Test func `attributes beyond the limit are dropped`() throws {
        let attributes = (0..<2_000).map { "a\($0)=\"v\"" }.joined(separator: " ")
        #expect(try parse(rss("<x \(attributes)/>" + item)).entries.first?.title == "Last")
    }

    @Test func `more different names than any feed has are refused`() {
        let names = (0..<12_000).map { "<n\($0)/>" }.joined()
        #expect(throws: ParseError.limit(.names)) { try parse(rss(names + item)) }
        #expect(throws: ParseError.limit(.names)) { try parse(rss("&" + names + item)) }
    }

    @Test func `depth is bounded`() throws {
        let deep = String(repeating: "<x>", count: 4_000)
        #expect(try parse(rss(deep + item)).entries.first?.title == "Last")
    }

    @Test func `a document beyond the limit is refused`() {
        var limits = ParseLimits.standard
        limits.documentBytes = 100
        #expect(throws: ParseError.limit(.documentBytes)) {
            try FeedParser(limits: limits).parse(
                Array(titled("x").utf8), url: nil, contentType: nil)
        }
    }

    @Test func `texts and entries beyond their limits are cut and noted`() throws {
        var limits = ParseLimits.standard
        limits.entries = 2
        limits.textBytes = 1_000
        let feed = try FeedParser(limits: limits).parse(
            Array(
                rss(
                    "<item><title>\(String(repeating: "x", count: 99_000))</title></item>\(item)\(item)"
                )
                .utf8), url: nil, contentType: nil)
        #expect(feed.entries.count == 2)
        #expect(try #require(feed.entries.first?.title).utf8.count <= 1_000)
        #expect(feed.notes.count == 2)
    }

    @Test(arguments: ["<![CDATA[", "<!--"])
    func `one long section takes linear time`(opening: String) throws {
        let text = String(repeating: "<b>x</b> ", count: 1_000_000)
        let closing = opening == "<!--" ? "-->" : "]]>"
        let document = rss("<item><description>\(opening)\(text)\(closing)</description></item>")
        let clock = ContinuousClock()
        let start = clock.now
        #expect(try parse(document).entries.count == 1)
        #expect(clock.now - start < .seconds(10))
    }

    @Test(arguments: [
        ("<a b=\"", 8_000), ("<a b=\"x>", 8_000), ("<!--", 8_000), ("<![CDATA[", 8_000),
        ("<", 40_000), ("<div>", 8_000), ("<svg>", 8_000), ("&amp", 8_000), ("<a><b>", 8_000),
        ("<script></scrip", 8_000), ("</p>", 8_000),
    ])
    func `HTML takes linear time`(piece: String, count: Int) throws {
        let html = String(repeating: piece, count: count)
        let clock = ContinuousClock()
        let elapsed = clock.measure { _ = FeedParser.sanitized(html: html) }
        #expect(elapsed < .seconds(10))
    }

    @Test(arguments: [
        ("", ParseError.notAFeed(.empty)), (" \n", .notAFeed(.empty)),
        ("hello", .notAFeed(.plainText)),
        ("<!DOCTYPE html><html><body>x</body></html>", .notAFeed(.html)),
        ("<html><head></head></html>", .notAFeed(.html)),
        ("<opml version=\"2.0\"><body/></opml>", .notAFeed(.xml(root: "opml"))),
        ("{\"a\": [1, 2]}", .notAFeed(.json)), ("[1]", .notAFeed(.json)), ("{", .notAFeed(.json)),
        ("{\"version\":\"https://jsonfeed.org/version/1\"}", .notAFeed(.json)),
    ])
    func `what is no feed says what it looks like`(text: String, error: ParseError) {
        #expect(throws: error) { try parse(text) }
        #expect(!error.description.isEmpty)
    }

    @Test(arguments: [0, 1, 2, 3, 5, 8, 13])
    func `no prefix and no damage of a feed traps`(step: Int) throws {
        let bytes = Array(
            rss(item + "<item><link>/1</link><description>&lt;b a=\"</description></item>").utf8)
        for end in stride(from: 0, to: bytes.count, by: 7) {
            var damaged = Array(bytes[..<end])
            if step > 0, end > step { damaged[end - step] = UInt8(truncatingIfNeeded: end &* 31) }
            _ = try? FeedParser().parse(damaged, url: nil, contentType: nil)
        }
    }
}
