import Events
import FeedParsing
import Subscriptions
import Testing
import Values

@testable import Storage

/// What a changed entry leaves behind.
@Suite struct RevisionTests {
    private let fixture: StoreFixture
    private let store: Store
    private let feed: FeedID

    init() async throws {
        fixture = try StoreFixture()
        store = try fixture.store()
        feed = try await store.subscribe()
    }

    @Test func `an entry keeps its id, its first sighting and its former state`() async throws {
        try await store.poll(
            feed, [entry(id: "1", "Old", link: "https://a.example/1", text: "was")])
        fixture.advance(by: 60)
        try await store.poll(feed, [entry(id: "1", "New", link: "https://a.example/2", text: "is")])
        let reader = try fixture.reader()
        let only = try #require(try reader.entries(EntryFilter()).first)
        let detail = try #require(try reader.entry(only.id))
        #expect(detail.record.seen == StoreFixture.start)
        #expect(detail.record.title == "New")
        #expect(detail.record.link == "https://a.example/2")
        #expect(detail.text == "is")
        #expect(
            detail.revisions == [
                Revision(
                    replaced: StoreFixture.start.advanced(by: 60), title: "Old",
                    link: "https://a.example/1", author: nil, summary: "was", content: "was",
                    text: "was")
            ])
    }

    @Test func `an author who is told from now on is no correction`() async throws {
        var post = entry(id: "1", "Title", text: "one\ntwo")
        try await store.poll(feed, [post])
        post.author = "Ann"
        #expect(try await store.poll(feed, [post]).revised == 0)
        #expect(try fixture.reader().entry(1)?.revisions == [])
    }

    @Test func `a change of the summary above a text is told`() async throws {
        for summary in ["On mills and their stones", "On mills and querns"] {
            var post = entry(id: "1", "Title")
            post.summary = summary
            post.content = "<p>It stood.</p>"
            post.text = summary
            try await store.poll(feed, [post])
        }
        let detail = try #require(try fixture.reader().entry(1))
        #expect(detail.text == "It stood.")
        #expect(
            detail.changes.map(\.text) == [
                .init(former: "On mills and their stones", next: "On mills and querns")
            ])
    }

    @Test func `an event tells what its entries were called, and when they were changed`()
        async throws
    {
        for (title, text) in [("Old", "was"), ("Old", "is"), ("New", "is"), ("Newer", "is")] {
            try await store.poll(feed, [entry(id: "1", title, text: text)])
            fixture.advance(by: 60)
        }
        var changes = ClusterChanges()
        changes.memberships = [Membership(document: 1, cluster: 1, score: 0)]
        changes.headlines = [.init(cluster: 1, document: 1)]
        try await store.apply(changes, position: .init(cursor: 1, nextCluster: 2))
        let reader = try fixture.reader()
        let told = (1...3).map {
            Correction(
                seen: StoreFixture.start.advanced(by: Int64($0) * 60),
                formerTitle: [nil, "Old", "New"][$0 - 1])
        }
        #expect(try reader.cluster(1)?.members.map(\.corrections) == [told])
        #expect(try reader.entry(1)?.corrections == told)
        #expect(try reader.currentDocument(1)?.title == "Newer")
        #expect(try reader.currentDocument(2) == nil)
    }

    @Test func `an id reused for wholly other content loses neither`() async throws {
        try await store.poll(feed, [entry(id: "1", "Storm", text: "trees fell")])
        try await store.poll(feed, [entry(id: "1", "Election", text: "votes were counted")])
        let reader = try fixture.reader()
        let detail = try #require(try reader.entry(1))
        #expect(detail.record.title == "Election")
        #expect(detail.revisions.map(\.title) == ["Storm"])
    }

    @Test func `a new date alone is no revision`() async throws {
        try await store.poll(feed, [entry(id: "1", "One", published: StoreFixture.start)])
        fixture.advance(by: 600)
        let receipt = try await store.poll(
            feed, [entry(id: "1", "One", published: StoreFixture.start.advanced(by: 600))])
        #expect(receipt.revised == 0)
    }

    @Test func `a revision keeps the first date that could be believed`() async throws {
        let first = StoreFixture.start.advanced(by: -600)
        try await store.poll(feed, [entry(id: "1", "One", published: first)])
        try await store.poll(feed, [entry(id: "1", "One, edited", published: StoreFixture.start)])
        #expect(try fixture.reader().entry(1)?.record.published == first)
    }

    @Test func `a counter in a title does not grow the store without end`() async throws {
        for views in 0..<(RevisionTable.limit * 2) {
            try await store.poll(feed, [entry(id: "1", "Seen \(views) times")])
        }
        let detail = try #require(try fixture.reader().entry(1))
        let revisions = detail.revisions
        #expect(revisions.count == RevisionTable.limit)
        #expect(revisions.first?.title == "Seen 0 times")
        #expect(revisions.last?.title == "Seen \(RevisionTable.limit * 2 - 2) times")
    }

    @Test func `what is told again with another title or text is a correction`() async throws {
        func tell(_ title: String, _ text: String, link: String = "https://a.example/1")
            async throws
        {
            try await store.poll(feed, [entry(id: "1", title, link: link, text: text)])
        }
        let reader = try fixture.reader()
        var last: Int64 = 0
        func corrected() throws -> [CorrectedEntry] {
            let found = try reader.corrections(after: last)
            last = found.last
            return found.entries
        }
        try await tell("Storm", "twelve died")
        #expect(try corrected() == [])
        #expect(try reader.lastRevision() == 0)
        try await tell("Storm", "fifteen died")
        #expect(
            try corrected() == [
                CorrectedEntry(entry: 1, cluster: nil, formerTitle: nil, isReworded: true)
            ])
        #expect(try corrected() == [])
        // Two steps between two looks are one.
        try await tell("Gale", "fifteen died")
        try await tell("Gale in Orsk", "fifteen died")
        var changes = ClusterChanges()
        changes.memberships = [Membership(document: 1, cluster: 7, score: 0)]
        changes.headlines = [.init(cluster: 7, document: 1)]
        try await store.apply(changes, position: .init(cursor: 1, nextCluster: 8))
        #expect(
            try corrected() == [
                CorrectedEntry(entry: 1, cluster: 7, formerTitle: "Storm", isReworded: false)
            ])
        // Another address, markup alone, and what is taken back at once change nothing that was told.
        try await tell("Gale in Orsk", "fifteen died", link: "https://a.example/2")
        try await tell("Gale in Orsk", "<p>fifteen died</p>", link: "https://a.example/2")
        #expect(try corrected() == [])
        try await tell("Gael", "fifteen died")
        try await tell("Gale in Orsk", "fifteen died")
        #expect(try corrected() == [])
        #expect(last == (try reader.lastRevision()))
    }

    @Test func `corrections are those of the feeds and languages that are asked for`() async throws
    {
        var (first, second) = (
            Subscription(url: "https://b.example/"), Subscription(url: "https://c.example/")
        )
        (first.tags, second.tags) = (["World"], ["sports"])
        let feeds = try await store.apply([first, second]) { feed, _ in feed.url }.map(\.id)
        for title in ["Old", "New"] {
            for (feed, language) in zip(feeds, ["de-AT", "en"]) {
                var entry = entry(id: "1", title)
                entry.language = language
                try await store.poll(feed, [entry])
            }
        }
        let reader = try fixture.reader()
        func corrected(_ change: (inout EntryFilter) -> Void) throws -> [EntryID] {
            var filter = EntryFilter()
            change(&filter)
            return try reader.corrections(after: 0, of: filter).entries.map(\.entry)
        }
        #expect(try corrected { _ in } == [1, 2])
        #expect(try corrected { $0.tags = ["world"] } == [1])
        #expect(try corrected { $0.languages = ["de"] } == [1])
        #expect(try corrected { $0.feeds = [feeds[1]] } == [2])
        #expect(try corrected { $0.tags = ["none"] } == [])
    }

    @Test func `each change of an entry is told with what was before`() async throws {
        for (title, text) in [("Old", "was"), ("Old", "is"), ("New", "is")] {
            try await store.poll(
                feed, [entry(id: "1", title, link: "https://a.example/\(text)", text: text)])
            fixture.advance(by: 60)
        }
        let changes = try #require(try fixture.reader().entry(1)).changes
        #expect(changes.map(\.seen) == [60, 120].map { StoreFixture.start.advanced(by: $0) })
        #expect(changes.map(\.text) == [.init(former: "was", next: "is"), nil])
        #expect(changes.map(\.title) == [nil, .init(former: "Old", next: "New")])
        #expect(changes.map(\.link?.former) == ["https://a.example/was", nil])
    }
}
