import FeedParsing
import Testing

/// Faults of the markup around the entries that feeds in the wild have.
@Suite struct FaultyMarkupTests {
    private static let feed =
        "<rss version=\"2.0\"><channel><title>T</title><item><title>First</title></item></channel></rss>"

    @Test(arguments: [
        "<?xml version=\"1.0\" encoding=\"utf-8\">\n",
        "<?xml version=\"1.0\"?><?xml-stylesheet href=\"a\" >",
        "<?xml-stylesheet href=\"a>b\"?>", "<!-- cached 12:00 >", "<?php >\n",
        "<!-- one ><!-- two ><?three >",
        "<!DOCTYPE rss [ <!-- it's ours --> <!ENTITY nbsp \"&#160;\"> ]>",
        "<!DOCTYPE rss [ <?it's ours?> <!ENTITY nbsp \"&#160;\"> ]>",
        "<!DOCTYPE rss [ <!-- ]> --> <!ENTITY a \"]>'\"> ]>",
        "<!DOCTYPE rss PUBLIC \"-//N//EN\" \"http://x.example/rss-0.91.dtd>\n",
        "<!DOCTYPE rss SYSTEM \"a>b\">",
    ])
    func `a root is found behind declarations that are legal or lack an end`(before: String) throws
    {
        #expect(try parse(before + Self.feed).entries.map(\.title) == ["First"])
    }

    @Test func `a great many starts without an end are read over once`() throws {
        for start in ["<!-- >", "<?x >", "<!DOCTYPE rss [<!-- -->]>"] {
            let junk = String(repeating: start, count: 200_000 / start.utf8.count)
            #expect(try parse(junk + Self.feed).entries.map(\.title) == ["First"])
        }
    }

    @Test(arguments: ["x:item", "x:entry"])
    func `an item of another vocabulary does not end the entry`(name: String) throws {
        let feed = try parse(
            rss(
                "<item xmlns:x='urn:x'><x:items><\(name)><v>k</v></\(name)><\(name)>l</\(name)></x:items>"
                    + "<title>a & b</title></item><item><title>Second</title></item>"))
        #expect(feed.entries.map(\.title) == ["a & b", "Second"])
    }

    @Test(arguments: ["description", "content:encoded"])
    func `an item in the markup of a body ends no entry, whether the document is sound or not`(
        body: String
    ) throws {
        func read(_ title: String) throws -> ParsedFeed {
            try parse(
                rss(
                    """
                    <item><title>\(title)</title><\(body)><div>code: <item>x <link>/no</link></item>
                    more</div></\(body)><link>/1</link><guid isPermaLink="false">1</guid></item>
                    <item><title>Second</title><link>/2</link></item>
                    """, channel: "<title>News</title><link>http://site.example/</link>"))
        }
        let (sound, mended) = (try read("a"), try read("a &nbsp;"))
        for feed in [sound, mended] {
            #expect(feed.entries.map(\.id) == ["1", nil])
            #expect(feed.entries.map(\.link) == ["http://site.example/1", "http://site.example/2"])
            #expect(feed.link == "http://site.example/")
        }
        #expect(sound.entries.map(\.text) == mended.entries.map(\.text))
    }

    @Test(arguments: ["x", "<p>x</p>", "<b>x</b> y", "</p>x"])
    func `an item ends the one before whose body has no end either`(body: String) throws {
        let feed = try parse(
            rss(
                "<item><title>a & b</title><description>\(body)<item><title>Second</title></item>"))
        #expect(feed.entries.map(\.title) == ["a & b", "Second"])
    }

    @Test func `an end tag that is spelt in other case ends its element`() throws {
        let feed = try parse(
            rss(
                "<item><description>one</Description><link>/1</link><guid>1</GUID></item>"
                    + "<item><title>Second</title></item>"))
        #expect(feed.entries.map(\.title) == [nil, "Second"])
        #expect(feed.entries.first?.text == "one")
        #expect(feed.entries.first?.link == "http://site.example/1")
        #expect(feed.entries.first?.id == "1")
    }

    @Test(
        arguments: [(" 12 ", 12), ("12.0", 12), ("12.5", nil), ("1 2", nil), ("", nil)]
            as [(String, Int64?)])
    func `the length of an enclosure may be written loosely`(text: String, length: Int64?) throws {
        let feed = try parse(rss("<item><enclosure url='/a' length='\(text)'/></item>"))
        #expect(feed.entries.first?.enclosures.first?.length == length)
    }

    @Test func `what nests too deep in JSON takes nothing else along`() throws {
        let deep =
            String(repeating: "[{\"a\":", count: 100) + "\"]\""
            + String(repeating: "}]", count: 100)
        let feed = try parse(
            "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"_x\": \(deep), \"title\": \"One\"}, {\"title\": \"Two\"}]}"
        )
        #expect(feed.entries.map(\.title) == ["One", "Two"])
    }

    @Test func `RSS in JSON is known whatever the order of its members`() throws {
        let feed = try parse(
            #"{"rss": {"channel": {"item": [{"title": "One"}], "title": "N"}, "version": "2.0"}}"#)
        #expect(feed.entries.map(\.title) == ["One"])
    }
}
