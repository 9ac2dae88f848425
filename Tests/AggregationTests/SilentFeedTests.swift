import Fetching
import Platform
import Politeness
import Storage
import Subscriptions
import Testing
import Values

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
        while await first.tally.failures < 12 { try await Task.sleep(for: .milliseconds(5)) }
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
        let poller = Poller(
            mode: .continuous, schedule: Schedule(mostSilent: 3, pace: nil),
            visit: FeedVisit(
                fetcher: fetcher,
                credentials: CredentialStore(folder: "\(folder.path)/secrets")),
            recorder: Recorder(store: store, opening: await store.opening), clock: .system,
            chance: { 0 }, log: Log { _ in }, onNewEntries: {})
        await poller.follow(try await store.storedFeeds())
        return poller
    }

    /// Has all feeds polled, of which three run at once.
    private func share(_ poller: Poller, failures: Int) async throws {
        fetcher.meanwhile { [running, isReleased] _ in
            running.withLock { $0 += 1 }
            while !isReleased.withLock({ $0 }) { try? await Task.sleep(for: .milliseconds(2)) }
        }
        await poller.refresh(nil, force: true)
        while running.withLock({ $0 }) < 3 { try await Task.sleep(for: .milliseconds(5)) }
        try await Task.sleep(for: .milliseconds(50))
        #expect(running.withLock { $0 } == 3)
        isReleased.withLock { $0 = true }
        while await poller.tally.failures < failures + 12 {
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(running.withLock { $0 } == 12)
    }
}
