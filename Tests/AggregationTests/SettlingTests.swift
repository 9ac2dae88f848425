import Events
import FeedParsing
import Platform
import Politeness
import Storage
import Subscriptions
import Testing
import Values

@testable import Aggregation

/// When the clusters are to be looked at as a whole.
struct SettlingTests {
    @Test func `entries that keep coming do not put the look at all clusters off`() async throws {
        let folder = try ScratchFolder()
        let clock = WallClock { Timestamp(seconds: 1_700_000_000) }
        let store = try Store(folder: "\(folder.path)/state", clock: clock)
        let feed = try await store.apply([Subscription(url: "https://a.example/feed")]) { feed, _ in
            feed.url
        }[0].id
        func arrive(_ title: String) async throws {
            let document = ParsedFeed.telling(title, "All about \(title).", at: clock.now)
            _ = try await store.record([
                PollResult(feed: feed, state: PollState(due: nil), document: document)
            ])
        }
        let follower = try await EventFollower(
            store: store, on: QueueExecutor(label: "test"), background: .none, clock: clock)
        #expect(await !follower.isUnsettled(for: .zero))
        try await arrive("Ferry aground")
        _ = try await follower.catchUp { false }
        #expect(await !follower.isUnsettled(for: .seconds(86_400)))
        try await Task.sleep(for: .milliseconds(20))
        // What comes next does not begin the wait anew.
        try await arrive("Bridge closed")
        _ = try await follower.catchUp { false }
        #expect(await follower.isUnsettled(for: .milliseconds(20)))
        // A restart that finds some begins it, and the look ends it.
        let restarted = try await EventFollower(
            store: store, on: QueueExecutor(label: "test"), background: .none, clock: clock)
        #expect(await restarted.isUnsettled(for: .zero))
        try await follower.settle()
        #expect(await !follower.isUnsettled(for: .zero))
        try await store.close()
    }
}
