import Events
import Fetching
import Platform
import Politeness
import Storage
import Subscriptions
import Testing
import Values

@testable import Aggregation

/// What a single run does of what people asked for.
struct SingleRunTests {
    private let folder: ScratchFolder
    private let fetcher = FakeFetcher()

    init() throws { folder = try ScratchFolder() }

    private func run() async throws -> PollTally {
        try await fetcher.aggregator(in: folder).run()
    }

    @Test func `a single run answers what was asked for before it, once`() async throws {
        let url = "https://a.example/feed"
        fetcher.serve(url, items: ["one"])
        try AtomicFile.replace(
            path: "\(folder.path)/feeds.yml", with: Array("feeds:\n  - \(url)\n".utf8),
            expecting: nil)
        #expect(try await run().polls == 1)
        let reader = try StoreSession(folder: "\(folder.path)/state")
        try reader.request(.refresh(feeds: nil, force: true))
        #expect(try await run().polls == 1)
        #expect(fetcher.requests.last?.validators.isEmpty == true)
        #expect(try await run().polls == 0)
    }
}
