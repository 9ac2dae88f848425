import Events
import FeedParsing
import Politeness
import Testing
import Values

@testable import Storage

/// Which entries with dates of long ago are told as late.
@Suite struct LateArrivalTests {
    private let fixture: StoreFixture
    private let store: Store
    private let feed: FeedID

    init() async throws {
        fixture = try StoreFixture()
        store = try fixture.store()
        feed = try await store.subscribe()
    }

    private func old(_ numbers: Range<Int>) -> [ParsedEntry] {
        numbers.map { number in
            entry(
                id: "\(number)", "Title \(number)",
                published: StoreFixture.start.advanced(by: -90 * 86_400))
        }
    }

    private func late(after cursor: EntryID = 0) throws -> [ClusterID] {
        let month = StoreFixture.start.advanced(by: -30 * 86_400)
        return try fixture.reader().lateArrivals(after: cursor, before: month).events
    }

    @Test func `what comes seconds after the first poll is late`() async throws {
        try await store.poll(feed, old(0..<3))
        fixture.advance(by: 5)
        try await store.poll(feed, old(0..<4))
        try await fixture.cluster(store, size: 1)
        #expect(try late() == [4])
        #expect(try late(after: 4) == [])
    }

    @Test func `a first poll that is stored in steps is not late, and what comes later is`()
        async throws
    {
        var document = ParsedFeed()
        document.entries = old(0..<1_500)
        let poll = PollResult(feed: feed, state: PollState(due: nil), document: document)
        var steps = 0
        while try await store.record([poll], step: 600)[0].isPartial {
            steps += 1
            fixture.advance(by: 20)
            try await fixture.cluster(store, size: 1)
            #expect(try late() == [])
        }
        #expect(steps == 2)
        try await fixture.cluster(store, size: 1)
        #expect(try late() == [])
        fixture.advance(by: 1_800)
        try await store.poll(feed, old(1_500..<1_501))
        try await fixture.cluster(store, size: 1)
        #expect(try late() == [1_501])
    }
}
