import FeedParsing
import Testing

@Suite struct RSSTests {
    @Test func `RSS 2.0 fills feed and entry`() throws {
        let feed = try parse(
            rss(
                """
                <item><guid isPermaLink="false">g1</guid><title>First</title><link>/1</link>
                <pubDate>Tue, 04 Jul 2023 10:20:30 GMT</pubDate><author>jo@a.example (Jo Doe)</author>
                <description>Short</description>
                <content:encoded><![CDATA[<p>Long &amp; <b>rich</b> <a href="x">x</a></p>]]></content:encoded>
                <category>World</category><category>Law</category>
                <enclosure url="/a.mp3" type="audio/mpeg" length="12"/>
                <comments>/1#c</comments><source url="http://other.example/rss">Other</source></item>
                """,
                channel: """
                    <title>News</title><link>http://site.example/</link><description>All</description>
                    <language>en-gb</language><ttl>60</ttl><image><title>x</title><url>/l.png</url></image>
                    <skipHours><hour>3</hour></skipHours><skipDays><day>Sunday</day></skipDays>
                    <sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
                    <atom:link rel="self" href="/feed"/><atom:link rel="hub" href="http://hub.example/"/>
                    """))
        #expect(feed.format == .rss20)
        #expect(feed.title == "News")
        #expect(feed.link == "http://site.example/")
        #expect(feed.description == "All")
        #expect(feed.language == "en-gb")
        #expect(feed.image == "http://site.example/l.png")
        #expect(feed.selfLink == "http://site.example/feed")
        #expect(feed.hub == "http://hub.example/")
        #expect(feed.pacing.ttl == 3_600)
        #expect(feed.pacing.skipHours == [3])
        #expect(feed.pacing.skipDays == [0])
        #expect(feed.pacing.updatePeriod == 1_800)
        #expect(feed.notes.isEmpty)
        let entry = try #require(feed.entries.first)
        #expect(entry.id == "g1")
        #expect(entry.title == "First")
        #expect(entry.link == "http://site.example/1")
        #expect(entry.published == moment(2023, 7, 4, 10, 20, 30))
        #expect(entry.author == "Jo Doe")
        #expect(entry.summary == "Short")
        #expect(
            entry.content
                == "<p>Long &amp; <b>rich</b> <a href=\"http://site.example/x\">x</a></p>")
        #expect(entry.text == "Long & rich x")
        #expect(entry.outgoingLinks == ["http://site.example/x"])
        #expect(entry.categories == ["World", "Law"])
        #expect(entry.enclosures.first?.url == "http://site.example/a.mp3")
        #expect(entry.enclosures.first?.length == 12)
        #expect(entry.commentsLink == "http://site.example/1#c")
        #expect(entry.source == .init(title: "Other", url: "http://other.example/rss"))
    }

    @Test(
        arguments: [
            ("<sy:updateFrequency>4</sy:updateFrequency>", 21_600),
            (
                "<sy:updatePeriod></sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
                21_600
            ),
            ("<sy:updateFrequency>often</sy:updateFrequency>", nil),
            (
                "<sy:updatePeriod>fortnightly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
                nil
            ),
        ] as [(String, Int64?)])
    func `a frequency without a period is one a day`(channel: String, seconds: Int64?) throws {
        #expect(try parse(rss("", channel: channel)).pacing.updatePeriod == seconds)
    }

    @Test func `the title of an image is not the feed's`() throws {
        let feed = try parse(
            rss("", channel: "<image><title>Logo</title></image><title>News</title>"))
        #expect(feed.title == "News")
    }

    @Test func `the title of what is attached to an item is not the item's`() throws {
        let picture =
            "<media:content url='/a' medium='image'><media:title>johndoe</media:title></media:content>"
        let feed = try parse(
            rss(
                """
                <item><title></title>\(picture)</item>
                <item>\(picture)<media:title>In the item</media:title></item>
                <item><media:group>\(picture)<media:title>In the group</media:title></media:group></item>
                """))
        #expect(feed.entries.map(\.title) == [nil, "In the item", "In the group"])
        #expect(feed.entries.map(\.enclosures.count) == [1, 1, 1])
    }

    @Test func `references that are left in a category or the name of a source are read`() throws {
        let feed = try parse(
            rss(
                """
                <item><category><![CDATA[News &amp; Views]]></category>
                <category><![CDATA[&lt;p&gt;Law&lt;/p&gt;]]></category>
                <source url="http://o.example/">Tom &amp;amp; Co</source></item>
                """, channel: "<category>List&lt;Int&gt; &amp;amp; more</category>"))
        #expect(feed.entries.first?.categories == ["News & Views", "&lt;p&gt;Law&lt;/p&gt;"])
        #expect(feed.entries.first?.source?.title == "Tom & Co")
        #expect(feed.categories == ["List<Int> &amp; more"])
    }

    @Test(arguments: ["<source/>", "<source url=\"\"> </source>", "<atom:source/>"])
    func `a source that tells nothing is none, and replaces none`(source: String) throws {
        let full = "<source url=\"http://o.example/f\">Other</source>"
        let feed = try parse(rss("<item>\(source)</item><item>\(full)\(source)</item>"))
        #expect(
            feed.entries.map(\.source) == [nil, .init(title: "Other", url: "http://o.example/f")])
    }

    @Test func `the picture of an item is not the feed's`() throws {
        let item = "<item><title>T</title><image><url>/i.png</url></image></item>"
        #expect(try parse(rss(item)).image == nil)
        let image = "<image><url>/l.png</url></image>"
        #expect(try parse(rss(item, channel: image)).image == "http://site.example/l.png")
        #expect(try parse(rss(item + image)).image == "http://site.example/l.png")
    }

    @Test(arguments: [
        "", "xmlns=\"http://www.w3.org/2005/Atom\"", "xmlns=\"http://purl.org/atom/ns#\"",
    ])
    func `RSS is read as such, whatever namespace it gives all its names`(space: String) throws {
        let feed = try parse(
            """
            <rss version="2.0" \(space)><channel><title>N &amp;amp; M</title>
            <item><title>A &amp;amp; B</title><description>&lt;p&gt;x&lt;/p&gt;</description>
            <source url="http://o.example/f">Orig</source></item></channel></rss>
            """)
        #expect(feed.format == .rss20)
        #expect(feed.title == "N & M")
        let entry = try #require(feed.entries.first)
        #expect(entry.title == "A & B")
        #expect(entry.summary == "<p>x</p>")
        #expect(entry.source == .init(title: "Orig", url: "http://o.example/f"))
    }

    @Test func `an element of Atom's in RSS is Atom's, with a prefix or without`() throws {
        let source = "source><title>Orig</title><link href=\"http://o.example/\"/></"
        let own = "<source xmlns=\"http://www.w3.org/2005/Atom\">" + source.dropFirst(7) + "source>"
        let prefixed = "<atom:source><atom:title>Orig</atom:title></atom:source>"
        let feed = try parse(rss("<item>\(own)</item><item>\(prefixed)</item>"))
        #expect(feed.entries.map(\.source?.title) == ["Orig", "Orig"])
    }

    @Test func `a guid is the link where there is none, unless it says that it is not`() throws {
        let feed = try parse(
            rss(
                """
                <item><guid>http://a.example/1</guid></item>
                <item><guid isPermaLink="false">http://a.example/2</guid></item>
                <item><guid ispermalink="false">http://a.example/3</guid></item>
                <item><GUID ISPERMALINK="False">http://a.example/4</GUID></item>
                <item><guid isPermaLink=" true ">/5</guid></item>
                <item><guid isPermaLink="">http://a.example/6</guid></item>
                """))
        #expect(
            feed.entries.map(\.link) == [
                "http://a.example/1", nil, nil, nil, "http://site.example/5", nil,
            ])
        #expect(feed.entries[1].id == "http://a.example/2")
    }

    @Test func `the format's own elements go before Dublin Core and iTunes`() throws {
        let feed = try parse(
            rss(
                """
                <item><itunes:author>C</itunes:author><dc:creator>B</dc:creator><author>A</author>
                <dc:title>dc</dc:title><title>own</title></item>
                """))
        #expect(feed.entries.first?.author == "A")
        #expect(feed.entries.first?.title == "own")
    }

    @Test func `elements of foreign vocabularies do not count, nor what is in them`() throws {
        let feed = try parse(
            rss("<item><title>T</title><x:y xmlns:x=\"urn:x\"><title>no</title></x:y></item>"))
        #expect(feed.entries.first?.title == "T")
    }

    @Test(arguments: [
        "", "xmlns:media=\"http://www.rssboard.org/media-rss\"",
        "xmlns:media=\"//search.yahoo.com/mrss/\"",
        "xmlns:media=\"http://search.yahoo.com/mrss/ \"",
        "xmlns:media=\"urn:m\" xmlns:content=\"http://purl.org/content\" xmlns:sy=\"urn:sy\"",
        "xmlns:dc=\" http://purl.org/dc/elements/1.1/\n\"",
    ])
    func `a prefix that is known means its vocabulary, bound to a URI that is not`(
        spaces: String
    ) throws {
        let feed = try parse(
            """
            <rss version="2.0" \(spaces)><channel><sy:updatePeriod>hourly</sy:updatePeriod>
            <item><title>T</title><content:encoded>&lt;p&gt;x&lt;/p&gt;</content:encoded>
            <dc:creator>A</dc:creator><media:content url="http://a.example/p.jpg"/></item>
            </channel></rss>
            """)
        let entry = try #require(feed.entries.first)
        #expect(entry.content == "<p>x</p>")
        #expect(entry.author == "A")
        #expect(entry.enclosures.map(\.url) == ["http://a.example/p.jpg"])
        #expect(feed.pacing.updatePeriod == 3_600)
    }

    @Test func `a URI goes before the prefix, and without either a name is foreign`() throws {
        let item = "<item><media:creator>A</media:creator><m:title>no</m:title></item>"
        let feed = try parse(
            "<rss xmlns:media=\"http://purl.org/dc/elements/1.1/\" xmlns:m=\"urn:m\"><channel>"
                + "\(item)</channel></rss>")
        #expect(feed.entries.first?.author == "A")
        #expect(feed.entries.first.map { $0.title == nil } == true)
    }

    @Test func `the text of elements within a field counts where it has none of its own`() throws {
        let feed = try parse(
            rss(
                """
                <item><guid><b>g</b></guid><link> <a href="http://e.example/1">http://e.example/1</a></link>
                <dc:creator><foaf:Person><foaf:name>Ann</foaf:name></foaf:Person></dc:creator>
                <category><b>Bold</b> cat</category><category><b>none</b></category>
                <comments><comment>Hi</comment></comments></item>
                """))
        let entry = try #require(feed.entries.first)
        #expect(entry.id == "g")
        #expect(entry.link == "http://e.example/1")
        #expect(entry.author == "Ann")
        #expect(entry.categories == ["cat"])
        #expect(entry.commentsLink == nil)
        let guids = [
            "own <b>no</b>", "<b>no</b> own", "<b>no</b>own<b>no</b>", "<i>Fine</i><i>Art</i>",
            "<b> </b>",
        ]
        let ids = try parse(rss(guids.map { "<item><guid>\($0)</guid></item>" }.joined()))
        #expect(ids.entries.map(\.id) == ["own", "own", "own", "Fine", nil])
    }

    @Test(arguments: [
        ("<rdf:Seq><rdf:li>Ann</rdf:li><rdf:li>Bob</rdf:li></rdf:Seq>", "Ann"),
        (
            "<foaf:Person><foaf:name>Ann Lee</foaf:name><foaf:mbox_sha1sum>24</foaf:mbox_sha1sum></foaf:Person>",
            "Ann Lee"
        ),
        (
            "<foaf:Person> <foaf:mbox/> <foaf:name>Ann</foaf:name>\n<foaf:homepage>http://ann.example/</foaf:homepage></foaf:Person>",
            "Ann"
        ),
        (
            "<foaf:Person><foaf:name>Ann</foaf:name></foaf:Person> <foaf:Person><foaf:name>Bob</foaf:name></foaf:Person>",
            "Ann"
        ),
        ("<a>Ann <b>Mc<i>Lee</i></b></a><a>Bob</a>", "Ann McLee"), ("<a><b>no</b></a> own", "own"),
    ])
    func `of several elements within a field the first counts that has a text`(
        markup: String, text: String
    ) throws {
        let feed = try parse(rss("<item><dc:creator>\(markup)</dc:creator></item>"))
        #expect(feed.entries.map(\.author) == [text])
    }

    @Test func `the address of a link is the first that stands within it`() throws {
        let feed = try parse(
            rss("<item><link><url>http://a.example/1</url><title>Hi</title></link></item>"))
        #expect(feed.entries.map(\.link) == ["http://a.example/1"])
    }

    @Test func `a feed has dates and keywords as its entries have`() throws {
        func feed(_ dates: String) throws -> ParsedFeed {
            try parse(
                """
                <rss xmlns:dcterms="http://purl.org/dc/terms/"
                  xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><title>N</title>
                \(dates)<itunes:keywords>law, art</itunes:keywords></channel></rss>
                """)
        }
        let issued = "<dcterms:issued>2023-07-04</dcterms:issued>"
        #expect(try feed(issued).updated == moment(2023, 7, 4))
        #expect(try feed(issued).categories == ["law", "art"])
        let created = issued.replacing("issued", with: "created")
        #expect(try feed(created).updated == moment(2023, 7, 4))
        let published = "<pubDate>Wed, 05 Jul 2023 00:00:00 GMT</pubDate>"
        #expect(try feed(issued + published).updated == moment(2023, 7, 5))
    }

    @Test(arguments: [
        (
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
                + "xmlns:foaf=\"http://xmlns.com/foaf/0.1/\"><foaf:Person><foaf:name>A</foaf:name>"
                + "</foaf:Person></rdf:RDF>", "rdf:RDF"
        ),
        ("<feeds><feed url=\"http://e/1\"/><feed url=\"http://e/2\"/></feeds>", "feeds"),
        ("<feed><product><title>T</title></product></feed>", "feed"),
        // Nor is a fault that is mended why it is none.
        (
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
                + "<name>Andr&eacute;</name></rdf:RDF>", "rdf:RDF"
        ),
        ("<feeds><feed url='a'>a & b</feed><feed url='b'/></feeds>", "feeds"),
    ])
    func `a root that only has the name of a feed's is none`(text: String, root: String) {
        #expect(throws: ParseError.notAFeed(.xml(root: root))) { try parse(text) }
    }

    @Test func `a page with an element of a feed's name and a fault is a page`() {
        #expect(throws: ParseError.notAFeed(.html)) {
            try parse("<p>x<feed url='a'>a & b</feed>")
        }
    }

    @Test(arguments: [
        "<rss/>", "<feed xmlns=\"http://www.w3.org/2005/Atom\"/>", "<feed><title/></feed>",
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
            + "xmlns=\"http://purl.org/rss/1.0/\"/>",
        "<feed><entry/></feed>", "<rdf:RDF><channel/></rdf:RDF>", "<rdf:RDF><item/></rdf:RDF>",
    ])
    func `a feed in which little stands is one`(text: String) throws {
        #expect(try parse(text).format != .none)
    }

    @Test func `RSS 1 keeps its items beside the channel`() throws {
        let feed = try parse(
            """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
              xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel rdf:about="http://a.example/"><title>N</title></channel>
            <item rdf:about="http://a.example/1"><title>One</title><link>http://a.example/1</link>
            <dc:date>2023-07-04T10:20:30Z</dc:date></item></rdf:RDF>
            """)
        #expect(feed.format == .rss10)
        #expect(feed.entries.first?.id == "http://a.example/1")
        #expect(feed.entries.first?.updated == moment(2023, 7, 4, 10, 20, 30))
    }

    @Test(arguments: ["r", "ns0", "rdf"])
    func `rdf:about is the id whatever the prefix is`(prefix: String) throws {
        let feed = try parse(
            """
            <\(prefix):RDF xmlns:\(prefix)="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
              xmlns="http://purl.org/rss/1.0/"><channel><title>N</title></channel>
            <item \(prefix):about="urn:1"><title>One</title></item></\(prefix):RDF>
            """)
        #expect(feed.format == .rss10)
        #expect(feed.entries.map(\.id) == ["urn:1"])
    }

    @Test func `rdf:about is the id where its prefix is not declared`() throws {
        #expect(try parse(rss("<item rdf:about='urn:1'/>")).entries.map(\.id) == ["urn:1"])
        #expect(try parse(rss("<item x:about='urn:1'/>")).entries.map(\.id) == [nil])
    }

    @Test(arguments: [
        ("<rss version=\"0.91\">", ParsedFeed.Format.rss09x), ("<rss version=\"2.0\">", .rss20),
        ("<rss>", .rss20), ("<RSS version=\"2.0\">", .rss20),
    ])
    func `the version names the format`(root: String, format: ParsedFeed.Format) throws {
        let end = root.hasPrefix("<RSS") ? "</RSS>" : "</rss>"
        let feed = try parse(root + "<channel><item><title>x</title></item></channel>" + end)
        #expect(feed.format == format)
        #expect(feed.entries.count == 1)
    }

    @Test func `CDF is read`() throws {
        let feed = try parse(
            """
            <CHANNEL HREF="http://a.example/" LASTMOD="2023-07-04T10:20"><TITLE>N</TITLE>
            <ITEM HREF="http://a.example/1" LASTMOD="2023-07-04T10:20"><TITLE>One</TITLE>
            <ABSTRACT>Text</ABSTRACT></ITEM></CHANNEL>
            """)
        #expect(feed.format == .cdf)
        #expect(feed.entries.first?.link == "http://a.example/1")
        #expect(feed.entries.first?.summary == "Text")
    }
}
