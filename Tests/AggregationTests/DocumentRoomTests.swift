import FeedParsing
import Fetching
import Platform
import Politeness
import Storage
import Subscriptions
import Testing
import Values
import Waiting

@testable import Aggregation

/// How many large documents are in memory at once.
@Suite(.timeLimit(.minutes(10)))
struct DocumentRoomTests {
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
                #expect(try await becomesTrue { line.waitingCount == index + 1 })
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
        #expect(try await becomesTrue { line.waitingCount == 1 })
        let small = Task { await line.enter(40) }
        #expect(try await becomesTrue { line.waitingCount == 2 })
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
            fetcher: fetcher,
            credentials: CredentialStore(folder: "\(folder.path)/secrets"),
            room: DocumentRoom(small: ByteLine(limit: 1 << 20), middling: middling, large: large))
        var taken = await large.enter(1)
        var waiting: Task<FeedVisit.Visited?, Never>? = Task {
            await visit.visit(records[0], isWhole: false)
        }
        #expect(try await becomesTrue { large.waitingCount == 1 })
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
        // What it became is taken until it is stored, or let go.
        let other = await large.enter(60 << 20) != nil
        #expect(other)
        let next = Task { await large.enter(64 << 20) }
        #expect(try await becomesTrue { large.waitingCount == 1 })
        withExtendedLifetime(visited) {}
        visited = nil
        let isIn = await next.value != nil
        #expect(isIn)
    }

    @Test func `a document in memory waits for the room of what it may become`() async throws {
        let (visit, record, small) = try await bench(
            .memory(Array(repeating: 0x20, count: 1_000) + Array("<rss><channel/></rss>".utf8)))
        var taken = await small.enter((32 << 20) - 16_000)
        let waiting = Task { await visit.visit(record, isWhole: false)?.isRead }
        #expect(try await becomesTrue { small.waitingCount == 1 })
        withExtendedLifetime(taken) {}
        taken = nil
        #expect(await waiting.value == true)
    }

    @Test func `of a large document whose start has more entries than are held, that is read`()
        async throws
    {
        let file = try UnnamedFile()
        try file.append(Array("<rss><channel>".utf8))
        let items = Array(String(repeating: "<item><guid>é</guid></item>", count: 40_000).utf8)
        for _ in 0..<17 { try file.append(items) }
        let (visit, record, _) = try await bench(.file(file, count: 17 * items.count))
        let visited = await visit.visit(record, isWhole: false)
        guard case .answer(_, .parsed, let document?) = visited?.finding else {
            Issue.record("not read")
            return
        }
        #expect(document.entries.count == (48 << 20) / 1_026)
        // The end, which is missing, was not looked for.
        #expect(document.notes.count == 1 && document.isShortened)
    }

    @Test func `large documents are read on threads of their own, until their poll is cancelled`()
        async throws
    {
        let (visit, _, _) = try await bench(.memory([]))
        let room = DocumentRoom()
        let small = await room.enter(1 << 20, heldBytes: 0)
        #expect(small != nil && small?.thread == nil)
        for count in [2 << 20, 20 << 20] {
            let thread = try #require(await room.enter(count, heldBytes: 0)?.thread)
            var response = FetchResponse(status: 200, url: "https://a.example/feed")
            response.body = .memory(Array("<rss><channel/></rss>".utf8))
            let isRead = try await thread.read(response, FeedParser(), for: visit) != nil
            #expect(isRead)
            let isGivenUp = try await withThrowingTaskGroup(of: Bool.self) {
                [response] group in
                group.cancelAll()
                group.addTask {
                    try await thread.read(response, FeedParser(), for: visit) == nil
                }
                return try await group.next()
            }
            #expect(isGivenUp == true)
        }
    }

    @Test func `what a large document begins with ends where a character does`() throws {
        let file = try UnnamedFile()
        try file.append(Array("<a>éé".utf8))
        var response = FetchResponse(status: 200, url: "")
        response.body = .file(file, count: 100)
        #expect(try response.start(4) == Array("<a>".utf8))
        #expect(try response.start(60) == nil)
        let wide = try UnnamedFile()
        try wide.append([0xff, 0xfe, 0x3c, 0, 0x61, 0, 0x3e, 0])
        response.body = .file(wide, count: 100)
        #expect(try response.start(6) == [0xff, 0xfe, 0x3c, 0, 0x61, 0])
    }

    /// A visit of a feed that answers with `body`, and the line for small documents.
    private func bench(_ body: HeldBytes) async throws -> (FeedVisit, FeedRecord, ByteLine) {
        let folder = try ScratchFolder()
        let clock = WallClock { Timestamp(seconds: 1_700_000_000) }
        let url = "https://a.example/feed"
        let store = try Store(folder: "\(folder.path)/state", clock: clock)
        let records = try await store.apply([Subscription(url: url)]) { feed, _ in feed.url }
        let fetcher = FakeFetcher()
        fetcher.answer(url) { _ in
            var response = FetchResponse(status: 200, url: url)
            response.body = body
            return .response(response)
        }
        let small = ByteLine(limit: 32 << 20)
        let visit = FeedVisit(
            fetcher: fetcher, credentials: CredentialStore(folder: "\(folder.path)/secrets"),
            room: DocumentRoom(small: small))
        return (visit, records[0], small)
    }
}

extension FeedVisit.Visited {
    /// Whether a document was read.
    fileprivate var isRead: Bool {
        if case .answer(_, .parsed, let document) = finding { document != nil } else { false }
    }
}

extension ByteLine {
    /// How many wait.
    fileprivate var waitingCount: Int { state.withLock { $0.waiting.count } }
}
