import Subscriptions
import Testing

@Suite("Publishers")
struct PublisherTests {
    @Test(
        "A publisher is the registrable domain of the site, else of the feed",
        arguments: [
            ("https://feeds.bbci.co.uk/news/rss.xml", "https://www.bbc.co.uk/news", "bbc.co.uk"),
            ("https://feeds.bbci.co.uk/news/rss.xml", nil, "bbci.co.uk"),
            ("https://rss.example.com.au/f", nil, "example.com.au"),
            ("https://www.theguardian.com/world/rss", "not a link", "theguardian.com"),
            ("https://www.theguardian.com/world/rss", "javascript:x", "theguardian.com"),
            ("https://WWW.Example.ORG./f", nil, "example.org"),
            ("https://one.github.io/f", nil, "one.github.io"),
            ("https://github.io/f", nil, "github.io"),
            ("https://a.b.kawasaki.jp/f", nil, "a.b.kawasaki.jp"),
            ("https://city.kawasaki.jp/f", nil, "city.kawasaki.jp"),
            ("https://news.nas.lan/f", nil, "nas.lan"),
            ("https://news.xn--mnchen-3ya.de/f", nil, "xn--mnchen-3ya.de"),
            ("https://news.münchen.de/f", nil, "münchen.de"),
            ("https://a.example.xn--55qx5d.cn/f", nil, "example.xn--55qx5d.cn"),
            ("https://a.example.公司.cn/f", nil, "example.公司.cn"),
            ("http://127.0.0.1:8080/f", nil, "127.0.0.1:8080"),
            ("http://127.0.0.1/f", nil, "127.0.0.1:80"),
            ("https://[::1]/f", nil, "[::1]:443"),
            ("http://localhost:8080/f", nil, "localhost:8080"),
            ("http://nas/f", nil, "nas:80"),
            ("http://127.0.0.1:8080/f", "https://www.lemonde.fr/", "lemonde.fr"),
        ])
    func names(url: String, siteLink: String?, expected: String) {
        #expect(Publisher.name(of: Subscription(url: url), siteLink: siteLink) == expected)
    }

    @Test("What the reader calls the publisher goes before all else")
    func given() {
        var subscription = Subscription(url: "https://a.example/f")
        subscription.publisher = "The Example"
        #expect(Publisher.name(of: subscription, siteLink: "https://b.example") == "The Example")
    }
}
