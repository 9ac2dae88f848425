import FeedParsing
import Values

/// A feed from text, as if fetched from `http://site.example/feed`.
func parse(
    _ text: String, url: String? = "http://site.example/feed", contentType: String? = nil
) throws -> ParsedFeed {
    try FeedParser().parse(Array(text.utf8), url: url, contentType: contentType)
}

/// RSS 2.0 around `items`.
func rss(_ items: String, channel: String = "<title>News</title>") -> String {
    """
    <?xml version="1.0" encoding="utf-8"?>
    <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
      xmlns:content="http://purl.org/rss/1.0/modules/content/"
      xmlns:media="http://search.yahoo.com/mrss/"
      xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
      xmlns:atom="http://www.w3.org/2005/Atom"
      xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
    <channel>\(channel)\(items)</channel></rss>
    """
}

/// Atom 1.0 around `content`.
func atom(_ content: String) -> String {
    "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\">\(content)</feed>"
}

/// RSS 2.0 with one item of that title.
func titled(_ title: String) -> String { rss("<item><title>\(title)</title></item>") }

func moment(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0
) -> Timestamp? {
    Timestamp(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second)
}
