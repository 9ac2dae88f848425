import Events
import FeedParsing
import Politeness
import Testing
import Values

@testable import Storage
@testable import Subscriptions

/// What leaves the store, what stays of it, and that it does not come back.
@Suite struct RetentionTests {
    private static let day: Int64 = 86_400
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    @Test func `feeds.yml cannot have less kept than events are found among`() {
        #expect(KeptTime.shortest >= ClustererPosition.window)
    }

    @Test func `entries go by age, counted from their arrival`() async throws {
        let store = try fixture.store()
        let keep = Retention.bounds(keep: 90 * Self.day)
        let feed = try await fixture.declare(store, keep)
        try await store.poll(feed, fixture.items(1...4))
        fixture.advance(by: 60 * Self.day)
        // Published long ago, but new to the reader.
        try await fixture.pollFewer(
            store, feed,
            [entry(id: "old", "Old", published: StoreFixture.start.advanced(by: -1_000_000))])
        try await fixture.cluster(store)
        fixture.advance(by: 24 * Self.day)
        #expect(try await fixture.expire(store, keep).entries == 3)
        // The feed lists one entry, and the newest stays.
        #expect(try fixture.stored() == [4, 5])
        #expect(try fixture.reader().feeds().first?.entryCount == 2)
        #expect(try fixture.reader().status().entries == 2)
    }

    @Test func `entries go by count, the oldest first, and not below what the feed lists`()
        async throws
    {
        let store = try fixture.store()
        let keep = Retention.bounds(entries: 5)
        let feed = try await fixture.declare(store, keep)
        try await store.poll(feed, fixture.items(1...8))
        try await fixture.cluster(store)
        #expect(try await fixture.expire(store, keep).entries == 0)
        try await fixture.pollFewer(store, feed, fixture.items(7...9))
        try await fixture.cluster(store)
        #expect(try await fixture.expire(store, keep).entries == 4)
        #expect(try fixture.stored() == [5, 6, 7, 8, 9])
    }

    @Test func `entries go by age also of a feed that has too many`() async throws {
        let store = try fixture.store()
        let keep = Retention.bounds(keep: 30 * Self.day, entries: 7)
        let feed = try await fixture.declare(store, keep)
        try await store.poll(feed, fixture.items(1...6))
        fixture.advance(by: 40 * Self.day)
        try await fixture.pollFewer(store, feed, fixture.items(7...8))
        try await fixture.cluster(store)
        #expect(try await fixture.expire(store, keep).entries == 6)
        #expect(try fixture.stored() == [7, 8])
    }

    @Test func `what a document that broke off did not come to is still listed`() async throws {
        let store = try fixture.store()
        let keep = Retention.bounds(entries: 2)
        let feed = try await fixture.declare(store, keep)
        try await store.poll(feed, fixture.items(1...8))
        try await fixture.cluster(store)
        var cut = ParsedFeed()
        cut.entries = fixture.items(7...9)
        cut.ending = .cutOff
        _ = try await store.record([
            PollResult(feed: feed, state: PollState(due: nil), document: cut)
        ])
        try await fixture.cluster(store)
        #expect(try await fixture.expire(store, keep).entries == 1)
        try await fixture.pollFewer(store, feed, fixture.items(7...9))
        #expect(try await fixture.expire(store, keep).entries == 5)
    }

    @Test func `a document that is empty or cut short once costs no text`() async throws {
        let store = try fixture.store()
        let keep = Retention.bounds(keep: 30 * Self.day)
        let feed = try await fixture.declare(store, keep)
        let whole = fixture.items(1...6)
        try await store.poll(feed, whole)
        try await fixture.cluster(store)
        fixture.advance(by: 400 * Self.day)
        for faulty in [[], Array(whole.prefix(2))] {
            try await store.poll(feed, faulty)
            #expect(try await fixture.expire(store, keep).entries == 0)
            fixture.advance(by: Self.day)
        }
        #expect(try await store.poll(feed, whole).unchanged == 6)
        // What came before the whole one is forgotten by it.
        fixture.advance(by: 6 * Self.day)
        try await store.poll(feed, [])
        #expect(try await fixture.expire(store, keep).entries == 0)
        #expect(try fixture.stored() == [1, 2, 3, 4, 5, 6])
        // Of a week's documents the longest counts, and that nothing has changed is told by 304 as well.
        try await store.poll(feed, Array(whole.prefix(2)))
        fixture.advance(by: ListedCount.patience)
        #expect(try await fixture.expire(store, keep).entries == 0)
        var unchanged = PollState(due: nil)
        unchanged.lastSuccess = fixture.clock.now
        unchanged.lastStatus = 304
        _ = try await store.record([PollResult(feed: feed, state: unchanged)])
        #expect(try await fixture.expire(store, keep).entries == 4)
        #expect(try fixture.stored() == [5, 6])
    }

    @Test func `what the document of a feed lists stays, however old`() async throws {
        let store = try fixture.store()
        let keep = Retention.bounds(keep: 30 * Self.day)
        let feed = try await fixture.declare(store, keep)
        try await store.poll(feed, fixture.items(1...6))
        try await fixture.pollFewer(store, feed, fixture.items(4...6))
        try await fixture.cluster(store)
        fixture.advance(by: 400 * Self.day)
        #expect(try await fixture.expire(store, keep).entries == 3)
        #expect(try fixture.stored() == [4, 5, 6])
        // New entries alone say nothing of the others.
        var partial = PollState(due: nil)
        partial.lastStatus = 226
        var document = ParsedFeed()
        document.entries = fixture.items(7...7)
        _ = try await store.record([PollResult(feed: feed, state: partial, document: document)])
        try await fixture.cluster(store)
        #expect(try await fixture.expire(store, keep).entries == 1)
    }

    @Test func `what the clusterer holds and what a person pinned stays`() async throws {
        let store = try fixture.store()
        let keep = Retention.bounds(keep: 30 * Self.day)
        let feed = try await fixture.declare(store, keep)
        try await store.poll(feed, fixture.items(1...4))
        try await fixture.cluster(store)
        try await fixture.pollFewer(store, feed, fixture.items(5...5))
        _ = try fixture.reader().decide(.pin([2], to: nil), by: "test").get()
        fixture.advance(by: 90 * Self.day)
        #expect(try await fixture.expire(store, keep).entries == 3)
        #expect(try fixture.stored() == [2, 5])
        #expect(try await fixture.expire(store, Retention.bounds(size: 1)).isTooLarge)
        #expect(try fixture.stored() == [2, 5])
    }

    @Test func `expired entries do not come back, changed or not, before and after a restart`()
        async throws
    {
        let keep = Retention.bounds(keep: 30 * Self.day)
        var store = try fixture.store()
        var feed = try await fixture.declare(store, keep)
        try await store.poll(feed, fixture.items(1...6))
        try await fixture.pollFewer(store, feed, fixture.items(6...6))
        try await fixture.cluster(store)
        fixture.advance(by: 40 * Self.day)
        try await fixture.expire(store, keep)
        #expect(try fixture.stored() == [6])
        for round in 1...3 {
            var again = fixture.items(1...6)
            again[3].title = "Changed \(round)"
            let receipt = try await store.poll(feed, again)
            #expect(receipt.new == 0)
            #expect(receipt.revised == 0)
            try await store.close()
            store = try fixture.store()
            feed = try await fixture.declare(store, keep)
        }
        #expect(try fixture.stored() == [6])
    }

    @Test(arguments: [ParsedFeed.Format.rss20, .atom10])
    func `an expired entry stays away when its guid or link turns out to be shared`(
        format: ParsedFeed.Format
    ) async throws {
        let store = try fixture.store()
        let keep = Retention.bounds(keep: 30 * Self.day)
        let feed = try await fixture.declare(store, keep)
        let page = "https://a.example/page"
        func item(_ guid: String?, _ number: Int, link: String? = nil) -> ParsedEntry {
            entry(
                id: guid, "Title \(number)", link: link ?? "https://a.example/\(number)",
                text: "Text of \(number)", published: StoreFixture.start)
        }
        let old = [item("G", 1), item(nil, 2, link: page)]
        try await store.poll(feed, old, format: format)
        for _ in 0..<2 {
            try await store.poll(feed, [item("new", 3)], format: format)
            fixture.advance(by: ListedCount.patience)
            try fixture.believeClock()
        }
        try await fixture.cluster(store)
        fixture.advance(by: 40 * Self.day)
        try await fixture.expire(store, keep)
        #expect(try fixture.stored() == [3])
        #expect(try await store.poll(feed, old, format: format).new == 0)
        let shared = [item("G", 1), item("G", 4), old[1], item(nil, 5, link: page)]
        for round in 0..<2 {
            let receipt = try await store.poll(feed, shared, format: format)
            #expect(receipt.new == (round == 0 ? 2 : 0))
        }
        let titles = try fixture.reader().entries(EntryFilter()).compactMap(\.title)
        #expect(titles.sorted() == ["Title 3", "Title 4", "Title 5"])
    }

    @Test func `an event keeps its number, headline, counts and timeline when its entries go`()
        async throws
    {
        let store = try fixture.store()
        let keep = Retention.bounds(keep: 30 * Self.day, events: 900 * Self.day)
        let feed = try await fixture.declare(store, keep)
        try await store.poll(feed, fixture.items(1...4))
        try await fixture.pollFewer(store, feed, fixture.items(4...4))
        try await fixture.cluster(store, size: 4)
        let reader = try fixture.reader()
        let before = try #require(try reader.cluster(1))
        fixture.advance(by: 40 * Self.day)
        try await fixture.expire(store, keep)
        let after = try #require(try reader.cluster(1))
        #expect(after.cluster.entryCount == 4)
        #expect(after.cluster.publisherCount == before.cluster.publisherCount)
        #expect(after.cluster.independentTextCount == before.cluster.independentTextCount)
        #expect(after.cluster.first == before.cluster.first)
        #expect(after.cluster.last == before.cluster.last)
        #expect(after.cluster.headline.title == before.cluster.headline.title)
        #expect(after.cluster.publishers == before.cluster.publishers)
        #expect(after.members.map(\.entry.link) == before.members.map(\.entry.link))
        #expect(after.members.map(\.membership) == before.members.map(\.membership))
        #expect(after.members.map { $0.entry.expired != nil } == [true, true, true, false])
        #expect(try reader.clusters(ClusterFilter()).map(\.id) == [1])
        #expect(try reader.entry(1) == nil)
        #expect(try reader.expiredEntry(1)?.title == "Title 1")
        #expect(try reader.currentDocument(1) == nil)
    }

    @Test func `events whose entries are gone go after their own time`() async throws {
        let store = try fixture.store()
        let keep = Retention.bounds(keep: 30 * Self.day, events: 100 * Self.day)
        let feed = try await fixture.declare(store, keep)
        try await store.poll(feed, fixture.items(1...6))
        try await fixture.pollFewer(store, feed, fixture.items(6...6))
        try await fixture.cluster(store)
        var changes = ClusterChanges()
        changes.aliases = [.init(old: 2, new: 1)]
        try await store.apply(changes, position: try await store.clustererPosition())
        fixture.advance(by: 92 * Self.day)
        #expect(try await fixture.expire(store, keep).events == 0)
        #expect(try fixture.reader().cluster(2)?.cluster.id == 1)
        fixture.advance(by: 2 * Self.day)
        #expect(try await fixture.expire(store, keep).events == 1)
        #expect(try fixture.reader().cluster(1) == nil)
        #expect(try fixture.reader().cluster(2) == nil)
        #expect(try fixture.reader().expiredEntry(1) == nil)
        // One of its entries is what the feed lists.
        #expect(try fixture.reader().cluster(3)?.members.count == 2)
        #expect(try await store.poll(feed, fixture.items(1...6)).new == 0)
    }

    @Test func `events with expired entries are merged, split, pinned and put back as others`()
        async throws
    {
        let store = try fixture.store()
        let keep = Retention.bounds(keep: 30 * Self.day)
        let feed = try await fixture.declare(store, keep)
        try await store.poll(feed, fixture.items(1...8))
        try await fixture.pollFewer(store, feed, fixture.items(8...8))
        try await fixture.cluster(store, size: 4)
        fixture.advance(by: 40 * Self.day)
        try await fixture.expire(store, keep)
        #expect(try fixture.stored() == [8])
        let reader = try fixture.reader()
        let merge = try reader.decide(.merge([1, 2]), by: "test").get()
        #expect(try reader.cluster(2)?.cluster.id == 1)
        #expect(try reader.cluster(1)?.cluster.entryCount == 8)
        _ = try reader.decide(.undo(merge.number), by: "test").get()
        #expect(try reader.cluster(2)?.members.map(\.entry.id) == [5, 6, 7, 8])
        let split = try reader.decide(.split([5, 8], from: 2), by: "test").get()
        #expect(try reader.cluster(split.event ?? 0)?.members.map(\.entry.id) == [5, 8])
        _ = try reader.decide(.pin([1], to: 2), by: "test").get()
        #expect(try reader.cluster(2)?.members.map(\.entry.id) == [1, 6, 7])
        #expect(try reader.cluster(1)?.cluster.headline.id == 2)
    }

    @Test func `a feed that changes its publisher counts expired entries anew`() async throws {
        let store = try fixture.store()
        let urls = ["https://a.example/feed", "https://b.example/feed"]
        let feeds = try await store.subscribe(urls)
        try await store.poll(feeds[0], [entry(id: "a", "One")])
        try await store.poll(feeds[1], [entry(id: "b", "Two")])
        try await fixture.pollFewer(store, feeds[0], [])
        try await fixture.pollFewer(store, feeds[1], [])
        try await fixture.cluster(store)
        fixture.advance(by: 400 * Self.day)
        try await fixture.expire(store, .standard)
        #expect(try fixture.stored().isEmpty)
        #expect(try fixture.reader().cluster(1)?.cluster.publisherCount == 2)
        _ = try await store.apply(urls.map(Subscription.init(url:))) { _, _ in "one" }
        #expect(try fixture.reader().cluster(1)?.cluster.publisherCount == 1)
    }

    @Test func `a feed gone from feeds.yml expires by the limits of all, and is forgotten`()
        async throws
    {
        let store = try fixture.store()
        let feed = try await fixture.declare(store, Retention.bounds())
        try await store.poll(feed, fixture.items(1...3))
        try await fixture.cluster(store)
        _ = try await store.apply([]) { feed, _ in feed.url }
        let keep = Retention.bounds(keep: 30 * Self.day, events: 60 * Self.day)
        fixture.advance(by: 20 * Self.day)
        #expect(try await fixture.expire(store, keep).entries == 0)
        fixture.advance(by: 20 * Self.day)
        #expect(try await fixture.expire(store, keep).entries == 3)
        fixture.advance(by: 400 * Self.day)
        #expect(try await fixture.expire(store, keep).identities == 3)
        #expect(try fixture.reader().feeds().isEmpty)
    }

    @Test func `identities go a year after a document last listed them, not before`() async throws {
        let store = try fixture.store()
        let keep = Retention.bounds(keep: 30 * Self.day)
        let feed = try await fixture.declare(store, keep)
        try await store.poll(feed, fixture.items(1...4))
        try await fixture.pollFewer(store, feed, fixture.items(3...4))
        try await fixture.cluster(store)
        fixture.advance(by: 40 * Self.day)
        #expect(try await fixture.expire(store, keep).entries == 2)
        // The second one is listed again, the first one never.
        try await store.poll(feed, fixture.items(2...4))
        fixture.advance(by: 340 * Self.day)
        // Only answers of 304 since: the document may list them all.
        #expect(try await fixture.expire(store, keep).identities == 0)
        try await store.poll(feed, fixture.items(3...4))
        fixture.advance(by: Self.day)
        #expect(try await fixture.expire(store, keep).identities == 1)
        #expect(try await store.poll(feed, fixture.items(2...4)).new == 0)
        #expect(try await store.poll(feed, fixture.items(1...4)).new == 1)
    }

    @Test func `a round is due once an hour, and one that was stopped is begun again`()
        async throws
    {
        let keep = Retention.bounds(keep: 30 * Self.day)
        do {
            let store = try fixture.store()
            let feed = try await fixture.declare(store, keep)
            try await store.poll(feed, fixture.items(1...350))
            try await fixture.pollFewer(store, feed, fixture.items(350...350))
            try await fixture.cluster(store)
            fixture.advance(by: 40 * Self.day)
            try fixture.believeClock()
            let round = try #require(try await store.expiryRound(keep))
            #expect(try await store.expire(round).entries == EntryExpiry.batch)
            #expect(try fixture.reader().entries(EntryFilter()).count == 250)
            #expect(try fixture.reader().cluster(1)?.cluster.entryCount == 2)
        }
        // Not closed, as after a crash.
        let store = try fixture.store()
        _ = try await fixture.declare(store, keep)
        var round = try #require(try await store.expiryRound(keep))
        while !round.isDone { round = try await store.expire(round) }
        #expect(round.entries == 249)
        #expect(try fixture.stored() == [350])
        #expect(try await store.expiryRound(keep) == nil)
        fixture.advance(by: 3_600)
        #expect(try await store.expiryRound(keep) != nil)
        fixture.advance(by: -7_200)
        #expect(try await store.expiryRound(keep) != nil)
        #expect(try fixture.connection().integrity() == "ok")
    }
}
