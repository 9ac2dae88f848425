import FeedParsing
import SQLite
import Testing
import Values

@testable import Storage

/// What tells entries that have neither guid nor link.
@Suite struct EnclosureIdentityTests {
    private let fixture: StoreFixture
    private let store: Store
    private let feed: FeedID

    init() async throws {
        fixture = try StoreFixture()
        store = try fixture.store()
        feed = try await store.subscribe()
    }

    private func episode(
        _ number: Int, _ title: String? = "Episode", text: String = ""
    ) -> ParsedEntry {
        var episode = entry(title, text: text)
        episode.enclosures = [
            .init(url: "https://a.example/\(number).mp3", type: "audio/mpeg", length: nil)
        ]
        return episode
    }

    @Test(arguments: ["Episode", nil] as [String?])
    func `episodes of one title are told by their enclosures`(title: String?) async throws {
        let document = (1...5).map { episode($0, title) }
        #expect(try await store.poll(feed, document).new == 5)
        #expect(try await store.poll(feed, document.reversed()).unchanged == 5)
        #expect(try await store.poll(feed, [document[2]]).unchanged == 1)
    }

    @Test func `an edited episode is the same one`() async throws {
        let titles = ["One", "Two", "Three"]
        func document(_ titles: [String]) -> [ParsedEntry] {
            titles.enumerated().map { episode($0.offset, $0.element, text: "about \($0.element)") }
        }
        #expect(try await store.poll(feed, document(titles)).new == 3)
        let receipt = try await store.poll(feed, document(["One", "Two, mended", "Three"]))
        #expect(receipt.new == 0)
        #expect(receipt.revised == 1)
    }

    @Test func `entries that share an enclosure are told by their titles`() async throws {
        let document = [episode(1, "One"), episode(1, "Two")]
        #expect(try await store.poll(feed, [document[0]]).new == 1)
        #expect(try await store.poll(feed, document).new == 1)
        #expect(try await store.poll(feed, document.reversed()).unchanged == 2)
    }

    @Test func `entries that differ in their dates alone are told by them`() async throws {
        func thread(_ day: Int64) -> ParsedEntry {
            entry(
                "Open thread", text: "Talk.",
                published: StoreFixture.start.advanced(by: -day * 86_400))
        }
        #expect(try await store.poll(feed, [thread(2)]).new == 1)
        #expect(try await store.poll(feed, [thread(1), thread(2), thread(3)]).new == 2)
        #expect(try await store.poll(feed, [thread(0), thread(1), thread(2)]).new == 1)
        #expect(try await store.poll(feed, [thread(1)]).unchanged == 1)
    }

    @Test func `an entry that one document lists twice is one, whatever its date`() async throws {
        let one = entry("Notice", text: "Same.", published: StoreFixture.start)
        #expect(try await store.poll(feed, [one, one]).new == 1)
        // Some feeds give every entry the time of the request.
        let later = entry(
            "Notice", text: "Same.", published: StoreFixture.start.advanced(by: 60))
        #expect(try await store.poll(feed, [later, later]).unchanged == 1)
    }

    /// Stores `entry` as versions did that told it by its content alone.
    private func store(byContent entry: ParsedEntry) async throws {
        var plain = entry
        plain.enclosures = []
        try await store.poll(feed, [plain])
        let list = try #require(entry.enclosures.first)
        let connection = try fixture.connection()
        let statement = try connection.prepare("UPDATE entries SET enclosures = ?1")
        try statement.bind(TextList.text(rows: [[list.url, list.type ?? "", ""]]))
        try statement.run()
    }

    @Test func `an episode that a former version stored by its content is not doubled`()
        async throws
    {
        try await store(byContent: episode(1, "One", text: "about one"))
        let document = [episode(2, "Two"), episode(1, "One", text: "about one")]
        let receipt = try await store.poll(feed, document)
        #expect(receipt.new == 1)
        #expect(receipt.unchanged == 1)
        // From then on it is told by its enclosure.
        let edited = try await store.poll(feed, [episode(1, "One, mended")])
        #expect(edited.new == 0)
        #expect(edited.revised == 1)
    }

    @Test func `of episodes that a former version took for one each is stored once`() async throws {
        try await store(byContent: episode(3))
        let document = (1...5).map { episode($0) }
        let receipt = try await store.poll(feed, document)
        #expect(receipt.new == 4)
        #expect(receipt.unchanged == 1)
        #expect(try await store.poll(feed, document).unchanged == 5)
    }

    @Test func `an episode that has expired does not come back under its enclosure`() async throws {
        try await store(byContent: episode(1, "One", text: "about one"))
        try fixture.connection().execute("DELETE FROM entries")
        #expect(try await store.poll(feed, [episode(1, "One", text: "about one")]).new == 0)
        #expect(try await store.poll(feed, [episode(1, "One", text: "about one")]).new == 0)
    }
}
