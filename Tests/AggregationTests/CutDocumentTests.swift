import FeedParsing
import Fetching
import Platform
import Politeness
import Storage
import Subscriptions
import Testing
import Values

@testable import Aggregation

/// A server that hangs up halfway through a document, to the very address that has a validator.
struct CutDocumentTests {
    private static let url = "https://a.example/feed"
    private static let items = (0..<3).map {
        "<item><guid isPermaLink=\"false\">g-\($0)-long</guid><title>Story \($0)</title></item>"
    }
    private static let json =
        #"{"version": "https://jsonfeed.org/version/1", "items": ["#
        + (0..<3).map { #"{"id": "g-\#($0)-long", "title": "Story \#($0)"}"# }
        .joined(separator: ", ") + "]}"

    @Test(arguments: [
        "<rss version=\"2.0\"><channel><title>N</title>\(items.joined())</channel></rss>", json,
    ])
    func `what is missing comes with the next document, and nothing twice`(
        text: String
    ) async throws {
        let folder = try ScratchFolder()
        let ahead = Locked<Int64>(0)
        let clock = WallClock { WallClock.system.now.advanced(by: ahead.withLock { $0 }) }
        let store = try Store(folder: "\(folder.path)/state", clock: clock)
        _ = try await store.apply([Subscription(url: Self.url)]) { feed, _ in feed.url }
        let half = try #require(text.firstRange(of: "g-2-")).upperBound
        let tag = Array("\"v1\"".utf8)
        let fetcher = FakeFetcher()
        fetcher.answer(Self.url) { [fetcher] request in
            let isKnown = request.validators.eTag == tag
            var response = FetchResponse(status: isKnown ? 304 : 200, url: Self.url)
            response.wasConditional = !request.validators.isEmpty
            response.validators.eTag = tag
            let isFirst = fetcher.requests.count == 1
            if !isKnown { response.body = Array((isFirst ? text[..<half] : text[...]).utf8) }
            return .response(response)
        }
        var titles: [[String]] = []
        for _ in 0..<3 {
            let poller = Poller(
                mode: .once,
                visit: FeedVisit(
                    fetcher: fetcher, parser: FeedParser(),
                    credentials: CredentialStore(folder: "\(folder.path)/secrets"), clock: clock),
                recorder: Recorder(store: store, opening: await store.opening), clock: clock,
                chance: { 0 }, log: Log { _ in }, onNewEntries: {})
            await poller.follow(try await store.activeFeeds())
            await poller.run()
            let reader = try StoreReader(folder: "\(folder.path)/state")
            titles.append(try reader.entries(EntryFilter()).map { $0.title ?? "" }.sorted())
            ahead.withLock { $0 += 2 * 86_400 }
        }
        try await store.close()
        #expect(titles[0] == ["Story 0", "Story 1"])
        #expect(titles[1] == ["Story 0", "Story 1", "Story 2"])
        #expect(titles[2] == titles[1])
        // The third has the validators of the second, which came whole.
        #expect(fetcher.requests.map(\.validators.eTag) == [nil, nil, tag])
    }
}
