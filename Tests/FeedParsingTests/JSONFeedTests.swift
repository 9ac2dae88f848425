import FeedParsing
import Testing

@Suite struct JSONFeedTests {
    @Test func `JSON Feed is read, its version last`() throws {
        let feed = try parse(
            #"""
            {"title": "N", "home_page_url": "http://a.example/", "items": [
              {"id": 7, "url": "/1", "title": "One \u00e9\ud83d\ude00", "content_html": "<p>x<script>y</script></p>",
               "date_published": "2023-07-04T10:20:30Z", "authors": [{"name": "Jo"}, {"name": "Ann"}],
               "tags": ["a", "b"], "attachments": [{"url": "/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 9}]},
              {"id": "2", "external_url": "http://b.example/", "content_text": "a < b", "summary": "s"}, null, 3
            ], "hubs": [{"type": "WebSub", "url": "http://hub.example/"}],
            "version": "https://jsonfeed.org/version/1.1"}
            """#)
        #expect(feed.format == .json)
        #expect(feed.title == "N")
        #expect(feed.hub == "http://hub.example/")
        #expect(feed.entries.count == 2)
        let entry = feed.entries[0]
        #expect(entry.id == "7")
        #expect(entry.link == "http://site.example/1")
        #expect(entry.title == "One é😀")
        #expect(entry.content == "<p>x</p>")
        #expect(entry.author == "Jo, Ann")
        #expect(entry.categories == ["a", "b"])
        #expect(
            entry.enclosures == [
                .init(url: "http://site.example/a.mp3", type: "audio/mpeg", length: 9)
            ])
        #expect(feed.entries[1].link == "http://b.example/")
        #expect(feed.entries[1].content == "a &lt; b")
    }

    @Test(arguments: [
        ("true", true), ("false", false), ("\"true\"", false), ("1", false), ("null", false),
    ])
    func `a feed says that it has ended by the one word`(value: String, isFinished: Bool) throws {
        let feed = try parse(
            #"{"version": "https://jsonfeed.org/version/1.1", "expired": \#(value), "title": "N", "items": []}"#
        )
        #expect(feed.pacing.isFinished == isFinished)
        #expect(feed.title == "N")
    }

    @Test func `a body in which nothing stands does not hide another`() throws {
        let feed = try parse(
            #"{"version": "https://jsonfeed.org/version/1.1", "items": ["#
                + #"{"id": "1", "content_html": " \n", "content_text": "Real text"}]}"#)
        #expect(feed.entries.map(\.content) == ["Real text"])
    }

    @Test func `RSS in JSON is read`() throws {
        let feed = try parse(
            #"{"rss": {"channel": {"title": "N", "item": [{"title": "One", "link": "/1", "guid": "g"}]}}}"#
        )
        #expect(feed.entries.first?.title == "One")
        #expect(feed.entries.first?.id == "g")
    }

    @Test(arguments: [
        ("", true), (#","isPermaLink":"false""#, false), (#","@isPermaLink":"False""#, false),
        (#","-isPermaLink":false"#, false), (#","isPermaLink":true"#, true),
        (#","isPermaLink":null"#, true), (#","@isPermaLink":" true ""#, true),
    ])
    func `a guid of RSS in JSON is the link, unless it says that it is not`(
        member: String, isLink: Bool
    ) throws {
        let address = "http://x.example/1"
        let feed = try parse(
            ##"{"rss": {"channel": {"title": "N", "item": [{"guid": {"##
                + ##""#value": "\##(address)"\##(member)}}]}}}"##)
        #expect(feed.entries.map(\.id) == [address])
        #expect(feed.entries.map(\.link) == [isLink ? address : nil])
    }

    @Test(arguments: [
        #"{"$schema":"x","title":"t","version":"1.0","items":{"type":"string"}}"#,
        #"{"version":"10.2","items":[1,2,3]}"#, #"{"version":"1.0","items":[1,2,3]}"#,
        #"{"name":"pkg","version":"1.0.0","items":{"a":{"b":1}}}"#,
        #"{"version":"1.0","items":[{"type":"string"},{"id":1}]}"#,
        #"{"version":"1.0","items":{"id":1}}"#, #"{"items":[{"id":1}]}"#, #"{"item":[1,2]}"#,
    ])
    func `JSON that has a version and items is no feed for that`(text: String) {
        #expect(throws: ParseError.notAFeed(.json)) { try parse(text) }
    }

    @Test(arguments: ["1", "\"1\"", "\"1.0\"", "\"1.1\"", "\"http://jsonfeed.org/version/1\""])
    func `a version may be its number`(version: String) throws {
        for key in ["id", "url", "content_html", "content_text", "date_published"] {
            let feed = try parse(
                #"{"items": [{"title": "T", "\#(key)": "/x"}], "version": \#(version)}"#)
            #expect(feed.entries.map(\.title) == ["T"])
        }
        #expect(try parse(#"{"version": \#(version), "title": "N", "items": []}"#).title == "N")
    }

    @Test func `RSS in JSON is read with the names that converters keep`() throws {
        let feed = try parse(
            ##"""
            {"rss": {"@version": "2.0", "channel": {"title": "N", "item": [
              {"title": {"@type": "x", "#text": "One"}, "description": "short",
               "content:encoded": {"#cdata-section": "<p>the whole article</p>"},
               "dc:creator": "Ann", "dc:date": "2004-01-01T00:00:00Z", "dc:subject": ["a", "b"],
               "category": [{"@domain": "x", "#text": "c"}, "d"],
               "enclosure": {"@url": "/a.mp3", "@type": "audio/mpeg", "@length": "7"}},
              {"author": "Bob", "dc:creator": "Ann", "content:encoded": "<p>x</p>",
               "enclosure": [{"-url": "/b.mp3"}, {"url": "/c.mp3"}]}]}}}
            """##)
        let entry = try #require(feed.entries.first)
        #expect(entry.title == "One")
        #expect(entry.summary == "short")
        #expect(entry.content == "<p>the whole article</p>")
        #expect(entry.author == "Ann")
        #expect(entry.updated == moment(2004, 1, 1))
        #expect(entry.categories == ["a", "b", "c", "d"])
        #expect(
            entry.enclosures == [
                .init(url: "http://site.example/a.mp3", type: "audio/mpeg", length: 7)
            ])
        #expect(feed.entries[1].author == "Bob")
        #expect(feed.entries[1].content == "<p>x</p>")
        #expect(
            feed.entries[1].enclosures.map(\.url) == [
                "http://site.example/b.mp3", "http://site.example/c.mp3",
            ])
    }

    @Test func `RSS in JSON may have each text in an object`() throws {
        let feed = try parse(
            ##"""
            {"rss": {"channel": {"title": {"#cdata-section": "N"}, "link": {"#text": "/"},
              "description": {"#cdata-section": "D"}, "language": {"#text": "en"}, "item": [
              {"title": {"#cdata-section": "One"}, "link": {"#cdata-section": "/1"},
               "dc:creator": {"#cdata-section": "Ann"}, "pubDate": {"#text": "2004-01-01"},
               "dc:date": {"@x": "y", "#text": "2004-01-02"}, "comments": {"#text": "/c"}},
              {"author": {"@x": "y", "#text": "bob@b.example (Bob)"}},
              {"author": [{"#text": "Ann"}, {"name": "Bo", "value": "x"}]}]}}}
            """##)
        #expect(feed.title == "N")
        #expect(feed.link == "http://site.example/")
        #expect(feed.description == "D")
        #expect(feed.language == "en")
        let entry = try #require(feed.entries.first)
        #expect(entry.title == "One")
        #expect(entry.link == "http://site.example/1")
        #expect(entry.author == "Ann")
        #expect(entry.published == moment(2004, 1, 1))
        #expect(entry.updated == moment(2004, 1, 2))
        #expect(entry.commentsLink == "http://site.example/c")
        #expect(feed.entries.map(\.author) == ["Ann", "Bob", "Ann, Bo"])
    }

    @Test(arguments: ["[", "[{\"a\":", "[[[", "[{\"id\": \"\\u12", "[{\"id\": \"\\"])
    func `JSON that is cut off gives what came`(items: String) throws {
        let feed = try parse(
            "{\"version\": \"https://jsonfeed.org/version/1\", \"title\": \"N\", \"items\": \(items)"
        )
        #expect(feed.title == "N")
        #expect(!feed.notes.isEmpty)
    }

    @Test(arguments: [
        (0, ParsedFeed.Ending.whole, ["one", "two-long"]), (1, .cutOff, ["one", "two-long"]),
        (2, .cutOff, ["one", "two-long"]), (3, .cutOff, ["one"]), (4, .cutOff, ["one"]),
        (9, .cutOff, ["one"]), (19, .cutOff, ["one"]), (22, .cutOff, ["one"]), (24, .cutOff, []),
    ])
    func `JSON that is cut off is told, and its half entry left out`(
        missing: Int, ending: ParsedFeed.Ending, whole: [String]
    ) throws {
        let text =
            #"{"version": "https://jsonfeed.org/version/1", "#
            + #""items": [{"id": "one"}, {"id": "two-long"}]}"#
        let feed = try parse(String(text.dropLast(missing)))
        #expect(feed.ending == ending)
        #expect(feed.notes.contains { $0.contains("breaks off") } == (ending != .whole))
        #expect(feed.entries.map(\.id) == whole)
    }

    @Test func `JSON that is wrong in its midst has an end`() throws {
        let text =
            #"{"version": "https://jsonfeed.org/version/1", "#
            + #""items": [{"id": "one"}, {"id": 'two'}, {"id": "three"}], "title": "N"}"#
        #expect(try parse(text).ending == .whole)
    }

    @Test func `depth is bounded`() throws {
        let deep = String(repeating: "[", count: 20_000)
        let feed = try parse(
            "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"id\": \"1\"}, \(deep)"
        )
        #expect(feed.entries.map(\.id) == ["1"])
    }

    @Test func `texts beyond the limit are cut at a whole character and noted`() throws {
        var limits = ParseLimits.standard
        limits.textBytes = 42
        let long = String(repeating: "x", count: 41) + String(repeating: "é", count: 20_000)
        let kept = String(repeating: "x", count: 41)
        func feed(_ members: String, _ item: String) throws -> ParsedFeed {
            try FeedParser(limits: limits).parse(
                Array(
                    #"{"version": "https://jsonfeed.org/version/1", \#(members) "items": [{\#(item)}]}"#
                        .utf8), url: nil, contentType: nil)
        }
        for key in ["title", "description", "language"] {
            let feed = try feed("\"\(key)\": \"\(long)\",", "")
            #expect([feed.title, feed.description, feed.language].compactMap(\.self) == [kept])
            #expect(feed.notes == ["a text beyond the limit was cut"])
        }
        for key in ["id", "title", "language", "content_html", "content_text", "summary"] {
            let feed = try feed("", "\"\(key)\": \"\(long)\"")
            let entry = try #require(feed.entries.first)
            let texts = [entry.id, entry.title, entry.language, entry.content, entry.summary]
            #expect(texts.compactMap(\.self) == [kept])
            #expect(feed.notes == ["a text beyond the limit was cut"])
        }
        let tagged = try feed("", "\"tags\": [\"a\", \"\(long)\"]")
        #expect(tagged.entries.map(\.categories) == [["a", kept]])
        #expect(tagged.notes == ["a text beyond the limit was cut"])
        let linked = try feed(
            "",
            "\"attachments\": [{\"url\": \"http://a.example/\(long)\", \"mime_type\": \"\(long)\"}]"
        )
        let enclosure = try #require(linked.entries.first?.enclosures.first)
        #expect(enclosure.url.utf8.count == 42 && enclosure.type == kept)
        #expect(linked.notes == ["a text beyond the limit was cut"])
        #expect(try feed("\"title\": \"\(kept)y\",", "\"id\": \"1\"").notes.isEmpty)
    }

    @Test func `what no XML may hold is in no text`() throws {
        let feed = try parse(
            #"{"version": "https://jsonfeed.org/version/1", "title": "J\uffff", "items": []}"#)
        #expect(feed.title == "J")
    }
}
