import FeedParsing
import Testing
import Values

@Suite struct StreamingTests {
    @Test func `entries come one by one and the feed has none`() throws {
        let items = (0..<2_000).map { "<item><guid>\($0)</guid></item>" }.joined()
        var ids: [String?] = []
        let feed = try FeedParser().parse(
            Array(rss(items).utf8), url: nil, contentType: nil
        ) { (entry: ParsedEntry) in ids.append(entry.id) }
        #expect(ids == (0..<2_000).map { "\($0)" })
        #expect(feed.entries.isEmpty)
        #expect(feed.title == "News")
    }

    @Test func `a fault halfway does not repeat what was told`() throws {
        let items = (0..<1_000).map { "<item><guid>\($0)</guid></item>" }.joined()
        let rest = (1_000..<1_500).map { "<item><guid>\($0)</guid></item>" }.joined()
        var ids: [String?] = []
        _ = try FeedParser().parse(
            Array(rss(items + "<item><title>a & b</title></item>" + rest).utf8), url: nil,
            contentType: nil
        ) { (entry: ParsedEntry) in ids.append(entry.id) }
        #expect(ids.count == 1_501)
        #expect(ids.compactMap { $0 } == (0..<1_500).map { "\($0)" })
    }

    @Test func `an error of the caller ends the parse`() {
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            _ = try FeedParser().parse(Array(titled("x").utf8), url: nil, contentType: nil) {
                (_: ParsedEntry) in throw Stop()
            }
        }
    }

    @Test func `a feed is written as JSON`() throws {
        let feed = try parse(
            rss("<item><guid>g</guid><title>T</title><pubDate>2023-07-04</pubDate></item>"))
        #expect(
            feed.json.text == """
                {"format":"rss20","title":"News","link":null,"description":null,"language":null,\
                "author":null,"updated":null,"image":null,"categories":[],"entries":[{"id":"g",\
                "title":"T","link":null,"published":"2023-07-04T00:00:00Z","updated":null,\
                "author":null,"summary":null,"content":null,"categories":[]}]}
                """)
        var json = JSONWriter()
        ParseError.notAFeed(.empty).write(to: &json, file: "a.xml")
        #expect(
            json.text
                == #"{"file":"a.xml","format":"none","error":"the document is empty","entries":[]}"#
        )
    }
}
