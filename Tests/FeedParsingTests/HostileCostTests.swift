import Testing

@testable import FeedParsing

/// Small documents that took minutes, and large ones that took several times their size.
@Suite struct HostileCostTests {
    // MARK: - DOCTYPE

    @Test(arguments: ["<!--", "<?", "<!--<?", "<!-->", "<?'<!--\""])
    func `the end of a comment that has none is looked for once in a DOCTYPE`(start: String) {
        let text = "<!DOCTYPE rss [" + String(repeating: start, count: 70_000 / start.utf8.count)
        #expect(throws: ParseError.refused("a DOCTYPE of more than 64 KiB, or without an end")) {
            try parse(text)
        }
    }

    @Test func `a page whose DOCTYPE is too long is one, and its rest is not read`() {
        let start = "<!doctype html [" + String(repeating: "<!--", count: 16_381)
        let block = start.prefix(65_536) + "<"
        #expect(throws: ParseError.notAFeed(.html)) {
            try parse(String(repeating: String(block), count: 16))
        }
        // What follows would be a feed.
        #expect(throws: ParseError.notAFeed(.html)) { try parse(start + "-->]>" + titled("x")) }
    }

    @Test(arguments: [
        "<!-- <!-- ' [ --><!-- > --><? \" ?><? <!-- ?>", "<!--\"--><?'?><!--<?--><!ENTITY a '>'>",
        "<!-->-->", "<!--?><?-->", "<!-- <? ?> -->",
    ])
    func `comments and instructions in a DOCTYPE end where they end`(subset: String) throws {
        #expect(try parse("<!DOCTYPE rss [\(subset)]>" + titled("x")).entries.first?.title == "x")
    }

    // MARK: - Characters

    /// Each of them begins where the first of all tells, and a step back over one leads there.
    private static let flag = "\u{1f1e6}"

    @Test func `authors of many flags take no quadratic time`() throws {
        let name = String(repeating: Self.flag, count: 15_000)
        let raw = "a@b.example (\(name))"
        let items = String(
            repeating:
                "<item><author>\(raw)</author></item><item><dc:creator>\(raw)</dc:creator></item>",
            count: 10)
        let feed = try parse(rss(items, channel: "<managingEditor>\(raw)</managingEditor>"))
        #expect(feed.author == name)
        #expect(feed.entries.map(\.author) == Array(repeating: name, count: 20))
        let json = try parse(
            #"{"version": "https://jsonfeed.org/version/1", "author": "\#(raw)", "items": []}"#)
        #expect(json.author == name)
    }

    @Test func `an author is cut behind 64 KiB at a whole character`() throws {
        let kept = "a" + String(repeating: Self.flag, count: 16_383)
        let long = "a" + String(repeating: Self.flag, count: 300_000)
        for name in [long, "\(long), a@b.example"] {
            let feed = try parse(
                rss("<item><author>\(name)</author></item>")
            )
            #expect(feed.entries.first?.author == kept)
        }
        let entry = "<entry><author><name>\(long)</name></author></entry>"
        #expect(try parse(atom(entry)).entries.first?.author == kept)
        for author in ["\"\(long)\"", "{\"name\": \"\(long)\"}"] {
            let json = try parse(
                "{\"version\": \"https://jsonfeed.org/version/1\", \"author\": \(author), \"items\": []}"
            )
            #expect(json.author == kept)
        }
    }

    @Test func `relations of many flags take no quadratic time`() throws {
        let relation = "http" + String(repeating: Self.flag, count: 15_000)
        let links = String(repeating: "<link href='/no' rel='\(relation)'/>", count: 20)
        let link = "<link href='/yes' rel='\(relation)/alternate'/>"
        #expect(
            try parse(atom("<entry>\(links)\(link)</entry>")).entries.map(\.link)
                == ["http://site.example/yes"])
    }
}
