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

    @Test(
        "On a platform each person, channel and blog is a publisher",
        arguments: [
            (
                "https://www.youtube.com/feeds/videos.xml?channel_id=UCaB-1",
                "https://www.youtube.com/channel/UCaB-1", "youtube.com/channel/UCaB-1"
            ),
            (
                "https://www.youtube.com/feeds/videos.xml?channel_id=UCaB-1", nil,
                "youtube.com/channel/UCaB-1"
            ),
            ("https://www.youtube.com/feeds/videos.xml?user=Ann", nil, "youtube.com/user/ann"),
            (
                "https://www.youtube.com/feeds/videos.xml?playlist_id=PLx", nil,
                "youtube.com/playlist/PLx"
            ),
            (
                "https://www.youtube.com/feeds/videos.xml?playlist_id=PLx",
                "https://www.youtube.com/", "youtube.com/playlist/PLx"
            ),
            ("https://rss.example/1", "https://m.youtube.com/@Ann", "youtube.com/@ann"),
            ("https://www.youtube.com/", nil, "youtube.com"),
            (
                "https://social.example/@kim.rss", "https://social.example/@kim",
                "social.example/@kim"
            ),
            ("https://social.example/users/Kim.atom", nil, "social.example/@kim"),
            ("https://social.example/users/Kim/feed.atom", nil, "social.example/@kim"),
            ("https://social.example/users/kim/feed.rss", nil, "social.example/@kim"),
            ("https://social.example/users/kim/feed", nil, "social.example/@kim"),
            ("https://social.example/users/kim/statuses.atom", nil, "social.example"),
            ("https://social.example/@", nil, "social.example"),
            ("https://forum.example/users/feed.rss", nil, "forum.example"),
            ("https://forum.example/users/all/latest.rss", nil, "forum.example"),
            (
                "https://medium.com/feed/@ann", "https://medium.com/@ann?source=rss-1------2",
                "medium.com/@ann"
            ),
            ("https://medium.com/feed/the-mill", nil, "medium.com/the-mill"),
            ("https://ann.medium.com/feed", nil, "ann.medium.com"),
            ("https://Ann.substack.com/feed", "https://ann.substack.com", "ann.substack.com"),
            ("https://ann.substack.com/feed", "https://www.ann.example/", "ann.example"),
            ("https://www.substack.com/feed", nil, "substack.com"),
            ("https://open.substack.com/pub/Ann", nil, "ann.substack.com"),
            ("https://api.substack.com/feed/podcast/17.rss", nil, "17.substack.com"),
            (
                "https://feed.podbean.com/Ann/feed.xml", "https://www.podbean.com/",
                "ann.podbean.com"
            ),
            ("https://feed.podbean.com/feed.xml", nil, "podbean.com"),
            ("https://ann.podbean.com/", nil, "ann.podbean.com"),
            ("https://feeds.libsyn.com/17/rss", nil, "17.libsyn.com"),
            ("https://ann.wordpress.com/feed/", nil, "ann.wordpress.com"),
            ("https://ann.tumblr.com./rss", nil, "ann.tumblr.com"),
            ("https://ann.livejournal.com/data/rss", nil, "ann.livejournal.com"),
            (
                "https://github.com/Ann/mill/releases.atom", "https://github.com/Ann/mill/releases",
                "github.com/ann"
            ),
            ("https://github.com/ann.atom", nil, "github.com/ann"),
            ("https://gitlab.com/ann/mill/-/tags?format=atom", nil, "gitlab.com/ann"),
            (
                "https://www.reddit.com/r/Mills/.rss", "https://www.reddit.com/r/Mills/",
                "reddit.com/r/mills"
            ),
            ("https://www.reddit.com/r/mills.rss?sort=new", nil, "reddit.com/r/mills"),
            ("https://old.reddit.com/u/ann/.rss", nil, "reddit.com/user/ann"),
            ("https://www.reddit.com/.rss", "https://www.reddit.com/", "reddit.com"),
            ("https://bsky.app/profile/did:plc:x/rss", nil, "bsky.app/profile/did:plc:x"),
        ])
    func places(url: String, siteLink: String?, expected: String) {
        #expect(Publisher.name(of: Subscription(url: url), siteLink: siteLink) == expected)
    }

    @Test("What the reader calls the publisher goes before all else")
    func given() {
        var subscription = Subscription(url: "https://a.example/f")
        subscription.publisher = "The Example"
        #expect(Publisher.name(of: subscription, siteLink: "https://b.example") == "The Example")
    }
}
