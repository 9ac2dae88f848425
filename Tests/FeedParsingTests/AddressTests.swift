import Testing

@testable import FeedParsing

/// What the addresses of entries and feeds become.
@Suite struct AddressTests {
    @Test(arguments: ["", "  ", "\n\t "])
    func `an address in which nothing stands is none`(blank: String) throws {
        let feed = try parse(
            rss(
                """
                <item><link>\(blank)</link><comments>\(blank)</comments><enclosure url="\(blank)"/>
                <media:content url="\(blank)"/><source url="\(blank)">S</source>
                <atom:link href="\(blank)"/><content:encoded src="\(blank)">x</content:encoded></item>
                """,
                channel: """
                    <link>\(blank)</link><image><url>\(blank)</url></image>
                    <itunes:image href="\(blank)"/><atom:link rel="hub" href="\(blank)"/>
                    """))
        #expect(feed.link == nil && feed.image == nil && feed.hub == nil)
        let entry = try #require(feed.entries.first)
        #expect(entry.link == nil && entry.commentsLink == nil && entry.source?.url == nil)
        #expect(entry.enclosures.isEmpty)
    }

    @Test(arguments: ["", "  ", "\\n"])
    func `an address of JSON in which nothing stands is none, and another counts`(
        blank: String
    ) throws {
        let feed = try parse(
            """
            {"version": "https://jsonfeed.org/version/1", "home_page_url": "\(blank)",
            "icon": "\(blank)", "favicon": "/i.png", "items": [
            {"url": "\(blank)", "external_url": "http://b.example/1",
            "attachments": [{"url": "\(blank)"}]}]}
            """)
        #expect(feed.link == nil)
        #expect(feed.image == "http://site.example/i.png")
        #expect(feed.entries.first?.link == "http://b.example/1")
        #expect(feed.entries.first?.enclosures.isEmpty == true)
    }

    @Test func `in a body a link may lead to the document itself, and a picture not`() {
        let html = FeedParser.sanitized(
            html: "<a href=''>a</a><img src='' alt='b'><img src=' '><video poster=''></video>",
            base: "http://a.example/x")
        #expect(html == "<a href=\"http://a.example/x\">a</a><img alt=\"b\"><img><video></video>")
    }

    @Test func `an empty link of a feed means the base that it declares, of an entry nothing`()
        throws
    {
        let feed = try parse(
            atom("<link href=\"\"/><entry><link href=\"\"/></entry>")
                .replacing("<feed ", with: "<feed xml:base=\"http://b.example/c/\" "))
        #expect(feed.link == "http://b.example/c/")
        #expect(feed.entries.map(\.link) == [nil])
    }

    @Test func `an empty picture of XHTML is none, whatever its base`() throws {
        let feed = try parse(
            atom(
                "<entry><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\" "
                    + "xml:base=\"http://b.example/\"><img src=\"\"/><img src=\"c\"/></div></content></entry>"
            ))
        #expect(feed.entries.first?.content == "<img><img src=\"http://b.example/c\">")
    }

    @Test func `no address keeps credentials`() throws {
        let secret = "http://user:pw@b.example/x"
        let feed = try parse(
            rss(
                """
                <item><link>\(secret)</link><comments>\(secret)</comments><enclosure url="\(secret)"/>
                <source url="\(secret)">S</source>
                <description>&lt;a href="\(secret)"&gt;a&lt;/a&gt;</description></item>
                <item><guid isPermaLink="true">\(secret)</guid></item>
                """, channel: "<link>\(secret)</link><image><url>\(secret)</url></image>"))
        let plain = "http://b.example/x"
        #expect(feed.link == plain && feed.image == plain)
        let entry = try #require(feed.entries.first)
        #expect(entry.link == plain && entry.commentsLink == plain && entry.source?.url == plain)
        #expect(entry.enclosures.map(\.url) == [plain])
        #expect(entry.content == nil && entry.outgoingLinks == [plain])
        #expect(feed.entries.last?.link == plain)
        let json = try parse(
            #"{"rss": {"channel": {"item": [{"guid": "\#(secret)"}, {"link": "\#(secret)"}]}}}"#)
        #expect(json.entries.map(\.link) == [plain, plain])
        // Not even those of the feed's own address.
        let own = try parse(
            rss("<item><link>/1</link></item>"), url: "http://user:pw@site.example/feed")
        #expect(own.entries.first?.link == "http://site.example/1")
    }

    @Test func `of a base that is too long the query is left out`() throws {
        let query = String(repeating: "q", count: 2_000)
        let items = "<item><link>b</link></item>"
        #expect(
            try parse(rss(items), url: "http://site.example/a/?\(query)").entries.first?.link
                == "http://site.example/a/b")
        #expect(
            try parse(rss(items), url: "http://site.example/\(query)/").entries.first?.link == "b")
    }

    @Test(arguments: [
        ("", "/posts/1", "/posts/1"), ("", "posts/1", "posts/1"), ("", "1", "1"),
        ("", "tag:a.example,2023:/1", "tag:a.example,2023:/1"),
        ("http://b.example/", "/posts/1", "http://b.example/posts/1"),
        ("/news/", "posts/1", "posts/1"),
    ])
    func `an id is the same whichever address answered`(
        base: String, id: String, expected: String
    ) throws {
        let document = atom("<entry><id>\(id)</id></entry>")
            .replacing("<feed ", with: base.isEmpty ? "<feed " : "<feed xml:base=\"\(base)\" ")
        for host in ["cdn1", "cdn2"] {
            let entry = try parse(document, url: "https://\(host).example/feed").entries.first
            #expect(entry?.id == expected)
            let isWhole = expected == "1" || expected.utf8.contains(UInt8(ascii: ":"))
            let folder = base.hasPrefix("/") ? base : "/"
            #expect(
                entry?.formerID
                    == (isWhole ? nil : "https://\(host).example\(folder)posts/1"))
        }
    }
}
