import Events
import FeedParsing
import Platform
import Politeness
import Subscriptions
import Testing
import Values

@testable import Storage
@testable import tidings

/// What `watch` tells of events that had no entry for days.
struct EventLooksTests {
    private let folder: ScratchFolder
    private let store: Store
    private let feeds: [FeedID]
    private let time: Locked<Timestamp>

    init() async throws {
        folder = try ScratchFolder()
        // Looks go by the clock of the system.
        let time = Locked(WallClock.system.now.advanced(by: -4 * 86_400))
        self.time = time
        store = try Store(folder: folder.path, clock: WallClock { time.withLock { $0 } })
        feeds = try await store.apply(
            ["https://a.example/", "https://b.example/", "https://c.example/"]
                .map(Subscription.init(url:))
        ) { feed, _ in feed.url }.map(\.id)
    }

    /// Stores the next entry, of a feed, and has it be one of `cluster`, be it as a copy.
    private func tell(
        _ entry: EntryID, by feed: Int, in cluster: ClusterID, copyOf origin: EntryID? = nil
    ) async throws {
        var parsed = ParsedEntry()
        (parsed.id, parsed.title) = ("\(entry)", "Title \(entry)")
        var document = ParsedFeed()
        document.format = .rss20
        document.entries = [parsed]
        _ = try await store.record([
            PollResult(feed: feeds[feed], state: PollState(due: nil), document: document)
        ])
        var changes = ClusterChanges()
        changes.memberships = [
            Membership(
                document: entry, cluster: cluster, score: 1,
                copy: origin.map { CopyEvidence(origin: $0, containment: 1, direction: "") })
        ]
        try await store.apply(
            changes, position: ClustererPosition(cursor: entry, nextCluster: 3))
    }

    private func looks(
        minPublishers: Int = 1, _ entries: EntryFilter? = nil
    ) throws -> EventLooks {
        try EventLooks(
            StoreSession(folder: folder.path), folder: folder.path, minPublishers: minPublishers,
            entries: entries)
    }

    private func told(_ looks: EventLooks) throws -> [String] {
        try looks.look().map { "\($0.event.id) \($0.change)" }
    }

    @Test func `a copy alone does not make one grow, and one that first fits is new`() async throws
    {
        try await tell(1, by: 0, in: 1)
        try await tell(2, by: 1, in: 2)
        time.withLock { $0 = WallClock.system.now }
        let all = try looks()
        let shared = try looks(minPublishers: 2)
        let ofLast = try looks(EntryFilter(feeds: [feeds[2]]))
        try await tell(3, by: 0, in: 1, copyOf: 1)
        for looks in [all, shared, ofLast] { #expect(try told(looks) == []) }
        try await tell(4, by: 2, in: 1)
        #expect(try told(all) == ["1 grown"])
        #expect(try told(shared) == ["1 new"])
        #expect(try told(ofLast) == ["1 new"])
        try await tell(5, by: 0, in: 2)
        #expect(try told(all) == ["2 grown"])
        #expect(try told(shared) == ["2 new"])
        #expect(try told(ofLast) == [])
        try await tell(6, by: 1, in: 2)
        for looks in [all, shared] { #expect(try told(looks) == ["2 grown"]) }
    }

    @Test func `one that was told before and grows after days has grown`() async throws {
        try await tell(1, by: 0, in: 1)
        try await tell(2, by: 1, in: 1)
        time.withLock { $0 = WallClock.system.now }
        let shared = try looks(minPublishers: 2)
        let ofFirst = try looks(EntryFilter(feeds: [feeds[0]]))
        try await tell(3, by: 2, in: 1)
        #expect(try told(shared) == ["1 grown"])
        // None of its entries of the last days is of that feed.
        #expect(try told(ofFirst) == [])
        try await tell(4, by: 0, in: 1)
        #expect(try told(ofFirst) == ["1 grown"])
    }
}
