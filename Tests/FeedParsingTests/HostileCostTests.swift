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

    // MARK: - Mending

    private func mender(_ text: String, _ limits: ParseLimits = .standard) -> XMLMender {
        XMLMender(
            Array(text.utf8), from: 0, limits: limits,
            budget: ParseBudget(limits, byteCount: text.utf8.count))
    }

    @Test(arguments: [
        "<rss><item><title>&", "<rss><item><title>>", "<rss><item><title>< ", "<rss>&nbsp;",
        "<rss><b>", "<rss><p a='\"\"\"\"\"' b=&&&&&>", "<rss><![CDATA[\"",
    ])
    func `what is mended comes in pieces, whatever it grows to`(text: String) throws {
        let end = try #require(text.firstRange(of: "<rss>")?.upperBound)
        let body = String(repeating: String(text[end...]), count: 1_500)
        var mender = mender("<rss>" + body)
        var whole: [UInt8] = []
        while true {
            let piece = try mender.piece(of: 4_096)
            #expect(piece.count < 512 << 10)
            if piece.isEmpty { break }
            whole += piece
        }
        #expect(mender.isCutOff)
        #expect(
            try XMLMender.mended(Array(("<rss>" + body).utf8), from: 0, limits: .standard) == whole)
    }

    @Test func `of a section without an end no more is written than is kept`() throws {
        var limits = ParseLimits.standard
        limits.textBytes = 1_000
        let text = "<rss><![CDATA[" + String(repeating: "é\"", count: 40_000)
        let mended = try XMLMender.mended(Array(text.utf8), from: 0, limits: limits)
        #expect(mended.count < 4_000)
        #expect(String(validating: mended, as: UTF8.self)?.hasSuffix("é</rss>") == true)
    }

    @Test func `an attribute beyond the limit on a tag is refused before it is written`() throws {
        var mender = mender("<rss><x a=\"" + String(repeating: "&", count: 200_000) + "> ")
        #expect(throws: ParseError.limit(.startTag)) {
            while try !mender.piece(of: 4_096).isEmpty {}
        }
        #expect(mender.output.count < 4_096)
    }

    @Test func `mending has no more time than reading`() {
        var limits = ParseLimits.standard
        (limits.leastSeconds, limits.nanosecondsPerByte) = (0, 0)
        let open = String(repeating: "<aaaaaaaaaa:b>", count: 125)
        let text = "<rss><channel>" + open + String(repeating: "<q:item/>", count: 1_000)
        #expect(throws: ParseError.tooSlow(seconds: 0)) {
            try XMLMender.mended(Array(text.utf8), from: 0, limits: limits)
        }
    }

    // MARK: - Decoding

    @Test(arguments: [nil, "text/xml; charset=windows-1252"])
    func `a document that grows beyond a limit by being decoded is refused`(type: String?) throws {
        let head = Array("<rss><channel><item><title>".utf8)
        let end = Array("</title></item></channel></rss>".utf8)
        // The euro sign, which has three bytes in UTF-8.
        let document = head + [UInt8](repeating: 0x80, count: 40_000) + end
        var limits = ParseLimits.standard
        let feed = try FeedParser(limits: limits).parse(document, url: nil, contentType: type)
        #expect(feed.entries.first?.title == String(repeating: "€", count: 40_000))
        limits.documentBytes = 100_000
        #expect(throws: ParseError.limit(.documentBytes)) {
            try FeedParser(limits: limits).parse(document, url: nil, contentType: type)
        }
        let decoded = TextDecoder.decode(document, contentType: type, limit: 1_000).bytes.count
        #expect((1_000...1_004).contains(decoded))
    }

    @Test func `a document may become twice as long by being decoded, and small ones more`() {
        let limits = ParseLimits.standard
        let sizes = [0, 1 << 20, 64 << 20, 256 << 20].map { limits.decodedBytes(of: $0) >> 20 }
        #expect(sizes == [16, 18, 144, 256])
    }
}
