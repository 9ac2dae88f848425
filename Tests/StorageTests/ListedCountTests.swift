import FeedParsing
import Politeness
import Subscriptions
import Testing
import Values

@testable import Storage

/// When it is believed that a feed lists fewer entries than it did.
@Suite struct ListedCountTests {
    private static let keep = Retention.bounds(entries: 2)
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    /// A store of six entries, all of which the one feed lists.
    private func filled() async throws -> (store: Store, feed: FeedID, whole: [ParsedEntry]) {
        let store = try fixture.store()
        let feed = try await fixture.declare(store, Self.keep)
        let whole = fixture.items(1...6)
        try await store.poll(feed, whole)
        try await fixture.cluster(store)
        try fixture.believeClock()
        return (store, feed, whole)
    }

    /// Stores a success at this moment.
    private func succeed(
        _ store: Store, _ feed: FeedID, _ status: Int, _ entries: [ParsedEntry]? = nil,
        _ ending: ParsedFeed.Ending = .whole
    ) async throws {
        var state = PollState(due: nil)
        state.lastStatus = status
        state.lastSuccess = fixture.clock.now
        let document = entries.map { entries in
            var document = ParsedFeed()
            document.entries = entries
            document.ending = ending
            return document
        }
        _ = try await store.record([PollResult(feed: feed, state: state, document: document)])
    }

    @Test(arguments: [(200, ParsedFeed.Ending.cutOff), (226, .whole)])
    func `what is not the whole document does not confirm a shorter one`(
        status: Int, ending: ParsedFeed.Ending
    ) async throws {
        let (store, feed, whole) = try await filled()
        try await succeed(store, feed, 200, [])
        fixture.advance(by: ListedCount.patience)
        try await succeed(store, feed, status, Array(whole.prefix(4)), ending)
        #expect(try await fixture.expire(store, Self.keep).entries == 0)
        // As many are listed at least, and in another week's time still.
        try await succeed(store, feed, 304)
        #expect(try await fixture.expire(store, Self.keep).entries == 2)
        #expect(try fixture.stored() == [3, 4, 5, 6])
    }

    @Test(arguments: [(200, ParsedFeed.Ending.cutOff), (226, .whole)])
    func `a document that lists as many as before ends the doubt, whole or not`(
        status: Int, ending: ParsedFeed.Ending
    ) async throws {
        let (store, feed, whole) = try await filled()
        try await succeed(store, feed, 200, [])
        fixture.advance(by: ListedCount.patience)
        try await succeed(store, feed, status, whole, ending)
        #expect(try await fixture.expire(store, Self.keep).entries == 0)
        try await succeed(store, feed, 304)
        #expect(try await fixture.expire(store, Self.keep).entries == 0)
    }

    @Test(arguments: [[], nil] as [[ParsedEntry]?])
    func `a clock that leaps ahead has no week pass`(answer: [ParsedEntry]?) async throws {
        let (store, feed, _) = try await filled()
        try await succeed(store, feed, 200, [])
        fixture.advance(by: 30 * 86_400)
        try await succeed(store, feed, answer == nil ? 304 : 200, answer)
        #expect(try await fixture.expireAsBelieved(store, Self.keep).entries == 0)
        // It goes on, so that it is believed.
        try fixture.believeClock()
        try await succeed(store, feed, answer == nil ? 304 : 200, answer)
        #expect(try await fixture.expireAsBelieved(store, Self.keep).entries == 4)
    }

    @Test func `nor has one that was behind`() async throws {
        let (store, feed, _) = try await filled()
        fixture.advance(by: -365 * 86_400)
        try await succeed(store, feed, 200, [])
        fixture.advance(by: 365 * 86_400 + 60)
        try await succeed(store, feed, 304)
        #expect(try await fixture.expire(store, Self.keep).entries == 0)
        fixture.advance(by: ListedCount.patience)
        try await succeed(store, feed, 304)
        #expect(try await fixture.expire(store, Self.keep).entries == 4)
    }

    @Test func `an answer of 304 to no condition confirms nothing`() async throws {
        let (store, feed, _) = try await filled()
        try await succeed(store, feed, 200, [])
        fixture.advance(by: ListedCount.patience)
        var state = PollState(due: nil)
        state.lastStatus = 304
        state.lastSuccess = fixture.clock.now
        state.lastError = "304 Not Modified to a request that had no validator"
        _ = try await store.record([PollResult(feed: feed, state: state)])
        #expect(try await fixture.expire(store, Self.keep).entries == 0)
    }
}
