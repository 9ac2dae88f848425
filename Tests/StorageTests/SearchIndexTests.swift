import FeedParsing
import FoundationEssentials
import Politeness
import SQLite
import Testing
import Values

@testable import Storage

/// What the search index holds, and when.
@Suite struct SearchIndexTests {
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    private func found(_ line: String) throws -> [EntryID] {
        let query = try SearchQueryParser.query(line)
        return try fixture.reader().search(SearchRequest(query, calendar: .fixed()))
            .hits.map(\.entry.id)
    }

    /// Whether the index holds the words of its entries and no others: FTS5's own check of a table
    /// without content looks at its structure, so a second index is made and compared term by term.
    private func holdsExactlyItsEntries() throws -> Bool {
        let connection = try fixture.connection()
        try connection.execute(
            """
            INSERT INTO entry_search (entry_search) VALUES ('integrity-check');
            CREATE VIRTUAL TABLE temp.afresh USING fts5 (
                title, body, scope, content = '',
                tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'");
            CREATE VIRTUAL TABLE temp.stored_terms USING fts5vocab (main, entry_search, instance);
            CREATE VIRTUAL TABLE temp.fresh_terms USING fts5vocab (temp, afresh, instance);
            """)
        let rows = try connection.prepare(
            "SELECT id, feed, title, summary, content, text FROM entries")
        let insert = try connection.prepare(
            "INSERT INTO afresh (rowid, title, body, scope) VALUES (?1, ?2, ?3, ?4)")
        while try rows.step() {
            let text = SearchText(
                feed: rows.int64(1), title: rows.optionalString(2),
                summary: rows.optionalString(3), content: rows.optionalString(4),
                text: rows.optionalString(5))
            try insert.bind(rows.int64(0), text.title, text.body, text.scope)
            try insert.run()
        }
        let difference = try connection.prepare(
            """
            SELECT count(*) FROM (
                SELECT * FROM (SELECT * FROM stored_terms EXCEPT SELECT * FROM fresh_terms)
                UNION ALL
                SELECT * FROM (SELECT * FROM fresh_terms EXCEPT SELECT * FROM stored_terms))
            """)
        return try difference.step() && difference.int(0) == 0
    }

    @Test func `damage to the index is told, beside a daemon too`() async throws {
        let examination = StoreExamination(folder: fixture.state)
        let store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(
            feed, (0..<50).map { entry(id: "\($0)", "Title \($0)", text: "Some words \($0).") })
        #expect(try await examination.searchFault() == nil)
        try await store.close()
        _ = consume store
        #expect(try await examination.searchFault() == nil)
        // In a page of the index a word follows the lengths of what it has in common with the one before,
        // here the mark of the index itself, and of the rest.
        var file = try fixture.fileBytes()
        let word = [1, 5] + Array("title".utf8)
        let place = try #require(
            file.indices.dropLast(word.count).first { file[$0...].starts(with: word) })
        for byte in place - 8..<place + 2 { file[byte] = 0xff }
        try Data(file).write(to: URL(fileURLWithPath: fixture.database))
        #expect(try await examination.searchFault() != nil)
        #expect(try await examination.integrityFaults() == [])
        do {
            let running = try fixture.store()
            #expect(try await examination.searchFault() != nil)
            try await running.close()
        }

        _ = try StoreBackup.salvage(
            folder: fixture.state, clock: fixture.clock, progress: { _ in })
        let mended = try fixture.store()
        while try await mended.indexOlderEntries(limit: 100) {}
        try await mended.close()
        #expect(try await examination.searchFault() == nil)
        #expect(try found("words").count >= 20)
    }

    @Test func `what a poll brings is found, in its new words when they change`() async throws {
        let store = try fixture.store()
        let feeds = try await store.subscribe(["https://a.example/", "https://b.example/"])
        try await store.poll(
            feeds[0], [entry(id: "1", "Storm over Norhaven", text: "<p>Trees fell.</p>")])
        try await store.poll(feeds[1], [entry(id: "1", "Ferry aground", text: "Nobody is hurt.")])
        #expect(try found("norhaven") == [1])
        #expect(try found("TREES") == [1])
        #expect(try found("p") == [])
        let receipt = try await store.poll(
            feeds[0],
            [
                entry(id: "2", "Storm passes", text: "Calm."),
                entry(id: "1", "Storm over Altwald", text: "<p>Roofs fell.</p>"),
            ])
        #expect(receipt.revised == 1)
        #expect(try found("norhaven") == [])
        #expect(try found("trees") == [])
        #expect(try found("altwald roofs") == [1])
        #expect(try found("storm") == [3, 1])
        #expect(try holdsExactlyItsEntries())
    }

    @Test func `an entry that is revised twice in one transaction has its last words`() async throws
    {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(feed, [entry(id: "1", "One"), entry(id: "2", "Two")])
        let results = [
            [entry(id: "2", "Second"), entry(id: "1", "First")],
            [entry(id: "1", "Primary"), entry(id: "3", "Three")],
            [entry(id: "3", "Third"), entry(id: "2", "Secondary")],
        ].map { entries in
            var document = ParsedFeed()
            document.format = .rss20
            document.entries = entries
            return PollResult(feed: feed, state: .init(due: nil), document: document)
        }
        _ = try await store.record(results)
        #expect(try found("first") == [])
        #expect(try found("primary").count == 1)
        #expect(try found("third").count == 1)
        #expect(try found("three") == [])
        #expect(try holdsExactlyItsEntries())
    }

    @Test func `an entry that is removed leaves nothing behind`() async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(
            feed, [entry(id: "1", "Quake", text: "東京都で地震"), entry(id: "2", "Quake again")])
        try await store.delete(1)
        #expect(try found("quake").count == 1)
        #expect(try holdsExactlyItsEntries())
    }

    @Test func `a summary that is no beginning of the content is found as well`() async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        var own = entry(id: "1", "One")
        own.summary = "<p>A teaser of its own</p>"
        own.content = "<p>The long text of the article, which says other things.</p>"
        var cut = entry(id: "2", "Two")
        cut.summary = "The long text …"
        cut.content = "<p>The long text of the second article.</p>"
        try await store.poll(feed, [own, cut])
        #expect(try found("teaser article").count == 1)
        #expect(try found("article").count == 2)
        let text = SearchText(cut, feed: 1)
        #expect(text.body == "The long text of the second article.")
        #expect(try holdsExactlyItsEntries())
    }

    /// When this fails and is meant to, raise `SearchText.edition`: entries that are in an index
    /// could not be taken out of it any more.
    @Test func `the words of an entry are those of its edition`() {
        var sample = entry(id: "1", "Łódź &amp; Straße GROẞ: ＡＢＣ “東京都” Ёлка")
        sample.summary = "<p>Teaser&nbsp;eins</p>"
        sample.content =
            "<h2>Überschrift</h2><p>Erster <b>Ab</b>satz,<br>zweite Zeile.</p><ul><li>α</li>"
            + "<li>ΆΝΘΡΩΠΟΣ</li></ul><table><tr><td>a</td><td>b</td></tr></table>"
            + "<pre>x  y</pre><img alt=\"Bild\" src=\"https://x.example/\"> ไทย"
        let text = SearchText(sample, feed: 7)
        #expect(SearchText.edition == 3)
        #expect(text.scope == "0 7")
        #expect(text.title == "lódź &amp; Strasse GROss: ABC “ 東京 京都 都 ” елка")
        #expect(
            text.body
                == "Überschrift\nErster Absatz,\nzweite Zeile.\nα\nαΝΘΡΩΠΟΣ\na\nb\nx y\n ไท ทย ย \n"
                + "Teaser eins")
    }

    @Test func `what was stored before the index is added in steps, the newest first`() async throws
    {
        try fixture.makeDatabase(
            version: SchemaFixture.version(before: "search"),
            rows: """
                INSERT INTO feed_states (
                    feed, due, due_reason, failures, polls, not_modified, bytes_received)
                VALUES (1, 5, 'x', 0, 0, 0, 0);
                WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10)
                INSERT INTO entries (id, feed, seen, sort_time, title)
                SELECT i * 10, 1, i, i, 'Old story ' || i FROM n;
                """)
        let store = try fixture.store()
        #expect(try found("story") == [])
        let feed = try await store.subscribe("https://a.example/feed")
        try await store.poll(feed, [entry(id: "1", "New story")])
        #expect(try found("story") == [101])

        #expect(try await store.indexOlderEntries(limit: 4))
        #expect(try found("story") == [101, 100, 90, 80, 70])
        let request = SearchRequest(try SearchQueryParser.query("story"), limit: 1)
        #expect(try fixture.reader().search(request).indexed == 34)
        #expect(try fixture.reader().searchable() == 34)
        // Those that wait go without a trace.
        try await store.delete(20)
        try await store.delete(90)
        try await store.close()

        let later = try fixture.store()
        #expect(try await later.indexOlderEntries(limit: 4))
        #expect(try await !later.indexOlderEntries(limit: 4))
        #expect(try await !later.indexOlderEntries(limit: 4))
        #expect(try found("story") == [101, 100, 80, 70, 60, 50, 40, 30, 10])
        #expect(try fixture.reader().search(request).indexed == nil)
        #expect(try holdsExactlyItsEntries())
    }

    @Test func `an index of another edition is made anew`() async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(feed, [entry(id: "1", "Old words")])
        try await store.close()
        try fixture.connection().execute("UPDATE search_state SET edition = 0")
        let later = try fixture.store()
        #expect(try found("words") == [])
        #expect(try await !later.indexOlderEntries(limit: 9))
        #expect(try found("words") == [1])
        #expect(try holdsExactlyItsEntries())
    }
}

extension Store {
    /// Removes an entry as retention does.
    fileprivate func delete(_ entry: EntryID) throws {
        try connection.transaction { () throws(DatabaseError) in
            try SearchTable.remove(entry, connection)
            let delete = try connection.prepare("DELETE FROM entries WHERE id = ?1")
            try delete.bind(entry)
            try delete.run()
        }
    }
}
