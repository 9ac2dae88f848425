import Events
import SQLite
import Storage
import Subscriptions
import Testing
import Values

/// What becomes of the clusterer's decisions.
@Suite struct ClusterTests {
    private let fixture: StoreFixture
    private let store: Store
    private let now = StoreFixture.start

    /// Three feeds of two publishers with two entries each; entry n was published n seconds after 0.
    init() async throws {
        fixture = try StoreFixture()
        store = try fixture.store()
        let feeds = try await store.apply(
            ["https://a.example/1", "https://a.example/2", "https://b.example/"].map {
                .init(url: $0)
            }
        ) { feed, _ in feed.url.contains("a.example") ? "a" : "b" }.map(\.id)
        for id in 1...6 {
            try await store.poll(
                feeds[(id - 1) % 3],
                [
                    entry(
                        id: "\(id)", "Entry \(id)", link: "https://x.example/\(id)",
                        published: now.advanced(by: Int64(id) - 100))
                ])
        }
    }

    private func changes(
        _ memberships: [(EntryID, ClusterID)], copies: [EntryID: EntryID] = [:],
        aliases: [(ClusterID, ClusterID)] = [], headlines: [(ClusterID, EntryID)] = []
    ) -> ClusterChanges {
        var changes = ClusterChanges()
        changes.memberships = memberships.map { entry, cluster in
            Membership(
                document: entry, cluster: cluster, score: 0.5,
                copy: copies[entry].map {
                    CopyEvidence(origin: $0, containment: 0.9, direction: "published later")
                })
        }
        changes.decisions = memberships.map { entry, cluster in
            .init(document: entry, decision: Decision(.joined, event: cluster))
        }
        changes.aliases = aliases.map { .init(old: $0, new: $1) }
        changes.headlines = headlines.map { .init(cluster: $0, document: $1) }
        return changes
    }

    private func apply(_ changes: ClusterChanges, cursor: EntryID = 6) async throws {
        try await store.apply(changes, position: .init(cursor: cursor, nextCluster: 9))
    }

    @Test func `a cluster is counted in entries, publishers and independent texts`() async throws {
        try await apply(
            changes([(1, 1), (2, 1), (3, 1), (4, 1)], copies: [4: 1], headlines: [(1, 2)]))
        let cluster = try #require(try fixture.reader().clusters(ClusterFilter()).first)
        #expect(cluster.headline.title == "Entry 2")
        #expect(cluster.entryCount == 4)
        #expect(cluster.publisherCount == 2)
        #expect(cluster.publishers == ["a", "b"])
        #expect(cluster.independentTextCount == 3)
        #expect(cluster.first == now.advanced(by: -99))
        #expect(cluster.last == now.advanced(by: -96))
    }

    @Test func `how standing text was judged is given back`() async throws {
        var changes = changes([(1, 1), (2, 1)])
        changes.memberships[1].standingText = .max
        try await apply(changes)
        let known = try await store.clustered(after: 0, limit: 9)
        #expect(known.map(\.membership) == changes.memberships)
    }

    @Test func `copies of an origin elsewhere count once`() async throws {
        try await apply(
            changes(
                [(1, 1), (2, 2), (3, 2), (4, 2)], copies: [2: 1, 3: 2], headlines: [(1, 1), (2, 4)])
        )
        #expect(try fixture.reader().cluster(2)?.cluster.independentTextCount == 2)
    }

    @Test func `a copy of a copy names the root`() async throws {
        try await apply(
            changes([(1, 1), (2, 1), (3, 1)], copies: [2: 1, 3: 2], headlines: [(1, 1)]))
        let third = try #require(try fixture.reader().entry(3))
        #expect(third.record.copy?.origin == 1)
        #expect(third.record.copy?.originLink == "https://x.example/1")
        #expect(third.record.copy?.originPublisher == "a")
        #expect(third.membership?.decision == Decision(.joined, event: 1))
    }

    @Test func `a circle of copies ends`() async throws {
        try await apply(changes([(1, 1), (2, 1)], copies: [2: 1, 1: 2], headlines: [(1, 1)]))
        #expect(try fixture.reader().cluster(1)?.members.count == 2)
    }

    @Test func `members stand in the order of their times with their reasons`() async throws {
        try await apply(changes([(3, 1), (1, 1), (2, 1)], headlines: [(1, 1)]))
        let detail = try #require(try fixture.reader().cluster(1))
        #expect(detail.members.map(\.entry.id) == [1, 2, 3])
        #expect(detail.members.map(\.membership.score) == [0.5, 0.5, 0.5])
        #expect(detail.members.map(\.entry.cluster) == [1, 1, 1])
    }

    @Test func `a merged cluster lives on under the other number`() async throws {
        try await apply(changes([(1, 1), (2, 2), (3, 3)], headlines: [(1, 1), (2, 2), (3, 3)]))
        try await apply(changes([(2, 1)], aliases: [(2, 1)], headlines: [(1, 1)]))
        try await apply(changes([(1, 3), (2, 3)], aliases: [(1, 3)], headlines: [(3, 3)]))
        let reader = try fixture.reader()
        #expect(try reader.clusters(ClusterFilter()).map(\.id) == [3])
        for id in [1, 2, 3] as [ClusterID] {
            #expect(try reader.cluster(id)?.cluster.id == 3)
            #expect(try reader.cluster(id)?.cluster.entryCount == 3)
        }
        #expect(try reader.cluster(4) == nil)
    }

    @Test func `an alias takes along members that the changes do not name`() async throws {
        try await apply(changes([(1, 1), (2, 2)], headlines: [(1, 1), (2, 2)]))
        try await apply(changes([], aliases: [(2, 1)]))
        #expect(try fixture.reader().cluster(2)?.members.map(\.entry.id) == [1, 2])
    }

    @Test func `an entry that moves leaves the counts of its old cluster right`() async throws {
        try await apply(changes([(1, 1), (2, 1), (3, 1)], headlines: [(1, 3)]))
        try await apply(changes([(3, 2)], headlines: [(2, 3)]))
        let reader = try fixture.reader()
        let old = try #require(try reader.cluster(1)?.cluster)
        #expect(old.entryCount == 2)
        #expect(old.publisherCount == 1)
        #expect(old.headline.id == 1)
        #expect(try reader.cluster(2)?.cluster.entryCount == 1)
    }

    @Test func `a cluster without members is gone`() async throws {
        try await apply(changes([(1, 1)], headlines: [(1, 1)]))
        try await apply(changes([(1, 2)], headlines: [(2, 1)]))
        #expect(try fixture.reader().cluster(1) == nil)
        #expect(try fixture.reader().clusters(ClusterFilter()).map(\.id) == [2])
    }

    @Test func `a decision on an entry that left the store is passed over`() async throws {
        try await apply(changes([(1, 1), (99, 1)], headlines: [(1, 1)]))
        #expect(try fixture.reader().cluster(1)?.cluster.entryCount == 1)
    }

    @Test func `decisions and cursor are stored together or not at all`() async throws {
        #expect(try await store.clustererPosition() == .init(cursor: 0, nextCluster: 1))
        try await apply(changes([(1, 1)], headlines: [(1, 1)]), cursor: 1)
        #expect(try await store.clustererPosition() == .init(cursor: 1, nextCluster: 9))
        try fixture.connection().execute(
            """
            CREATE TRIGGER fault BEFORE UPDATE ON clusterer
            BEGIN SELECT raise(ABORT, 'planted'); END
            """)
        await #expect(throws: StoreError.self) {
            try await apply(changes([(2, 2)], headlines: [(2, 2)]), cursor: 2)
        }
        #expect(try await store.clustererPosition().cursor == 1)
        #expect(try fixture.reader().cluster(2) == nil)
    }

    @Test func `a clusterer that starts again finds what it decided`() async throws {
        try await apply(
            changes([(1, 1), (2, 1), (3, 2)], copies: [2: 1], headlines: [(1, 1), (2, 3)]))
        let all = try await store.clustered(after: 1)
        #expect(all.map(\.entry.id) == [2, 3])
        #expect(
            all[0].membership.copy
                == CopyEvidence(origin: 1, containment: 0.9, direction: "published later"))
        #expect(all[0].membership.cluster == 1)
        #expect(all[0].entry.publisher == "a")
        #expect(try await store.clustered(after: 0, limit: 1).map(\.entry.id) == [1])
        #expect(try await store.lastEntry(seenBefore: now, after: 0, now: now) == nil)
        let last = try await store.newEntries(after: 0, limit: 100).last?.id
        let later = now.advanced(by: 1)
        #expect(try await store.lastEntry(seenBefore: later, after: 1, now: later) == last)
    }

    @Test func `lists can be bounded and ordered`() async throws {
        try await apply(
            changes(
                [(1, 1), (3, 1), (4, 2), (2, 3), (5, 3), (6, 3)],
                headlines: [(1, 1), (2, 4), (3, 2)]))
        let reader = try fixture.reader()
        func ids(_ filter: ClusterFilter) throws -> [ClusterID] {
            try reader.clusters(filter).map(\.id)
        }
        #expect(try ids(ClusterFilter()) == [3, 2, 1])
        #expect(try ids(ClusterFilter(minPublishers: 2)) == [3, 1])
        #expect(try ids(ClusterFilter(minPublishers: 3)) == [])
        #expect(try ids(ClusterFilter(limit: 1)) == [3])
        #expect(try ids(ClusterFilter(since: now.advanced(by: -96))) == [3, 2])
        #expect(try ids(ClusterFilter(order: .size)) == [3, 1, 2])
        #expect(try ids(ClusterFilter(since: now.advanced(by: -96), order: .size)) == [3, 2])
        #expect(
            try ids(ClusterFilter(since: now.advanced(by: -96), minPublishers: 2, order: .size))
                == [3])
    }

    @Test func `publishers are counted anew when feeds.yml renames one`() async throws {
        try await apply(changes([(1, 1), (3, 1)], headlines: [(1, 1)]))
        _ = try await store.apply(
            ["https://a.example/1", "https://a.example/2", "https://b.example/"].map {
                .init(url: $0)
            }
        ) { _, _ in "one house" }
        #expect(try fixture.reader().cluster(1)?.cluster.publisherCount == 1)
    }

    @Test func `status tells what waits for the clusterer`() async throws {
        #expect(try fixture.reader().status().unclusteredEntries == 6)
        try await apply(changes([(1, 1), (3, 1), (2, 2)], headlines: [(1, 1), (2, 2)]), cursor: 3)
        let status = try fixture.reader().status()
        #expect(status.unclusteredEntries == 3)
        #expect(status.entries == 6)
        #expect(status.clusters == 2)
        #expect(status.sharedClusters == 1)
    }
}
