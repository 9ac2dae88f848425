import Testing
import Values

@testable import Storage

/// What is shown of the text of a hit.
struct SearchExcerptTests {
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    private func answer(_ line: String) throws -> SearchAnswer {
        try fixture.reader().search(
            SearchRequest(try SearchQueryParser.query(line), calendar: .fixed()))
    }

    @Test func `a hit shows the words around the first match on one line`() async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        let filler = String(repeating: "words before it ", count: 20)
        try await store.poll(
            feed,
            [
                entry(
                    id: "1", "A Quake",
                    text: "<p>\(filler)</p><p>the quakes\nand the Quake hit</p><p>\(filler)</p>")
            ])
        let hit = try #require(try answer("quake").hits.first)
        #expect(
            hit.title.parts == [
                .init(text: "A ", isMatch: false), .init(text: "Quake", isMatch: true),
            ])
        let excerpt = try #require(hit.excerpt)
        #expect(excerpt.text.hasPrefix("… "))
        #expect(excerpt.text.hasSuffix(" …"))
        #expect(excerpt.text.contains("the quakes and the Quake hit"))
        #expect(!excerpt.text.contains("\n"))
        #expect(excerpt.parts.filter(\.isMatch).map(\.text) == ["Quake"])
        #expect(try answer("title:quake").hits.first?.excerpt == nil)
    }

    @Test(arguments: [
        // A word, a family of four and a flag where the excerpt ends, and no blank at all.
        ("quake " + String(repeating: "tremor ", count: 40), "tremor …"),
        ("quake " + String(repeating: "👨‍👩‍👧‍👦", count: 40), "👨‍👩‍👧‍👦 …"),
        ("quake:" + String(repeating: "🇩🇪", count: 100), "🇩🇪 …"),
        ("quake:" + String(repeating: "東京都", count: 80), "京 …"),
        ("quake " + String(repeating: "x", count: 500), "x …"),
    ]) func `an excerpt ends with a whole word, or a whole character`(
        text: String, end: String
    ) async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        let before = String(repeating: "🇫🇷", count: 60) + ":"
        try await store.poll(feed, [entry(id: "1", "A", text: "<p>\(before)\(text)</p>")])
        let excerpt = try #require(try answer("quake").hits.first?.excerpt).text
        #expect(excerpt.hasSuffix(end), "\(excerpt)")
        #expect(!excerpt.contains("  "), "\(excerpt)")
        // Cut in a flag its half would join the next: each is whole or not there.
        let flags = excerpt.filter { $0 == "🇫🇷" }.count
        #expect(excerpt.hasPrefix("… " + String(repeating: "🇫🇷", count: flags) + ":quake"))
        #expect(flags == 24)
    }

    @Test func `of a match that goes on behind the excerpt the part is marked that is seen`()
        async throws
    {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        let text = "quake " + String(repeating: "tremor ", count: 23) + "and fire brigades come"
        try await store.poll(feed, [entry(id: "1", "A", text: "<p>\(text)</p>")])
        let hits = try answer("quake OR \"fire brigades\"").hits
        let excerpt = try #require(hits.first?.excerpt)
        #expect(excerpt.text.hasSuffix("and fire …"), "\(excerpt.text)")
        #expect(excerpt.parts.filter(\.isMatch).map(\.text) == ["quake", "fire"])
    }
}
