import Platform
import Subscriptions
import Testing
import Values

@Suite("Reading feeds.yml")
struct SubscriptionFileTests {
    private func parse(_ text: String) throws -> [Subscription] {
        try SubscriptionFile.parse(Array(text.utf8), name: "feeds.yml").subscriptions
    }

    @Test("Every key of a feed is read")
    func allKeys() throws {
        let feeds = try parse(
            """
            feeds:
              - url: https://example.org/feed.xml
                title: 'Example: news'
                tags: [world, "two words", world]
                publisher: Example Media
                interval: 2h30m
                enabled: false
                allow_private: [10.0.0.0/8, "localhost:8080", "::1"]
                headers:
                  Accept-Language: de
                  X-Key: "a: b"
                credential: example
            """)
        var expected = Subscription(url: "https://example.org/feed.xml")
        expected.title = "Example: news"
        expected.tags = ["world", "two words"]
        expected.publisher = "Example Media"
        expected.interval = 9_000
        expected.isEnabled = false
        expected.allowPrivate = .rules([
            try AddressRule(parsing: "10.0.0.0/8"), try AddressRule(parsing: "localhost:8080"),
            try AddressRule(parsing: "::1"),
        ])
        expected.headers = [
            RequestHeader(name: "Accept-Language", value: "de"),
            RequestHeader(name: "X-Key", value: "a: b"),
        ]
        expected.credential = "example"
        expected.line = 2
        #expect(feeds == [expected])
    }

    @Test("A bare address is a feed, and may stand beside feeds with keys")
    func bareAddresses() throws {
        let feeds = try parse(
            "feeds:\n- https://a.example/\n- url: http://b.example\n- {url: 'http://c.example'}\n")
        #expect(feeds.map(\.url) == ["https://a.example/", "http://b.example", "http://c.example"])
        #expect(feeds.map(\.line) == [2, 3, 4])
        #expect(feeds.allSatisfy { $0.isEnabled && $0.interval == nil && $0.headers.isEmpty })
    }

    @Test(
        "A file that names no feed is valid",
        arguments: [
            "", "\n\n", "# only a comment", "---\n", "feeds:", "feeds: []", "feeds: ~ # none",
            "feeds: [\n]", "defaults:\nfeeds:\n", "defaults:\n  interval: 1h\n", "\u{feff}feeds:\n",
            "{}", "%YAML 1.1\n---\nfeeds:\n...\n",
        ])
    func noFeeds(_ text: String) throws {
        #expect(try parse(text).isEmpty)
    }

    @Test("Defaults apply to feeds that do not say otherwise, wherever they stand")
    func defaults() throws {
        let feeds = try parse(
            """
            feeds:
              - https://a.example/feed
              - url: https://b.example/feed
                interval: 1h
                tags: []
                allow_private: false
                headers: {accept-language: fr, X-B: b}
            defaults:
              interval: 30m
              tags: [news]
              allow_private: true
              headers: {Accept-Language: de, X-All: all}
            """)
        #expect(feeds.map(\.interval) == [1_800, 3_600])
        #expect(feeds.map(\.tags) == [["news"], []])
        #expect(feeds.map(\.allowPrivate) == [.any, .publicOnly])
        #expect(feeds[0].headers.map(\.name) == ["Accept-Language", "X-All"])
        #expect(feeds[1].headers.map(\.name) == ["X-All", "accept-language", "X-B"])
        #expect(feeds[1].headers.map(\.value) == ["all", "fr", "b"])
    }

    @Test(
        "An interval is read as people write it",
        arguments: [
            ("5m", 300), ("15m", 900), ("1h", 3_600), ("2h30m", 9_000), ("1d", 86_400),
            ("1d12h", 129_600), ("30d", 2_592_000), ("600", 600), ("\"900\"", 900),
            ("90m", 5_400), ("1h0m1s", 3_601),
        ])
    func intervals(text: String, seconds: Int64) throws {
        let feeds = try parse("feeds:\n  - url: https://a.example\n    interval: \(text)\n")
        #expect(feeds.first?.interval == seconds)
    }

    @Test("A feed that may be private may be polled each second")
    func shortIntervals() throws {
        let feeds = try parse(
            """
            feeds:
              - {url: "http://localhost:8080/", interval: 1s, allow_private: ["localhost:8080"]}
            """)
        #expect(feeds.first?.interval == 1)
    }

    @Test("A byte order mark, CRLF and CR are read like plain lines")
    func lineEndings() throws {
        let text = "feeds:\n  # here\n  - https://a.example\n  - url: https://b.example\n"
        let expected = try parse(text)
        for lineBreak in ["\r\n", "\r"] {
            let other = text.split(separator: "\n", omittingEmptySubsequences: false)
                .joined(separator: lineBreak)
            #expect(try parse("\u{feff}" + other) == expected)
        }
    }

    @Test("Texts stay as they are written: no word or number is anything else")
    func plainTexts() throws {
        let feeds = try parse(
            """
            feeds:
              - {url: "https://a.example", title: yes, publisher: 1.50, tags: [no, 0x10, 2026-03-21]}
            """)
        #expect(feeds.first?.title == "yes")
        #expect(feeds.first?.publisher == "1.50")
        #expect(feeds.first?.tags == ["no", "0x10", "2026-03-21"])
    }

    @Test("A file that is missing, too large or no file is told apart")
    func fileErrors() throws {
        let folder = try ScratchFolder()
        #expect(throws: SubscriptionError.file(.notFound(path: folder.path + "/feeds.yml"))) {
            try SubscriptionFile.load(path: folder.path + "/feeds.yml")
        }
        #expect(throws: SubscriptionError.file(.notRegular(path: folder.path))) {
            try SubscriptionFile.load(path: folder.path)
        }
        let large = [UInt8](repeating: 0x23, count: SubscriptionFile.sizeLimit + 1)
        #expect(
            throws: SubscriptionError.file(
                .tooLarge(path: "feeds.yml", limit: SubscriptionFile.sizeLimit))
        ) {
            try SubscriptionFile.parse(large, name: "feeds.yml")
        }
    }
}
