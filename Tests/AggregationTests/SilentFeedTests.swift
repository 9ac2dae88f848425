import Fetching
import Platform
import Politeness
import Storage
import Subscriptions
import Testing
import Values

@testable import Aggregation

@Suite(.timeLimit(.minutes(1)))
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
        let poller = Poller(
            mode: .continuous, schedule: Schedule(mostSilent: 3, pace: nil),
            visit: FeedVisit(
                fetcher: fetcher,
                credentials: CredentialStore(folder: "\(folder.path)/secrets"), clock: .system),
            recorder: Recorder(store: store, opening: await store.opening), clock: .system,
            chance: { 0 }, log: Log { _ in }, onNewEntries: {})
        await poller.follow(try await store.storedFeeds())
        let run = Task { await poller.run() }
        while await poller.tally.failures < 12 { try await Task.sleep(for: .milliseconds(5)) }

        fetcher.meanwhile { [running, isReleased] _ in
            running.withLock { $0 += 1 }
            while !isReleased.withLock({ $0 }) { try? await Task.sleep(for: .milliseconds(2)) }
        }
        await poller.refresh(nil, force: true)
        while running.withLock({ $0 }) < 3 { try await Task.sleep(for: .milliseconds(5)) }
        try await Task.sleep(for: .milliseconds(50))
        #expect(running.withLock { $0 } == 3)
        isReleased.withLock { $0 = true }
        while await poller.tally.failures < 24 { try await Task.sleep(for: .milliseconds(5)) }
        #expect(running.withLock { $0 } == 12)
        await poller.stop()
        await run.value
    }
}
