import Testing
import Values

@testable import FeedParsing

@Suite struct FeedDiscoveryTests {
    private func feeds(_ page: String, url: String? = "http://a.example/x/") -> [DiscoveredFeed] {
        FeedDiscovery.feeds(in: Array(page.utf8), url: url, contentType: "text/html")
    }

    @Test func `alternate links of feed types are found in order`() {
        let found = feeds(
            """
            <html><head><title>x <link rel=alternate type="application/rss+xml" href="/no"></title>
            <!-- <link rel="alternate" type="application/rss+xml" href="/no"> -->
            <LINK REL="home alternate" TYPE=" application/RSS+xml " HREF="feed?a=1&amp;b=2" title="All &amp; more">
            <link rel=alternate type=application/atom+xml href=//b.example/atom />
            <link rel="alternate" type="application/rss+xml" href="feed?a=1&b=2" title="All &amp; more">
            <link rel="alternate" type="text/html" hreflang="de" href="/de">
            <link rel="alternate stylesheet" type="text/xml" href="/s.css">
            <link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">
            <link rel="alternate" type="application/rss+xml" href="javascript:x">
            """)
        #expect(
            found == [
                DiscoveredFeed(
                    url: "http://a.example/x/feed?a=1&b=2", title: "All & more",
                    type: "application/rss+xml"),
                DiscoveredFeed(
                    url: "http://b.example/atom", title: nil, type: "application/atom+xml"),
            ])
    }

    @Test func `a base element moves them`() {
        let link = "<link rel=alternate type=application/rss+xml href=f>"
        #expect(
            feeds("<base href=\"http://b.example/y/\">\(link)").map(\.url)
                == ["http://b.example/y/f"])
        #expect(feeds("<base href=\"/z/\">\(link)").map(\.url) == ["http://a.example/z/f"])
    }

    /// Each link would become as long as it.
    @Test func `a base that is longer than any folder's address moves nothing`() {
        let long = "http://b.example/" + String(repeating: "y", count: 1_100) + "/"
        let link = "<link rel=alternate type=application/rss+xml href=f>"
        #expect(feeds("<base href=\"\(long)\">\(link)").map(\.url) == ["http://a.example/x/f"])
        #expect(feeds(link, url: long).map(\.url) == ["f"])
        #expect(
            feeds(link, url: "http://b.example/y/?q=" + long).map(\.url)
                == ["http://b.example/y/f"])
    }

    @Test func `a page that takes far longer than any of its size is not read to its end`() {
        let page =
            "<link rel=feed href=/1>" + String(repeating: "<p>", count: 1_000)
            + "<link rel=feed href=/2>"
        var limits = ParseLimits.standard
        #expect(FeedDiscovery.feeds(in: Array(page.utf8), url: nil, limits: limits).count == 2)
        (limits.leastSeconds, limits.nanosecondsPerByte) = (0, 0)
        #expect(
            FeedDiscovery.feeds(in: Array(page.utf8), url: nil, limits: limits).map(\.url)
                == ["/1"])
    }

    @Test func `relative addresses stay where nobody says what to`() {
        let link = "<link rel=alternate type=application/rss+xml href="
        #expect(feeds("\(link)/feed>\(link)javascript:x>", url: nil).map(\.url) == ["/feed"])
    }

    @Test func `a page without feeds has common addresses to try`() {
        #expect(feeds("<html></html>").isEmpty)
        #expect(
            FeedDiscovery.commonAddresses(for: "http://a.example/x/").contains(
                "http://a.example/feed"))
    }

    @Test func `guesses are written apart from what the page names`() {
        var json = JSONWriter()
        FeedDiscovery.write([], guesses: ["http://a.example/feed"], to: &json, file: "p.html")
        #expect(json.text == #"{"file":"p.html","feeds":[],"guesses":["http://a.example/feed"]}"#)
    }

    @Test func `what was found is written as JSON`() {
        var json = JSONWriter()
        FeedDiscovery.write(
            [DiscoveredFeed(url: "http://a.example/f", title: nil, type: "text/xml")], to: &json)
        #expect(
            json.text == #"{"feeds":[{"url":"http://a.example/f","title":null,"type":"text/xml"}]}"#
        )
    }
}
