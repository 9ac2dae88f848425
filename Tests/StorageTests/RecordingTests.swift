import FeedParsing
import Politeness
import SQLite
import Subscriptions
import Testing
import Values

@testable import Storage

/// What storing a batch of polls guarantees.
@Suite struct RecordingTests {
    private let fixture: StoreFixture
    private let store: Store
    private let feeds: [FeedID]

    init() async throws {
        fixture = try StoreFixture()
        store = try fixture.store()
        feeds = try await store.subscribe(["https://a.example/", "https://b.example/"])
    }

    private func result(_ feed: FeedID, _ title: String, eTag: String) -> PollResult {
        var document = ParsedFeed()
        document.title = title
        document.entries = [entry(id: title, title)]
        var state = PollState(due: StoreFixture.start.advanced(by: 60))
        state.validators.eTag = Array(eTag.utf8)
        return PollResult(feed: feed, state: state, document: document)
    }

    @Test func `every field of the polling state comes back`() async throws {
        var state = PollState(due: StoreFixture.start)
        state.validators = Validators(eTag: Array("W/\"\u{1}\"".utf8) + [0xff], lastModified: [])
        state.dueReason = "max-age"
        state.end(by: .longOutage, outageSince: StoreFixture.start.advanced(by: -7_200))
        state.lastPolled = StoreFixture.start.advanced(by: -1)
        state.lastSuccess = StoreFixture.start.advanced(by: -2)
        state.lastStatus = 503
        state.lastError = "overloaded"
        state.failures = 3
        state.moved = .init(
            url: "https://new.example/", firstSeen: StoreFixture.start, sightings: 2)
        state.polls = 10
        state.notModified = 4
        state.bytesReceived = 1 << 40
        state.lifetime = 7_200
        state.pacing.ttl = 11
        state.pacing.updatePeriod = 12
        state.pacing.skipHours = [0, 23]
        state.pacing.skipDays = [0, 6]
        state.pacing.isFinished = true
        state.pacing.publications = [StoreFixture.start, StoreFixture.start.advanced(by: -9)]
        state.manners = Self.manners
        // What a document tells of its pace is stored with it alone.
        _ = try await store.record([
            PollResult(feed: feeds[0], state: state, document: ParsedFeed())
        ])
        #expect(try await store.storedFeeds()[0].poll == state)
        #expect(try fixture.reader().feeds()[0].poll == state)
        // As a start reads it.
        let records = try await store.apply([Subscription(url: "https://a.example/")]) { feed, _ in
            feed.url
        }
        #expect(records.map(\.poll) == [state])
        #expect(try fixture.reader().status().failing.map(\.id) == [feeds[0]])
    }

    private static var manners: Manners {
        var manners = Manners()
        (manners.visits, manners.requests) = (21, 22)
        (manners.conditional, manners.unconditional, manners.early) = (23, 24, 25)
        (manners.afterGone, manners.movedAgain) = (26, 27)
        manners.first = StoreFixture.start.advanced(by: -30)
        manners.last = StoreFixture.start.advanced(by: -31)
        manners.shortestInterval = 32
        manners.heldUntil = StoreFixture.start.advanced(by: 33)
        manners.lastLimited = StoreFixture.start.advanced(by: -34)
        return manners
    }

    @Test func `a document tells the feed's title, and one that does not leaves it`() async throws {
        _ = try await store.record([result(feeds[0], "A", eTag: "1")])
        var silent = ParsedFeed()
        silent.notes = ["a tag was closed", "an entity was unknown"]
        _ = try await store.record([
            PollResult(feed: feeds[0], state: PollState(due: nil), document: silent)
        ])
        #expect(try await store.storedFeeds()[0].title == "A")
        #expect(try fixture.reader().feeds()[0].notes == silent.notes)
    }

    @Test func `a batch that fails leaves nothing, and no validator newer than its entries`()
        async throws
    {
        _ = try await store.record([result(feeds[0], "before", eTag: "old")])
        try fixture.connection().execute(
            """
            CREATE TRIGGER fault BEFORE INSERT ON entries WHEN new.title = 'poison'
            BEGIN SELECT raise(ABORT, 'planted'); END
            """)
        let batch = [
            result(feeds[0], "after", eTag: "new"), result(feeds[1], "poison", eTag: "new"),
        ]
        await #expect(throws: StoreError.self) { try await store.record(batch) }
        let reader = try fixture.reader()
        #expect(try reader.entries(EntryFilter()).map(\.title) == ["before"])
        #expect(
            try reader.feeds().map(\.poll.validators.eTag) == [Array("old".utf8), nil])
        #expect(try reader.feeds().map(\.entryCount) == [1, 0])

        try fixture.connection().execute("DROP TRIGGER fault")
        #expect(try await store.record(batch).map(\.new) == [1, 1])
    }

    @Test func `a full disk is told, and the store goes on when there is room`() async throws {
        let many = (0..<2_000).map {
            entry(id: "\($0)", text: String(repeating: "word ", count: 50))
        }
        try await store.allowPages(few: true)
        var document = ParsedFeed()
        document.entries = many
        let poll = PollResult(feed: feeds[0], state: PollState(due: nil), document: document)
        let error = await #expect(throws: StoreError.self) { try await store.record([poll]) }
        #expect(error?.kind == .diskFull)
        #expect(try fixture.reader().entries(EntryFilter()).isEmpty)
        try await store.allowPages(few: false)
        #expect(try await store.record([poll]).map(\.new) == [2_000])
    }

    @Test func `a feed that the store does not know is passed over`() async throws {
        let receipts = try await store.record([
            result(99, "nobody's", eTag: "1"), result(feeds[0], "somebody's", eTag: "1"),
        ])
        #expect(receipts.map(\.new) == [0, 1])
    }

    @Test func `feeds count their entries and know the newest`() async throws {
        try await store.poll(
            feeds[0],
            [
                entry(id: "1", published: StoreFixture.start.advanced(by: -50)),
                entry(id: "2", published: StoreFixture.start.advanced(by: -90)),
            ])
        try await store.poll(
            feeds[0], [entry(id: "3", published: StoreFixture.start.advanced(by: -70))])
        let feed = try fixture.reader().feeds()[0]
        #expect(feed.entryCount == 3)
        #expect(feed.newestEntry == StoreFixture.start.advanced(by: -50))
    }

    @Test func `hostile text is stored as it is`() async throws {
        let text = "'; DROP TABLE entries; -- \u{0} \u{202e} % _ \" 😀"
        var hostile = entry(id: text, text, link: text, text: text)
        hostile.summary = nil
        try await store.poll(feeds[0], [hostile])
        let detail = try #require(try fixture.reader().entry(1))
        #expect(detail.record.title == text)
        #expect(detail.text == text)
        #expect(try await store.poll(feeds[0], [hostile]).unchanged == 1)
    }

    @Test func `an unchanged document writes no entry, identity or revision`() async throws {
        let document = (0..<50).map { entry(id: "\($0)", "Entry \($0)") }
        try await store.poll(feeds[0], document)
        let before = try rows()
        try await store.poll(feeds[0], document)
        #expect(try rows() == before)
    }

    /// A look at all that polling may write, entries apart from their feed's state.
    private func rows() throws -> [String] {
        let connection = try fixture.connection()
        let row = try connection.prepare(
            """
            SELECT 'e' || id || title || sort_time FROM entries
            UNION ALL SELECT 'i' || feed || key_high || entry || fingerprint FROM identities
            UNION ALL SELECT 'r' || id FROM revisions
            """)
        var rows: [String] = []
        while try row.step() { rows.append(row.string(0)) }
        return rows.sorted()
    }
}

extension Store {
    /// Bounds the database file as a full disk would.
    fileprivate func allowPages(few: Bool) throws {
        try connection.execute(
            few ? "PRAGMA max_page_count = 60" : "PRAGMA max_page_count = 1000000")
    }
}
