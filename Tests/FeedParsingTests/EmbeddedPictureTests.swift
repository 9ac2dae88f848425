import FeedParsing
import Testing

/// Pictures that are written into a feed (`data:`, RFC 2397), which may be longer than all the rest.
@Suite struct EmbeddedPictureTests {
    private static func picture(_ count: Int) -> String {
        "data:image/png;base64," + String(repeating: "iVBORw0KGgo/", count: count / 12)
    }

    private static let image = picture(300_000)

    @Test(arguments: [
        "<media:thumbnail url=\"\(image)\" width='1'/>", "<media:thumbnail url='\n\(image)'/>",
        "<media:content x='a' url=\"\(image.replacing("data", with: "Data"))\"></media:content>",
        "<x style=\"background: url(\(image))\" y=\"url('\(image)')\"/>",
        "<media:thumbnail url=\"\(picture(9_000))\"/> & ",
    ])
    func `a picture in an attribute leaves the rest of the feed`(element: String) throws {
        let feed = try parse(
            rss(
                "<item><title>One</title>\(element)<guid>1</guid></item><item><title>Two</title></item>"
            ))
        #expect(feed.entries.map(\.title) == ["One", "Two"])
        #expect(feed.entries.first?.id == "1")
        #expect(feed.notes.contains("pictures in attributes were left out"))
    }

    @Test
    func `a tag of a picture and nothing else is no text, where the document has to be mended`()
        throws
    {
        let feed = try parse(
            rss(
                "<item><description>x <image src=\"\(Self.picture(9_000))\"/> y & z</description></item>"
            ))
        let text = try #require(feed.entries.first?.text ?? feed.entries.first?.summary)
        #expect(!text.contains("base64"))
        #expect(text.hasPrefix("x"))
    }

    @Test func `the text around a picture in XHTML stays`() throws {
        let body = "<p>before</p><img alt=\"x\" src=\"\(Self.image)\"/><p>after</p>"
        let feed = try parse(
            atom(
                "<entry><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">\(body)</div></content></entry>"
            ))
        #expect(feed.entries.first?.content == "<p>before</p><img alt=\"x\"><p>after</p>")
    }

    @Test func `what is long and no picture counts as part of its tag`() {
        let long = String(repeating: "picture data: ", count: 30_000)
        #expect(throws: ParseError.limit(.startTag)) {
            try parse(rss("<item><x y=\"\(long)\"/></item>"))
        }
    }

    @Test(arguments: ["\"", "'", "\"/><x url='"])
    func `pictures without an end take no more than one reading`(close: String) throws {
        let tag = "<media:thumbnail url=\"data:,\(String(repeating: "x", count: 70_000))\(close)>"
        let rest = String(repeating: tag + "<item><title>a</title></item>", count: 60)
        _ = try? parse(rss("<item><title>One</title></item>" + rest))
        let endless = "<media:thumbnail url=\"\(Self.picture(1 << 20))"
        let feed = try parse(
            "<rss><channel><item><title>One</title></item><item><title>Two</title>" + endless)
        #expect(feed.entries.map(\.title) == ["One"])
        #expect(feed.ending == .cutOff)
    }

    @Test(arguments: [true, false])
    func `a body that is cut within a picture ends before it`(isJSON: Bool) throws {
        var limits = ParseLimits.standard
        limits.textBytes = 10_000
        let body = "<p>before</p><img alt='a > b' src='\(Self.picture(20_000))'><p>after</p>"
        let text =
            isJSON
            ? "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"content_html\": \"\(body)\"}]}"
            : rss("<item><description><![CDATA[\(body)]]></description></item>")
        let feed = try FeedParser(limits: limits).parse(
            Array(text.utf8), url: nil, contentType: nil)
        #expect(feed.entries.first?.text == "before")
    }

    @Test func `a text of JSON is not cut within a character`() throws {
        var limits = ParseLimits.standard
        limits.textBytes = 10
        let text =
            "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"content_text\": \"123456789é\"}]}"
        let feed = try FeedParser(limits: limits).parse(
            Array(text.utf8), url: nil, contentType: nil)
        #expect(feed.entries.first?.text == "123456789")
    }
}
