import Testing
import Values

@Suite struct WebURLTests {
    @Test(arguments: [
        // RFC 3986 5.4, against http://a/b/c/d;p?q.
        ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"), ("//g", "http://g/"), ("?y", "http://a/b/c/d;p?y"),
        ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"), ("g#s", "http://a/b/c/g#s"),
        ("g?y#s", "http://a/b/c/g?y#s"), (";x", "http://a/b/c/;x"), ("", "http://a/b/c/d;p?q"),
        (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"),
        ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"),
        ("../../../g", "http://a/g"), ("/./g", "http://a/g"), ("/../g", "http://a/g"),
        ("g.", "http://a/b/c/g."), ("..g", "http://a/b/c/..g"), ("g;x=1/../y", "http://a/b/c/y"),
        ("g?y/../x", "http://a/b/c/g?y/../x"), ("http:g", "http://a/b/c/g"),
        ("https:g", "https://g/"), ("\\g", "http://a/g"), ("/%2e%2E/g", "http://a/g"),
    ])
    func `references resolve as RFC 3986 has them`(reference: String, absolute: String) {
        #expect(WebURL.resolve(reference, against: "http://a/b/c/d;p?q") == absolute)
    }

    @Test func `a reference means what it means behind the folder of its base`() throws {
        let pieces = [
            "a", "b.", "..", ".", "/", "//", "\\", "%2e", "é", " c", "?q", "#f", ";x", "...", "<",
        ]
        let bases = ["", "a", "a/b", "a//b/", "%2E./a/c?q/d", "é/f#g/h", "a/../../b/c"].compactMap {
            WebURL("https://u@site.example:8080/" + $0)
        }
        var random = SplitMix(seed: 4)
        for _ in 0..<5_000 {
            let base = bases[random.below(bases.count)]
            let reference =
                "x" + (0..<random.below(7)).map { _ in pieces[random.below(pieces.count)] }.joined()
            let folder = base.path[...(base.path.lastIndex(of: "/") ?? base.path.startIndex)]
            let whole = WebURL("https://u@site.example:8080\(folder)\(reference)")
            #expect(WebURL(reference, relativeTo: base) == whole, "\(reference) at \(base)")
        }
    }

    @Test(arguments: [
        ("http://user:pw@Example.com:8080/a/b?q#f", "http://example.com:8080/"),
        ("https://[2001:db8::1]:443/feed", "https://[2001:db8::1]/"),
    ])
    func `the root of a server has neither path nor credentials`(address: String, root: String) {
        #expect(WebURL(address)?.root == root)
    }

    @Test(
        arguments: [
            ("https://a.example/it's", "https://b.example/feed", "'https://a.example/it%27s'"),
            (nil, "https://b.example/gone/feed.xml", "'https://b.example/'"),
            ("javascript:x", "https://b.example/feed", "'https://b.example/'"),
        ] as [(String?, String, String)])
    func `a lost feed is looked for on its site, or on its server`(
        site: String?, feed: String, address: String
    ) {
        #expect(DiscoveryCommand.text(site: site, feed: feed) == "tidings discover \(address)")
    }

    @Test(arguments: [
        ("  HTTP://Example.COM:80/a\n/b ", "http://example.com/a/b"),
        ("https://example.com:443", "https://example.com/"),
        ("https://example.com:8443/x", "https://example.com:8443/x"),
        ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]/"),
        ("http://user:pw@example.com/", "http://user:pw@example.com/"),
        ("http://example.com/a b\"<é>", "http://example.com/a%20b%22%3C%C3%A9%3E"),
        ("http://example.com?q=1", "http://example.com/?q=1"),
        ("http://example.com/%41/%2F", "http://example.com/%41/%2F"),
    ])
    func `addresses are brought into one form`(text: String, form: String) {
        #expect(WebURL(text)?.string == form)
    }

    @Test(arguments: [
        "javascript:alert(1)", " java\nscript:alert(1)", "data:text/html,x", "file:///etc/passwd",
        "ftp://example.com/", "mailto:a@example.com", "http://", "http:///", "http://a:99999/",
        "http://a:b/", "http://exa mple/", "http://a%2eb/", "http://[::1", "http://[x]/", "x", "",
        "//example.com/", "http://@/",
    ])
    func `what is not absolute http is nil`(text: String) {
        #expect(WebURL(text) == nil)
    }

    @Test func `no base lets an other scheme through`() {
        #expect(WebURL.resolve("javascript:x", against: "http://a/") == nil)
        #expect(WebURL.resolve("x", against: "file:///etc/") == nil)
        #expect(WebURL.resolve("x", against: nil) == nil)
    }

    @Test(arguments: [
        ("http://www.example.com/a?utm_source=rss&id=3#top", "https://example.com/a?id=3"),
        ("https://example.com", "http://example.com/?"),
        ("https://example.com/?fbclid=1&gclid=2", "https://example.com/"),
    ])
    func `addresses of one page share their identity`(one: String, other: String) throws {
        #expect(try #require(WebURL(one)).identity == #require(WebURL(other)).identity)
    }

    @Test func `different pages keep apart`() throws {
        let pages = [
            "http://a/x", "http://a/X", "http://a/x?p=1", "http://a/x?p=2", "http://a:81/x",
        ]
        #expect(Set(try pages.map { try #require(WebURL($0)).identity }).count == pages.count)
    }
}
