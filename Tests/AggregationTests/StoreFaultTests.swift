import Events
import FoundationEssentials
import Glibc
import Platform
import Politeness
import Storage
import Subscriptions
import Testing
import Values
import Waiting

@testable import Aggregation

/// The pipeline while its store cannot be written, and after.
struct StoreFaultTests {
    private let folder: ScratchFolder
    private let fetcher = FakeFetcher()
    private let lines = Locked<[String]>([])
    private let status = Locked<[String]>([])
    private static let url = "https://a.example/feed"

    init() throws { folder = try ScratchFolder() }

    private var state: String { "\(folder.path)/state" }
    private var log: Log { Log { [lines] line in lines.withLock { $0.append(line.text) } } }

    private func entries() -> [EntryRecord] {
        (try? StoreSession(folder: state).entries(EntryFilter())) ?? []
    }

    private func poller(
        _ store: Store, _ schedule: Schedule = Schedule(),
        onFailure: @escaping @Sendable (StoreError) -> Void = { _ in }
    ) async -> Poller {
        await fetcher.poller(
            of: store, folder, .system, schedule, mode: .continuous, log: log,
            onStoreFailure: onFailure)
    }

    @Test func `a daemon whose store goes away waits, says so, and takes up all its work again`()
        async throws
    {
        fetcher.serve(Self.url, items: ["one"])
        let path = "\(folder.path)/feeds.yml"
        try AtomicFile.replace(
            path: path, with: Array("feeds: ['\(Self.url)']\n".utf8), expecting: nil)
        let aggregator = try await fetcher.aggregator(
            in: folder, mode: .continuous, log: log, runtime: ["\(folder.path)/run"],
            onStatus: { [status] text in status.withLock { $0.append(text) } })
        let run = Task { await aggregator.run() }
        func report() -> DaemonReport? {
            DaemonPresence(state: state, runtime: ["\(folder.path)/run"]).report
        }
        #expect(try await becomesTrue { entries().count == 1 && entries()[0].cluster != nil })
        #expect(report()?.fault == nil)

        let away = "\(folder.path)/away"
        try FileManager.default.moveItem(atPath: state, toPath: away)
        #expect(try await becomesTrue { report()?.fault?.text.contains("is gone") == true })
        #expect(
            lines.withLock { lines in
                lines.count { $0.contains("the store cannot be written") } == 1
            })
        #expect(
            try await becomesTrue { status.withLock { $0.last?.contains("polling waits") == true } }
        )

        fetcher.serve(Self.url, items: ["one", "two"])
        try FileManager.default.moveItem(atPath: away, toPath: state)
        #expect(try await becomesTrue { report() != nil && report()?.fault == nil })
        #expect(status.withLock { $0.last } == "following 1 feed")
        // As a person would ask for it: the daemon sees requests again.
        #expect(
            try await becomesTrue {
                guard entries().count < 2 else { return entries().allSatisfy { $0.cluster != nil } }
                try? StoreSession(folder: state).request(.refresh(feeds: nil, force: true))
                try await Task.sleep(for: .milliseconds(200))
                return false
            })
        await aggregator.stop()
        #expect(await run.value.unstored == 0)
        #expect(try await becomesTrue { report() == nil })
        #expect(try StoreSession(folder: state).status().writer.closed != nil)
    }

    @Test func `nothing is asked for while the poller is held`() async throws {
        fetcher.serve(Self.url, items: ["one"])
        let store = try Store(folder: state, clock: .system)
        let records = try await store.apply([Subscription(url: Self.url)]) { feed, _ in feed.url }
        let poller = await poller(store)
        await poller.hold()
        await poller.follow(records)
        let run = Task { await poller.run() }
        await poller.refresh(nil, force: true)
        for _ in 0..<50 { await Task.yield() }
        #expect(fetcher.requests.isEmpty)
        await poller.resume(records, opening: 1)
        #expect(try await becomesTrue { entries().count == 1 })
        await poller.stop()
        await run.value
    }

    @Test func `the first poll that cannot be stored holds the others back`() async throws {
        let urls = (0..<10).map { "https://h\($0).example/feed" }
        for url in urls { fetcher.serve(url, items: ["one"]) }
        let store = try Store(folder: state, clock: .system)
        let records = try await store.apply(urls.map(Subscription.init(url:))) { feed, _ in feed.url
        }
        let failures = Locked<[StoreError]>([])
        let poller = await poller(store, Schedule(width: 2, pace: nil)) { error in
            failures.withLock { $0.append(error) }
        }
        await store.hold(.readOnly)
        await poller.follow(records)
        let run = Task { await poller.run() }
        #expect(try await becomesTrue { failures.withLock { !$0.isEmpty } })
        await poller.refresh(nil, force: true)
        // Two were under way, and two more where these took seconds; none of them is told by itself.
        while await poller.turn().running > 0, fetcher.requests.count <= 4 { await Task.yield() }
        #expect(fetcher.requests.count <= 4)
        #expect(lines.withLock { $0.isEmpty })
        try await store.regain()
        await poller.resume(records, opening: await store.opening)
        #expect(try await becomesTrue { entries().count == 10 })
        await poller.stop()
        await run.value
    }

    @Test(arguments: [true, false])
    func `a look over a former file condemns no other that has taken its place`(
        isReplaced: Bool
    ) async throws {
        let path = "\(folder.path)/feeds.yml"
        try AtomicFile.replace(path: path, with: Array("feeds: []\n".utf8), expecting: nil)
        // Its stop is not clean, and what is behind the last page makes it too large to be waited for.
        _ = try Store(folder: state, clock: .system)
        unsafe truncate("\(state)/tidings.db", 300 << 20)
        let aggregator = try await fetcher.aggregator(in: folder, log: log)
        let looks = Locked(0)
        await aggregator.checkStore {
            [store = aggregator.store, state] _ async throws(StoreError) in
            looks.withLock { $0 += 1 }
            if isReplaced {
                await store.hold(.inputOutput)
                try await store.regain()
            }
            throw StoreError(.corrupt, path: state)
        }
        #expect(looks.withLock { $0 } == 1)
        let condemned = "\(StoreError(.corrupt, path: state))"
        #expect(lines.withLock { $0.contains(condemned) } == !isReplaced)
    }

    @Test func `a poll that an outage overtook is not stored, and is made again`() async throws {
        fetcher.serve(Self.url, items: ["one"])
        let store = try Store(folder: state, clock: .system)
        let records = try await store.apply([Subscription(url: Self.url)]) { feed, _ in feed.url }
        let failures = Locked(0)
        let poller = await poller(store) { _ in failures.withLock { $0 += 1 } }
        // Opened anew before the poller is told: what it asks for meanwhile rests on the former one.
        await store.hold(.inputOutput)
        try await store.regain()
        await poller.follow(records)
        let run = Task { await poller.run() }
        // A second one is made once the first was given up.
        #expect(try await becomesTrue { fetcher.requests.count >= 2 })
        #expect(entries().isEmpty)
        await poller.resume(
            try await store.storedFeeds(), opening: await store.opening)
        #expect(try await becomesTrue { entries().count == 1 })
        #expect(failures.withLock { $0 } == 0)
        await poller.stop()
        await run.value
    }
}
