import FeedParsing
import Testing

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

    @Test(arguments: [
        "<rss><channel><item><guid>one</guid></item><item><guid>tw",
        #"{"version": "https://jsonfeed.org/version/1", "items": [{"id": "one"}, {"id": "tw"#,
    ])
    func `the entry that a document breaks off in is not told`(text: String) throws {
        var ids: [String?] = []
        let feed = try FeedParser().parse(Array(text.utf8), url: nil, contentType: nil) {
            (entry: ParsedEntry) in ids.append(entry.id)
        }
        #expect(ids == ["one"])
        #expect(feed.notes.contains("the entry that it breaks off in was left out"))
    }

    @Test func `the entry that a limit ends the reading in is not told`() throws {
        // More than is read at a time stands between what has to be mended and what is beyond the limit.
        let text =
            "<rss><item><guid>one</guid></item><item><guid>two</guid>&<description>"
            + String(repeating: "b ", count: 100_000) + "</description>"
        let tag = "<x a=\"" + String(repeating: "b", count: 200_000) + "\"/>"
        var ids: [String?] = []
        #expect(throws: ParseError.limit(.startTag)) {
            _ = try FeedParser().parse(Array((text + tag).utf8), url: nil, contentType: nil) {
                (entry: ParsedEntry) in ids.append(entry.id)
            }
        }
        #expect(ids == ["one"])
    }

    @Test func `a feed is written as JSON, its entries first`() {
        let text = rss(
            "<item><guid isPermaLink=\"false\">g</guid><pubDate>2023-07-04</pubDate></item>")
        let (pieces, error) = written(text)
        #expect(error == nil)
        #expect(
            pieces == [
                """
                {"entries":[{"id":"g","title":null,"link":null,"published":"2023-07-04T00:00:00Z",\
                "updated":null,"author":null,"summary":null,"content":null,"categories":[]}],\
                "format":"rss20","title":"News","link":null,"description":null,"language":null,\
                "author":null,"updated":null,"image":null,"categories":[]}

                """
            ])
    }

    @Test func `what is no feed is written as JSON with the reason`() {
        let (pieces, error) = written("", file: "a.xml")
        #expect(error == .notAFeed(.empty))
        #expect(
            pieces == [
                #"{"file":"a.xml","entries":[],"format":"none","error":"the document is empty"}"#
                    + "\n"
            ])
    }

    @Test func `the JSON of many entries leaves in pieces`() {
        let items = (0..<2_000).map { "<item><guid>\($0)</guid></item>" }.joined()
        let (pieces, _) = written(rss(items))
        #expect(pieces.count > 2)
        #expect(pieces.allSatisfy { $0.utf8.count < 70_000 })
        // The entries, the feed, and the end of the line.
        let entries = pieces.joined().split(separator: "\"categories\":[]}")
        #expect(entries.count == 2_002)
        #expect(entries.first?.hasPrefix(#"{"entries":[{"id":"0","#) == true)
        #expect(entries[1...1_999].allSatisfy { $0.hasPrefix(",{\"id\":\"") })
        #expect(entries[2_000].hasPrefix("],\"format\":\"rss20\","))
    }

    private func written(
        _ text: String, file: String? = nil
    ) -> (pieces: [String], error: ParseError?) {
        var pieces: [String] = []
        let error = FeedParser().writeJSON(
            Array(text.utf8), url: nil, contentType: nil, file: file
        ) { pieces.append(String(decoding: $0, as: UTF8.self)) }
        return (pieces, error)
    }
}
