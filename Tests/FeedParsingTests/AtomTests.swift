import FeedParsing
import Testing

@Suite struct AtomTests {
    @Test func `Atom 1 fills feed and entry`() throws {
        let feed = try parse(
            atom(
                """
                <title type="html">N &amp;amp; S</title><id>urn:f</id><link href="http://a.example/"/>
                <link rel="self" href="/feed"/><updated>2023-07-04T10:20:30Z</updated>
                <entry xml:lang="de"><id>urn:1</id><title>One</title>
                <link rel="enclosure" type="audio/mpeg" href="/1.mp3" length="7"/>
                <link rel="replies" href="/1/c"/><link href="/1"/>
                <published>2023-07-01T00:00:00+02:00</published><updated>2023-07-04T10:20:30Z</updated>
                <author><name>Jo</name><email>jo@a.example</email></author>
                <author><name>Ann</name></author><contributor><name>no</name></contributor>
                <category term="law" label="Law"/><summary>a &lt; b</summary>
                <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hi &lt; <em>you</em></p></div></content>
                <source><title>Other</title><link rel="alternate" href="http://o.example/"/></source>
                </entry>
                """))
        #expect(feed.format == .atom10)
        #expect(feed.title == "N & S")
        #expect(feed.selfLink == "http://site.example/feed")
        #expect(feed.updated == moment(2023, 7, 4, 10, 20, 30))
        let entry = try #require(feed.entries.first)
        #expect(entry.id == "urn:1")
        #expect(entry.link == "http://site.example/1")
        #expect(entry.published == moment(2023, 6, 30, 22))
        #expect(entry.author == "Jo, Ann")
        #expect(entry.categories == ["law"])
        #expect(entry.summary == "a &lt; b")
        #expect(entry.content == "<p>Hi &lt; <em>you</em></p>")
        #expect(entry.language == "de")
        #expect(entry.source == .init(title: "Other", url: "http://o.example/"))
        #expect(entry.commentsLink == "http://site.example/1/c")
        #expect(
            entry.enclosures == [
                .init(url: "http://site.example/1.mp3", type: "audio/mpeg", length: 7)
            ])
    }

    @Test func `white space around a word in an attribute says nothing`() throws {
        let feed = try parse(
            atom(
                """
                <entry><title type=" html">A &lt;b&gt;b&lt;/b&gt;</title><link rel=" alternate" href="/1"/>
                <content type=" html ">&lt;p&gt;x&lt;/p&gt;</content></entry>
                <entry><link rel="alternate
                " href="/2"/><summary type="\ttext/html ; charset=x">&lt;p&gt;y&lt;/p&gt;</summary></entry>
                """))
        #expect(feed.entries.map(\.link) == ["http://site.example/1", "http://site.example/2"])
        #expect(feed.entries[0].title == "A b")
        #expect(feed.entries[0].content == "<p>x</p>")
        #expect(feed.entries[1].summary == "<p>y</p>")
    }

    @Test func `a category without a term is told by its label`() throws {
        let categories =
            "<category label=\"Law\"/><category term=\"\" label=\"Art\"/>"
            + "<category term=\"t\" label=\"no\"/>"
        let feed = try parse(atom("\(categories)<entry>\(categories)</entry>"))
        #expect(feed.categories == ["Law", "Art", "t"])
        #expect(feed.entries.map(\.categories) == [["Law", "Art", "t"]])
    }

    @Test func `the page of the replies goes before their feed, whichever is named first`() throws {
        let links = [
            "<link rel=\"replies\" type=\"application/atom+xml\" href=\"/c.atom\"/>",
            "<link rel=\"replies\" type=\"text/html\" href=\"/c\"/>",
        ]
        let entries = [links, links.reversed(), [links[0]]].map { "<entry>\($0.joined())</entry>" }
        #expect(
            try parse(atom(entries.joined())).entries.map(\.commentsLink) == [
                "http://site.example/c", "http://site.example/c", "http://site.example/c.atom",
            ])
    }

    @Test func `the id of a source is its address only where it has no link`() throws {
        let id = "<id>http://ids.example/1</id>"
        let links =
            "<link href=\"http://o.example/\"/><link rel=\"self\" href=\"http://o.example/f\"/>"
        let entries = [id + links, links + id, id].map { "<entry><source>\($0)</source></entry>" }
        #expect(
            try parse(atom(entries.joined())).entries.map(\.source?.url) == [
                "http://o.example/", "http://o.example/", "http://ids.example/1",
            ])
    }

    @Test func `Atom 0.3 has modes`() throws {
        let feed = try parse(
            """
            <feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry>
            <title mode="escaped" type="text/html">A &lt;b&gt;b&lt;/b&gt;</title>
            <content mode="base64" type="text/html">PGI+eDwvYj4=</content>
            <issued>2023-07-01T00:00:00Z</issued></entry></feed>
            """)
        #expect(feed.format == .atom03)
        #expect(feed.entries.first?.title == "A b")
        #expect(feed.entries.first?.content == "<b>x</b>")
        #expect(feed.entries.first?.published == moment(2023, 7, 1))
    }

    /// RFC 4287, 4.1.3.3: what is neither text nor XML is base64.
    @Test(
        arguments: [
            ("image/png", "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ", nil),
            ("application/pdf", "\nJVBERi0xLjQKJcOkw7zDtsOf\nCjIgMCBvYmoK/v7+\n", nil),
            ("application/octet-stream", "SGVsbG8gPGI+dGhlcmU8L2I+", "Hello <b>there</b>"),
            ("image/png", "A picture, of a cat", "A picture, of a cat"),
            ("application/x", "Some words", "Some words"), ("image/png", "test", "test"),
            (
                "image/png", "A picture that has no marks but only letters",
                "A picture that has no marks but only letters"
            ),
            ("image/png", String(repeating: "iVBORw0KGgo/+AiVBORw0KGgo/+A\n", count: 250), nil),
        ] as [(String, String, String?)])
    func `content that is no text gives no body`(type: String, raw: String, body: String?) throws {
        let feed = try parse(atom("<entry><content type=\"\(type)\">\(raw)</content></entry>"))
        #expect(feed.entries.map(\.content) == [body])
    }

    @Test func `xml base resolves links, also within XHTML`() throws {
        let feed = try parse(
            atom(
                """
                <entry xml:base="http://b.example/x/"><link href="y"/>
                <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
                <a href="z">1</a><p xml:base="q/"><a href="z">2</a></p></div></content></entry>
                """))
        #expect(feed.entries.first?.link == "http://b.example/x/y")
        #expect(
            feed.entries.first?.outgoingLinks == ["http://b.example/x/z", "http://b.example/x/q/z"])
    }

    @Test func `any prefix will do, and an undeclared one is known by its name`() throws {
        let feed = try parse(
            """
            <a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>T</a:title>
            <dc:creator>Jo</dc:creator></a:entry></a:feed>
            """)
        #expect(feed.format == .atom10)
        #expect(feed.entries.first?.title == "T")
        #expect(feed.entries.first?.author == "Jo")
    }
}
