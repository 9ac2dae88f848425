import FeedParsing
import Testing

/// SVG, MathML and `noscript`: what they hold goes, what stands behind them stays and is made as safe
/// as all else.
@Suite struct ForeignContentTests {
    @Test(arguments: [
        ("<p>a</p><svg class=\"i\"/><p>b</p>", "<p>a</p><p>b</p>"), ("a<math/>b", "ab"),
        ("a<svg a=b/>x</svg>b", "ab"), ("a<svg a=\"b\"/>x</svg>b", "axb"),
        ("<svg><title/>x</svg>b", "b"), ("<svg><style/></svg>b", "b"),
        ("<svg><style>x</svg>b", "b"), ("<svg><path d=\"M0\"><p>b", "<p>b"),
        ("<svg><br/>b", "<br>b"), ("<div><svg><path></div>b", "<div></div>b"),
        (
            "<a href=\"http://b.example/\"><svg><a>x</a></svg>b</a>",
            "<a href=\"http://b.example/\">b</a>"
        ),
        ("<svg><foreignObject><p>x</p></foreignObject></svg>b", "b"),
        ("<svg><svg><g/></svg>x</svg>b", "b"), ("<svg><desc><p>x</desc></svg>b", "b"),
        ("<a><svg><path></a> b", "<a></a> b"), ("<span><svg><g></span>b", "<span></span>b"),
        ("<label><svg><path></label>b", "b"), ("<svg><path/></path><text>x</text></svg>b", "b"),
        ("<svg><g></p>b", "b"), ("<svg><path></br>b", "b"), ("a</br>b", "ab"),
        ("a<br></br>b</br>", "a<br>b"),
        ("<svg><font color=red>b</font>", "<font color=\"red\">b</font>"),
        ("<svg><font>x</font></svg>b", "b"), ("<svg><mi><p>b", "<p>b"),
        ("<math><mi><p>x</mi></math>b", "b"), ("<math><title><p>b", "<p>b"),
        ("<math><annotation-xml encoding=MathML-Content><p>b", "<p>b"),
        ("<math><annotation-xml encoding=\"Text/HTML\"><p>x</annotation-xml></math>b", "b"),
        ("<math><annotation-xml><svg><desc><p>x</desc></svg></annotation-xml></math>b", "b"),
        ("<svg><a><path></a></svg>b", "b"), ("<svg><desc><svg><p>x</desc></svg>b", "b"),
        ("<svg><foreignObject><p>x</p></g></div></svg>b", "b"),
        ("<div><svg><foreignObject></div>x</svg>b</div>", "<div>b</div>"),
        ("a<select><option>b</option> c", "ab c"), ("<select><option>x</select>b", "b"),
        ("<select><select><option>x</select>b", "b"), ("<template>b", "b"),
        ("<noscript><noscript></noscript>b", "b"), ("<noscript>b", "b"),
        ("<noscript><p>x</noscript>b", "b"),
    ])
    func `what stands behind foreign elements stays`(html: String, safe: String) {
        #expect(FeedParser.sanitized(html: html) == safe)
    }

    private static let attacks = [
        "<svg><p><script>alert(1)</script>", "<svg><p onclick=alert(1)>x",
        "<svg><img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)><p>x", "<svg/><script>alert(1)</script>",
        "<svg><style/><script>alert(1)</script>",
        "<svg><style><img src=x onerror=alert(1)>",
        "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<math><mi><mglyph><svg><mtext><textarea><a title=\"</textarea><img src onerror=alert(1)>\">",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>",
        "<svg><title><img src=x onerror=alert(1)></title></svg>",
        "<svg><desc><svg onload=alert(1)></desc>",
        "<math><annotation-xml encoding=\"text/html\"><script>alert(1)</script></annotation-xml></math>",
        "<math href=\"javascript:alert(1)\"><p>x",
        "<svg><a xlink:href=\"javascript:alert(1)\"><p>x",
        "<svg><animate onbegin=alert(1)><br>", "<svg><script>alert(1)<p>alert(2)</script>",
        "<svg><script/>alert(1)<p></script><script>alert(2)</script>",
        "<svg><![CDATA[<p><img src=x onerror=alert(1)>]]>",
        "<svg><p><svg><p><svg><p><script>alert(1)</script>",
        "<svg><table><tr><td onload=alert(1)>x",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<noscript><script>alert(1)</script>",
        "<noscript><style></noscript><img src=x onerror=alert(1)>",
        "<noscript><iframe src=javascript:alert(1)>",
        "<svg><div><noscript><svg></noscript><script>alert(1)</script>",
        "<svg><span style=\"background:url(x)\">x",
        "<svg><embed src=javascript:alert(1)><body onload=alert(1)>",
        "<svg><font face=x onclick=alert(1)>x",
        "<svg><!--<p>--!><p onload=alert(1)>x",
        "<math><p><math><p><style><!--</style><b onclick=alert(1)>",
        "<svg><textarea><p>x</textarea><img src=x onerror=alert(1)>",
        "<svg><template><p><script>alert(1)",
    ]

    @Test(arguments: attacks)
    func `nothing active gets out of foreign elements, read twice or once`(html: String) {
        let once = FeedParser.sanitized(html: html)
        #expect(FeedParser.sanitized(html: once) == once)
        let tags = once.split(separator: "<").dropFirst().map { $0.prefix { $0 != ">" } }
        for tag in tags {
            for word in [
                "script", "svg", "math", "style", " on", "javascript", "iframe", "embed",
                "noscript", "template",
            ] {
                #expect(!tag.lowercased().contains(word), "\(once)")
            }
        }
    }

    @Test func `a great many starts without an end take no more than one reading`() {
        for start in [
            "<noscript>", "<svg><p>", "<svg>", "<math><title>", "<svg/>", "<svg><style>",
            "<svg><g>", "<svg><g></x>", "<select>", "<template></select>",
            "<svg><desc><title>",
        ] {
            let html = String(repeating: start, count: (1 << 20) / start.utf8.count)
            #expect(FeedParser.sanitized(html: html + "</p>").utf8.count < 4 << 20)
        }
    }

    @Test(arguments: [
        ("<dt>a<dd>b", "<dd>"), ("<tr><td>a<td>b", "<td>"), ("<tr><th>a<td>b", "<td>"),
        ("<tbody><tr><td>a</tbody>", "<td>"),
    ])
    func `rows and terms without end tags do not nest`(row: String, tag: String) {
        let html = "<table>" + String(repeating: row, count: 120) + "</table>"
        let safe = FeedParser.sanitized(html: html)
        #expect(safe.components(of: tag) == html.components(of: tag))
        #expect(FeedParser.sanitized(html: safe) == safe)
    }

    @Test func `a feed is found behind an empty title of a picture`() {
        let page = "<svg><title/></svg><link rel=alternate type=application/rss+xml href=/f>"
        let feeds = FeedDiscovery.feeds(
            in: Array(page.utf8), url: "http://a.example/", contentType: nil)
        #expect(feeds.map(\.url) == ["http://a.example/f"])
    }
}

extension String {
    fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
