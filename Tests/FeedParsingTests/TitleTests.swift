import FeedParsing
import Testing

@Suite struct TitleTests {
    @Test(arguments: [
        ("Q&amp;A", "Q&A"), ("Q&amp;amp;A", "Q&A"), ("Q&amp;amp;amp;A", "Q&A"),
        ("A &lt;b&gt;bold&lt;/b&gt; move", "A bold move"), ("1 &lt; 2", "1 < 2"),
        ("I &lt;3 U", "I <3 U"),
        ("List&lt;Int&gt; in C", "List<Int> in C"), ("<![CDATA[A <i>b</i> &#8211; c]]>", "A b – c"),
        ("It&#146;s", "It’s"), ("a &lt;g-emoji class=\"g\"&gt;x&lt;/g-emoji&gt;", "a x"),
        ("&lt;svg&gt;&lt;path d=\"M0\"/&gt;&lt;/svg&gt; Hi", "Hi"),
        ("On &lt;svg&gt; and b", "On and b"), ("\n  Spread\n  over\t lines ", "Spread over lines"),
        ("&amp;lt;p&amp;gt; explained", "<p> explained"), ("Be<!-- no -->fore", "Before"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;Hi", "Hi"), ("a&lt;br/&gt;b", "a b"),
        ("Set &lt;path/&gt; in &lt;conf&gt;", "Set <path/> in <conf>"),
        ("The &lt;select&gt; element", "The <select> element"),
        ("&lt;script&gt; and &lt;style&gt; well", "<script> and <style> well"),
        ("The &lt;meta&gt; of &lt;my-tag/&gt;", "The <meta> of <my-tag/>"),
        ("&lt;section&gt;a&lt;/section&gt;&lt;section&gt; b", "a <section> b"),
        ("I &lt;/3 you", "I </3 you"), ("a &lt;my-tag&gt;x&lt;/my-tag&gt;", "a x"),
        ("a <b and c", "a <b and c"), ("if x<y and z>w", "if x<y and z>w"),
        ("a <b>c</b> & d", "a c & d"), ("How to set <path/> up", "How to set <path></path> up"),
    ])
    func `RSS titles are the text that they show`(raw: String, shown: String) throws {
        #expect(try parse(titled(raw)).entries.first?.title == shown)
    }

    @Test func `what is markup by its type shows no tags`() throws {
        let title =
            "<title type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">a <foo>c</foo></div></title>"
        #expect(try parse(atom("<entry>\(title)</entry>")).entries.first?.title == "a c")
    }

    @Test func `a great many tags that a title might be about take no more than one reading`()
        throws
    {
        for tag in ["&lt;section&gt;", "&lt;my-tag&gt;", "&lt;script&gt;"] {
            let title = String(repeating: tag, count: 40_000)
            #expect(
                try parse(titled(title + tag.replacing("&lt;", with: "&lt;/"))).entries.count == 1)
        }
        // Each of another name, and with its end.
        let names = (1_000..<5_000).map { "a-\($0)" }
        let starts = names.map { "&lt;\($0)&gt;" }.joined()
        let ends = names.map { "&lt;/\($0)&gt;" }.joined()
        for title in [starts, starts + ends] {
            #expect(try parse(titled(title)).entries.count == 1)
        }
    }

    @Test func `an empty title is none`() throws {
        #expect(try parse(titled("  ")).entries.first?.title == nil)
    }

    @Test(arguments: [
        ("<title>a <path/> &lt;b&gt;</title>", "a <path></path> <b>"),
        ("<title>a <b>b</b></title>", "a b"), ("<title>a &lt;b&gt; c</title>", "a <b> c"),
        ("<title>&amp;amp;</title>", "&amp;"),
        ("<title type=\"html\">a &lt;b&gt;c&lt;/b&gt;</title>", "a c"),
        (
            "<title type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">a <b>c</b> &lt;d></div></title>",
            "a c <d>"
        ),
    ])
    func `Atom titles are read as their type says`(title: String, shown: String) throws {
        #expect(try parse(atom("<entry>\(title)</entry>")).entries.first?.title == shown)
    }
}
