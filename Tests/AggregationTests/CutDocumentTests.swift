import Fetching
import Platform
import Politeness
import Storage
import Subscriptions
import TestClock
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

    @Test(arguments: [201, 202, 206])
    func `a piece that nobody asked for is no document`(status: Int) async throws {
        let folder = try ScratchFolder()
        let fetcher = FakeFetcher()
        fetcher.answer(Self.url) { _ in
            var response = FetchResponse(status: status, url: Self.url)
            response.validators.eTag = Array("\"v1\"".utf8)
            response.body = .memory(
                Array("<rss><channel>\(Self.items.joined())</channel></rss>".utf8))
            return .response(response)
        }
        let state = try await polled(fetcher, folder, .system)
        #expect(try entries(folder).isEmpty)
        #expect(state.lastError?.contains("\(status)") == true)
        #expect(state.validators.isEmpty && state.lastSuccess == nil && state.failures == 1)
    }

    @Test(arguments: [
        "<rss version=\"2.0\"><channel><title>N</title>\(items.joined())</channel></rss>", json,
    ])
    func `what is missing comes with the next document, and nothing twice`(
        text: String
    ) async throws {
        let folder = try ScratchFolder()
        let time = TestClock(over: .system)
        let half = try #require(text.firstRange(of: "g-2-")).upperBound
        let tag = Array("\"v1\"".utf8)
        let fetcher = FakeFetcher()
        fetcher.answer(Self.url) { [fetcher] request in
            let isKnown = request.validators.eTag == tag
            var response = FetchResponse(status: isKnown ? 304 : 200, url: Self.url)
            response.wasConditional = !request.validators.isEmpty
            response.validators.eTag = tag
            let isFirst = fetcher.requests.count == 1
            if !isKnown {
                response.body = .memory(Array((isFirst ? text[..<half] : text[...]).utf8))
            }
            return .response(response)
        }
        var titles: [[String]] = []
        for _ in 0..<3 {
            _ = try await polled(fetcher, folder, time.clock)
            titles.append(try entries(folder))
            time.pass(2 * 86_400)
        }
        #expect(titles[0] == ["Story 0", "Story 1"])
        #expect(titles[1] == ["Story 0", "Story 1", "Story 2"])
        #expect(titles[2] == titles[1])
        // The third has the validators of the second, which came whole.
        #expect(fetcher.requests.map(\.validators.eTag) == [nil, nil, tag])
    }

    /// The state of the feed after a poll.
    private func polled(
        _ fetcher: FakeFetcher, _ folder: ScratchFolder, _ clock: WallClock
    ) async throws -> PollState {
        let store = try Store(folder: "\(folder.path)/state", clock: clock)
        let feeds = try await store.apply([Subscription(url: Self.url)]) { feed, _ in feed.url }
        let poller = await fetcher.poller(of: store, folder, clock)
        await poller.follow(feeds)
        await poller.run()
        try await store.close()
        return try #require(
            try StoreSession(folder: "\(folder.path)/state").feeds().first
        ).poll
    }

    private func entries(_ folder: ScratchFolder) throws -> [String] {
        try StoreSession(folder: "\(folder.path)/state").entries(EntryFilter())
            .map { $0.title ?? "" }.sorted()
    }
}
