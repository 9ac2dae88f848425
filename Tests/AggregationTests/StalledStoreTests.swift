import Glibc
import Platform
import Politeness
import Subscriptions
import TestClock
import Testing
import Values
import Waiting

@testable import Aggregation
@testable import Storage

/// Polls that have their answer while the store takes nothing.
@Suite(.timeLimit(.minutes(10)))
struct StalledStoreTests {
    private let folder: ScratchFolder
    private let fetcher = FakeFetcher()
    private let time = TestClock()

    init() throws { folder = try ScratchFolder() }

    @Test func `however long it stalls, no more answers wait than polls may be under way`()
        async throws
    {
        let store = try Store(folder: "\(folder.path)/state", clock: time.clock)
        let urls = (1...40).map { "https://h\($0).example/feed" }
        _ = try await store.apply(urls.map { Subscription(url: $0) }) { feed, _ in feed.url }
        for url in urls { fetcher.serve(url, items: [url]) }
        let schedule = Schedule(width: 5, pace: nil)
        let poller = await fetcher.poller(
            of: store, folder, time.clock, schedule, mode: .continuous)
        await poller.follow(try await store.storedFeeds())

        let (isStalled, isReleased) = (Locked(false), Locked(false))
        let stall = Task {
            await store.stall(isStalled) { isReleased.withLock { $0 } }
        }
        #expect(try await becomesTrue { isStalled.withLock { $0 } })
        let run = Task { await poller.run() }
        #expect(try await becomesTrue { fetcher.requests.count == 5 })
        // Who has been under way for long makes room for another, once.
        time.pass(PollPlacesPatience.seconds)
        _ = await poller.turn()
        #expect(try await becomesTrue { fetcher.requests.count == 10 })
        for _ in 0..<5 {
            time.pass(PollPlacesPatience.seconds)
            #expect(await poller.turn().running == 10)
            try await Task.sleep(for: .milliseconds(10))
        }
        #expect(schedule.mostUnderWay == 10)
        #expect(fetcher.requests.count == 10)
        // Those that are being stored as well.
        #expect(try await becomesTrue { await poller.unstoredCount == 10 })

        isReleased.withLock { $0 = true }
        await stall.value
        #expect(try await becomesTrue { await poller.tally.polls == 40 })
        #expect(await poller.tally.newEntries == 40)
        await poller.stop()
        await run.value
    }
}

/// More than a poll may take before another starts in its place.
private enum PollPlacesPatience {
    static let seconds: Int64 = 6
}

extension Store {
    /// Keeps the store's own thread busy, as a disk does that does not answer.
    fileprivate func stall(_ isStalled: Locked<Bool>, until isReleased: () -> Bool) {
        isStalled.withLock { $0 = true }
        while !isReleased() { usleep(1_000) }
    }
}
