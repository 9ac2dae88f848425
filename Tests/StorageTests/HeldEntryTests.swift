import Events
import FeedParsing
import Politeness
import SQLite
import Subscriptions
import Testing
import Values

@testable import Storage

/// A clusterer that starts again reads what the one before it had read.
@Suite struct HeldEntryTests {
    private let fixture: StoreFixture
    private let store: Store
    private let feed: FeedID
    private static let url = "https://a.example/feed"

    init() async throws {
        fixture = try StoreFixture()
        store = try fixture.store()
        feed = try await store.subscribe(Self.url)
        try await poll("1", "First", language: "en")
    }

    /// An entry of which everything changes with its title that a feed can change.
    private func poll(_ id: String, _ title: String, language: String? = nil) async throws {
        var item = entry(
            id: id, title, link: "https://a.example/\(title)", text: "Text of \(title)",
            published: title == "First" ? fixture.clock.now.advanced(by: 1_000_000) : nil)
        item.language = title == "Third" ? "fr" : nil
        item.source = .init(title: title, url: "https://s.example/\(title)")
        item.outgoingLinks = ["https://o.example/\(title)"]
        var document = ParsedFeed()
        document.format = .rss20
        document.language = language
        document.entries = [item]
        _ = try await store.record([
            PollResult(feed: feed, state: PollState(due: nil), document: document)
        ])
    }

    private func read() async throws -> [LoggedEntry] {
        try await store.newEntries(after: store.clustererPosition().cursor, limit: 99)
    }

    /// Stores that the clusterer is through with `entries`.
    private func decide(_ entries: [LoggedEntry], expired: EntryID = 0) async throws {
        var changes = ClusterChanges()
        changes.memberships = entries.map { Membership(document: $0.id, cluster: $0.id, score: 0) }
        let former = try await store.clustererPosition().cursor
        let cursor = entries.last?.id ?? former
        try await store.apply(
            changes,
            position: ClustererPosition(
                cursor: cursor, nextCluster: cursor + 1, expiredThrough: expired))
    }

    private func restored() async throws -> [LoggedEntry] {
        try await store.clustered(after: 0).map(\.entry)
    }

    private func count(_ sql: StaticString) throws -> Int {
        let connection = try fixture.connection()
        let row = try connection.prepare(sql)
        return try row.step() ? row.int(0) : -1
    }

    @Test func `an entry that is revised stays as it was read`() async throws {
        let first = try await read()
        try await decide(first)
        for title in ["Second", "Third", "Fourth"] {
            try await poll("1", title)
            #expect(try await restored() == first)
        }
        #expect(try fixture.reader().clustered(after: 0, limit: 1).map(\.entry) == first)
        #expect(try fixture.reader().currentDocument(1)?.title == "Fourth")
        #expect(try fixture.reader().entry(1)?.record.title == "Fourth")
        // Nothing is kept of one that is not read yet.
        try await poll("2", "One")
        try await poll("2", "Other")
        let second = try await read()
        #expect(second.map(\.title) == ["Other"])
        try await decide(second)
        #expect(try await restored() == first + second)
    }

    @Test func `a decision is told to be of a former text until that is read`() async throws {
        func isOfFormerText() throws -> Bool? {
            try fixture.reader().entry(1)?.membership?.isOfFormerText
        }
        try await decide(try await read())
        #expect(try isOfFormerText() == false)
        try await poll("1", "Second")
        #expect(try isOfFormerText() == true)
        #expect(try fixture.reader().cluster(1)?.members.first?.membership.isOfFormerText == true)
    }

    @Test func `one whose revision is lost is not read with that of another`() async throws {
        try await decide(try await read())
        try await poll("1", "Second")
        try await poll("2", "Other")
        try await decide(try await read())
        try await poll("2", "Third")
        // As after the saving of a damaged file, in which a later revision took the number.
        try fixture.connection().execute(
            "DELETE FROM revisions WHERE entry = 1; UPDATE held_entries SET revision = 2 WHERE entry = 1"
        )
        #expect(try await restored().map(\.title) == ["Second", "Other"])
    }

    @Test func `one that is revised while it is decided on stays as it was read`() async throws {
        let first = try await read()
        try await poll("1", "Second")
        try await decide(first)
        try await poll("1", "Third")
        #expect(try await restored() == first)
    }

    @Test func `what was read and not decided is read again as it is now`() async throws {
        _ = try await read()
        try await poll("1", "Second", language: "de")
        _ = try await store.apply([Subscription(url: Self.url)]) { _, _ in "other" }
        let again = try await read()
        #expect(again.map(\.title) == ["Second"])
        #expect(again.map(\.publisher) == ["other"])
        #expect(again.map(\.language) == ["de"])
        try await decide(again)
        #expect(try await restored() == again)
    }

    @Test func `so it does when its feed gets another publisher, language or address`()
        async throws
    {
        let first = try await read()
        try await decide(first)
        _ = try await store.apply([Subscription(url: Self.url)]) { _, _ in "other" }
        #expect(try await restored() == first)
        try await poll("2", "Second", language: "de")
        let second = try await read()
        #expect(second.map(\.publisher) == ["other"])
        #expect(second.map(\.language) == ["de"])
        try await decide(second)
        try await poll("2", "Second", language: "nl")
        try fixture.connection().execute(
            """
            UPDATE feed_states SET moved_url = 'https://b.example/', moved_first_seen = 1,
                moved_last_seen = 900000, moved_sightings = 9
            """)
        _ = try await store.apply([Subscription(url: "https://b.example/")]) { _, _ in "third" }
        #expect(try await restored() == first + second)
        try await poll("3", "Fourth", language: "nl")
        let third = try await read()
        #expect(third.map(\.feedURL) == ["https://b.example/"])
        try await decide(third)
        #expect(try await restored() == first + second + third)
    }

    /// Stores that entries were clustered anew.
    private func recluster(_ readings: [LogReading]) throws {
        let session = try fixture.reader()
        let position = try session.window().position
        #expect(
            try session.recluster(
                ClusterChanges(), from: position, to: position, reading: readings, by: "kim",
                told: ""))
    }

    @Test func `after a reclustering it stays as that read it, whatever was corrected meanwhile`()
        async throws
    {
        try await decide(try await read())
        try await poll("2", "Other")
        try await decide(try await read())
        try await poll("1", "Second")
        _ = try await store.apply([Subscription(url: Self.url)]) { _, _ in "other" }
        let current = try fixture.reader().currentEntries(after: 0, limit: 9)
        #expect(current.entries.map(\.title) == ["Second", "Other"])
        #expect(current.revised == [1])
        try await poll("1", "Third")
        try await poll("2", "Fourth")
        try await poll("1", "Fifth")
        #expect(try fixture.reader().areRevised(after: 0))
        try recluster([current.reading])
        for title in ["Sixth", "Seventh"] {
            #expect(try await restored().map(\.title) == ["Second", "Other"])
            #expect(try await restored().map(\.publisher) == ["other", "other"])
            #expect(try await store.window(after: 0).reclustered == 1)
            try await poll("1", title)
        }
        let last = try fixture.reader().currentEntries(after: 0, limit: 9)
        try recluster([last.reading])
        #expect(try await restored() == last.entries)
        #expect(try !fixture.reader().areRevised(after: 0))
        #expect(try await store.window(after: 0).reclustered == 2)
    }

    @Test func `what a reclustering did not read stays as it was`() async throws {
        let first = try await read()
        try await decide(first)
        try await poll("2", "Other")
        try await decide(try await read())
        try await poll("1", "Second")
        try await poll("2", "Third")
        _ = try await store.apply([Subscription(url: Self.url)]) { _, _ in "other" }
        let current = try fixture.reader().currentEntries(after: 1, limit: 9)
        try recluster([current.reading])
        #expect(try await restored() == first + current.entries)
        #expect(current.entries.map(\.publisher) == ["other"])
    }

    @Test func `it stays however often it is revised, and goes with the window`() async throws {
        // Revised once before it is read: the first revision is another one.
        try await poll("1", "Second")
        let first = try await read()
        try await decide(first)
        for number in 0..<2 * RevisionTable.limit { try await poll("1", "State \(number)") }
        #expect(try await restored() == first)
        let kept = try #require(try fixture.reader().entry(1)).revisions.compactMap(\.title)
        #expect(kept.count == RevisionTable.limit)
        #expect(kept.prefix(2) == ["First", "Second"])
        #expect(kept.last == "State \(2 * RevisionTable.limit - 2)")
        _ = try await store.apply([Subscription(url: Self.url)]) { _, _ in "other" }
        #expect(try count("SELECT count(*) FROM held_entries") == 1)
        #expect(try count("SELECT count(*) FROM held_feeds") == 1)
        try await decide([], expired: 1)
        #expect(try count("SELECT count(*) FROM held_entries") == 0)
        #expect(try count("SELECT count(*) FROM held_feeds") == 0)
        try await poll("1", "Last")
        #expect(try count("SELECT count(*) FROM held_entries") == 0)
    }
}
