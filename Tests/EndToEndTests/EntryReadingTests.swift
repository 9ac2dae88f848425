import LoopbackOrigin
import Testing

/// `show --entry`: all that an entry has is reached from it.
struct EntryReadingTests {
    /// A scenario in which the feed has these items.
    private static func polled(_ items: String) async throws -> Scenario {
        let scenario = try Scenario()
        let feed =
            "<?xml version=\"1.0\"?><rss version=\"2.0\" "
            + "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">"
            + "<channel><title>The Deep Cast</title>\(items)</channel></rss>"
        scenario.origin.handle("/feed.xml") { _ in .init(text: feed, type: "application/rss+xml") }
        try scenario.follow(["/feed.xml"])
        try await scenario.pollOnce()
        return scenario
    }

    @Test func `the sound of a podcast without a page is reached`() async throws {
        let scenario = try await Self.polled(
            """
            <item><guid isPermaLink="false">1</guid><title>Whales</title>
            <enclosure url="https://cdn.example/1.mp3" length="31415926" type="audio/mpeg"/>
            </item>
            """)
        let page = try await scenario.tidings("show", "--entry", "1").output
        #expect(
            page.contains("enclosure  audio/mpeg, 30 MiB, https://cdn.example/1.mp3\n"), "\(page)")
        let json = try await scenario.tidings("show", "--entry", "1", "--json").output
        #expect(
            json.contains(
                #""enclosures":[{"url":"https://cdn.example/1.mp3","type":"audio/mpeg","#
                    + #""length":31415926}]"#), "\(json)")
        for line in [["show", "--entry", "1", "--open"], ["show", "1", "--open"]] {
            let address = try await scenario.tidings(line)
            #expect(address.code == 0)
            #expect(address.output == "https://cdn.example/1.mp3\n", "\(line)")
        }
    }

    @Test func `a summary of its own stands above the text, and both are found`() async throws {
        let scenario = try await Self.polled(
            """
            <item><guid isPermaLink="false">1</guid><title>Mills</title>
            <description>All about the quernstone, its makers, its trade, its end and its return</description>
            <content:encoded>&lt;p&gt;The zorbax mill.&lt;/p&gt;&lt;pre&gt;line a
              line b&lt;/pre&gt;</content:encoded></item>
            """)
        let page = try await scenario.tidings("show", "--entry", "1").output
        let text = "The zorbax mill.\n\nline a\n  line b\n"
        #expect(page.hasSuffix("its end and its return\n\n\(text)"), "\(page)")
        let texts = try await scenario.tidings("show", "1", "--text").output
        #expect(texts.hasSuffix("its end and its return\n\n\(text)"), "\(texts)")
        let json = try await scenario.tidings("show", "--entry", "1", "--json").output
        #expect(json.contains(#""summary":"All about the quernstone, its makers,"#), "\(json)")
        #expect(json.contains(#""text":"The zorbax mill.\n\nline a\n  line b","#), "\(json)")
        for word in ["quernstone", "zorbax"] {
            let found = try await scenario.tidings("search", "--json", word)
            #expect(found.code == 0, "\(word)")
            let excerpt = found.output.firstRange(of: "\"excerpt\":")
            let told = excerpt.map { found.output[$0.upperBound...] } ?? ""
            #expect(told.contains(word), "\(found)")
        }
    }
}
