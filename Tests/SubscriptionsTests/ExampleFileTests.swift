import Checkout
import Platform
import Subscriptions
import Testing
import Values

@Suite("The feeds.yml of this repository")
struct ExampleFileTests {
    @Test("It names some twenty-five feeds of the public internet, nearly all by https")
    func feeds() throws {
        let feeds = try SubscriptionFile.load(path: Checkout.path("feeds.yml")).subscriptions
        #expect((25...40).contains(feeds.count))
        #expect(feeds.filter(\.isEnabled).allSatisfy { $0.url.hasPrefix("https://") })
        #expect(feeds.allSatisfy { $0.allowPrivate == .publicOnly && $0.credential == nil })
        #expect(Set(feeds.map { Publisher.name(of: $0, siteLink: nil) }).count >= 20)
    }

    @Test("It shows every key, and what is commented out is right too")
    func comments() throws {
        let text = try Checkout.text("feeds.yml")
        for key in [
            "defaults", "feeds", "url", "title", "tags", "publisher", "interval", "enabled",
            "allow_private", "headers", "credential", "contact", "proxy", "max_size", "timeout",
            "store", "keep", "keep_entries", "keep_events",
        ] {
            #expect(text.contains("\(key):"))
        }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let start = try #require(lines.firstIndex { $0.hasPrefix("  # - url:") })
        for index in lines.indices[start...] where lines[index].hasPrefix("  # ") {
            lines[index] = "  " + lines[index].dropFirst(4)
        }
        let whole = lines.joined(separator: "\n")
        let feeds = try SubscriptionFile.parse(Array(whole.utf8), name: "feeds.yml").subscriptions
        #expect(feeds.suffix(2).map(\.credential) == [nil, "news.example"])
        #expect(feeds.suffix(2).first?.interval == 10)
    }

    @Test("A feed that is added and removed leaves it as it was, byte for byte")
    func editing() throws {
        let text = try Checkout.text("feeds.yml")
        let folder = try ScratchFolder()
        let copy = try folder.write(text, to: "feeds.yml")
        try SubscriptionEditor.add(Subscription(url: "https://new.example/feed"), to: copy)
        #expect(
            try folder.read("feeds.yml").contains(
                "for a long time\n  - url: https://new.example/feed\n\n  # What the feeds above"))
        try SubscriptionEditor.remove("https://new.example/feed", from: copy)
        #expect(try folder.read("feeds.yml") == text)
    }
}
