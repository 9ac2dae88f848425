import Events
import Fetching
import Platform
import Politeness
import SQLite
import Storage
import Subscriptions
import TestClock
import Testing
import Values

@testable import Aggregation

/// The pipeline over a fake network, a clock of its own and a real database.
struct AggregatorTests {
    private let folder: ScratchFolder
    private let fetcher = FakeFetcher()
    /// The clock of the pipeline, which goes as the machine's does.
    private let time = TestClock(over: .system)
    private let lines = Locked<[String]>([])

    init() throws { folder = try ScratchFolder() }

    private func write(_ text: String) throws {
        let path = "\(folder.path)/feeds.yml"
        try AtomicFile.replace(
            path: path, with: Array(text.utf8), expecting: try FileIdentity(path: path))
    }

    private func follow(_ urls: [String]) throws {
        try write("feeds:\n" + urls.map { "  - \($0)\n" }.joined())
    }

    @discardableResult
    private func poll(clusters: Bool = true) async throws -> PollTally {
        try await fetcher.aggregator(
            in: folder, clusters: clusters, clock: clock,
            log: Log { [lines] line in lines.withLock { $0.append(line.text) } }
        ).run()
    }

    private var clock: WallClock { time.clock }

    private func reader() throws -> StoreSession {
        try StoreSession(folder: "\(folder.path)/state")
    }

    @Test func `polls what is due once and clusters what came`() async throws {
        fetcher.serve("https://a.example/feed", items: ["one", "two"])
        fetcher.serve("https://b.example/feed", items: ["three"])
        try follow(["https://a.example/feed", "https://b.example/feed"])
        let tally = try await poll()
        #expect(tally.polls == 2)
        #expect(tally.newEntries == 3)
        #expect(try reader().entries(EntryFilter()).allSatisfy { $0.cluster != nil })

        #expect(try await poll() == PollTally())
        #expect(fetcher.requests.count == 2)
    }

    @Test func `what a run without clustering stored is clustered when nothing else comes`()
        async throws
    {
        fetcher.serve("https://a.example/feed", items: ["one", "two"])
        try follow(["https://a.example/feed"])
        #expect(try await poll(clusters: false).newEntries == 2)
        #expect(try reader().entries(EntryFilter()).map(\.cluster) == [nil, nil])

        #expect(try await poll() == PollTally())
        #expect(try reader().entries(EntryFilter()).allSatisfy { $0.cluster != nil })
    }

    @Test func `asks again with the validators that the last answer gave`() async throws {
        fetcher.serve("https://a.example/feed", items: ["one"])
        try follow(["https://a.example/feed"])
        try await poll()
        time.pass(2 * 86_400)
        let tally = try await poll()
        #expect(tally.notModified == 1)
        #expect(fetcher.requests.count == 2)
        #expect(fetcher.requests.last?.validators.eTag != nil)
        #expect(try reader().feeds().first?.poll.notModified == 1)
    }

    @Test func `a poll for the whole document that fails keeps the validators`() async throws {
        let url = "https://a.example/feed"
        fetcher.serve(url, items: ["one"])
        try follow([url])
        try await poll()

        fetcher.answer(url) { _ in .failure(.resolve(host: "a.example")) }
        let store = try Store(folder: "\(folder.path)/state", clock: clock)
        let records = try await store.apply([Subscription(url: url)]) { feed, _ in feed.url }
        let poller = await fetcher.poller(of: store, folder, clock)
        await poller.follow(records)
        await poller.refresh(records.map(\.id), force: true)
        await poller.run()
        try await store.close()
        #expect(fetcher.requests.map(\.validators.isEmpty) == [true, true])
        let state = try #require(try reader().feeds().first).poll
        // Who asked for it has it counted as no failure.
        #expect(state.failures == 0)
        #expect(state.validators.eTag != nil)
    }

    @Test func `a document that is no feed keeps the validators of the last good one`()
        async throws
    {
        let url = "https://a.example/feed"
        fetcher.serve(url, items: ["one"])
        try follow([url])
        try await poll()
        let good = try #require(try reader().feeds().first?.poll.validators)
        fetcher.answer(url) { _ in
            var response = FetchResponse(status: 200, url: url)
            response.validators.eTag = Array("\"login page\"".utf8)
            response.body = .memory(Array("<html><body>Please log in</body></html>".utf8))
            return .response(response)
        }
        time.pass(2 * 86_400)
        #expect(try await poll().failures == 1)
        let feed = try #require(try reader().feeds().first)
        #expect(feed.poll.validators == good)
        #expect(feed.poll.failures == 1)
        #expect(feed.entryCount == 1)
        #expect(lines.withLock { $0 }.contains { $0.hasPrefix("feed \(url): ") })
    }

    @Test func `a feed whose address libcurl cannot read fails with a reason`() async throws {
        let url = "https://a=b.example/feed"
        fetcher.answer(url) { _ in .failure(.invalidURL(url, reason: "Bad hostname")) }
        try follow([url])
        #expect(try await poll().failures == 1)
        #expect(try reader().feeds().first?.poll.lastError?.contains("Bad hostname") == true)
    }

    @Test func `a feed that is gone for good is not asked again and keeps its entries`()
        async throws
    {
        let url = "https://a.example/feed"
        fetcher.serve(url, items: ["one"])
        try follow([url])
        try await poll()
        fetcher.answer(url) { _ in .response(FetchResponse(status: 410, url: url)) }
        time.pass(2 * 86_400)
        try await poll()
        time.pass(30 * 86_400)
        try await poll()
        #expect(fetcher.requests.count == 2)
        #expect(try reader().entries(EntryFilter()).count == 1)
    }

    @Test func `a poll that the database refuses costs no other its entries`() async throws {
        let urls = ["a", "b", "c"].map { "https://\($0).example/feed" }
        for url in urls { fetcher.serve(url, items: ["one"]) }
        try follow(urls)
        try await poll()
        try refuseEntriesCalledPoison()
        fetcher.serve(urls[0], items: ["one", "two"])
        fetcher.serve(urls[1], items: ["one", "poison"])
        fetcher.serve(urls[2], items: ["one", "three"])
        time.pass(2 * 86_400)
        let tally = try await poll()
        #expect(tally.newEntries == 2)
        let titles = try reader().entries(EntryFilter()).compactMap(\.title).sorted()
        #expect(titles == ["one", "one", "one", "three", "two"])
    }

    /// Has the database raise an error at an entry with the title "poison".
    private func refuseEntriesCalledPoison() throws {
        let connection = try Connection(
            path: "\(folder.path)/state/tidings.db", mode: .existing, busyTimeout: 1_000)
        try connection.execute(
            """
            CREATE TRIGGER refusal BEFORE INSERT ON entries WHEN NEW.title = 'poison'
            BEGIN SELECT RAISE(ABORT, 'refused'); END
            """)
        connection.close()
    }

    @Test func `feeds of one site are one publisher`() async throws {
        fetcher.serve("https://cdn.example/a", items: ["one"], site: "https://news.paper.example/")
        fetcher.serve("https://cdn.example/b", items: ["two"], site: "https://sport.paper.example")
        try follow(["https://cdn.example/a", "https://cdn.example/b"])
        try await poll()
        #expect(Set(try reader().feeds().map(\.publisher)) == ["paper.example"])
    }

    @Test func `an outage of our own network costs no feed a failure`() async throws {
        let urls = (0..<8).map { "https://host\($0).example/feed" }
        for url in urls { fetcher.serve(url, items: ["one"]) }
        try follow(urls)
        try await poll()
        for url in urls { fetcher.answer(url) { _ in .failure(.resolve(host: url)) } }
        time.pass(2 * 86_400)
        try await poll()
        let failures = try reader().feeds().map(\.poll.failures)
        // The first few are taken at their word; then it is clear whose fault it is.
        #expect(failures.reduce(0, +) <= 4, "\(failures)")
        #expect(lines.withLock { $0 }.contains { $0.contains("an outage of our own network") })
    }

    @Test func `a feed that moves for good is told once, and goes on under its new address`()
        async throws
    {
        let (old, new) = ("http://old.example/feed", "https://new.example/feed")
        fetcher.serve(new, items: ["one"])
        fetcher.answer(old) { request in
            var response = FetchResponse(status: 200, url: new)
            response.startURL = request.startURL
            if request.startURL == nil {
                response.redirects = [.init(status: 301, url: new)]
            }
            response.validators = Validators(eTag: Array("\"1\"".utf8), url: new)
            let text =
                "<rss><channel><item><guid>one</guid><title>one</title></item></channel></rss>"
            response.body = .memory(Array(text.utf8))
            return .response(response)
        }
        try follow([old])
        for _ in 0..<5 {
            try await poll()
            time.pass(3 * 86_400)
        }
        let told = lines.withLock { $0 }.filter { $0.contains("moved for good") }
        #expect(told.count == 1)
        #expect(told.first?.contains(new) == true)
        #expect(fetcher.requests.map(\.startURL).suffix(2) == [new, new])

        try follow([new])
        try await poll()
        #expect(fetcher.requests.last?.url == new)
        #expect(fetcher.requests.last?.validators.eTag == Array("\"1\"".utf8))
        let feed = try #require(try reader().feeds().first)
        #expect(feed.url == new)
        #expect(feed.entryCount == 1)
        #expect(feed.poll.moved == nil)
    }

    @Test func `new entries alone keep what is known of the pace of a feed`() async throws {
        let url = "https://a.example/feed"
        let day = WallClock.system.now.advanced(by: -86_400)
        @Sendable func answer(_ status: Int, _ numbers: Range<Int64>) -> FakeFetcher.Answer {
            var response = FetchResponse(status: status, url: url)
            response.validators.eTag = Array("\"\(status)\"".utf8)
            let items = numbers.map { number in
                "<item><guid>\(number)</guid><title>\(number)</title><dc:date>"
                    + day.advanced(by: number * 3_600).rfc3339 + "</dc:date></item>"
            }
            let text =
                "<rss xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel>"
                + items.joined() + "</channel></rss>"
            response.body = .memory(Array(text.utf8))
            return .response(response)
        }
        fetcher.answer(url) {
            answer($0.validators.isEmpty ? 200 : 226, $0.validators.isEmpty ? 0..<5 : 5..<6)
        }
        try follow([url])
        try await poll()
        time.pass(2 * 86_400)
        #expect(try await poll().newEntries == 1)
        let feed = try #require(try reader().feeds().first)
        #expect(feed.entryCount == 6)
        #expect(feed.poll.pacing.publications.count == 6)
        #expect(feed.poll.validators.eTag == Array("\"226\"".utf8))
    }

    @Test func `a due time that a wrong clock stored does not end polling`() async throws {
        fetcher.serve("https://a.example/feed", items: ["one"])
        try follow(["https://a.example/feed"])
        time.pass(20 * 365 * 86_400)
        try await poll()
        time.pass(-20 * 365 * 86_400)
        // It waits for what it would have, from the first start on.
        try await poll()
        #expect(fetcher.requests.count == 1)
        time.pass(2 * 86_400)
        try await poll()
        #expect(fetcher.requests.count == 2)
    }

    @Test func `a host that asked to be left alone is, also after a restart`() async throws {
        let first = "https://a.example/one"
        let second = "https://a.example/two"
        fetcher.answer(first) { _ in
            var response = FetchResponse(status: 429, url: first)
            response.retryAfter = "7200"
            return .response(response)
        }
        fetcher.serve(second, items: ["one"])
        try follow([first])
        try await poll()
        try follow([first, second])
        try await poll()
        #expect(fetcher.requests.map(\.url) == [first])
        time.pass(7_300)
        try await poll()
        #expect(fetcher.requests.contains { $0.url == second })
    }

    @Test func `a pause is that of the host that asked for it, at the end of the redirects`()
        async throws
    {
        fetcher.answer("https://a.example/one") { _ in
            var response = FetchResponse(status: 429, url: "https://b.example/one")
            response.retryAfter = "7200"
            return .response(response)
        }
        fetcher.serve("https://a.example/two", items: ["one"])
        fetcher.serve("https://b.example/three", items: ["one"])
        try follow(["https://a.example/one"])
        try await poll()
        try follow(["https://a.example/two", "https://b.example/three"])
        try await poll()
        let asked = fetcher.requests.map(\.url)
        #expect(asked == ["https://a.example/one", "https://a.example/two"])
    }

    @Test func `a feed that is not found tells once how to look for it`() async throws {
        let url = "https://a.example/feed"
        fetcher.answer(url) { _ in .response(FetchResponse(status: 404, url: url)) }
        try follow([url])
        try await poll()
        time.pass(2 * 86_400)
        try await poll()
        let hints = lines.withLock { $0.filter { $0.contains("tidings discover") } }
        // Its own address is the one that is not found.
        let site = "'https://a.example/'"
        #expect(hints.count == 1)
        // Through the daemon's own guard: the address may be the feed's word.
        #expect(hints.first?.hasSuffix("run: tidings discover \(site)") == true)
    }

    @Test func `a feed that is out of the file for a moment is not polled again for it`()
        async throws
    {
        fetcher.serve("https://a.example/feed", items: ["one"])
        try follow(["https://a.example/feed"])
        try await poll()
        try follow([])
        try await poll()
        try follow(["https://a.example/feed"])
        try await poll()
        #expect(fetcher.requests.count == 1)
    }

    @Test func `of lists that are read at the same time the last one is followed`() async throws {
        func url(_ number: Int) -> String { "https://h\(number).example/feed" }
        for number in 0...20 { fetcher.serve(url(number), items: ["one"]) }
        try follow([url(0)])
        let aggregator = try await fetcher.aggregator(in: folder, clock: clock)
        try await withThrowingDiscardingTaskGroup { tasks in
            for number in 1...20 {
                try follow([url(number)])
                tasks.addTask { await aggregator.reload() }
                await Task.yield()
            }
        }
        _ = await aggregator.run()
        #expect(fetcher.requests.map(\.url) == [url(20)])
    }

    @Test func `a bad feeds.yml at the start is an error with its place`() async throws {
        try write("feeds:\n  - url: gopher://x.example/\n")
        await #expect(throws: SubscriptionError.self) { try await poll() }
    }

    @Test func `an empty item is not stored`() async throws {
        let url = "https://a.example/feed"
        fetcher.answer(url) { _ in
            var response = FetchResponse(status: 200, url: url)
            let text = "<rss><channel><item/><item><title>One</title></item></channel></rss>"
            response.body = .memory(Array(text.utf8))
            return .response(response)
        }
        try follow([url])
        #expect(try await poll().newEntries == 1)
    }
}
