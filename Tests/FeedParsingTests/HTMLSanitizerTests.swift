import FeedParsing
import Testing
import Values

@Suite struct HTMLSanitizerTests {
    private func sanitized(_ html: String) -> String {
        FeedParser.sanitized(html: html, base: "http://a.example/x/")
    }

    @Test(arguments: [
        ("<p>a<br/>b</p>", "<p>a<br>b</p>"), ("<P CLASS=\"c\">a", "<p class=\"c\">a"),
        ("<b><i>a</b>b", "<b><i>a</i></b>b"), ("a</p></b>b", "ab"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
        ("a >not b <#65; c >copy", "a &gt;not b &lt;#65; c &gt;copy"),
        ("&lt;b&gt; &eacute; &#146; &copy", "&lt;b&gt; é ’ ©"),
        (
            "<a href=\"y?a=1&amp;b=2\">z</a>",
            "<a href=\"http://a.example/x/y?a=1&amp;b=2\">z</a>"
        ),
        ("<a href=\"mailto:a@b.example\">m</a>", "<a href=\"mailto:a@b.example\">m</a>"),
        (
            "<img src=\"//b.example/i.png\" alt='\"'>",
            "<img src=\"http://b.example/i.png\" alt=\"&quot;\">"
        ),
        ("<foo>a</foo>", "a"), ("a<!-- b -->c<!-->d<!--->e<!x>f<?y?>g", "acdefg"),
        (
            "<p style=\"color: red; position: fixed; background: url(x)\">a</p>",
            "<p style=\"color: red;\">a</p>"
        ),
        ("a <a href=\"x", "a &lt;a href=\"x"), ("<![CDATA[<b>]]>", "&lt;b&gt;"),
        ("<title>a<b></title>c", "a&lt;b&gt;c"),
        ("<xmp>a<b>&lt;</xmp>c", "a&lt;b&gt;&amp;lt;c"),
        ("<plaintext>a<script>b</script>", "a&lt;script&gt;b&lt;/script&gt;"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a<li>b</ul>"),
    ])
    func `markup is kept, balanced and resolved`(html: String, safe: String) {
        #expect(sanitized(html) == safe)
    }

    @Test(arguments: [
        "<script>x</script>", "<SCRIPT\n>x</SCRIPT\t>", "<style>x</style>",
        "<svg><g onload=x>x</g></svg>",
        "<math><mtext>x</mtext></math>", "<template><b>x</b></template>", "<noscript>x</noscript>",
        "<script>x", "<noembed><b></noembed>", "<noframes>x</noframes>",
        "<datalist><option>x</datalist>", "<svg><svg></svg>x</svg>",
        "<select><option>x</select>",
    ])
    func `what runs or frames goes with its content`(html: String) {
        #expect(sanitized("a\(html)") == "a")
    }

    @Test(arguments: [
        "<a href=\"javascript:alert(1)\">x</a>", "<a href=\" jav&#x09;ascript:alert(1)\">x</a>",
        "<a href=\"javascript&colon;alert(1)\">x</a>", "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
        "<a href=\"data:text/html,x\">x</a>", "<a href=\"vbscript:x\">x</a>",
        "<a href=\"&#1;javascript:x\">x</a>", "<a href=\"file:///etc/passwd\">x</a>",
        "<a onclick=\"x()\">x</a>", "<a/onclick=x()>x</a>", "<a formaction=javascript:x>x</a>",
        "<a style=\"width: expression(x)\">x</a>", "<a style=\"x:\\65xpression(1)\">x</a>",
        "<a style=\"-moz-binding: url(x)\">x</a>", "<a xlink:href=\"javascript:x\">x</a>",
        "<a srcdoc='<script>'>x</a>",
    ])
    func `no attribute runs a script`(html: String) {
        #expect(sanitized(html) == "<a>x</a>")
    }

    @Test(arguments: [
        "http://b.example/", "https://b.example/a/b.html?c=../d;e=%2e#f/../g", "HTTP://B.example/a",
        "http://b.example", "http://b.example:80/", "http://b.example/./a", "http://b.example/a/..",
        "http://b.example/%2e%2e/a", "http://b.example/a\\b", "http://u:p@b.example/",
        "http://[::1]/", "http://b.example/a b", "http://b.example/é", "http:///a", "https:a",
        "http:",
    ])
    func `an address comes out in the one form of its kind`(address: String) {
        let url = WebURL(address, relativeTo: WebURL("http://a.example/x/"))
        let form = url?.withoutCredentials.string
        let safe = form.map { "<a href=\"\($0)\">x</a>" } ?? "<a>x</a>"
        #expect(sanitized("<a href=\"\(address)\">x</a>") == safe)
    }

    @Test func `no base lets relative addresses stand, and nothing else`() {
        #expect(
            FeedParser.sanitized(html: "<a href=\"/x\">1</a><a href=\"javascript:x\">2</a>")
                == "<a href=\"/x\">1</a><a>2</a>")
    }

    @Test(arguments: [
        "<b><p>a</b>c<i>", "<a href='x\"y'>&amp;lt;</a>", "<p>a<p>b<div>c", "<ul><li>1<ul><li>2",
        "<img src=x onerror=alert(1)//><", "<<b>>", "a&b&amp;c&lt", "<a b=\"<c>\">", "<!--<b>-->",
        "\"'<>&", "<table><tr><td>x<tr><td>y</table>z",
    ])
    func `sanitising twice changes nothing`(html: String) {
        let once = sanitized(html)
        #expect(sanitized(once) == once)
    }

    @Test(arguments: [
        ("font:12px/1.5 Arial;color:red", "font: 12px/1.5 Arial; color: red;"),
        ("font-family: \u{ff2d}\u{ff33}; color: red", "color: red;"),
        ("margin-top:-900px;height:20px", "height: 20px;"), ("margin: 0 -5px", ""),
        ("color:red/*;*/", ""), ("color: re\\64", ""),
        // The name of a property is one, not what stands behind a quoted `;`.
        (
            "font-family:&quot;x;border&quot;position:fixed;color:red", "color: red;"
        ),
        ("border'position:fixed", ""), ("font-family: 'a\nb'", ""), ("quotes: 'it", ""),
        (
            "font-family: 'It&quot;s', &quot;b-2&quot;",
            "font-family: 'It&quot;s', &quot;b-2&quot;;"
        ),
        // Nor is a text laid over others.
        ("text-indent: -999px; letter-spacing:-.1em; vertical-align: -4px", ""),
        ("width: 300vw; height: 100dvh; padding: 5VMAX", ""),
        ("width: 300cqw; height: 100CQMAX; padding: 5cqi", ""), ("width: 100.1%", ""),
        ("width: 1e3%; margin: 1e-3px; width: 1.2.3%", ""),
        (
            "width: 100%; height: 120%; font: 12px/1.5 Arial-2",
            "width: 100%; height: 120%; font: 12px/1.5 Arial-2;"
        ),
        (
            "color: #0e1a2b; display: inline-block; width: 640px; margin: 0 auto",
            "color: #0e1a2b; display: inline-block; width: 640px; margin: 0 auto;"
        ),
    ])
    func `a style loses what may not stay and keeps the rest`(style: String, safe: String) {
        #expect(
            sanitized("<p style=\"\(style)\">x")
                == (safe.isEmpty ? "<p>x" : "<p style=\"\(safe)\">x"))
    }

    @Test func `a link does not hand its page to the one it opens`() {
        #expect(
            sanitized("<a rel=\"me OPENER nofollow\" target=\"_blank\">x</a>")
                == "<a rel=\"me nofollow\" target=\"_blank\">x</a>")
        #expect(sanitized("<a rel=\"&#111;pener\">x</a>") == "<a rel=\"\">x</a>")
    }

    @Test func `only anchors and maps have names`() {
        #expect(
            sanitized("<img id=\"a\" name=\"cookie\"><a name=\"n\" id=\"fn:1\">x</a>")
                == "<img id=\"a\"><a name=\"n\" id=\"fn:1\">x</a>")
    }

    @Test func `the stack of open elements is bounded`() {
        let safe = sanitized(String(repeating: "<div>", count: 5_000) + "x")
        #expect(safe.utf8.count < 2_000)
        #expect(safe.hasSuffix("</div>"))
    }

    @Test(arguments: [
        ("<p>One  two</p><p>three<br>four</p>", "One two\nthree\nfour"),
        ("<h1>A</h1>b<ul><li>c</li><li>d</li></ul>", "A\nb\nc\nd"),
        ("a&nbsp;b &lt;c&gt;", "a b <c>"),
        ("x<script>no</script>y", "xy"), ("  <div> </div> ", ""), ("naïve – ok", "naïve – ok"),
    ])
    func `plain text has a line for each block`(html: String, text: String) {
        #expect(FeedParser.plainText(fromHTML: html) == text)
    }
}
