import FeedParsing
import SQLite
import Storage
import Testing
import Values

/// What tells entries that have neither guid nor link.
@Suite struct EnclosureIdentityTests {
    private let fixture: StoreFixture
    private let store: Store
    private let feed: FeedID

    init() async throws {
        fixture = try StoreFixture()
        store = try fixture.store()
        feed = try await store.subscribe()
    }

    private func episode(
        _ number: Int, _ title: String? = "Episode", text: String = "", query: String = ""
    ) -> ParsedEntry {
        var episode = entry(title, text: text)
        episode.enclosures = [
            .init(url: "https://a.example/\(number).mp3\(query)", type: "audio/mpeg", length: nil)
        ]
        return episode
    }

    private func count() throws -> Int { try fixture.reader().entries(EntryFilter()).count }

    @Test(arguments: ["Episode", nil] as [String?])
    func `episodes of one title are told by their enclosures`(title: String?) async throws {
        let document = (1...5).map { episode($0, title) }
        #expect(try await store.poll(feed, document).new == 5)
        #expect(try await store.poll(feed, document.reversed()).unchanged == 5)
        #expect(try await store.poll(feed, document).unchanged == 5)
        #expect(try await store.poll(feed, [document[2]]).unchanged == 1)
        #expect(try count() == 5)
    }

    @Test(arguments: [true, false])
    func `enclosures that are signed for each request double nothing`(
        isOneText: Bool
    ) async throws {
        func document(_ poll: Int) -> [ParsedEntry] {
            (1...4).map {
                episode(
                    $0, text: isOneText ? "same" : "about \($0)",
                    query: "?Expires=\(poll)&Signature=\(poll * 7 + $0)#t=\(poll)")
            }
        }
        #expect(try await store.poll(feed, document(1)).new == 4)
        #expect(try await store.poll(feed, document(2)).unchanged == 4)
        #expect(try await store.poll(feed, document(3).reversed()).unchanged == 4)
        #expect(try count() == 4)
    }

    @Test func `enclosures that differ in their queries alone tell nothing`() async throws {
        func document(_ poll: Int) -> [ParsedEntry] {
            (1...3).map { episode(1, text: "same", query: "?token=\(poll)-\($0)") }
        }
        #expect(try await store.poll(feed, document(1)).new == 1)
        #expect(try await store.poll(feed, document(2)).unchanged == 1)
        #expect(try await store.poll(feed, document(3)).unchanged == 1)
    }

    @Test func `enclosures tell with either scheme, and with www and without`() async throws {
        func document(_ site: String) -> [ParsedEntry] {
            (1...3).map {
                var episode = episode($0)
                episode.enclosures[0].url = "\(site)a.example/\($0).mp3"
                return episode
            }
        }
        #expect(try await store.poll(feed, document("http://")).new == 3)
        #expect(try await store.poll(feed, document("https://")).unchanged == 3)
        #expect(try await store.poll(feed, document("https://www.")).unchanged == 3)
    }

    @Test(arguments: ["Episode", nil] as [String?])
    func `entries of one enclosure whose texts differ are several`(title: String?) async throws {
        let document = ["one", "two", "three"].map { episode(1, title, text: $0) }
        #expect(try await store.poll(feed, document).new == 3)
        #expect(try await store.poll(feed, document.reversed()).unchanged == 3)
    }

    @Test func `dates that change at each request double nothing`() async throws {
        func document(_ poll: Int64) -> [ParsedEntry] {
            let moment = StoreFixture.start.advanced(by: poll * 60)
            var document = (1...3).map { episode($0) }
            document.append(entry("Notice", text: "Same.", published: moment))
            document.append(entry("Notice", text: "Same.", published: moment.advanced(by: -1)))
            for index in 0...2 { document[index].published = moment.advanced(by: Int64(-index)) }
            return document
        }
        #expect(try await store.poll(feed, document(1)).new == 4)
        #expect(try await store.poll(feed, document(2)).unchanged == 4)
        #expect(try await store.poll(feed, document(3)).unchanged == 4)
        #expect(try count() == 4)
    }

    @Test func `an entry known before others of its content stays the one of its enclosure`()
        async throws
    {
        #expect(try await store.poll(feed, [episode(3)]).new == 1)
        let document = (1...5).map { episode($0) }
        let receipt = try await store.poll(feed, document)
        #expect(receipt.new == 4)
        #expect(receipt.unchanged == 1)
        #expect(try await store.poll(feed, document.reversed()).unchanged == 5)
        #expect(try await store.poll(feed, [episode(3)]).unchanged == 1)
    }

    @Test func `an entry that was stored without its enclosure stays one of those`() async throws {
        #expect(try await store.poll(feed, [entry("Episode")]).new == 1)
        let document = (1...5).map { episode($0) }
        #expect(try await store.poll(feed, document).new == 4)
        #expect(try await store.poll(feed, document).unchanged == 5)
        #expect(try count() == 5)
    }

    @Test func `an entry whose enclosure has moved stays one of those, wherever it is`()
        async throws
    {
        #expect(try await store.poll(feed, [episode(9)]).new == 1)
        // While one document lists one of them, nothing but the content is looked at.
        #expect(try await store.poll(feed, [episode(1)]).unchanged == 1)
        let document = [episode(2), episode(1)]
        #expect(try await store.poll(feed, document).new == 1)
        #expect(try await store.poll(feed, document).unchanged == 2)
        #expect(try await store.poll(feed, [episode(9)]).unchanged == 1)
        #expect(try count() == 2)
    }

    @Test func `an episode that has expired stays away when its content turns out to be shared`()
        async throws
    {
        #expect(try await store.poll(feed, [episode(1)]).new == 1)
        try fixture.connection().execute("DELETE FROM entries")
        let document = [episode(2), episode(1)]
        #expect(try await store.poll(feed, document).new == 1)
        #expect(try await store.poll(feed, document).new == 0)
        #expect(try count() == 1)
    }
}
