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

    @Test(arguments: [
        "<n#/>", "<n#:x/>", "<x n#=\"\"/>", "<x xmlns:n#=\"u\"/>", "<x xmlns=\"#\"/>",
    ])
    func `more different names than any feed has are refused`(place: String) {
        let parts = place.split(separator: "#")
        let names = (0..<12_000).map { "\(parts[0])\($0)\(parts[1])" }.joined()
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

    @Test(arguments: [true, false])
    func `entries are held as far as they have room together, the rest is left out and noted`(
        isJSON: Bool
    ) throws {
        var limits = ParseLimits()
        limits.heldBytes = 4_000
        let text =
            isJSON
            ? #"{"version": "https://jsonfeed.org/version/1", "items": ["#
                + Array(repeating: #"{"title": "Last"}"#, count: 10).joined(separator: ",") + "]}"
            : rss(String(repeating: item, count: 10))
        let feed = try FeedParser(limits: limits).parse(
            Array(text.utf8), url: nil, contentType: nil)
        #expect(feed.entries.count == 3)
        #expect(feed.isShortened)
        #expect(feed.weight > 3_000 && feed.weight <= 4_000)
        #expect(feed.notes.contains { $0.contains("behind the first 3 were left out") })
        let whole = try FeedParser(limits: .holding(documentBytes: 1_000)).parse(
            Array(text.utf8), url: nil, contentType: nil)
        #expect(whole.entries.count == 10)
        #expect(!whole.isShortened && whole.notes.isEmpty)
    }

    @Test func `an entry that is too heavy ends the reading, lighter ones behind it or not`() throws
    {
        var limits = ParseLimits()
        limits.heldBytes = 4_000
        let heavy = "<item><title>\(String(repeating: "x", count: 3_000))</title></item>"
        let feed = try FeedParser(limits: limits).parse(
            Array(rss(item + heavy + item).utf8), url: nil, contentType: nil)
        #expect(feed.entries.count == 1)
    }

    @Test func `who allows larger documents allows more entries, and nobody fewer`() {
        let sizes = [1 << 10, 64 << 20, 128 << 20, 256 << 20]
        #expect(
            sizes.map { ParseLimits.holding(documentBytes: $0).heldBytes >> 20 }
                == [48, 48, 96, 192])
    }

    @Test func `markup beyond the limit of a text is cut and noted`() throws {
        var limits = ParseLimits.standard
        limits.textBytes = 1_000
        let markup = String(repeating: "<b/>", count: 50_000)
        let feed = try FeedParser(limits: limits).parse(
            Array(atom("<entry><content type=\"xhtml\">\(markup)</content></entry>").utf8),
            url: nil, contentType: nil)
        #expect(try #require(feed.entries.first?.content).utf8.count <= 1_100)
        #expect(feed.notes.count == 1)
    }

    @Test func `an element in a namespace that is long without end is RSS`() throws {
        let names = (0..<600).map { "<n\($0)/>" }.joined()
        let uri = String(repeating: "é", count: 20_000)
        let feed = try parse("<rss xmlns=\"\(uri)\"><channel>\(names)\(item)</channel></rss>")
        #expect(feed.entries.map(\.title) == ["Last"])
    }

    @Test func `short references to a long base make no long text`() throws {
        let images = String(repeating: "<img src=a>", count: 2_000)
        let url = "http://a.example/" + String(repeating: "p", count: 4_000) + "/"
        let size = FeedParser.sanitized(html: images, base: url).utf8.count
        #expect(size > 64 << 10 && size < 512 << 10)
        let feed = try parse(
            "<rss xml:base='\(url)'><channel><item><link>a</link></item></channel></rss>")
        #expect(feed.entries.map(\.link) == ["http://site.example/a"])
    }

    @Test func `a section of many chunks is read whole`() throws {
        let text = String(repeating: "<b>x</b> ", count: 20_000) + "."
        let feed = try parse(
            rss("<item><description><!--\(text)--><![CDATA[\(text)]]></description></item>" + item))
        #expect(feed.entries.map(\.summary) == [text, nil])
        #expect(feed.notes.isEmpty)
    }

    @Test(arguments: [
        ("<a b=\"", "&lt;a b=\""), ("<![CDATA[", "&lt;![CDATA["), ("<", "&lt;"), ("&amp", "&amp;"),
        ("<!--", ""), ("<svg>", ""), ("<script></scrip", ""), ("</p>", ""),
    ])
    func `HTML without ends is text or nothing`(piece: String, shown: String) {
        let html = String(repeating: piece, count: 8_000)
        #expect(FeedParser.sanitized(html: html) == String(repeating: shown, count: 8_000))
    }

    @Test(arguments: [
        ("<div>", "<div>", "</div>", 100), ("<a b=\"x>", "<a>", "</a>", 100),
        ("<a><b>", "<a><b>", "</b></a>", 50),
    ])
    func `as many elements of HTML nest as the limit allows`(
        piece: String, start: String, end: String, count: Int
    ) {
        let html = String(repeating: piece, count: 8_000)
        #expect(
            FeedParser.sanitized(html: html)
                == String(repeating: start, count: count) + String(repeating: end, count: count))
    }

    @Test(arguments: [
        ("", ParseError.notAFeed(.empty)), (" \n", .notAFeed(.empty)),
        ("hello", .notAFeed(.plainText)), ("\u{1f}x", .notAFeed(.plainText)),
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

    @Test func `a packed file says that it is one`() {
        let bytes: [UInt8] = [0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0, 0, 3]
        #expect(throws: ParseError.notAFeed(.gzip)) {
            try FeedParser().parse(bytes, url: nil, contentType: nil)
        }
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

    @Test func `a CDATA section that libxml2 refuses costs no other entry`() throws {
        let text = String(repeating: "x", count: 11 << 20)
        let item = "<item><title>t</title></item>"
        let feed = try parse(
            rss("\(item)<item><description><![CDATA[\(text)]]></description></item>\(item)"))
        #expect(feed.entries.count == 3)
        #expect(feed.entries[1].content ?? feed.entries[1].summary != nil)
    }

    @Test func `an address of the document that is too long to resolve against is none`() throws {
        let item = rss("<item><link>story</link></item>")
        let short = try FeedParser().parse(
            Array(item.utf8), url: "https://a.example/feed", contentType: nil)
        #expect(short.entries.first?.link == "https://a.example/story")
        let long = try FeedParser().parse(
            Array(item.utf8), url: "https://a.example/" + String(repeating: "x/", count: 4_000),
            contentType: nil)
        #expect(long.entries.first?.link == "story")
    }
}
