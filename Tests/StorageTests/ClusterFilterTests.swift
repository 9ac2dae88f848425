import Events
import FeedParsing
import Storage
import Subscriptions
import Testing
import Values

/// Which events a list has whose filters speak of entries: one entry has to fit them all.
@Suite struct ClusterFilterTests {
    private let fixture: StoreFixture

    /// Two feeds, one of each tag and language. Event 1 has an entry of the first feed of ten hours ago
    /// and one of the second of an hour ago; event 2 one of the first of five hours ago; event 3 one
    /// of each, of five and of four hours ago.
    init() async throws {
        fixture = try StoreFixture()
        let store = try fixture.store()
        var subscriptions = ["https://a.example/", "https://b.example/"].map {
            Subscription(url: $0)
        }
        subscriptions[0].tags = ["a"]
        subscriptions[1].tags = ["b"]
        let feeds = try await store.apply(subscriptions) { feed, _ in feed.url }.map(\.id)
        let told: [(feed: Int, hours: Int64, event: ClusterID)] = [
            (0, 10, 1), (1, 1, 1), (0, 5, 2), (0, 5, 3), (1, 4, 3),
        ]
        var changes = ClusterChanges()
        for (place, item) in told.enumerated() {
            let id = EntryID(place + 1)
            var entry = entry(
                id: "\(id)", "Quake \(id)", published: Self.hours(item.hours))
            entry.language = item.feed == 0 ? "de-AT" : "en"
            try await store.poll(feeds[item.feed], [entry])
            changes.memberships.append(Membership(document: id, cluster: item.event, score: 0))
        }
        try await store.apply(changes, position: .init(cursor: 5, nextCluster: 4))
    }

    private static func hours(_ hours: Int64) -> Timestamp {
        StoreFixture.start.advanced(by: -3_600 * hours)
    }

    private func filter(
        since: Int64? = nil, until: Int64? = nil, _ change: (inout EntryFilter) -> Void = { _ in }
    ) -> ClusterFilter {
        var filter = ClusterFilter(since: since.map(Self.hours))
        filter.until = until.map(Self.hours)
        var entries = EntryFilter()
        change(&entries)
        if entries != EntryFilter() { filter.entries = entries }
        return filter
    }

    private func listed(_ filter: ClusterFilter) throws -> [ClusterID] {
        try fixture.reader().clusters(filter).map(\.id)
    }

    private func found(_ line: String, _ filter: ClusterFilter) throws -> [ClusterID] {
        let request = SearchRequest(try SearchQueryParser.query(line), calendar: .fixed())
        return try fixture.reader().clusters(filter, matching: request).map(\.id)
    }

    @Test func `an event with nothing in a span of time is not listed, whatever is around it`()
        throws
    {
        for order in ClusterFilter.Order.allCases {
            for minPublishers in [1, 2] {
                for isUnread in [false, true] {
                    var filter = filter(since: 6, until: 3)
                    (filter.order, filter.minPublishers) = (order, minPublishers)
                    filter.isUnread = isUnread
                    #expect(try listed(filter) == (minPublishers == 1 ? [3, 2] : [3]))
                    #expect(try found("quake", filter) == (minPublishers == 1 ? [3, 2] : [3]))
                    // The end of a span is not of it, its beginning is.
                    filter.until = Self.hours(5)
                    #expect(try listed(filter) == [])
                    filter.since = Self.hours(10)
                    #expect(try listed(filter) == [1])
                    // A span that ends before it begins has nothing.
                    (filter.since, filter.until) = (Self.hours(3), Self.hours(6))
                    #expect(try listed(filter) == [])
                    #expect(try found("quake", filter) == [])
                }
            }
        }
    }

    @Test func `a limit counts what is listed`() throws {
        var filter = filter(since: 6, until: 3)
        filter.limit = 1
        #expect(try listed(filter) == [3])
        filter.limit = 2
        #expect(try listed(filter) == [3, 2])
        #expect(try fixture.reader().clusterCount(filter) == nil)
        filter.until = nil
        #expect(try fixture.reader().clusterCount(filter) == 3)
    }

    @Test func `what is searched for is said by the entry of that time`() throws {
        #expect(try found("title:1", filter()) == [1])
        #expect(try found("title:1", filter(since: 2)) == [])
        #expect(try found("title:1", filter(since: 11, until: 9)) == [1])
        #expect(try found("title:2", filter(since: 2)) == [1])
        #expect(try found("title:2", filter(until: 2)) == [])
    }

    @Test func `feed, tag, language, time and words are those of one entry`() throws {
        #expect(try listed(filter { $0.tags = ["a"] }) == [1, 3, 2])
        #expect(try listed(filter(since: 2) { $0.tags = ["a"] }) == [])
        #expect(try listed(filter(since: 2) { $0.tags = ["b"] }) == [1])
        #expect(try listed(filter(since: 6, until: 3) { $0.languages = ["en"] }) == [3])
        #expect(try found("title:1", filter { $0.tags = ["b"] }) == [])
        #expect(try found("title:1", filter { $0.feeds = [1] }) == [1])
        // What the query says of feeds and languages holds as well.
        #expect(try found("feed:2", filter { $0.feeds = [1] }) == [])
        #expect(try found("tag:a", filter { $0.tags = ["b"] }) == [])
        #expect(try found("tag:a", filter { $0.feeds = [1, 2] }) == [1, 3, 2])
        #expect(try found("lang:de", filter { $0.languages = ["en"] }) == [])
        #expect(try found("lang:de lang:en", filter { $0.languages = ["de-at"] }) == [1, 3, 2])
        #expect(try found("lang:de-at", filter { $0.languages = ["de"] }) == [1, 3, 2])
        #expect(try found("lang:de-ch", filter { $0.languages = ["de"] }) == [])
    }

    @Test func `several feeds are their union`() throws {
        #expect(try listed(filter { $0.feeds = [1] }) == [1, 3, 2])
        #expect(try listed(filter { $0.feeds = [2] }) == [1, 3])
        #expect(try listed(filter { $0.feeds = [2, 1, 2] }) == [1, 3, 2])
        #expect(try listed(filter { ($0.feeds, $0.tags) = ([1, 2], ["b"]) }) == [1, 3])
        let reader = try fixture.reader()
        #expect(try reader.entries(EntryFilter(feeds: [1, 2])).map(\.id) == [2, 5, 4, 3, 1])
        #expect(try reader.entries(EntryFilter(feeds: [2, 2])).map(\.id) == [2, 5])
    }

    @Test func `pages follow one another in the order of the latest`() throws {
        func page(_ change: (inout ClusterFilter) -> Void) throws -> [ClusterID] {
            var filter = ClusterFilter()
            change(&filter)
            return try listed(filter)
        }
        #expect(try page { _ in } == [1, 3, 2])
        #expect(try page { ($0.before, $0.limit) = (.init(1), 1) } == [3])
        #expect(try page { $0.before = .init(3) } == [2])
        #expect(try page { $0.before = .init(2) } == [])
        #expect(try page { ($0.before, $0.isUnread) = (.init(1), true) } == [3, 2])
        #expect(try page { ($0.before, $0.minPublishers) = (.init(1), 2) } == [3])
        #expect(try page { ($0.before, $0.until) = (.init(1), Self.hours(3)) } == [3, 2])
        #expect(try page { $0.before = .init(99) } == [])
    }

    @Test func `a page begins where the one before it ended, whatever its last event got since`()
        async throws
    {
        var filter = ClusterFilter(limit: 2)
        #expect(try listed(filter) == [1, 3])
        let store = try fixture.store()
        let feed = try await store.subscribe("https://c.example/")
        try await store.poll(feed, [entry(id: "6", "Quake 6", published: StoreFixture.start)])
        var changes = ClusterChanges()
        changes.memberships = [Membership(document: 6, cluster: 3, score: 0)]
        try await store.apply(changes, position: .init(cursor: 6, nextCluster: 4))
        #expect(try listed(ClusterFilter()) == [3, 1, 2])
        filter.before = .init(3, last: Self.hours(4))
        #expect(try listed(filter) == [2])
        filter.before = .init(3)
        #expect(try listed(filter) == [1, 2])
        // One that is no more has its place still.
        filter.before = .init(99, last: Self.hours(1))
        #expect(try listed(filter) == [1, 2])
    }
}
