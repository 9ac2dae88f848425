import FeedParsing
import Storage
import Testing

/// A site whose guids are addresses, and that changes its scheme or its name.
@Suite struct GuidAddressTests {
    private let fixture: StoreFixture
    private let store: Store
    private let feed: FeedID

    init() async throws {
        fixture = try StoreFixture()
        store = try fixture.store()
        feed = try await store.subscribe()
    }

    private func document(_ site: String, _ count: Int = 5) -> [ParsedEntry] {
        (1...count).map { entry(id: "\(site)/\($0)", "Entry \($0)", link: "\(site)/\($0)") }
    }

    @Test(arguments: [
        ("http://a.example", "https://a.example"), ("https://a.example", "http://a.example"),
        ("https://a.example", "https://www.a.example"),
        ("http://www.a.example", "https://a.example"),
        ("http://a.example", "https://www.a.example"),
    ])
    func `entries are known again under the other address`(old: String, new: String) async throws {
        try await store.poll(feed, document(old))
        #expect(try await store.poll(feed, document(new)).new == 0)
        #expect(try await store.poll(feed, document(new)).unchanged == 5)
        // And back, as from servers that are set up differently.
        #expect(try await store.poll(feed, document(old, 6)).new == 1)
        #expect(try fixture.reader().entries(EntryFilter()).count == 6)
    }

    @Test func `guids that one document tells apart stay apart`() async throws {
        let (old, new) = (document("http://a.example", 1), document("https://a.example", 1))
        #expect(try await store.poll(feed, old).new == 1)
        #expect(try await store.poll(feed, new + old).new == 1)
        #expect(try await store.poll(feed, old + new).unchanged == 2)
    }

    @Test func `a guid that several entries share is told by their links as before`() async throws {
        func pair(_ scheme: String) -> [ParsedEntry] {
            ["x", "y"].map { (name: String) in
                entry(
                    id: "\(scheme)://a.example/", name, link: "\(scheme)://a.example/\(name)")
            }
        }
        #expect(try await store.poll(feed, pair("http")).new == 2)
        #expect(try await store.poll(feed, pair("https")).new == 0)
        #expect(try await store.poll(feed, pair("https").reversed()).unchanged == 2)
    }

    @Test func `a guid that is no address is told byte for byte`() async throws {
        try await store.poll(feed, [entry(id: "www.a.example:1", "One")])
        #expect(try await store.poll(feed, [entry(id: "a.example:1", "One")]).new == 1)
    }

    @Test func `an entry that was stored under its former guid is known by that of now`()
        async throws
    {
        func entries(_ host: String?) -> [ParsedEntry] {
            ["1", "2"].map { name in
                var entry = entry(id: host.map { "https://\($0)/\(name)" } ?? "/\(name)", name)
                if host == nil { entry.formerID = "https://cdn2.example/\(name)" }
                return entry
            }
        }
        #expect(try await store.poll(feed, entries("cdn2.example")).new == 2)
        #expect(try await store.poll(feed, entries(nil)).unchanged == 2)
        // From then on it does not matter who answered.
        var others = entries(nil)
        for index in others.indices { others[index].formerID = "https://cdn1.example/\(index)" }
        #expect(try await store.poll(feed, others).unchanged == 2)
    }
}
