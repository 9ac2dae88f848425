import Events
import FeedParsing
import Politeness
import Storage
import Testing
import Values

/// What is kept of an entry, and where it stands.
@Suite struct EntryTests {
    private let fixture: StoreFixture
    private let store: Store
    private let feed: FeedID

    init() async throws {
        fixture = try StoreFixture()
        store = try fixture.store()
        feed = try await store.subscribe()
    }

    private let now = StoreFixture.start

    @Test func `all that was parsed comes back`() async throws {
        var full = entry(id: "g", "Title", link: "https://a.example/1", published: now)
        full.updated = now.advanced(by: 5)
        full.author = "A. Writer"
        full.summary = "<p>Short</p>"
        full.content = "<p>Long &amp; wide</p>"
        full.text = "Long & wide"
        full.categories = ["one\ttab", "two"]
        full.enclosures = [
            .init(url: "https://a.example/a.mp3", type: "audio/mpeg", length: 7),
            .init(url: "https://a.example/b.mp3", type: nil, length: nil),
        ]
        full.commentsLink = "https://a.example/1#comments"
        full.language = "en-GB"
        full.source = .init(title: "Agency", url: "https://agency.example/feed")
        full.outgoingLinks = ["https://b.example/", "https://c.example/"]
        try await store.poll(feed, [full])

        let detail = try #require(try fixture.reader().entry(1))
        #expect(detail.guid == "g")
        #expect(detail.record.title == "Title")
        #expect(detail.record.published == now)
        #expect(detail.record.author == "A. Writer")
        #expect(detail.record.language == "en-GB")
        #expect(detail.updated == full.updated)
        #expect(detail.summary == full.summary)
        #expect(detail.content == full.content)
        #expect(detail.text == full.text)
        #expect(detail.categories == ["one tab", "two"])
        #expect(detail.enclosures == full.enclosures)
        #expect(detail.commentsLink == full.commentsLink)
        #expect(detail.source == full.source)
        #expect(detail.outgoingLinks == full.outgoingLinks)
    }

    @Test(arguments: [
        (nil as String?, nil as String?, ""),
        ("same", nil, "same"), (nil, "same", "same"), ("same", "same", "same"),
        ("<b>a</b>", "<b>a</b>", "a"), ("short", "<b>longer</b>", "longer"),
        ("much longer", "<b>short</b>", "much longer"),
    ])
    func `a body kept once comes back whole`(
        summary: String?, content: String?, text: String
    ) async throws {
        var one = entry(id: "1")
        one.summary = summary
        one.content = content
        one.text = text
        try await store.poll(feed, [one])
        let detail = try #require(try fixture.reader().entry(1))
        #expect(detail.summary == summary)
        #expect(detail.content == content ?? summary)
        #expect(try await store.newEntries(after: 0, limit: 1).first?.text == text)
    }

    @Test func `a missing date is told as missing, and the first sighting orders`() async throws {
        try await store.poll(feed, [entry(id: "1", "Undated")])
        fixture.advance(by: 3_600)
        try await store.poll(feed, [entry(id: "1", "Undated")])
        let one = try #require(try fixture.reader().entries(EntryFilter()).first)
        #expect(one.published == nil)
        #expect(one.seen == now)
        #expect(one.sortTime == now)
    }

    @Test func `a date in the far future does not keep an entry on top`() async throws {
        try await store.poll(feed, [entry(id: "1", "Future", published: now.advanced(by: 86_401))])
        fixture.advance(by: 1)
        try await store.poll(feed, [entry(id: "2", "Later", published: now.advanced(by: 1))])
        let entries = try fixture.reader().entries(EntryFilter())
        #expect(entries.map(\.title) == ["Later", "Future"])
        #expect(entries[1].published == nil)
    }

    @Test func `a date before the web is told as missing, and makes no entry the oldest`()
        async throws
    {
        let old = Timestamp(year: 1980, month: 1, day: 1)
        try await store.poll(feed, [entry(id: "1", "Zero", published: old)])
        let one = try #require(try fixture.reader().entries(EntryFilter()).first)
        #expect(one.published == nil)
        #expect(one.sortTime == now)
        #expect(EntryTime.believed(Timestamp(year: 1991, month: 8, day: 6), seen: now) != nil)
    }

    @Test func `a date within a day ahead is believed, but orders by the sighting`() async throws {
        try await store.poll(feed, [entry(id: "1", published: now.advanced(by: 3_600))])
        let one = try #require(try fixture.reader().entries(EntryFilter()).first)
        #expect(one.published == now.advanced(by: 3_600))
        #expect(one.sortTime == now)
    }

    @Test func `the log has the entries of a batch oldest first`() async throws {
        let other = try await store.subscribe(["https://a.example/feed", "https://b.example/"])[1]
        var first = ParsedFeed()
        first.entries = [
            entry(id: "new", "new", published: now.advanced(by: -10)),
            entry(id: "old", "old", published: now.advanced(by: -1_000)),
            entry(id: "undated 2", "undated 2"),
            entry(id: "undated 1", "undated 1"),
        ]
        var second = ParsedFeed()
        second.entries = [entry(id: "between", "between", published: now.advanced(by: -500))]
        _ = try await store.record([
            PollResult(feed: feed, state: .init(due: nil), document: first),
            PollResult(feed: other, state: .init(due: nil), document: second),
        ])
        let log = try await store.newEntries(after: 0, limit: 10)
        #expect(log.map(\.title) == ["old", "between", "new", "undated 1", "undated 2"])
        #expect(log.map(\.id) == [1, 2, 3, 4, 5])
        #expect(try await store.newEntries(after: 2, limit: 2).map(\.id) == [3, 4])
    }

    @Test func `an entry without a language has that of its feed`() async throws {
        var document = ParsedFeed()
        document.language = "de"
        document.entries = [entry(id: "1")]
        _ = try await store.record([
            PollResult(feed: feed, state: .init(due: nil), document: document)
        ])
        #expect(try fixture.reader().entries(EntryFilter()).first?.language == "de")
        #expect(try await store.newEntries(after: 0, limit: 1).first?.language == "de")
    }

    @Test func `a document for the clusterer has addresses without what tracks`() async throws {
        var one = entry(id: "1", "One", link: "https://www.a.example/1?utm_source=rss")
        one.outgoingLinks = ["http://b.example/2?fbclid=3"]
        try await store.poll(feed, [one])
        let document = try #require(try await store.newEntries(after: 0, limit: 1).first?.document)
        #expect(document.link == "a.example/1")
        #expect(document.outgoingLinks == ["b.example/2"])
        #expect(document.source == "https://a.example/feed")
    }

    @Test func `lists can be bounded by feed, time and number`() async throws {
        let other = try await store.subscribe(["https://a.example/feed", "https://b.example/"])[1]
        try await store.poll(
            feed, (0..<5).map { entry(id: "\($0)", "a\($0)", published: now.advanced(by: -$0)) })
        try await store.poll(other, [entry(id: "0", "b0", published: now.advanced(by: -2))])
        let reader = try fixture.reader()
        let since = now.advanced(by: -2)
        #expect(try reader.entries(EntryFilter(feeds: [other])).map(\.title) == ["b0"])
        #expect(
            try reader.entries(EntryFilter(since: since)).map(\.title) == ["a0", "a1", "b0", "a2"])
        #expect(
            try reader.entries(EntryFilter(feeds: [feed], since: since, limit: 2)).map(\.title)
                == ["a0", "a1"])
    }
}
