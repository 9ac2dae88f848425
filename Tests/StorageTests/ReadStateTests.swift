import Events
import Storage
import Testing
import Values

/// What a person has read, whatever becomes of the events.
@Suite struct ReadStateTests {
    private let fixture: StoreFixture
    private let store: Store

    /// Six entries of two feeds.
    init() async throws {
        fixture = try StoreFixture()
        store = try fixture.store()
        let feeds = try await store.subscribe(["https://a.example/", "https://b.example/"])
        for id in 1...6 {
            try await store.poll(
                feeds[id % 2],
                [
                    entry(
                        id: "\(id)", "Entry \(id)",
                        published: StoreFixture.start.advanced(by: Int64(id) - 100))
                ])
        }
    }

    private func put(
        _ memberships: [(EntryID, ClusterID)], copies: [EntryID: EntryID] = [:],
        aliases: [(ClusterID, ClusterID)] = []
    ) async throws {
        var changes = ClusterChanges()
        changes.memberships = memberships.map { entry, cluster in
            Membership(
                document: entry, cluster: cluster, score: 0,
                copy: copies[entry].map {
                    CopyEvidence(origin: $0, containment: 0.9, direction: "later")
                })
        }
        changes.aliases = aliases.map { .init(old: $0, new: $1) }
        try await store.apply(changes, position: .init(cursor: 6, nextCluster: 9))
    }

    private func unread() throws -> [ClusterID: Int] {
        var filter = ClusterFilter()
        filter.isUnread = true
        let found = try fixture.reader().clusters(filter)
        return Dictionary(uniqueKeysWithValues: found.map { ($0.id, $0.unreadTextCount) })
    }

    @Test func `an event that was read comes back with a new text, not with a copy`() async throws {
        try await put([(1, 1), (2, 1), (3, 2)])
        #expect(try unread() == [1: 2, 2: 1])
        #expect(try fixture.reader().mark([1], isRead: true) == .success([1]))
        #expect(try unread() == [2: 1])
        try await put([(4, 1)], copies: [4: 2])
        #expect(try unread() == [2: 1])
        try await put([(5, 1)])
        #expect(try unread() == [1: 1, 2: 1])
    }

    @Test func `reading a copy is reading the text`() async throws {
        try await put([(1, 1), (2, 1)], copies: [2: 1])
        _ = try fixture.reader().mark([1], isRead: true)
        // The copy alone is left where its origin goes to another event.
        try await put([(1, 2)])
        #expect(try unread() == [:])
    }

    @Test func `a merge leaves unread what was not read, a split what was read read`() async throws
    {
        try await put([(1, 1), (2, 2), (3, 3)])
        _ = try fixture.reader().mark([1], isRead: true)
        try await put([], aliases: [(2, 1)])
        #expect(try unread() == [1: 1, 3: 1])
        // By its old number.
        #expect(try fixture.reader().mark([2], isRead: true) == .success([1]))
        try await put([(2, 7)])
        #expect(try unread() == [3: 1])
    }

    @Test func `a decision by hand and its undoing keep the marks`() async throws {
        try await put([(1, 1), (2, 2)])
        let reader = try fixture.reader()
        _ = try reader.mark([2], isRead: true)
        _ = try reader.decide(.merge([1, 2]), by: "ann")
        #expect(try unread() == [1: 1])
        _ = try reader.decide(.undo(nil), by: "ann")
        #expect(try unread() == [1: 1])
    }

    @Test func `an event can be made unread again`() async throws {
        try await put([(1, 1), (2, 1)])
        let reader = try fixture.reader()
        _ = try reader.mark([1], isRead: true)
        #expect(try reader.mark([1], isRead: false) == .success([1]))
        #expect(try unread() == [1: 2])
        #expect(try reader.mark([1, 8], isRead: true) == .failure(.noEvent(8)))
        #expect(try unread() == [1: 2])
    }

    @Test func `all events, or all older ones, can be read at once`() async throws {
        try await put([(1, 1), (2, 2), (3, 3)])
        let reader = try fixture.reader()
        #expect(try reader.markAllRead(before: StoreFixture.start.advanced(by: -98)) == 1)
        #expect(try unread() == [2: 1, 3: 1])
        #expect(try reader.markAllRead(before: nil) == 2)
        #expect(try unread() == [:])
        var reads: [EntryID] = []
        try reader.export {
            if case .read(let entry, _) = $0 { reads.append(entry) }
            return true
        }
        #expect(reads == [1, 2, 3])
    }

    @Test func `events are chosen by feed, window, texts and growth`() async throws {
        try await put([(1, 1), (2, 2), (3, 3), (4, 3), (5, 1), (6, 2)], copies: [6: 2])
        let reader = try fixture.reader()
        var filter = ClusterFilter()
        filter.entries = EntryFilter(feeds: [1])
        // Entries 2, 4 and 6 are of the first feed.
        #expect(try reader.clusters(filter).map(\.id) == [2, 3])
        filter.entries = nil
        filter.minTexts = 2
        #expect(try reader.clusters(filter).map(\.id) == [1, 3])
        filter.until = StoreFixture.start.advanced(by: -98)
        #expect(try reader.clusters(filter).map(\.id) == [1])
        var growing = ClusterFilter(limit: 2, order: .growth)
        #expect(try reader.clusters(growing).map(\.id) == [1, 3])
        growing.limit = nil
        #expect(try reader.clusters(growing).map(\.id) == [1, 3, 2])
    }

    @Test func `the last reading is taken back, and what was read before it stays read`()
        async throws
    {
        try await put([(1, 1), (2, 1), (3, 2), (4, 3), (5, 4)])
        let reader = try fixture.reader()
        #expect(try reader.takeBackLastReading() == [])
        _ = try reader.mark([1], isRead: true)
        fixture.advance(by: 1)
        try await put([(6, 1)])
        #expect(try unread() == [1: 1, 2: 1, 3: 1, 4: 1])
        #expect(try reader.markAllRead(before: nil) == 4)
        #expect(try unread() == [:])
        #expect(try reader.takeBackLastReading() == [1, 2, 3, 4])
        #expect(try unread() == [1: 1, 2: 1, 3: 1, 4: 1])
        fixture.advance(by: 1)
        _ = try reader.mark([2, 3], isRead: true)
        #expect(try unread() == [1: 1, 4: 1])
        #expect(try reader.takeBackLastReading() == [2, 3])
        #expect(try reader.takeBackLastReading() == [1])
        #expect(try unread() == [1: 3, 2: 1, 3: 1, 4: 1])
    }
}
