import FeedParsing
import Politeness
import Storage
import Testing
import Values

/// What is the same entry, and what is another.
@Suite struct IdentityTests {
    private let fixture: StoreFixture
    private let store: Store
    private let feed: FeedID

    init() async throws {
        fixture = try StoreFixture()
        store = try fixture.store()
        feed = try await store.subscribe()
    }

    private func titles() throws -> [String] {
        try fixture.reader().entries(EntryFilter()).compactMap(\.title).sorted()
    }

    @Test func `the same document twice brings nothing new and changes nothing`() async throws {
        let document = [
            entry(id: "1", "One", link: "https://a.example/1"),
            entry("Two", link: "https://a.example/2"),
            entry("Three", text: "neither guid nor link"),
        ]
        #expect(try await store.poll(feed, document).new == 3)
        let receipt = try await store.poll(feed, document.reversed())
        #expect(receipt.new == 0)
        #expect(receipt.revised == 0)
        #expect(receipt.unchanged == 3)
    }

    @Test func `a guid is known again under another link and title`() async throws {
        try await store.poll(feed, [entry(id: "1", "Old", link: "https://a.example/old")])
        let receipt = try await store.poll(
            feed, [entry(id: "1", "New", link: "https://a.example/new")])
        #expect(receipt.revised == 1)
        #expect(try titles() == ["New"])
    }

    @Test func `a guid counts within its feed only`() async throws {
        let other = try await store.subscribe(["https://a.example/feed", "https://b.example/feed"])[
            1]
        try await store.poll(feed, [entry(id: "1", "Of a")])
        #expect(try await store.poll(other, [entry(id: "1", "Of b")]).new == 1)
    }

    @Test func `without a guid the link tells, whatever tracks in it`() async throws {
        try await store.poll(
            feed, [entry("One", link: "http://www.a.example/1?utm_source=rss&x=1#top")])
        let receipt = try await store.poll(
            feed, [entry("One", link: "https://a.example/1?x=1&utm_source=atom")])
        #expect(receipt.new == 0)
        #expect(receipt.revised == 0)
    }

    @Test func `without guid and link the content tells`() async throws {
        try await store.poll(feed, [entry("Notice", text: "first")])
        #expect(try await store.poll(feed, [entry("Notice", text: "second")]).new == 1)
        #expect(try await store.poll(feed, [entry("Notice", text: "first")]).new == 0)
    }

    @Test func `one guid with two links in a document is two entries`() async throws {
        let a = entry(id: "same", "A", link: "https://a.example/a")
        let b = entry(id: "same", "B", link: "https://a.example/b")
        #expect(try await store.poll(feed, [a, b]).new == 2)
        #expect(try await store.poll(feed, [b, a]).unchanged == 2)
        #expect(try await store.poll(feed, [b]).unchanged == 1)
        #expect(try await store.poll(feed, [a]).unchanged == 1)
        #expect(try titles() == ["A", "B"])
    }

    @Test func `a guid that comes to be used twice keeps its first entry`() async throws {
        let a = entry(id: "same", "A", link: "https://a.example/a")
        let b = entry(id: "same", "B", link: "https://a.example/b")
        try await store.poll(feed, [a])
        let receipt = try await store.poll(feed, [b, a])
        #expect(receipt.new == 1)
        #expect(receipt.unchanged == 1)
        #expect(try await store.poll(feed, [a]).unchanged == 1)
        #expect(try titles() == ["A", "B"])
    }

    @Test func `entries that all link to one page are told by their titles`() async throws {
        let page = "https://a.example/changelog"
        let document = [entry("Version 2", link: page), entry("Version 1", link: page)]
        #expect(try await store.poll(feed, document).new == 2)
        #expect(
            try await store.poll(feed, [entry("Version 3", link: page)] + document)
                == receipt(new: 1, unchanged: 2))
        #expect(try await store.poll(feed, [document[1]]).unchanged == 1)
    }

    @Test func `entries of one guid and link are told by their titles`() async throws {
        let document = [
            entry(id: "x", "B", link: "https://a.example/"),
            entry(id: "x", "A", link: "https://a.example/"),
        ]
        #expect(try await store.poll(feed, document).new == 2)
        #expect(try await store.poll(feed, document.reversed()).unchanged == 2)
    }

    /// A page that calls all its reports the same, under whatever they have in common.
    private static func reports(
        _ days: ClosedRange<Int>, guid: String?, title: String?
    ) -> [ParsedEntry] {
        days.reversed().map { day in
            entry(
                id: guid, title, link: "https://a.example/status",
                text: "What failed on day \(day)",
                published: StoreFixture.start.advanced(by: Int64(day) * 86_400 - 9_000_000))
        }
    }

    @Test(arguments: [(nil, "Outage"), (nil, nil), ("same", nil), ("same", "Outage")])
    func `entries that differ in text and date alone are told by their texts`(
        guid: String?, title: String?
    ) async throws {
        func poll(_ days: ClosedRange<Int>) async throws -> PollReceipt {
            try await store.poll(feed, Self.reports(days, guid: guid, title: title))
        }
        #expect(try await poll(1...1) == receipt(new: 1, unchanged: 0))
        #expect(try await poll(1...4) == receipt(new: 3, unchanged: 1))
        #expect(try await poll(2...5) == receipt(new: 1, unchanged: 3))
        // Once they were seen side by side, one alone is the one that it was.
        #expect(try await poll(3...3) == receipt(new: 0, unchanged: 1))
        #expect(try fixture.reader().entries(EntryFilter()).count == 5)
    }

    @Test func `one entry twice in two states is one, whatever its text`() async throws {
        let states = Self.reports(1...1, guid: nil, title: "Outage").flatMap { first in
            var second = first
            second.text += ", and when it was mended"
            second.summary = second.text
            return [first, second]
        }
        #expect(try await store.poll(feed, states).new == 1)
        #expect(try await store.poll(feed, states.reversed()).new == 0)
    }

    @Test func `Atom entries of one id and link are one entry in its latest state`() async throws {
        var old = entry(id: "urn:1", "Before", link: "https://a.example/1")
        old.updated = Timestamp(seconds: 1_000)
        var new = entry(id: "urn:1", "After", link: "https://a.example/1")
        new.updated = Timestamp(seconds: 2_000)
        #expect(try await store.poll(feed, [old, new], format: .atom10).new == 1)
        #expect(try titles() == ["After"])
        #expect(try await store.poll(feed, [new, old], format: .atom10).unchanged == 1)
    }

    @Test func `an entry listed twice is stored once`() async throws {
        let one = entry(id: "1", "One", link: "https://a.example/1")
        #expect(try await store.poll(feed, [one, one]).new == 1)
        #expect(try titles() == ["One"])
    }

    @Test func `two documents of one feed in a batch are stored one after the other`() async throws
    {
        var document = ParsedFeed()
        document.entries = [entry(id: "1", "One")]
        let poll = PollResult(feed: feed, state: .init(due: nil), document: document)
        let receipts = try await store.record([poll, poll])
        #expect(receipts.map(\.new) == [1, 0])
        #expect(receipts.map(\.unchanged) == [0, 1])
    }

    private func receipt(new: Int, unchanged: Int) -> PollReceipt {
        var receipt = PollReceipt(feed: feed)
        receipt.new = new
        receipt.unchanged = unchanged
        return receipt
    }
}
