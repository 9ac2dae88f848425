import Events
import FeedParsing
import Subscriptions
import Testing
import Values

@testable import Storage

extension Retention {
    /// Only what is named is bounded.
    static func bounds(
        keep: Int64? = nil, entries: Int? = nil, events: Int64? = nil, size: Int64? = nil
    ) -> Retention {
        Retention(keep: keep, keepEntries: entries, keepEvents: events, maxSize: size)
    }
}

/// Stores with a past, for the tests of what leaves them.
extension StoreFixture {
    /// Entries `numbers`, published an hour apart, the last of them now.
    func items(_ numbers: ClosedRange<Int>) -> [ParsedEntry] {
        numbers.reversed().map { number in
            entry(
                id: "\(number)", "Title \(number)", link: "https://a.example/\(number)",
                text: "Text of \(number)",
                published: clock.now.advanced(
                    by: Int64(number - numbers.upperBound) * 3_600)
            )
        }
    }

    /// The feed as feeds.yml declares it with these limits.
    func declare(
        _ store: Store, _ limits: Retention, _ url: String = "https://a.example/feed"
    ) async throws -> FeedID {
        var subscription = Subscription(url: url)
        subscription.keep = limits.keep
        subscription.keepEntries = limits.keepEntries
        return try await store.apply([subscription]) { feed, _ in feed.url }[0].id
    }

    /// Puts all that is stored into clusters of `size`, and has the clusterer let go of it.
    func cluster(_ store: Store, size: Int = 2) async throws {
        var changes = ClusterChanges()
        let position = try await store.clustererPosition()
        let new = try await store.newEntries(after: position.cursor, limit: .max)
        for entry in new {
            changes.memberships.append(
                Membership(
                    document: entry.id, cluster: (entry.id - 1) / Int64(size) + 1, score: 0.5))
        }
        let last = new.last?.id ?? position.cursor
        try await store.apply(
            changes,
            position: ClustererPosition(
                cursor: last, nextCluster: last + 1, consolidatedThrough: last,
                expiredThrough: last, handRevision: position.handRevision))
    }

    /// Has the clock be believed, as where a daemon ran all the time.
    func believeClock() throws {
        try ClockTable.store(BelievedClock(believed: clock.now), connection())
    }

    /// Polls a document that lists fewer entries until that is believed.
    func pollFewer(
        _ store: Store, _ feed: FeedID, _ entries: [ParsedEntry]
    ) async throws {
        try await store.poll(feed, entries)
        advance(by: ListedCount.patience)
        try believeClock()
        try await store.poll(feed, entries)
    }

    @discardableResult
    func expire(_ store: Store, _ limits: Retention) async throws -> ExpiryRound {
        try believeClock()
        return try await expireAsBelieved(store, limits)
    }

    /// By the clock as the store believes it.
    func expireAsBelieved(_ store: Store, _ limits: Retention) async throws -> ExpiryRound {
        var round = try #require(try await store.expiryRound(limits, isAskedFor: true))
        while !round.isDone { round = try await store.expire(round) }
        return round
    }

    func stored() throws -> [EntryID] {
        try reader().entries(EntryFilter()).map(\.id).sorted()
    }
}
