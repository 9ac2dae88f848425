import Events
import FeedParsing
import News
import Platform
import Storage
import Subscriptions
import Testing
import Values

@testable import Aggregation

/// What people decide while the clusterer runs, which holds its window in memory.
struct ByHandTests {
    private let folder: ScratchFolder
    private let store: Store
    private let reader: StoreSession
    private let feed: FeedID
    private static let start = Timestamp(seconds: 1_700_000_000)

    init() async throws {
        folder = try ScratchFolder()
        let clock = WallClock { Self.start }
        store = try Store(folder: "\(folder.path)/state", clock: clock)
        reader = try StoreSession(folder: "\(folder.path)/state", clock: clock)
        feed = try await store.apply([Subscription(url: "https://a.example/feed")]) { feed, _ in
            feed.url
        }[0].id
    }

    private func arrive(_ entries: [(title: String, text: String)]) async throws {
        var document = ParsedFeed()
        document.format = .rss20
        document.entries = entries.map { title, text in
            var entry = ParsedEntry()
            (entry.id, entry.title, entry.text, entry.summary) = (title, title, text, text)
            entry.published = Self.start
            return entry
        }
        try await store.take(document, from: feed)
    }

    private func follower(_ clock: WallClock = WallClock { Self.start }) async throws
        -> EventFollower
    {
        try await store.follower(at: clock)
    }

    private func decide(_ decision: HandDecision) throws {
        _ = try reader.decide(decision, by: "kim").get()
    }

    @Test func `a running clusterer goes on from what a person made of its clusters`() async throws
    {
        try await arrive([("Ferry aground off Lindesvik", News.ferry), ("Bridge", News.bridge)])
        let follower = try await follower()
        _ = try await follower.catchUp { false }
        #expect(try reader.groups() == [[1], [2]])

        try decide(.merge([1, 2]))
        try await arrive([
            ("Passengers of the Halvorsen safe after Skarv reef", News.ferry + " Safe.")
        ])
        _ = try await follower.catchUp { false }
        try await follower.settle()
        #expect(try reader.groups() == [[1, 2, 3]])

        try decide(.split([2], from: 1))
        try await arrive([("Marrow bridge repairs until spring", News.bridge + " Buses wait.")])
        _ = try await follower.catchUp { false }
        try await follower.settle()
        // Of two items of one document the last is taken for the older: 1 is the bridge.
        #expect(try reader.groups() == [[1, 4], [2, 3]])
    }

    @Test func `a decision at rest is taken over before the clusters are looked at`() async throws {
        try await arrive([
            ("Ferry aground off Lindesvik", News.ferry),
            (
                "Ferry Halvorsen aground off Lindesvik",
                "Coast guard boats took all off. " + News.ferry
            ),
        ])
        let follower = try await follower()
        _ = try await follower.catchUp { false }
        #expect(try reader.groups() == [[1, 2]])
        try decide(.split([2], from: 1))
        try await follower.settle()
        #expect(try reader.groups() == [[1], [2]])
        let again = try await self.follower()
        _ = try await again.catchUp { false }
        try await again.settle()
        #expect(try reader.groups() == [[1], [2]])
    }

    @Test func `what a person overtakes is refused, and decided anew from what is stored`()
        async throws
    {
        try await arrive([("Ferry aground off Lindesvik", News.ferry), ("Bridge", News.bridge)])
        // The clusterer asks for the time before it lets go of what is old: a person is as quick.
        let decided = Locked<HandRecord?>(nil)
        let state = "\(folder.path)/state"
        let clock = WallClock {
            decided.withLock { decided in
                if decided != nil { return }
                let person = try? StoreSession(folder: state)
                decided = try? person?.decide(.merge([1, 2]), by: "kim").get()
            }
            return Self.start.advanced(by: 20 * 86_400)
        }
        // Up to there the clock was seen to go.
        for days in [8, 16] as [Int64] {
            _ = try await store.believedTime(at: Self.start.advanced(by: days * 86_400))
        }
        let follower = try await follower(clock)
        let error = await #expect(throws: StoreError.self) {
            _ = try await follower.catchUp { false }
        }
        #expect(error?.kind == .clustersChanged)
        #expect(decided.withLock { $0?.number } == 1)
        #expect(try reader.groups() == [[1, 2]])
        let anew = try await self.follower(clock)
        _ = try await anew.catchUp { false }
        try await anew.settle()
        #expect(try reader.groups() == [[1, 2]])
        #expect(try await store.clustererPosition().expiredThrough == 2)
    }

    @Test func `of two that follow one store the second stores nothing, and says why`() async throws
    {
        try await arrive([("Ferry aground off Lindesvik", News.ferry)])
        let (first, second) = (try await follower(), try await follower())
        _ = try await first.catchUp { false }
        let decided = try await store.window(after: 0)
        let refusal = await #expect(throws: StoreError.self) {
            _ = try await second.catchUp { false }
        }
        #expect(refusal?.kind == .overtaken)
        #expect(try await store.window(after: 0) == decided)
        // What a person changed is no matter of theirs, and hides it from neither.
        let third = try await follower()
        try await arrive([("Bridge", News.bridge)])
        _ = try await first.catchUp { false }
        try decide(.merge([1, 2]))
        let error = await #expect(throws: StoreError.self) {
            _ = try await third.catchUp { false }
        }
        #expect(error?.kind == .overtaken)
        _ = try await first.catchUp { false }
        #expect(try reader.groups() == [[1, 2]])
    }

    @Test func `a follower from before an outage stores nothing, and one made anew goes on`()
        async throws
    {
        let backup = try StoreBackup.make(
            folder: "\(folder.path)/state", to: nil, progress: { _ in })
        try await arrive([("Ferry aground off Lindesvik", News.ferry), ("Bridge", News.bridge)])
        let former = try await follower()
        _ = try await former.catchUp { false }
        await store.hold(.inputOutput)
        _ = try StoreBackup.restore(
            folder: "\(folder.path)/state", from: backup, progress: { _ in })
        try await store.regain()
        for title in ["One", "Two", "Three"] { try await arrive([(title, News.bridge)]) }
        let error = await #expect(throws: StoreError.self) {
            _ = try await former.catchUp { false }
        }
        #expect(error?.kind == .reopened)
        #expect(try await store.clustererPosition().cursor == 0)
        let anew = try await follower()
        #expect(try await anew.catchUp { false } == 3)
    }
}

extension ByHandTests {
    @Test func `a follower that is made anew between any two batches decides as one that stays`()
        async throws
    {
        let other = try await ByHandTests()
        let stays = try await other.follower()
        for round in 0..<6 {
            for test in [self, other] {
                try await test.arrive(
                    (0..<6).map { i in
                        (
                            "Report \(round) \(i) of the reef",
                            "Halvorsen \(i % 3) \(round % 2) "
                                + (i % 2 == 0 ? News.ferry : News.bridge)
                        )
                    })
            }
            let anew = try await follower()
            _ = try await anew.catchUp { false }
            _ = try await stays.catchUp { false }
            if round % 2 == 1 {
                let settling = try await follower()
                try await settling.settle()
                try await stays.settle()
            }
        }
        let decisions = try await store.window(after: 0).memberships
        #expect(decisions.count == 36)
        #expect(try await other.store.window(after: 0).memberships == decisions)
    }
}

extension ByHandTests {
    private func arrive(_ id: String, _ title: String, _ text: String) async throws {
        let document = ParsedFeed.telling(title, text, guid: id, at: Self.start)
        try await store.take(document, from: feed)
    }

    @Test func `a follower that is made anew after an entry was revised decides as one that stays`()
        async throws
    {
        let other = try await ByHandTests()
        let stays = try await other.follower()
        for (id, title, text) in [
            ("a", "Harborline bank fails its customers", News.bank),
            ("a", "Petrescu wins chess tournament of Velmar", News.chess),
            ("b", "Harborline bank customers without accounts", "Dark machines. " + News.bank),
            ("c", "Chess: Petrescu wins in Velmar", "A queen is lost. " + News.chess),
        ] {
            for test in [self, other] { try await test.arrive(id, title, text) }
            let anew = try await follower()
            _ = try await anew.catchUp { false }
            _ = try await stays.catchUp { false }
        }
        try await self.follower().settle()
        try await stays.settle()
        let decisions = try await store.window(after: 0).memberships
        #expect(try reader.groups() == [[1, 2], [3]])
        #expect(try await other.store.window(after: 0).memberships == decisions)
    }

    @Test func `after a reclustering a follower is made anew, and holds what that read`()
        async throws
    {
        try await arrive("a", "Harborline bank fails its customers", News.bank)
        let follower = try await follower()
        _ = try await follower.catchUp { false }
        try await arrive("a", "Petrescu wins chess tournament of Velmar", News.chess)
        let position = try reader.window().position
        let read = try reader.currentEntries(after: 0, limit: 9)
        #expect(
            try reader.recluster(
                ClusterChanges(), from: position, to: position, reading: [read.reading], by: "kim",
                told: ""))
        try await arrive("b", "Chess: Petrescu wins in Velmar", "A queen is lost. " + News.chess)
        let error = await #expect(throws: StoreError.self) {
            _ = try await follower.catchUp { false }
        }
        #expect(error?.kind == .clustersChanged)
        let anew = try await self.follower()
        _ = try await anew.catchUp { false }
        try await anew.settle()
        #expect(try reader.groups() == [[1, 2]])
    }
}
