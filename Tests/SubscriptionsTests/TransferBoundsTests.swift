import Platform
import Subscriptions
import Testing

@Suite("proxy, max_size and timeout")
struct TransferBoundsTests {
    private func feeds(_ text: String) throws -> [Subscription] {
        try SubscriptionFile.parse(Array(text.utf8), name: "feeds.yml").subscriptions
    }

    private func feed(_ line: String) throws -> Subscription {
        try #require(try feeds("feeds:\n  - url: https://a.example/\n    \(line)\n").first)
    }

    @Test(
        "Sizes are bytes, or numbers with a unit",
        arguments: [("1024", 1_024), ("512K", 524_288), ("20m", 20 << 20), ("256M", 256 << 20)])
    func sizes(text: String, bytes: Int) throws {
        #expect(try feed("max_size: \(text)").sizeLimit == bytes)
    }

    @Test(
        "What is none is told",
        arguments: [
            "max_size: 0", "max_size: 1023", "max_size: 257M", "max_size: 1T", "max_size: K",
            "max_size: -1M", "max_size: 9999999999", "max_size: 999999999G", "max_size: [1M]",
            "timeout: 4s", "timeout: 11m", "timeout: soon", "timeout: ~", "proxy: yes",
            "proxy: ''", "proxy: ~", "proxy: proxy.example:3128", "proxy: http://proxy.example",
            "proxy: http://proxy.example:3128/x", "proxy: ftp://proxy.example:21",
            "proxy: socks5://127.0.0.1:9050", "proxy: \"http://p.example:1 \"",
        ])
    func wrong(line: String) {
        #expect(throws: SubscriptionError.self) { try feed(line) }
    }

    @Test("A password of a proxy is not repeated")
    func password() {
        let error = #expect(throws: SubscriptionError.self) {
            try feed("proxy: http://me:hunter2@proxy.example:3128")
        }
        #expect(error.map { "\($0)".contains("hunter2") } == false)
        #expect(error.map { "\($0)".contains("an address with a user") } == true)
    }

    @Test(
        "A proxy is an address with its port",
        arguments: [
            "http://proxy.example:3128", "https://proxy.example:443", "http://10.0.0.1:80",
            "socks5h://[::1]:9050",
        ])
    func proxies(url: String) throws {
        #expect(try feed("proxy: \"\(url)\"").proxy == url)
    }

    @Test("The defaults hold for feeds that do not say otherwise")
    func defaults() throws {
        let feeds = try feeds(
            """
            defaults:
              proxy: http://proxy.example:3128
              max_size: 2M
              timeout: 2m
            feeds:
              - https://a.example/
              - url: https://b.example/
                proxy: none
                max_size: 1M
                timeout: 10s
            """)
        #expect(feeds.map(\.proxy) == ["http://proxy.example:3128", nil])
        #expect(feeds.map(\.sizeLimit) == [2 << 20, 1 << 20])
        #expect(feeds.map(\.timeout) == [120, 10])
    }

    @Test("An added feed is written with them")
    func written() throws {
        var subscription = Subscription(url: "https://a.example/")
        subscription.proxy = "http://proxy.example:3128"
        subscription.sizeLimit = 3 << 19
        subscription.timeout = 90
        let folder = try ScratchFolder()
        let path = try folder.write("", to: "feeds.yml")
        try SubscriptionEditor.add(subscription, to: path)
        let text = try folder.read("feeds.yml")
        #expect(text.contains("    max_size: 1536K\n    timeout: 1m30s"))
        #expect(text.contains("    proxy: http://proxy.example:3128\n"))
    }
}
