import Events
import FeedParsing
import Testing

@testable import Storage

/// What stands for an entry in lists, whatever of it a feed gives.
@Suite struct HeadlineTests {
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    private func record(_ entry: ParsedEntry) async throws -> EntryRecord {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(feed, [entry])
        let reader = try fixture.reader()
        let records = try reader.entries(EntryFilter())
        let record = try #require(records.first)
        #expect(try reader.entry(record.id)?.record == record)
        return record
    }

    @Test func `a title stands for its entry, and no text is read for it`() async throws {
        let record = try await record(entry(id: "1", "Quake", text: "It shook."))
        #expect(record.headline == "Quake")
        #expect(record.opening == nil)
    }

    @Test func `without a title the beginning of the text does`() async throws {
        let record = try await record(
            entry(
                id: "1", link: "https://x.example/", text: "<p>Trains are late</p>\n<p>again.</p>"))
        #expect(record.title == nil)
        #expect(record.headline == "Trains are late again.")
        #expect(record.knownHeadline == "Trains are late again.")
    }

    @Test func `plain text is told like HTML`() async throws {
        var note = ParsedEntry()
        (note.id, note.text) = ("1", "A note\nof two lines")
        #expect(try await record(note).headline == "A note of two lines")
    }

    @Test func `without text the address does, and else it is said that there is no title`()
        async throws
    {
        let record = try await record(
            entry(id: "1", link: "https://x.example/a?utm_source=feed"))
        #expect(record.headline == "https://x.example/a")
        #expect(record.opening == nil)
        var bare = record
        bare.link = nil
        #expect(bare.headline == "(no title)")
        #expect(bare.knownHeadline == nil)
    }

    @Test func `a long text is cut at the end of a word`() {
        let words = Array(repeating: "trains", count: 20).joined(separator: " ")
        // Eleven words of six letters have 76 characters with their blanks.
        #expect(
            EntryOpening.line(words)
                == Array(repeating: "trains", count: 11).joined(separator: " ") + "…")
        let whole = String(repeating: "ab ", count: 26) + "ab"
        #expect(whole.count == EntryOpening.most)
        #expect(EntryOpening.line(whole) == whole)
        #expect(EntryOpening.line(whole + " c") == whole + "…")
        #expect(EntryOpening.line(whole, isCut: true) == whole + "…")
        #expect(EntryOpening.line(" \n\t ") == nil)
        let chinese = String(repeating: "選挙の結果", count: 40)
        #expect(EntryOpening.line(chinese) == chinese.prefix(80) + "…")
        #expect(EntryOpening.line("a " + chinese) == ("a " + chinese).prefix(80) + "…")
    }

    @Test func `of a long text only the beginning is put into words, and no half tag is shown`()
        async throws
    {
        let links = (0..<100).map { "<a href=\"https://x.example/\($0)\">@\($0)</a>" }
        let record = try await record(entry(id: "1", text: links.joined(separator: " ")))
        let opening = try #require(record.opening)
        #expect(opening.hasPrefix("@0 @1 @2 "))
        #expect(opening.hasSuffix("…"))
        #expect(!opening.contains("<") && !opening.contains("href"))
        #expect(opening.count <= EntryOpening.most + 1)
    }

    @Test func `an event is told by the same, and a hit of a search too`() async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(feed, [entry(id: "1", text: "Trains are late")])
        var changes = ClusterChanges()
        changes.memberships = [Membership(document: 1, cluster: 1, score: 0)]
        try await store.apply(changes, position: .init(cursor: 1, nextCluster: 2))
        let reader = try fixture.reader()
        #expect(
            try reader.clusters(ClusterFilter()).map(\.headline.headline) == ["Trains are late"])
        let hits = try reader.search(SearchRequest(try SearchQueryParser.query("late"))).hits
        #expect(hits.map(\.title.text) == ["Trains are late"])
    }
}
