import FeedParsing
import Testing

/// What a person reads of a stored body.
@Suite struct ShownTextTests {
    @Test(arguments: [
        (
            "From scrap.\nChapters:\n0:00 intro\n\n\n\nEnd &amp; all",
            "From scrap.\nChapters:\n0:00 intro\n\nEnd & all"
        ),
        ("  one\r\n   two ", "one\ntwo"),
        ("<p>one\ntwo</p>\n<p>three</p>", "one two\n\nthree"),
        ("one<br>two<br/><br>three", "one\ntwo\n\nthree"),
        ("<p>List</p><ul><li>a</li><li>b</li></ul><p>end", "List\n\na\nb\n\nend"),
        ("<p>x</p><pre>line a\n  line&#10;\tb\n</pre>y  z", "x\n\nline a\n  line\n    b\n\ny z"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "a\nb"),
        ("a&nbsp; b\u{a0}c<p>&nbsp;</p>d", "a b c\n\nd"),
        ("</pre>a\n<b>b</b>", "a b"),
        ("<img src=\"https://a.example/\" alt=\"x\">", ""), ("", ""),
    ])
    func `lines are kept where they are meant`(html: String, shown: String) {
        #expect(FeedParser.shownText(ofHTML: html) == shown)
    }

    @Test func `what is compared and clustered has no other lines than before`() {
        #expect(FeedParser.plainText(fromHTML: "one\ntwo") == "one two")
        #expect(FeedParser.plainText(fromHTML: "<pre>one\ntwo</pre>x<br>y") == "one two\nx\ny")
    }

    @Test(arguments: [
        (
            #"<entry><content type="text">one &lt;b&gt;"# + "\n" + #"two</content></entry>"#,
            "one <b>\ntwo"
        ),
        (
            """
            <entry><media:group><media:description>one
            two</media:description></media:group></entry>
            """, "one\ntwo"
        ),
    ])
    func `plain text in Atom keeps its lines`(entry: String, shown: String) throws {
        let feed = try parse(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
                + "xmlns:media=\"http://search.yahoo.com/mrss/\">\(entry)</feed>")
        let read = try #require(feed.entries.first)
        let html = try #require(read.content ?? read.summary)
        #expect(FeedParser.shownText(ofHTML: html) == shown)
    }

    @Test func `plain text in JSON Feed keeps its lines`() throws {
        let feed = try parse(
            #"{"version": "https://jsonfeed.org/version/1.1", "items": ["#
                + #"{"id": "1", "content_text": "one\ntwo\n\nthree"}]}"#)
        let html = try #require(feed.entries.first?.content)
        #expect(FeedParser.shownText(ofHTML: html) == "one\ntwo\n\nthree")
    }

    @Test(
        arguments: [
            ("x &lt;T&gt; y", "x &lt;T&gt; y"), ("x &lt;b&gt;y&lt;/b&gt;", "x <b>y</b>"),
            ("x <b>y</b>", "x <b>y</b>"), ("Tom &amp;amp; Co", "Tom &amp; Co"),
            ("1 &lt; 2", "1 &lt; 2"),
        ])
    func `what is told of a film is plain unless HTML stands in it`(raw: String, html: String)
        throws
    {
        let feed = try parse(
            rss("<item><media:description>\(raw)</media:description></item>"))
        #expect(feed.entries.map(\.summary) == [html])
    }

    @Test func `what is told of a picture is the text of a post that has no other`() throws {
        let picture = """
            <media:content url="/9.png" type="image/png" medium="image">
            <media:rating scheme="urn:simple">nonadult</media:rating>
            <media:description type="plain">A heron on a mooring post</media:description>
            </media:content>
            """
        let feed = try parse(
            rss(
                "<item><guid>1</guid><description></description>\(picture)</item>"
                    + "<item><guid>2</guid>\(picture)<description>Heron!</description></item>"))
        #expect(feed.entries.map(\.text) == ["A heron on a mooring post", "Heron!"])
    }
}
