import Events
import FeedParsing
import News
import Platform
import Storage
import Subscriptions
import TestClock
import Testing
import Values

@testable import Aggregation

/// What people decide about entries that are, or later become, too old for the clusterer.
struct LongAgoTests {
    private let folder: ScratchFolder
    private let store: Store
    private let reader: StoreSession
    private let feeds: [FeedID]
    private let time = TestClock()

    private static let reef = """
        All 214 passengers of the ferry Halvorsen are safe, the coast guard of Lindesvik said on \
        Wednesday. The ship sits on the Skarv reef and waits for the tide that may set her free.
        """
    private static let aground = "Ferry Halvorsen aground off Lindesvik"
    private static let safe = "Passengers of ferry Halvorsen safe"

    init() async throws {
        folder = try ScratchFolder()
        store = try Store(folder: "\(folder.path)/state", clock: time.clock)
        reader = try StoreSession(folder: "\(folder.path)/state", clock: time.clock)
        let feeds = ["a", "b", "c"].map { Subscription(url: "https://\($0).example/feed") }
        self.feeds = try await store.apply(feeds) { feed, _ in feed.url }.map(\.id)
    }

    private var clock: WallClock { time.clock }

    /// Sets the clock to so many days after the start.
    private func set(days: Int64) { time.set(to: TestClock.start.advanced(by: days * 86_400)) }

    private func arrive(_ title: String, _ text: String, from feed: Int) async throws {
        let document = ParsedFeed.telling(title, text, at: clock.now)
        try await store.take(document, from: feeds[feed])
    }

    private func follower() async throws -> EventFollower {
        try await store.follower(at: clock)
    }

    private func round(_ follower: EventFollower) async throws {
        _ = try await follower.catchUp { false }
        try await follower.settle()
    }

    private func decide(_ decision: HandDecision) throws {
        _ = try reader.decide(decision, by: "kim").get()
    }

    @Test(arguments: [true, false], [HandDecision.split([2], from: 1), .undo(nil)])
    func `a split holds when all that it named is too old to be held`(
        isRestarted: Bool, decision: HandDecision
    ) async throws {
        var follower = try await follower()
        func pass(days passed: Int64) async throws {
            set(days: passed)
            if isRestarted { follower = try await self.follower() }
        }
        try await arrive(Self.aground, News.ferry, from: 0)
        try await arrive(Self.safe, Self.reef, from: 1)
        try await round(follower)
        #expect(try reader.groups() == [[1, 2]])
        try decide(.split([2], from: 1))
        try await round(follower)
        try await pass(days: 8)
        try await arrive(Self.aground, News.ferry, from: 2)
        try await arrive(Self.safe, Self.reef, from: 2)
        try await round(follower)
        #expect(try reader.groups() == [[1, 3], [2, 4]])
        if case .undo = decision { try decide(.undo(nil)) }
        try await pass(days: 12)
        try await round(follower)
        try await pass(days: 13)
        try await arrive("Marrow bridge closed", News.bridge, from: 0)
        try await round(follower)
        #expect(try await store.clustererPosition().expiredThrough == 2)
        // Without it score alone makes one event of them.
        if case .undo = decision {
            #expect(try reader.groups() == [[1, 2, 3, 4], [5]])
        } else {
            #expect(try reader.groups() == [[1, 3], [2, 4], [5]])
        }
    }

    @Test func `what is changed while nothing follows is told after a start, whatever its age`()
        async throws
    {
        try await arrive(Self.aground, News.ferry, from: 0)
        try await arrive(Self.safe, Self.reef, from: 1)
        try await arrive("Ferry Halvorsen: aground", News.ferry, from: 2)
        try await round(try await follower())
        // A leap of the clock would not be believed.
        for day in [7, 14, 20] as [Int64] {
            set(days: day)
            _ = try await store.believedTime(at: clock.now)
        }
        try await arrive("Marrow bridge closed", News.bridge, from: 0)
        try await arrive(
            "Marrow bridge repairs until spring", News.bridge + " Buses wait.", from: 1)
        try await round(try await follower())
        #expect(try await store.clustererPosition().expiredThrough == 3)
        #expect(try reader.groups() == [[1, 2, 3], [4, 5]])
        #expect(try await EventFollower.hasWork(in: store, at: clock.now) == false)
        let before = try reader.clusters(ClusterFilter())

        try decide(.split([2], from: 1))
        try decide(.split([5], from: 2))
        #expect(try reader.cluster(3)?.cluster.terms == [])
        #expect(try await EventFollower.hasWork(in: store, at: clock.now))
        try await round(try await follower())
        #expect(try reader.cluster(3)?.cluster.terms.contains("halvorsen") == true)
        #expect(try reader.cluster(4)?.cluster.terms.contains { $0.contains("bridge") } == true)
        #expect(try await EventFollower.hasWork(in: store, at: clock.now) == false)

        try decide(.undo(nil))
        try decide(.undo(nil))
        try await round(try await follower())
        #expect(try reader.clusters(ClusterFilter()) == before)
    }

    @Test(arguments: [true, false], [HandDecision.undo(nil), .split([2], from: 1)])
    func `what lived on of a merge is told by what it is left with, whatever its age`(
        isRestarted: Bool, decision: HandDecision
    ) async throws {
        var follower = try await follower()
        func pass(days passed: Int64) async throws {
            set(days: passed)
            if isRestarted { follower = try await self.follower() }
            try await round(follower)
        }
        try await arrive(Self.aground, News.ferry, from: 0)
        try await arrive("Marrow bridge closed", News.bridge, from: 1)
        try await round(follower)
        #expect(try reader.groups() == [[1], [2]])
        let before = try reader.clusters(ClusterFilter())
        let told = try reader.cluster(1)?.cluster.terms ?? []
        #expect(told.contains("halvorsen"))

        try decide(.merge([1, 2]))
        try await round(follower)
        #expect(try reader.cluster(1)?.cluster.terms.contains("marrow") == true)
        for day in [7, 14, 21] as [Int64] { try await pass(days: day) }
        #expect(try await store.clustererPosition().expiredThrough == 2)

        try decide(decision)
        if case .undo = decision { #expect(try reader.clusters(ClusterFilter()) == before) }
        try await round(follower)
        #expect(try reader.groups() == [[1], [2]])
        let ferry = try reader.cluster(1)?.cluster
        #expect(ferry?.headline.id == 1)
        #expect(ferry?.terms.contains("halvorsen") == true)
        #expect(ferry?.terms.contains { $0.contains("marrow") || $0.contains("bridge") } == false)
        let bridge = try reader.cluster(decision == .undo(nil) ? 2 : 3)?.cluster
        #expect(bridge?.terms.contains { $0.contains("bridge") } == true)
        #expect(bridge?.terms.contains("halvorsen") == false)
        #expect(try await EventFollower.hasWork(in: store, at: clock.now) == false)
    }
}
