import FeedParsing
import Testing

@Suite struct RecoveryTests {
    /// A broken first item and a sound second one.
    private func entries(_ broken: String) throws -> [ParsedEntry] {
        let feed = try parse(rss("\(broken)<item><title>Second</title><link>/2</link></item>"))
        #expect(!feed.notes.isEmpty)
        #expect(feed.entries.last?.title == "Second")
        #expect(feed.entries.last?.link == "http://site.example/2")
        return feed.entries
    }

    @Test(arguments: [
        ("AT&T and R&D", "AT&T and R&D"), ("a &nbsp;&eacute;&hellip; b", "a é… b"),
        ("a < b", "a < b"), ("a &#11;b", "a b"), ("&#X41;", "A"), ("&bogus; x", "&bogus; x"),
        ("Be&nbsp", "Be"),
    ])
    func `references and brackets keep the text around them`(raw: String, shown: String) throws {
        let entries = try entries("<item><title>\(raw)</title></item>")
        #expect(entries.count == 2)
        #expect(entries.first?.title == shown)
    }

    @Test func `an ampersand in a link keeps its parameters`() throws {
        let entries = try entries("<item><link>/?a=1&b=2&c=3</link></item>")
        #expect(entries.first?.link == "http://site.example/?a=1&b=2&c=3")
    }

    @Test func `unclosed HTML in a description does not shift the end tags`() throws {
        let entries = try entries(
            "<item><description>one<br>two<p>three</description><title>First</title></item>")
        #expect(entries.first?.title == "First")
        #expect(entries.first?.text == "one\ntwo\nthree")
    }

    @Test func `an item that does not end is ended by the next`() throws {
        let entries = try entries("<item><title>First</title><item><title>Middle</title></item>")
        #expect(entries.map(\.title) == ["First", "Middle", "Second"])
    }

    @Test func `a field that does not end is ended by the next`() throws {
        let entries = try entries("<item><title>First<link>/1</link></item>")
        #expect(entries.first?.title == "First")
        #expect(entries.first?.link == "http://site.example/1")
    }

    @Test(arguments: [
        "<enclosure url=/a.mp3 type=audio/mpeg>", "<enclosure url=\"/a.mp3\" url=\"/b\" <x>",
        "<enclosure url='/a.mp3' broken <b>", "<enclosure url=\"/a.mp3 />",
    ])
    func `attributes are read however they are quoted`(tag: String) throws {
        let entries = try entries("<item><title>First</title>\(tag)</item>")
        #expect(entries.first?.title == "First")
        #expect(entries.first?.enclosures.first?.url.hasPrefix("http://site.example/a.mp3") == true)
    }

    @Test func `a document that was cut off keeps what came`() throws {
        let feed = try parse(
            "<rss><channel><title>N</title><item><title>First</title></item><item><title>Sec")
        #expect(feed.title == "N")
        #expect(feed.entries.map(\.title) == ["First"])
    }

    /// Where an item ends is where it is complete.
    private static let items = "<item><guid>one</guid></item><item><guid>two-long</guid></item>"

    @Test(arguments: [
        ("<rss><channel>\(items)</channel></rss>", ParsedFeed.Ending.whole, ["one", "two-long"]),
        ("<rss><channel>\(items)</channel></rss", .whole, ["one", "two-long"]),
        (
            "<rss><channel><title>a & b</title>\(items)</channel></rss>", .whole,
            ["one", "two-long"]
        ),
        ("<rss><channel>\(items)</channel></rss>junk", .whole, ["one", "two-long"]),
        // Never the end of the root: the publisher's fault, most likely.
        ("<rss><channel>\(items)</channel>", .cutOff, ["one", "two-long"]),
        ("<rss><channel>\(items)", .cutOff, ["one", "two-long"]),
        ("<rss><channel>\(items)<item", .cutOff, ["one", "two-long"]),
        ("<rss><channel><title>a & b</title>\(items)", .cutOff, ["one", "two-long"]),
        ("<rss><channel>\(items.dropLast(7))", .cutOff, ["one"]),
        ("<rss><channel>\(items.dropLast(14))", .cutOff, ["one"]),
        ("<rss><channel>\(items.dropLast(17))", .cutOff, ["one"]),
        ("<rss><channel><title>N</title><item><guid>on", .cutOff, []),
        ("<rss><channel><title>N", .cutOff, []),
        (
            atom("<entry><id>one</id></entry><entry><id>tw").replacing("</feed>", with: ""),
            .cutOff, ["one"]
        ),
        // What is no entry of the feed's is not the one that is left out.
        (
            atom("<entry><id>one</id></entry><x:entry xmlns:x='urn:x'><id>tw")
                .replacing("</feed>", with: ""), .cutOff, ["one"]
        ),
        (
            atom("<entry><id>one</id></entry><x:item xmlns:x='urn:x'><entry><id>tw")
                .replacing("</feed>", with: ""), .cutOff, ["one"]
        ),
        ("<rss><channel>\(items)<x:item xmlns:x='urn:x'><guid>th", .cutOff, ["one", "two-long"]),
        (
            "<rss><channel>\(items)<image><title>\(String(repeating: "long ", count: 20_000))",
            .cutOff, ["one", "two-long"]
        ),
        (
            "<rss><channel>\(items)<item><title>\(String(repeating: "long ", count: 20_000))",
            .cutOff, ["one", "two-long"]
        ),
    ])
    func `a document that ends before its root does is told, and its half entry left out`(
        text: String, ending: ParsedFeed.Ending, whole: [String]
    ) throws {
        let feed = try parse(text)
        #expect(feed.ending == ending)
        #expect(feed.notes.contains { $0.contains("breaks off") } == (ending != .whole))
        #expect(feed.entries.map(\.id) == whole)
    }

    @Test func `what lies behind the limit on entries is not taken for a missing end`() throws {
        var limits = ParseLimits.standard
        limits.entries = 1
        let text = rss("<item><title>a & b</title></item>\(Self.items)")
        let feed = try FeedParser(limits: limits).parse(
            Array(text.utf8), url: nil, contentType: nil)
        #expect(feed.entries.count == 1)
        #expect(feed.ending == .whole)
    }

    @Test func `a CDATA section without an end ends with its element`() throws {
        let entries = try entries(
            "<item><title>First</title><description><![CDATA[a <b>b</b></description></item>")
        #expect(entries.first?.summary == "a <b>b</b>")
    }

    @Test(arguments: [
        "\n  ", "<!-- cached -->", "<br />\n<b>Warning</b>: mysql in <b>x.php</b><br />\n", "junk ",
    ])
    func `what stands before the root is passed over`(junk: String) throws {
        #expect(try parse(junk + titled("First")).entries.first?.title == "First")
    }

    @Test func `what stands behind the root does not matter`() throws {
        let feed = try parse(titled("First") + "<script>track()</script>")
        #expect(feed.entries.first?.title == "First")
        #expect(feed.notes.count == 1)
    }
}
