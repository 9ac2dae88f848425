import Events
import FeedParsing
import Platform
import Storage
import Subscriptions
import Testing
import Values

@testable import Aggregation

/// A window of clustering that would take more memory than there is.
struct WindowRoomTests {
    private let folder: ScratchFolder
    private let store: Store
    private let clock = WallClock { Timestamp(seconds: 1_700_000_000) }
    private let feeds: [FeedID]
    private let told = Locked<[Shortening]>([])

    private static let ferry = """
        The ferry Halvorsen ran aground on the Skarv reef on Tuesday night with 214 passengers on \
        board. Coast guard boats from Lindesvik took everybody off before dawn. Nobody was hurt.
        """

    init() async throws {
        folder = try ScratchFolder()
        store = try Store(folder: "\(folder.path)/state", clock: clock)
        feeds = try await store.apply(
            ["flood", "a", "b"].map { Subscription(url: "https://\($0).example/feed") }
        ) { feed, _ in feed.url }.map(\.id)
    }

    private func follower(room: Int) async throws -> EventFollower {
        let told = told
        return try await store.follower(at: clock, room: room) { shortening in
            told.withLock { $0.append(shortening) }
        }
    }

    private func arrive(_ entries: [(title: String, text: String)], from feed: Int) async throws {
        var document = ParsedFeed()
        document.format = .rss20
        document.entries = entries.map { title, text in
            ParsedFeed.telling(title, text, at: clock.now).entries[0]
        }
        try await store.take(document, from: feeds[feed])
    }

    private func flood(_ numbers: Range<Int>) async throws {
        try await arrive(
            numbers.map { entry in
                let words = (0..<100).map { Self.word(100 * entry + $0) }
                return ("Uqbar \(entry)", words.joined(separator: " "))
            }, from: 0)
    }

    /// A word that no other number has, from its first letters on.
    private static func word(_ number: Int) -> String {
        let letters = Array("bcdfghjklmnpqrst")
        return String((0..<5).map { letters[number >> (4 * $0) & 15] }) + "on"
    }

    @Test func `the oldest entries leave early, and a person is told of the feed that floods`()
        async throws
    {
        let room = 1_500_000
        let follower = try await follower(room: room)
        try await arrive([("Bridge closed", "The Marrow bridge is closed.")], from: 1)
        try await flood(0..<300)
        #expect(try await follower.catchUp { false } == 301)
        let left = try await store.clustererPosition().expiredThrough
        #expect((1...250).contains(left))
        let shortening = try #require(told.withLock { $0.last })
        #expect(shortening.busiest?.url == "https://flood.example/feed")
        #expect(shortening.busiest?.count == 301 - Int(left))
        #expect("\(shortening)".contains("of the feed https://flood.example/feed"))
        // What comes is clustered as ever.
        try await arrive([("Ferry Halvorsen aground", Self.ferry)], from: 1)
        try await arrive([("Ferry aground off Lindesvik", Self.ferry)], from: 2)
        _ = try await follower.catchUp { false }
        let shared = try await store.clustered(after: 301)
        #expect(shared.map(\.membership.cluster) == [302, 302])
        // A restart has the same to hold, and finds room for it.
        let before = told.withLock { $0.count }
        let restarted = try await self.follower(room: room)
        _ = try await restarted.catchUp { false }
        #expect(told.withLock { $0.count } == before)
        try await store.close()
    }

    @Test func `a start that finds less memory than there was lets go of the oldest alone`()
        async throws
    {
        var follower = try await follower(room: .max)
        for round in 0..<3 { try await flood(round * 200..<(round + 1) * 200) }
        // More than are read at once.
        let short = (0..<1_100).map { (title: "Note \($0)", text: Self.word($0)) }
        try await arrive(short, from: 2)
        try await arrive([("Ferry Halvorsen aground", Self.ferry)], from: 1)
        _ = try await follower.catchUp { false }
        #expect(try await store.clustererPosition().expiredThrough == 0)
        follower = try await self.follower(room: 3_000_000)
        let left = try await store.clustererPosition().expiredThrough
        #expect((300...800).contains(left))
        #expect(told.withLock { $0.count } == 1)
        try await arrive([("Ferry aground off Lindesvik", Self.ferry)], from: 2)
        _ = try await follower.catchUp { false }
        let shared = try await store.clustered(after: 1_700)
        #expect(Set(shared.map(\.membership.cluster)).count == 1)
        #expect(told.withLock { $0.count } == 1)
        // The next one has no more to let go of.
        _ = try await self.follower(room: 3_000_000)
        #expect(try await store.clustererPosition().expiredThrough == left)
        try await store.close()
    }

    @Test func `what people decided of entries that leave at a start holds`() async throws {
        try await arrive([("Ferry Halvorsen aground", Self.ferry)], from: 1)
        try await arrive([("Bridge closed", "The Marrow bridge is closed to lorries.")], from: 1)
        let follower = try await follower(room: .max)
        _ = try await follower.catchUp { false }
        let reader = try StoreSession(folder: "\(folder.path)/state", clock: clock)
        let event = try #require(try await store.clustered(after: 0).first?.membership.cluster)
        _ = try reader.decide(.pin([1], to: nil), by: "kim").get()
        try await flood(0..<150)
        // A copy of what is pinned keeps its event held.
        try await arrive([("Ferry aground off Lindesvik", Self.ferry)], from: 2)
        _ = try await follower.catchUp { false }
        #expect(try await store.clustered(after: 152).map(\.membership.cluster) == [event])
        let restarted = try await self.follower(room: 800_000)
        #expect(try await store.clustererPosition().expiredThrough >= 2)
        try await arrive([("Ferry: all safe", Self.ferry)], from: 0)
        _ = try await restarted.catchUp { false }
        #expect(try await store.clustered(after: 153).map(\.membership.cluster) == [event])
        try await store.close()
    }
}
