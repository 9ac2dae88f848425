import SubscriptionLists
import Testing
import Values

/// OPML as readers write it: the forms after their documents and sources, the feeds invented.
struct OutlineTests {
    private func read(_ text: String) throws -> FeedList { try FeedList.read(Array(text.utf8)) }

    private func opml(_ body: String, version: String = " version=\"2.0\"") -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml\(version)><head/><body>\n\(body)\n</body></opml>"
    }

    @Test func `folders within folders become tags, and categories as well`() throws {
        let list = try read(
            opml(
                """
                <outline text="News"><outline text="World">
                <outline type="rss" text="A" title="Alpha" xmlUrl="https://a.example/feed"
                  htmlUrl="https://a.example/" category="/Press/Daily,plain, World"/>
                </outline></outline>
                <outline type="rss" text="B" xmlUrl="https://b.example/feed"/>
                """))
        #expect(list.format == .opml)
        #expect(list.feeds.map(\.address) == ["https://a.example/feed", "https://b.example/feed"])
        #expect(list.feeds.map(\.title) == ["A", nil])
        #expect(list.feeds.map(\.name) == [nil, "B"])
        #expect(list.feeds.map(\.tags) == [["News", "World", "Press", "Daily", "plain"], []])
        #expect(list.feeds.map(\.line) == [5, 7])
        #expect(list.remarks.isEmpty && list.notes.isEmpty)
    }

    @Test(arguments: ["xmlUrl", "xmlurl", "XMLURL", "XmlUrl"])
    func `attributes count in any case, and no version is needed`(name: String) throws {
        let list = try read(
            "<OPML><BODY><Outline TEXT='T' \(name)='https://a.example/f?x=1&amp;y=2'/></BODY></OPML>"
        )
        #expect(list.feeds.map(\.address) == ["https://a.example/f?x=1&y=2"])
        #expect(list.feeds.map(\.name) == ["T"])
    }

    @Test func `what could steer a terminal is written as references, and read as what it was`()
        throws
    {
        let steering = "\u{202e}T\u{200f}\u{61c}\u{2028}\n\u{9d}\u{90}0;x <\u{e0041}>"
        let feed = OutlineWriter.Feed(
            address: "https://a.example/feed", title: steering, name: "N\u{1b}\u{9d}",
            siteLink: nil, tags: ["t\u{202e}"], isEnabled: true)
        let bytes = OutlineWriter.document(
            [feed], title: "Feeds", made: Timestamp(seconds: 1_774_000_000))
        let text = String(decoding: bytes, as: UTF8.self)
        for scalar in text.unicodeScalars where scalar != "\n" {
            #expect(!PrintableText.steers(scalar), "U+\(String(scalar.value, radix: 16))")
        }
        let list = try read(text)
        #expect(list.feeds.first?.title?.contains("\u{202e}T\u{200f}\u{61c}") == true)
        #expect(list.feeds.map(\.tags) == [["t\u{202e}"]])
    }

    @Test func `what is commented out is switched off, also by its folder`() throws {
        let list = try read(
            opml(
                """
                <outline text="Old" isComment="true"><outline xmlUrl="https://a.example/"/></outline>
                <outline xmlUrl="https://b.example/" isComment="TRUE"/>
                <outline xmlUrl="https://c.example/" isComment="false"/>
                """))
        #expect(list.feeds.map(\.isEnabled) == [false, false, true])
    }

    @Test func `includes and links are passed over and told, an old url of a feed is taken`() throws
    {
        let list = try read(
            opml(
                """
                <outline type="include" text="More" url="https://a.example/more.opml"/>
                <outline type="link" text="Page" url="https://a.example/page"/>
                <outline type="rss" text="Old form" url="https://a.example/rss"/>
                <outline text="nothing at all"/>
                """))
        #expect(list.feeds.map(\.address) == ["https://a.example/rss"])
        #expect(list.remarks.map(\.line) == [3, 4])
        #expect(list.remarks.map(\.isFeed) == [false, false])
        #expect(list.remarks.first?.reason.contains("another list") == true)
    }

    @Test func `what says to be a feed and has no address is told, unless it is a folder`() throws {
        let list = try read(
            opml(
                """
                <outline type="rss" text="Lost"/>
                <outline type="RSS" text="Folder"><outline xmlUrl="https://a.example/"/>
                <outline type="atom" title="Lost, too" xmlUrl=" "></outline></outline>
                <outline type="note" text="Note"/>
                """))
        #expect(list.feeds.map(\.tags) == [["Folder"]])
        #expect(list.remarks.map(\.text) == ["Lost", "Lost, too"])
        #expect(list.remarks.map(\.line) == [3, 5])
        #expect(list.remarks.allSatisfy { $0.isFeed && $0.reason.contains("xmlUrl") })
    }

    @Test func `feed addresses of browsers are read as what they mean`() throws {
        let list = try read(
            opml(
                """
                <outline xmlUrl="feed://a.example/rss"/><outline xmlUrl="feed:https://b.example/"/>
                <outline xmlUrl="  https://c.example/x  "/>
                """))
        #expect(
            list.feeds.map(\.address) == [
                "http://a.example/rss", "https://b.example/", "https://c.example/x",
            ])
    }

    @Test func `bare ampersands and unclosed outlines are mended`() throws {
        let list = try read(
            opml(
                "<outline text=\"A & B\" xmlUrl=\"https://a.example/f?x=1&y=2\"/>\n"
                    + "<outline text=\"Folder\"><outline xmlUrl='https://b.example/'>"))
        #expect(list.feeds.map(\.address) == ["https://a.example/f?x=1&y=2", "https://b.example/"])
        #expect(list.feeds.map(\.name) == ["A & B", nil])
        #expect(list.notes.contains { $0.contains("mended") })
    }

    @Test func `a declared encoding that is wrong does no harm, and another one is read`() throws {
        let wrong =
            "<?xml version='1.0' encoding='ISO-8859-1'?><opml><body><outline text='Zürich'"
            + " xmlUrl='https://a.example/'/></body></opml>"
        #expect(try read(wrong).feeds.map(\.name) == ["Zürich"])
        var latin = Array("<?xml version='1.0' encoding='ISO-8859-1'?><opml><body><outline".utf8)
        latin += Array(" text='Z".utf8) + [0xfc] + Array("rich' xmlUrl='https://a.example/'/>".utf8)
        latin += Array("</body></opml>".utf8)
        #expect(try FeedList.read(latin).feeds.map(\.name) == ["Zürich"])
        var wide: [UInt8] = [0xff, 0xfe]
        for unit in wrong.utf16 { wide += [UInt8(unit & 0xff), UInt8(unit >> 8)] }
        #expect(try FeedList.read(wide).feeds.map(\.name) == ["Zürich"])
    }

    @Test func `no DTD is seen, so that no entity grows and no file is read`() throws {
        let bomb = """
            <?xml version="1.0"?>
            <!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
            <!ENTITY f SYSTEM "file:///etc/passwd">]>
            <opml><body><outline text="x&b;&f;" xmlUrl="https://a.example/"/></body></opml>
            """
        let list = try read(bomb)
        #expect(list.feeds.map(\.address) == ["https://a.example/"])
        #expect(list.feeds.first?.name?.contains("aaaa") == false)
        #expect(list.feeds.first?.name?.contains("root") == false)
    }

    @Test func `depth and number of outlines and folders are bounded`() throws {
        let deep = String(repeating: "<outline text='f'>", count: 5_000)
        let list = try read("<opml><body>\(deep)<outline xmlUrl='https://a.example/'/>")
        #expect(list.feeds.allSatisfy { $0.tags.count <= 64 })
        let folders = (0..<50).map { "<outline text='f\($0)'>" }.joined()
        let fifty = try read(
            opml(
                folders + "<outline xmlUrl='https://a.example/'/>"
                    + String(repeating: "</outline>", count: 50)))
        #expect(fifty.feeds.map(\.tags.count) == [50])
        let many = (0..<100_002).map { "<outline xmlUrl='https://a.example/\($0)'/>" }.joined()
        let cut = try read(opml(many))
        #expect(cut.feeds.count == 100_000)
        #expect(cut.notes == ["feeds beyond the limit of 100000 were left"])
    }

    @Test func `titles and tags are one line without controls, and not endless`() throws {
        let title = String(repeating: "é", count: 2_000)
        let list = try read(
            opml(
                "<outline text='a&#10;b\u{85}c&#x7f;'><outline text='\(title)' xmlUrl='x'/></outline>"
            ))
        #expect(list.feeds.map(\.tags) == [["a b c"]])
        #expect(list.feeds.first?.name?.utf8.count == 1_000)
    }

    @Test func `another document is said to be none`() {
        #expect(throws: FeedListError.noOutline) { try read("<rss><channel/></rss>") }
        #expect(throws: FeedListError.unknownFormat) { try read("{\"feeds\": []}") }
    }

    @Test func `what is written is read again as it was`() throws {
        let feeds = [
            OutlineWriter.Feed(
                address: "https://a.example/f?x=1&y=\"2\"'", title: "A <b>&amp;</b> \"quotes\" 'x'",
                siteLink: "https://a.example/", tags: ["world", "C++ & \"more\""], isEnabled: true),
            OutlineWriter.Feed(
                address: "https://b.example/", title: "Ünïcødé 👩‍👩‍👧 世界", tags: ["a,b", "/c", "d"],
                isEnabled: false),
            OutlineWriter.Feed(
                address: "https://c.example/", title: nil, tags: ["world"], isEnabled: true),
            OutlineWriter.Feed(
                address: "https://d.example/", title: nil, tags: [], isEnabled: true),
            // The feed's own, which is no name of the person's.
            OutlineWriter.Feed(
                address: "https://e.example/", title: nil, name: "Echo", tags: [], isEnabled: true),
            OutlineWriter.Feed(
                address: "https://f.example/", title: "Foxtrot", tags: [], isEnabled: true),
        ]
        let bytes = OutlineWriter.document(
            feeds, title: "Test & more", made: Timestamp(seconds: 1_000_000_000))
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(text.contains("<dateCreated>9 Sep 2001 01:46:40 GMT</dateCreated>"))
        let read = try FeedList.read(bytes).feeds.map { feed in
            OutlineWriter.Feed(
                address: feed.address, title: feed.title, name: feed.name, tags: feed.tags,
                isEnabled: feed.isEnabled)
        }
        var wanted = feeds
        wanted[0].siteLink = nil
        #expect(Set(read.map(\.address)).count == 6)
        for feed in wanted { #expect(read.contains(feed), "\(feed)") }
    }

    @Test func `a title is the person's where it is said to be another than the feed's own`() throws
    {
        let list = try read(
            opml(
                """
                <outline text="Mine" title="Own" xmlUrl="https://a.example/"/>
                <outline text="Own" title="Own" xmlUrl="https://b.example/"/>
                <outline text=" Own " title="Own" xmlUrl="https://c.example/"/>
                <outline text="Own" xmlUrl="https://d.example/"/>
                <outline title="Own" xmlUrl="https://e.example/"/>
                <outline text="https://f.example/" title="Own" xmlUrl="https://f.example/"/>
                """))
        #expect(list.feeds.map(\.title) == ["Mine", nil, nil, nil, nil, nil])
        #expect(list.feeds.map(\.name) == [nil, "Own", "Own", "Own", "Own", nil])
    }

    @Test func `a name of the person's that is the feed's own comes back as theirs`() throws {
        let feed = OutlineWriter.Feed(
            address: "https://a.example/", title: "Alike", name: "Alike", tags: [], isEnabled: true)
        let bytes = OutlineWriter.document([feed], title: "", made: Timestamp(seconds: 0))
        // Readers that know only one of the two names show it, too.
        #expect(String(decoding: bytes, as: UTF8.self).contains("text=\"Alike\" title=\"Alike\""))
        #expect(try FeedList.read(bytes).feeds.map(\.title) == ["Alike"])
    }
}
