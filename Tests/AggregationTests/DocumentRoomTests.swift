import FeedParsing
import Fetching
import Platform
import Politeness
import Storage
import Subscriptions
import Testing
import Values

@testable import Aggregation

/// How many large documents are in memory at once.
struct DocumentRoomTests {
    /// Waits until so many stand in line.
    private func waitFor(_ count: Int, in line: ByteLine) async throws {
        while line.waitingCount < count { try await Task.sleep(for: .milliseconds(1)) }
    }

    @Test func `places are given in the order of arrival, and a large one is not passed`()
        async throws
    {
        let line = ByteLine(limit: 100)
        // Nothing but these variables may hold a place: `#expect` would keep one that it is shown.
        var first = await line.enter(60)
        let order = Locked<[Int]>([])
        try await withThrowingTaskGroup(of: Void.self) { group in
            // More than there is counts as all of it. The last would have room at once.
            for (index, bytes) in [1_000, 50, 50, 1].enumerated() {
                group.addTask {
                    let place = await line.enter(bytes)
                    order.withLock { $0.append(index) }
                    withExtendedLifetime(place) {}
                }
                try await waitFor(index + 1, in: line)
            }
            #expect(order.withLock { $0 } == [])
            withExtendedLifetime(first) {}
            first = nil
            try await group.waitForAll()
        }
        #expect(order.withLock { $0 }.first == 0)
        #expect(order.withLock { Set($0) } == [0, 1, 2, 3])
        let isFree = await line.enter(100) != nil
        #expect(isFree)
    }

    @Test func `one that is cancelled leaves the line, and who stood behind it has its room`()
        async throws
    {
        let line = ByteLine(limit: 100)
        let first = await line.enter(60)
        let large = Task { await line.enter(50) }
        try await waitFor(1, in: line)
        let small = Task { await line.enter(40) }
        try await waitFor(2, in: line)
        large.cancel()
        #expect(await large.value == nil)
        let isIn = await small.value != nil
        #expect(isIn)
        let late = Task {
            while !Task.isCancelled { await Task.yield() }
            return await line.enter(1)
        }
        late.cancel()
        #expect(await late.value == nil)
        withExtendedLifetime(first) {}
    }

    @Test func `small documents pass large ones, which are read once there is room`() async throws {
        let folder = try ScratchFolder()
        let clock = WallClock { Timestamp(seconds: 1_700_000_000) }
        let store = try Store(folder: "\(folder.path)/state", clock: clock)
        let urls = ["large", "middling", "small"].map { "https://\($0).example/feed" }
        let records = try await store.apply(urls.map(Subscription.init(url:))) { feed, _ in
            feed.url
        }
        let text = Array(
            "<rss><channel><item><guid>1</guid><title>One</title></item></channel></rss>".utf8)
        let fetcher = FakeFetcher()
        for (index, url) in urls.enumerated() {
            let body: HeldBytes
            if index < 2 {
                let file = try UnnamedFile()
                try file.append(text)
                // It says to be as large as all room, or as a third of it.
                body = .file(file, count: index == 0 ? 64 << 20 : 6 << 20)
            } else {
                body = .memory(text)
            }
            fetcher.answer(url) { _ in
                var response = FetchResponse(status: 200, url: url)
                response.body = body
                return .response(response)
            }
        }
        let (large, middling) = (ByteLine(limit: 64 << 20), ByteLine(limit: 16 << 20))
        let visit = FeedVisit(
            fetcher: fetcher, parser: FeedParser(),
            credentials: CredentialStore(folder: "\(folder.path)/secrets"), clock: clock,
            room: DocumentRoom(middling: middling, large: large))
        var taken = await large.enter(1)
        var waiting: Task<FeedVisit.Visited?, Never>? = Task {
            await visit.visit(records[0], isWhole: false)
        }
        try await waitFor(1, in: large)
        for record in records[1...] {
            let isRead = await visit.visit(record, isWhole: false)?.isRead
            #expect(isRead == true)
        }
        withExtendedLifetime(taken) {}
        taken = nil
        var visited = await waiting?.value
        waiting = nil
        let isRead = visited?.isRead
        #expect(isRead == true)
        // Its room is taken until it is stored, or let go.
        let next = Task { await large.enter(1) }
        try await waitFor(1, in: large)
        withExtendedLifetime(visited) {}
        visited = nil
        let isIn = await next.value != nil
        #expect(isIn)
    }
}

extension FeedVisit.Visited {
    /// Whether a document was read.
    fileprivate var isRead: Bool {
        if case .answer(_, .parsed, let document) = finding { document != nil } else { false }
    }
}
