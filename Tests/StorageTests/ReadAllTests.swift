import Events
import Platform
import SQLite
import Subscriptions
import Testing
import Values
import Waiting

@testable import Storage

/// Marking as read all that has an entry of a kind, however much there is.
@Suite struct ReadAllTests {
    private let fixture: StoreFixture
    private let store: Store
    private let feeds: [FeedID]

    init() async throws {
        fixture = try StoreFixture()
        store = try fixture.store()
        feeds = try await store.subscribe(["https://a.example/", "https://b.example/"])
    }

    /// Stores `count` entries of a feed, the oldest first, a second after the other.
    private func poll(_ feed: Int, _ ids: ClosedRange<EntryID>, _ word: String = "Quake")
        async throws
    {
        try await store.poll(
            feeds[feed],
            ids.map {
                entry(
                    id: "\($0)", "\(word) \($0)",
                    published: StoreFixture.start.advanced(by: $0 - 100_000))
            })
    }

    private func put(_ memberships: [(EntryID, ClusterID)]) async throws {
        var changes = ClusterChanges()
        changes.memberships = memberships.map { Membership(document: $0, cluster: $1, score: 0) }
        try await store.apply(
            changes,
            position: .init(cursor: memberships.map(\.0).max() ?? 0, nextCluster: 1_000))
    }

    private func unread() throws -> [ClusterID] {
        var filter = ClusterFilter()
        filter.isUnread = true
        return try fixture.reader().clusters(filter).map(\.id).sorted()
    }

    @Test func `what stands behind the newest ten thousand entries is reached`() async throws {
        let most = EntryID(ClusterFilter.lookedThrough)
        try await poll(0, 1...most + 2)
        // The oldest first.
        let ids = try fixture.reader().entries(EntryFilter()).map(\.id).reversed()
        #expect(ids.count == Int(most) + 2)
        try await put(ids.enumerated().map { ($0.element, $0.offset < 2 ? 1 : 2) })
        let reader = try fixture.reader()
        #expect(try reader.markAllRead(withEntry: EntryFilter(feeds: [feeds[1]]), before: nil) == 0)
        let filter = EntryFilter(feeds: [feeds[0]])
        #expect(try reader.markAllRead(withEntry: filter, before: nil) == 2)
        #expect(try unread() == [])
        #expect(try reader.takeBackLastReading() == [1, 2])
        let query = try SearchQueryParser.query("quake")
        #expect(
            try reader.markAllRead(withEntry: EntryFilter(), matching: query, before: nil) == 2)
        #expect(try unread() == [])
    }

    @Test func `more events than one transaction marks are read and taken back together`()
        async throws
    {
        let count = EntryID(StoreSession.readingBatch) + 3
        try await poll(0, 1...count)
        try await put((1...count).map { ($0, $0) })
        let reader = try fixture.reader()
        #expect(try reader.markAllRead(before: nil) == Int(count))
        #expect(try reader.markAllRead(before: nil) == 0)
        #expect(try reader.takeBackLastReading().count == Int(count))
        #expect(try reader.markAllRead(before: nil) == Int(count))
    }

    @Test func `an event is chosen as its entries and its end say`() async throws {
        try await poll(0, 1...4)
        try await poll(1, 5...6, "Ferry")
        try await put([(1, 1), (2, 2), (3, 3), (5, 3), (4, 4), (6, 5)])
        let reader = try fixture.reader()
        let first = EntryFilter(feeds: [feeds[0]])
        // Event 3 got an entry of the other feed since.
        let end = try #require(try reader.entry(5)).record.sortTime
        #expect(try reader.markAllRead(withEntry: first, before: end) == 3)
        #expect(try unread() == [3, 5])
        let ferry = try SearchQueryParser.query("ferry")
        #expect(try reader.markAllRead(withEntry: first, matching: ferry, before: nil) == 0)
        #expect(
            try reader.markAllRead(
                withEntry: EntryFilter(feeds: [feeds[1]]), matching: ferry, before: nil) == 2)
        #expect(try unread() == [])
    }

    @Test func `all entries are seen once, page by page, but for those that came later`()
        async throws
    {
        try await poll(0, 1...7)
        try await poll(1, 8...9, "Ferry")
        let connection = try fixture.connection()
        func walk(_ filter: EntryFilter, _ line: String?, through last: EntryID) throws
            -> [[EntryID]]
        {
            var walk = EntryWalk(
                filter, try line.map(SearchQueryParser.query), through: last,
                now: StoreFixture.start, size: 3)
            var pages: [[EntryID]] = []
            while true {
                let page = try walk.next(connection)
                if page.isEmpty { return pages.map { $0.sorted() } }
                pages.append(page)
            }
        }
        #expect(try walk(EntryFilter(), nil, through: 9).flatMap(\.self).sorted() == Array(1...9))
        #expect(try walk(EntryFilter(), nil, through: 9).count == 3)
        #expect(try walk(EntryFilter(), nil, through: 5).flatMap(\.self).sorted() == Array(1...5))
        #expect(try walk(EntryFilter(feeds: [feeds[1]]), nil, through: 9) == [[8, 9]])
        #expect(try walk(EntryFilter(), "quake", through: 6) == [[4, 5, 6], [1, 2, 3]])
        #expect(try walk(EntryFilter(feeds: [feeds[0]]), "ferry", through: 9) == [])
    }

    @Test func `a text that came after the beginning stays unread`() async throws {
        try await poll(0, 1...2)
        try await put([(1, 1), (2, 1)])
        let connection = try fixture.connection()
        #expect(
            try ReadMarks.setRead(1, through: 1, at: StoreFixture.start, connection))
        #expect(try fixture.reader().cluster(1)?.cluster.unreadTextCount == 1)
        #expect(
            try !ReadMarks.setRead(1, through: 1, at: StoreFixture.start, connection))
    }

    @Test func `the last reading is known whatever the clock does`() async throws {
        try await poll(0, 1...3)
        try await put([(1, 1), (2, 2), (3, 3)])
        let reader = try fixture.reader()
        _ = try reader.mark([1], isRead: true)
        // In the same second, and then by a clock that was set back.
        _ = try reader.mark([2], isRead: true)
        fixture.advance(by: -7_200)
        #expect(try reader.markAllRead(before: nil) == 1)
        #expect(try unread() == [])
        #expect(try reader.takeBackLastReading() == [3])
        #expect(try reader.takeBackLastReading() == [2])
        #expect(try reader.takeBackLastReading() == [1])
        #expect(try reader.takeBackLastReading() == [])
    }

    @Test func `what is read while all of a kind is looked through is taken back by itself`()
        async throws
    {
        try await poll(0, 1...2)
        try await put([(1, 1), (2, 2)])
        let isBegun = Locked(false)
        let clock = WallClock { [now = fixture.clock.now] in
            isBegun.withLock { $0 = true }
            return now
        }
        let lock = try fixture.connection()
        try lock.execute("BEGIN IMMEDIATE")
        let reading = Task.detached { [state = fixture.state, feeds] in
            let filter = EntryFilter(feeds: [feeds[0]])
            while true {
                do throws(StoreError) {
                    return try StoreSession(folder: state, clock: clock)
                        .markAllRead(withEntry: filter, before: nil)
                } catch {
                    // On a slow machine it may have waited for too long.
                    guard error.kind == .busy else { throw error }
                }
            }
        }
        #expect(try await becomesTrue { isBegun.withLock { $0 } })
        // It looks, and then waits for its turn to write.
        try await Task.sleep(for: .milliseconds(100))
        try ReadMarks.setRead(1, at: try ReadMarks.moment(fixture.clock.now, lock), lock)
        try lock.execute("COMMIT")
        #expect(try await reading.value == 1)
        let reader = try fixture.reader()
        #expect(try reader.takeBackLastReading() == [2])
        #expect(try reader.takeBackLastReading() == [1])
    }
}
