import Subscriptions
import Testing

@Suite("keep, keep_entries, keep_events and max_size of the store")
struct RetentionTests {
    private func list(_ text: String) throws -> SubscriptionList {
        try SubscriptionFile.parse(Array(text.utf8), name: "feeds.yml")
    }

    @Test("Without a word a year of texts and three years of events are kept")
    func standard() throws {
        let list = try list("feeds: [https://a.example/]")
        #expect(list.retention == .standard)
        #expect(list.subscriptions.map(\.keep) == [365 * 86_400])
        #expect(list.subscriptions.map(\.keepEntries) == [nil])
        #expect(list.retention.maxSize == nil)
    }

    @Test("Feeds may say otherwise than the defaults, also that there is no bound")
    func overrides() throws {
        let list = try list(
            """
            defaults:
              keep: 90d
              keep_entries: 1000
            store:
              keep_events: forever
              max_size: 2GB
            feeds:
              - https://a.example/
              - url: https://b.example/
                keep: forever
                keep_entries: all
              - url: https://c.example/
                keep: 2w
                keep_entries: 50
            """)
        #expect(
            list.retention
                == Retention(
                    keep: 90 * 86_400, keepEntries: 1_000, keepEvents: nil, maxSize: 2 << 30))
        #expect(list.subscriptions.map(\.keep) == [90 * 86_400, nil, 14 * 86_400])
        #expect(list.subscriptions.map(\.keepEntries) == [1_000, nil, 50])
    }

    @Test(
        "Sizes of the store have a unit",
        arguments: [("16M", 16 << 20), ("500mb", 500 << 20), ("3G", 3 << 30), ("1T", 1 << 40)])
    func sizes(text: String, bytes: Int64) throws {
        #expect(try list("store:\n  max_size: \(text)\n").retention.maxSize == bytes)
    }

    @Test(
        "What is none is told",
        arguments: [
            "defaults:\n  keep: 9d", "defaults:\n  keep: 0", "defaults:\n  keep: ~",
            "defaults:\n  keep: always", "defaults:\n  keep_entries: 0",
            "defaults:\n  keep_entries: -5", "defaults:\n  keep_entries: 1k",
            "store:\n  max_size: 2000000000", "store:\n  max_size: 8M", "store:\n  max_size: G",
            "store:\n  max_size: 9999999T", "store:\n  max_size: B", "store:\n  keep: 90d",
            "store: 2G", "store:\n  keep_events: 1h",
        ])
    func wrong(text: String) {
        #expect(throws: SubscriptionError.self) { try list(text + "\n") }
    }
}
