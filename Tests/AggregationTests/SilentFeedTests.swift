import Fetching
import Platform
import Politeness
import Storage
import Subscriptions
import Testing
import Values
import Waiting

@testable import Aggregation

@Suite(.timeLimit(.minutes(10)))
struct SilentFeedTests {
    private let folder: ScratchFolder
    private let fetcher = FakeFetcher()
    private let running = Locked(0)
    private let isReleased = Locked(false)

    init() throws { folder = try ScratchFolder() }

    @Test func `feeds whose servers were silent share the places that such servers have`()
        async throws
    {
        let store = try Store(folder: "\(folder.path)/state", clock: .system)
        let urls = (1...12).map { "https://h\($0).example/feed" }
        _ = try await store.apply(urls.map { Subscription(url: $0) }) { feed, _ in feed.url }
        for url in urls { fetcher.answer(url) { _ in .failure(.timeout(.total(seconds: 60))) } }
        let first = try await self.poller(store)
        let firstRun = Task { await first.run() }
        #expect(try await becomesTrue { await first.tally.failures >= 12 })
        try await share(first, failures: 12)
        await first.stop()
        await firstRun.value

        // What is stored tells another start the same.
        running.withLock { $0 = 0 }
        isReleased.withLock { $0 = false }
        let second = try await self.poller(store)
        let secondRun = Task { await second.run() }
        try await share(second, failures: 0)
        await second.stop()
        await secondRun.value
    }

    private func poller(_ store: Store) async throws -> Poller {
        let poller = await fetcher.poller(
            of: store, folder, .system, Schedule(mostSilent: 3, pace: nil), mode: .continuous)
        await poller.follow(try await store.storedFeeds())
        return poller
    }

    /// Has all feeds polled, of which three run at once.
    private func share(_ poller: Poller, failures: Int) async throws {
        fetcher.meanwhile { [running, isReleased] _ in
            running.withLock { $0 += 1 }
            _ = try? await becomesTrue { isReleased.withLock { $0 } }
        }
        await poller.refresh(nil, force: true)
        #expect(try await becomesTrue { running.withLock { $0 } == 3 })
        try await Task.sleep(for: .milliseconds(50))
        #expect(running.withLock { $0 } == 3)
        isReleased.withLock { $0 = true }
        #expect(try await becomesTrue { await poller.tally.failures >= failures + 12 })
        #expect(running.withLock { $0 } == 12)
    }
}
