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

    private static func nested(_ title: String) -> String {
        let items = (1...3).map {
            """
            <item><title>\(title) \($0)</title><related><item><title>r</title><related><item/></related>
            <link>http://r.example/</link></item><item><guid>no</guid></item></related>
            <link>/\($0)</link><guid isPermaLink="false">\($0)</guid></item>
            """
        }
        return "<rss version=\"2.0\"><channel><title>T</title>\(items.joined())</channel></rss>"
    }

    private static func inline(_ title: String) -> String {
        let entries = (1...3).map {
            """
            <entry><id>\($0)</id><title>\(title) \($0)</title><gd:comments><gd:feedLink><feed>
            <entry><id>no</id><gd:feedLink><feed><entry><id>no</id></entry></feed></gd:feedLink></entry>
            <entry><id>no</id></entry></feed></gd:feedLink></gd:comments><link href="/\($0)"/></entry>
            """
        }
        return
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:gd=\"http://schemas.google.com/g/2005\">"
            + "<title>T</title>\(entries.joined())</feed>"
    }

    @Test(arguments: [nested, inline])
    func `items within another's element make no entries, whether the document is sound or not`(
        document: @Sendable (String) -> String
    ) throws {
        for title in ["a", "a & b"] {
            let feed = try parse(document(title))
            #expect(feed.entries.map(\.id) == ["1", "2", "3"])
            #expect(feed.entries.map(\.title) == (1...3).map { "\(title) \($0)" })
            #expect(feed.entries.map(\.link) == (1...3).map { "http://site.example/\($0)" })
            #expect(feed.ending == .whole)
        }
    }

    @Test(arguments: [nested, inline])
    func `a document that breaks off within such an element has no other entries than before`(
        document: @Sendable (String) -> String
    ) throws {
        let whole = document("a")
        let ids: [String?] = ["1", "2", "3"]
        var count = 0
        for end in whole.indices.dropFirst(whole.prefix { $0 != "\n" }.count) {
            let cut = String(whole[..<end])
            let read = try parse(cut).entries.map(\.id)
            #expect(read.elementsEqual(ids.prefix(read.count)), "\(cut)")
            #expect(read.count >= count, "\(cut)")
            count = read.count
        }
        #expect(count == 3)
    }

    @Test(arguments: [
        ("a<?php $x->y ?>b", "ab"), ("a<?x >b<?y ?>c", "abc"), ("a<?x >b", "ab"), ("a<?x", "a"),
    ])
    func `an instruction ends as in a sound document, or with its tag`(raw: String, title: String)
        throws
    {
        let feed = try parse(
            rss("<item><title>\(raw)</title><description>d & e</description></item>"))
        #expect(feed.entries.first?.title == title)
    }

    @Test func `an instruction that Word wrote into a post ends within the post`() throws {
        let feed = try parse(
            rss(
                """
                <item><title>1</title><description><p>a & b <?xml:namespace prefix = o ns = "urn:x:office" />\
                <b>c</b></description></item><item><title>2</title></item>
                <item><title>3</title><description><![CDATA[leave out the closing ?> at the end]]></description>
                </item><item><title>4</title></item>
                """))
        #expect(feed.entries.map(\.title) == ["1", "2", "3", "4"])
        #expect(feed.entries.first?.text == "a & b c")
    }

    @Test func `an instruction without an end leaves the fields behind its own`() throws {
        let feed = try parse(
            rss(
                """
                <item><title>1</title><description>a & b <? c</description><guid>g1</guid>\
                <pubDate>Tue, 24 Nov 2026 10:00:00 GMT</pubDate></item>
                """))
        let entry = try #require(feed.entries.first)
        #expect(entry.id == "g1" && entry.published != nil)
        #expect(entry.text == "a & b")
    }

    @Test(arguments: [
        "enclosure url=\"/a.mp3\"", "author", "dc:creator", "category", "comments", "published",
    ])
    func `a field without an end takes no items of a document that breaks off`(tag: String) throws {
        let items = (2...4).map { "<item><title>\($0)</title><guid>\($0)</guid></item>" }
        let feed = try parse(
            "<rss xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><item><title>1</title>"
                + "<guid>1</guid><\(tag)>\n\(items.joined())")
        #expect(feed.entries.map(\.id) == ["1", "2", "3", "4"])
    }

    @Test func `an item that a body names without ending it makes no entry`() throws {
        let feed = try parse(
            rss(
                """
                <item><title>a &nbsp;</title><description><p>Each <item> needs a guid.</p></description>
                <link>/1</link><guid isPermaLink="false">1</guid></item>
                <item><title>Second</title><description>z</description><link>/2</link></item>
                """))
        #expect(feed.entries.map(\.id) == ["1", nil])
        #expect(feed.entries.map(\.title) == ["a", "Second"])
        #expect(feed.entries[0].text.contains("needs a guid"))
    }

    @Test(
        arguments: [
            "<channel>%</channel>", "<rss><channel>%</channel></rss>", "<channel>%%</channel>",
            "<rss><channel><title>T</title><description>D</description>%</channel></rss>",
        ])
    func `a feed that a body shows as an example is markup of the body`(example: String) throws {
        let item = "<item><title>x</title><description>y</description></item>"
        let example = example.replacing("%", with: item)
        func read(_ title: String) throws -> ParsedFeed {
            try parse(
                rss(
                    """
                    <item><title>\(title)</title><description>code: <pre>\(example)</pre></description>
                    <guid isPermaLink="false">1</guid></item>
                    <item><title>Second</title><description>z</description></item>
                    """))
        }
        let (sound, mended) = (try read("a"), try read("a &nbsp;"))
        #expect(sound.entries.map(\.id) == ["1", nil])
        #expect(mended.entries.map(\.id) == ["1", nil])
        #expect(sound.entries.map(\.text) == mended.entries.map(\.text))
    }

    @Test(arguments: [
        "x", "<p>x", "<p>x</p>", "<b>x</b> y", "</p>x", "<ul><li>x", "<div><p>x</p>",
        "<p>Foo <b>bar <br>", "<pre><description>x",
    ])
    func `an item ends the one before whose body has no end either`(body: String) throws {
        let start = "<item><title>a & b</title><description>\(body)"
        for others in [
            "<item><title>Second</title></item><item><title>Third</title></item>",
            """
            <item><title>Second</title><description>s</description></item>
            <item><title>Third</title><description/></item>
            """,
            "<item><title>Second</title><description>\(body)<item><title>Third</title>",
        ] {
            let feed = try parse(rss(start + others))
            #expect(feed.entries.map(\.title) == ["a & b", "Second", "Third"], "\(others)")
        }
    }

    @Test func `an entry of Atom ends the one before whose body has no end either`() throws {
        let feed = try parse(
            """
            <feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>
            <entry><id>1</id><title>a & b</title><summary type="xhtml"><div>cut
            <entry><id>2</id><title>Second</title><summary>s</summary></entry>
            <entry><id>3</id><title>Third</title><content>c</content></entry></feed>
            """)
        #expect(feed.entries.map(\.id) == ["1", "2", "3"])
    }

    @Test func `a great many bodies without an end are not each looked for to the last`() throws {
        let bodies = (0..<3_000).map {
            "<x\($0):item><y\($0):summary><p><x\($0):item></x\($0):item>"
        }
        let rest = "<item><title>\(String(repeating: "x", count: 2 << 20))</title></item>"
        let feed = try parse(rss("<item><title>a & b</title></item>\(bodies.joined())\(rest)"))
        #expect(feed.entries.first?.title == "a & b")
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
