import Events
import FeedParsing
import News
import Platform
import Politeness
import Subscriptions
import TestClock
import Testing
import Values

@testable import Storage
@testable import tidings

/// What `recluster` reads of entries that were corrected.
struct ReplayTests {
    private let folder: ScratchFolder
    private let store: Store
    private let feeds: [FeedID]
    private let time = TestClock()

    init() async throws {
        folder = try ScratchFolder()
        store = try Store(folder: folder.path, clock: time.clock)
        feeds = try await store.apply(
            ["https://a.example/", "https://b.example/"].map(Subscription.init(url:))
        ) { feed, _ in feed.url }.map(\.id)
    }

    private func session() throws -> StoreSession {
        try StoreSession(folder: folder.path, clock: time.clock)
    }

    private func poll(_ feed: Int, _ id: String, _ title: String, _ text: String) async throws {
        var entry = ParsedEntry()
        (entry.id, entry.title, entry.text, entry.summary) = (id, title, text, text)
        var document = ParsedFeed()
        document.format = .rss20
        document.entries = [entry]
        _ = try await store.record([
            PollResult(feed: feeds[feed], state: PollState(due: nil), document: document)
        ])
    }

    /// A story that two feeds have, one that one has, and two hours later the first corrected: by then it is
    /// about the other's subject.
    private func correct() async throws {
        try await poll(0, "a", "Harborline bank fails", News.bank)
        try await poll(1, "b", "Harborline bank without cash", "Machines stay dark. " + News.bank)
        try await poll(1, "c", "Petrescu gives her queen", "A queen is lost. " + News.chess)
        var clusterer = Clusterer(background: .none)
        var changes = clusterer.add(try await store.newEntries(after: 0, limit: 9).map(\.document))
        #expect(changes.memberships.map(\.cluster) == [1, 1, 2])
        try await store.apply(changes, position: ClustererPosition(cursor: 3, nextCluster: 3))
        time.pass(7_200)
        try await poll(0, "a", "Petrescu wins at Velmar", News.chess)
        try await poll(0, "d", "Marrow bridge closed", "Cracks were found in two of its hangers.")
        changes = clusterer.follow(
            try await store.newEntries(after: 3, limit: 9).map(\.document))
        try await store.apply(changes, position: ClustererPosition(cursor: 4, nextCluster: 4))
    }

    private func replay(since: Timestamp? = nil) throws -> Replay {
        try Replay(of: session(), since: since, background: .none, onProgress: { _ in })
    }

    @Test func `what was corrected is decided on as it is, once`() async throws {
        try await correct()
        var replay = try replay()
        #expect(replay.readsAnew)
        let regrouping = try replay.regrouping()
        let groups = Dictionary(grouping: try session().window().memberships, by: \.cluster)
        #expect(Set(groups.values.map { $0.map(\.document) }) == [[1, 2], [3], [4]])
        #expect(try replay.apply(regrouping, by: "kim", told: "reclustered"))
        let anew = Dictionary(grouping: try session().window().memberships, by: \.cluster)
        #expect(Set(anew.values.map { $0.map(\.document) }) == [[2], [1, 3], [4]])
        let again = try self.replay()
        #expect(!again.readsAnew)
        #expect(try again.regrouping().changes == ClusterChanges())
        let difference = Difference(try again.regrouping(), readsAnew: again.readsAnew)
        #expect(difference.isEmpty && difference.summary == "nothing")
    }

    @Test func `where no event changes, corrected entries read anew are told to be stored`()
        async throws
    {
        try await poll(0, "a", "Harborline bank fails", News.bank)
        var clusterer = Clusterer(background: .none)
        var changes = clusterer.add(try await store.newEntries(after: 0, limit: 9).map(\.document))
        try await store.apply(changes, position: ClustererPosition(cursor: 1, nextCluster: 2))
        time.pass(7_200)
        try await poll(0, "a", "Petrescu wins at Velmar", News.chess)
        changes = clusterer.follow(
            try await store.newEntries(after: 1, limit: 9).map(\.document))
        try await store.apply(changes, position: ClustererPosition(cursor: 1, nextCluster: 2))
        let replay = try replay()
        let difference = Difference(try replay.regrouping(), readsAnew: replay.readsAnew)
        #expect(difference.regrouping.changes == ClusterChanges())
        #expect(!difference.isEmpty)
        #expect(difference.summary == "nothing; corrected entries read anew")
    }

    @Test func `what came before the time that is asked for stays as the daemon holds it`()
        async throws
    {
        try await correct()
        let replay = try replay(since: TestClock.start.advanced(by: 3_600))
        #expect(!replay.readsAnew)
        #expect(try replay.regrouping().changes == ClusterChanges())
    }
}
