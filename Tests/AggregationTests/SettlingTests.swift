import Events
import FeedParsing
import Platform
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
            try await store.take(document, from: feed)
        }
        let follower = try await store.follower(at: clock)
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
        let restarted = try await store.follower(at: clock)
        #expect(await restarted.isUnsettled(for: .zero))
        try await follower.settle()
        #expect(await !follower.isUnsettled(for: .zero))
        try await store.close()
    }
}
