import FeedParsing
import Politeness
import SQLite
import Testing
import Values

@testable import Storage

/// Documents of so many entries that they are stored in steps.
@Suite struct StepTests {
    private let fixture: StoreFixture
    private let store: Store
    private let feeds: [FeedID]
    private static let step = 20

    init() async throws {
        fixture = try StoreFixture()
        store = try fixture.store()
        feeds = try await store.subscribe(["https://a.example/", "https://b.example/"])
    }

    /// A poll that brought `entries`.
    private func poll(_ feed: FeedID, _ entries: [ParsedEntry], eTag: String = "new") -> PollResult
    {
        var document = ParsedFeed()
        (document.format, document.title, document.entries) = (.rss20, "T", entries)
        var state = PollState(due: StoreFixture.start.advanced(by: 60))
        state.validators.eTag = Array(eTag.utf8)
        return PollResult(feed: feed, state: state, document: document)
    }

    /// Stores a poll to its end; the sum, and how many steps it took.
    private func store(
        _ poll: PollResult, in store: Store
    ) async throws -> (sum: PollReceipt, steps: Int) {
        var sum: PollReceipt?
        for steps in 1...50 {
            let step = try await store.record([poll], step: Self.step)[0]
            let total = sum.map(step.following) ?? step
            if !step.isPartial { return (total.atOnce, steps) }
            sum = total
        }
        Issue.record("no end")
        return (PollReceipt(feed: poll.feed), 0)
    }

    /// Entries of which dates, guids, links and texts are shared, near each other and far apart.
    private func mixed(_ count: Int, seed: UInt64, word: String = "") -> [ParsedEntry] {
        var numbers = seed
        func random(_ bound: Int) -> Int {
            numbers = numbers &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(numbers >> 33) % bound
        }
        return (0..<count).map { number in
            let guid = random(4) == 0 ? nil : "\(random(count / 2))"
            let link = random(3) == 0 ? nil : "https://a.example/\(random(count / 3))"
            let date = random(3) == 0 ? nil : StoreFixture.start.advanced(by: -Int64(random(90)))
            return entry(
                id: guid, "Title \(random(count))\(word)", link: link, text: "\(number % 7)",
                published: date)
        }
    }

    private func titles(_ fixture: StoreFixture) throws -> [String] {
        let connection = try fixture.connection()
        let row = try connection.prepare(
            "SELECT feed || title || sort_time FROM entries ORDER BY id")
        var titles: [String] = []
        while try row.step() { titles.append(row.string(0)) }
        return titles
    }

    @Test func `nothing is stored of the polling before the last step, and all of it with that`()
        async throws
    {
        let many = (0..<50).map { entry(id: "\($0)", "Entry \($0)") }
        let large = poll(feeds[0], many)
        let other = poll(feeds[1], [entry(id: "1", "Other")])
        let first = try await store.record([large, other], step: Self.step)
        #expect(first.map(\.isPartial) == [true, false])
        #expect(first.map(\.new) == [20, 1])
        let reader = try fixture.reader()
        #expect(try reader.feeds().map(\.poll.validators.eTag) == [nil, Array("new".utf8)])
        #expect(try reader.feeds()[0].poll.lastPolled == nil)
        let second = try await store.record([large], step: Self.step)[0]
        #expect(second.isPartial && second.new == 20)
        let third = try await store.record([large], step: Self.step)[0]
        #expect(!third.isPartial)
        let sum = third.following(second.following(first[0]))
        #expect(sum.new == 50 && sum.unchanged == 0 && !sum.isPartial)
        #expect(try reader.feeds()[0].poll.validators.eTag == Array("new".utf8))
        #expect(try reader.feeds()[0].entryCount == 50)
    }

    @Test func `of several large documents one is stored after the other`() async throws {
        let entries = (0..<30).map { entry(id: "\($0)", "Entry \($0)") }
        let polls = feeds.map { poll($0, entries) }
        let receipts = try await store.record(polls, step: Self.step)
        #expect(receipts.map(\.new) == [20, 0])
        #expect(receipts.map(\.isPartial) == [true, true])
    }

    @Test func `a run that ends between two steps loses and doubles nothing`() async throws {
        let many = mixed(100, seed: 7)
        let large = poll(feeds[0], many)
        for _ in 0..<2 { _ = try await store.record([large], step: Self.step) }
        try await store.close()
        let next = try fixture.store()
        _ = try await next.subscribe(["https://a.example/", "https://b.example/"])
        let rest = try await store(large, in: next).sum
        let whole = try StoreFixture()
        let other = try whole.store()
        let feed = try await other.subscribe(["https://a.example/", "https://b.example/"])[0]
        let all = try await other.record([poll(feed, many)])[0]
        #expect(rest.new == all.new - 40)
        #expect(try titles(fixture).sorted() == titles(whole).sorted())
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `in steps the same is stored in the same order as at once, and changes as well`(
        seed: UInt64
    ) async throws {
        let whole = try StoreFixture()
        let other = try whole.store()
        let feed = try await other.subscribe(["https://a.example/", "https://b.example/"])[0]
        // New, revised, and both.
        for (count, word) in [(90, ""), (90, "!"), (120, "?"), (120, "?")] {
            let entries = mixed(count, seed: seed, word: word)
            let steps = try await store(poll(feeds[0], entries), in: store)
            let once = try await other.record([poll(feed, entries)])[0]
            #expect(steps.sum == once)
            #expect(try titles(fixture) == titles(whole))
            fixture.advance(by: 60)
            whole.advance(by: 60)
        }
    }

    @Test func `what is listed again after a month is noted in steps`() async throws {
        let many = (0..<100).map { entry(id: "\($0)", "Entry \($0)") }
        _ = try await store.record([poll(feeds[0], many)])
        fixture.advance(by: 40 * 86_400)
        let (sum, steps) = try await store(poll(feeds[0], many), in: store)
        #expect(sum.new == 0 && sum.revised == 0 && sum.unchanged == 100)
        #expect(steps == 5)
    }

    @Test func `entries that take each other's place at each step end with a step of the whole`()
        async throws
    {
        // Each number twice under either scheme, of which the later is another text.
        let entries = (0..<4 * Self.step).flatMap { number in
            [("http", 1, -9), ("http", 2, -8), ("https", 1, -2), ("https", 2, -1)].map {
                scheme, link, day in
                entry(
                    id: "\(scheme)://a.example/\(number)", "\(scheme) \(number) \(link)",
                    link: "https://a.example/\(number)/\(link)", text: "Text \(number)",
                    published: StoreFixture.start.advanced(by: Int64(day) * 86_400))
            }
        }
        var poll = poll(feeds[0], entries)
        var steps = 0
        var isPartial = true
        while isPartial, steps < 3 * PollResult.mostSteps {
            let receipt = try await store.record([poll], step: Self.step)[0]
            steps += receipt.partialSteps
            poll.isStoredAtOnce = steps >= PollResult.mostSteps
            isPartial = receipt.isPartial
        }
        #expect(!isPartial)
        #expect(steps == PollResult.mostSteps)
        let feed = try #require(try await store.storedFeeds().first { $0.id == feeds[0] })
        #expect(feed.poll.validators.eTag == poll.state.validators.eTag)
    }
}

extension PollReceipt {
    /// As if all had been stored in one step.
    fileprivate var atOnce: PollReceipt {
        var receipt = self
        receipt.partialSteps = 0
        return receipt
    }
}
