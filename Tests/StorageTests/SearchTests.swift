import Events
import FeedParsing
import Platform
import Subscriptions
import Testing
import Values

@testable import Storage

/// What searches find, in what order, and how it is shown.
@Suite struct SearchTests {
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
    }

    private func answer(
        _ line: String, order: SearchRequest.Order = .newest, limit: Int? = nil,
        before: EntryID? = nil
    ) throws -> SearchAnswer {
        let query = try SearchQueryParser.query(line)
        return try fixture.reader().search(
            SearchRequest(
                query, order: order, limit: limit, before: before, calendar: .fixed()))
    }

    private func titles(
        _ line: String, order: SearchRequest.Order = .newest
    ) throws -> [String?] {
        try answer(line, order: order).hits.map(\.entry.title)
    }

    @Test(arguments: [
        ("zurich", "Zürich"), ("ZÜRICH", "Zürich"), ("strasse", "Straße"), ("lodz", "Łódź"),
        ("gross", "GROẞ"), ("GROẞ", "groß"),
        ("αθηνα", "Αθήνα"), ("ΑΘΗΝΑ", "Αθήνα"), ("елка", "Ёлка"), ("कहानी", "हिंदी कहानी"),
        ("كتاب", "كِتَاب"), ("abc", "ＡＢＣ"), ("e\u{301}cole", "École"), ("cafe", "cafe\u{301}"),
        ("東京", "東京都"), ("京都", "東京都"), ("東京都", "東京都"), ("都", "東京都"),
        ("京", "東京都"), ("\"iphone 発売\"", "iPhone発売"), ("iphone発売", "iPhone発売日"),
        ("서울", "서울에서"), ("ประเทศ", "ในประเทศไทย"), ("カタカナ", "ｶタカナ カタカナ"),
    ]) func `a text is found however it is written`(line: String, text: String) async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(
            feed, [entry(id: "1", "One", text: text), entry(id: "2", "Other", text: "大阪 xyz")])
        let hits = try answer(line).hits
        #expect(hits.map(\.entry.title) == ["One"])
        #expect(hits.first?.excerpt?.parts.contains { $0.isMatch } == true)
    }

    @Test func `the best hits are the same with and without a look at all entries`() async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        for number in 1...30 {
            let words = String(repeating: "quake ", count: number % 7)
            try await store.poll(
                feed,
                [entry(id: "\(number)", "News \(number % 3 == 0 ? "quake" : "")", text: words)])
        }
        for limit in [nil, 5] as [Int?] {
            // A time of which all are makes it look at each.
            let filtered = try answer("quake since:1970-01-01", order: .relevance, limit: limit)
            let plain = try answer("quake", order: .relevance, limit: limit)
            #expect(plain.hits.map(\.entry.id) == filtered.hits.map(\.entry.id))
            #expect(plain.hits.count == limit ?? 27)
            let ofFeed = try answer("quake feed:\(feed)", order: .relevance, limit: limit)
            #expect(ofFeed.hits.map(\.entry.id) == plain.hits.map(\.entry.id))
        }
        let before = try answer("quake", order: .relevance, before: 10)
        // All but the seventh name it.
        #expect(Set(before.hits.map(\.entry.id)) == [1, 2, 3, 4, 5, 6, 8, 9])
    }

    @Test func `what a filter leaves out is none of the hits that are weighed`() async throws {
        let store = try fixture.store()
        // More than are looked up in the index.
        let feeds = try await store.subscribe(
            (0...SearchExpression.feedLimit + 1).map { "https://\($0).example/feed" })
        var first = entry(id: "0", "Quake", published: StoreFixture.start.advanced(by: -90_000))
        first.language = "de"
        try await store.poll(feeds[1], [first])
        for number in 1...9 {
            try await store.poll(feeds[0], [entry(id: "\(number)", "Quake \(number)")])
        }
        func best(_ line: String) throws -> [EntryID] {
            let query = try SearchQueryParser.query(line)
            let request = SearchRequest(query, order: .relevance, calendar: .fixed())
            let connection = try fixture.connection()
            return try SearchQueries.answer(
                request, now: StoreFixture.start, ranked: 3, connection
            ).hits.map(\.entry.id)
        }
        #expect(try best("quake").sorted() == [8, 9, 10])
        #expect(try best("quake lang:de") == [1])
        #expect(try best("quake until:24h") == [1])
        #expect(try best("quake -feed:\(feeds[0])") == [1])
        #expect(try best("quake until:24h lang:de -feed:\(feeds[0])") == [1])
    }

    @Test func `words, phrases, beginnings and what must not be there`() async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        for (id, title, text) in [
            ("1", "Quake drill", "The toll of death is none."),
            ("2", "Quake in Sorrana", "The death toll rises."),
            ("3", "Earthquakes explained", "A quake is felt."), ("4", "Cats", "Dogs"),
        ] {
            try await store.poll(feed, [entry(id: id, title, text: text)])
        }
        #expect(
            try titles("quake") == ["Earthquakes explained", "Quake in Sorrana", "Quake drill"])
        #expect(try titles("\"death toll\"") == ["Quake in Sorrana"])
        #expect(try titles("death toll") == ["Quake in Sorrana", "Quake drill"])
        #expect(try titles("quake -drill -explained") == ["Quake in Sorrana"])
        #expect(try titles("earthq*") == ["Earthquakes explained"])
        #expect(try titles("title:quake") == ["Quake in Sorrana", "Quake drill"])
        #expect(try titles("cats OR sorrana") == ["Cats", "Quake in Sorrana"])
        #expect(try titles("-quake") == ["Cats"])
        #expect(try titles("nothing") == [])
        #expect(try titles("quake", order: .relevance).first != "Earthquakes explained")
        // The numbers that entries are narrowed by are no words.
        #expect(try titles("0") == [])
        #expect(try titles("1") == [])
    }

    @Test func `feeds are chosen by number, tag, title, address and publisher`() async throws {
        let store = try fixture.store()
        var (first, second) = (
            Subscription(url: "https://a.example/feed"), Subscription(url: "https://b.example/rss")
        )
        first.tags = ["science", "world"]
        first.title = "The Norhaven Ledger"
        second.title = "Ökologie"
        second.tags = ["world", "außen"]
        let feeds = try await store.apply([first, second]) { feed, _ in
            feed.url.contains("a.example") ? "ledger.example" : "harbour.example"
        }
        for feed in feeds {
            try await store.poll(feed.id, [entry(id: "1", "Storm \(feed.id)")])
        }
        #expect(try titles("tag:science") == ["Storm 1"])
        #expect(try titles("tag:SCIENCE") == ["Storm 1"])
        #expect(try titles("tag:AUßen") == ["Storm 2"])
        #expect(try titles("storm tag:world") == ["Storm 2", "Storm 1"])
        #expect(try titles("storm -tag:science") == ["Storm 2"])
        #expect(try titles("feed:2") == ["Storm 2"])
        #expect(try titles("feed:ledger") == ["Storm 1"])
        #expect(try titles("feed:b.example storm") == ["Storm 2"])
        #expect(try titles("feed:ökologie") == ["Storm 2"])
        #expect(try titles("publisher:harbour") == ["Storm 2"])
        #expect(try titles("tag:science tag:world feed:1") == ["Storm 1"])
        #expect(try titles("tag:science publisher:harbour") == [])
        let capitals = try await store.apply([first, second]) { feed, _ in
            feed.url.contains("a.example") ? "Österreich Heute" : "ΑΘΗΝΑ"
        }
        #expect(capitals.count == 2)
        for line in ["publisher:Österreich", "publisher:österreich", "-publisher:αθηνα"] {
            #expect(try titles("storm \(line)") == ["Storm 1"])
        }
        #expect(try titles("storm -publisher:ÖSTERREICH") == ["Storm 2"])
        let none = try answer("storm tag:sports")
        #expect(none.hits.isEmpty)
        #expect(none.unmatched == [.init(key: .tag, value: "sports")])
    }

    @Test func `languages and times narrow a search`() async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        let start = StoreFixture.start
        var day = 0
        for language in ["de", "de-AT", "en", nil] as [String?] {
            var item = entry(id: "\(day)", "Sturm \(day)", published: start.advanced(by: -86_400))
            item.language = language
            try await store.poll(feed, [item])
            fixture.advance(by: 86_400)
            day += 1
        }
        #expect(try titles("sturm lang:de") == ["Sturm 1", "Sturm 0"])
        #expect(try titles("sturm lang:DE-at") == ["Sturm 1"])
        #expect(try answer("lang:de-at lang:german sturm lang:d").unspoken == ["german", "d"])
        #expect(try answer("kein lang:de lang:en").unspoken == [])
        #expect(try titles("sturm lang:en lang:de-at") == ["Sturm 2", "Sturm 1"])
        // All say that they are of one day, 2023-11-13.
        #expect(try titles("sturm since:2023-11-14") == [])
        #expect(try titles("sturm since:2023-11-13").count == 4)
        #expect(try titles("sturm until:2023-11-13").count == 4)
        #expect(try titles("sturm until:2023-11-12") == [])
        #expect(try titles("sturm since:6d").count == 4)
        #expect(try titles("sturm since:4d") == [])
    }

    @Test func `pages follow each other without a gap`() async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(feed, (1...25).map { entry(id: "\($0)", "Storm \($0)") })
        var seen: [EntryID] = []
        var before: EntryID?
        while true {
            let page = try answer("storm", limit: 10, before: before).hits.map(\.entry.id)
            if page.isEmpty { break }
            seen += page
            before = page.last
        }
        #expect(seen == (1...25).reversed().map { EntryID($0) })

        let reader = try fixture.reader()
        var listed: [EntryID] = []
        var filter = EntryFilter(limit: 10)
        for feeds in [[], [feed]] {
            filter.feeds = feeds
            filter.before = nil
            listed = []
            while case let page = try reader.entries(filter).map(\.id), !page.isEmpty {
                listed += page
                filter.before = page.last
            }
            #expect(listed == seen)
        }
    }

    @Test func `hits come one by one, over the ends of pages`() async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(feed, (1...1_600).map { entry(id: "\($0)", "Quake \($0)") })
        let reader = try fixture.reader()
        let query = try SearchQueryParser.query("quake")
        for (order, limit) in [
            (SearchRequest.Order.newest, nil), (.newest, 700), (.newest, 500), (.newest, 0),
            (.relevance, 700),
        ] as [(SearchRequest.Order, Int?)] {
            let request = SearchRequest(query, order: order, limit: limit)
            var ids: [EntryID] = []
            _ = try reader.forEachHit(request) { hit in
                ids.append(hit.entry.id)
                return true
            }
            #expect(ids == (try reader.search(request).hits.map(\.entry.id)))
            #expect(ids.count == limit ?? 1_600)
        }
        var count = 0
        let told = try reader.forEachHit(SearchRequest(query)) { _ in
            count += 1
            return count < 3
        }
        #expect(count == 3 && told == SearchAnswer())
    }

    @Test func `entries are listed by tag, language, time and event`() async throws {
        let store = try fixture.store()
        var subscriptions = (0..<3).map { Subscription(url: "https://\($0).example/") }
        subscriptions[0].tags = ["a"]
        subscriptions[1].tags = ["a", "b"]
        let feeds = try await store.apply(subscriptions) { feed, _ in feed.url }
        for (place, feed) in feeds.enumerated() {
            var item = entry(id: "1", "Entry \(place)")
            item.language = place == 1 ? "de-CH" : "en"
            try await store.poll(feed.id, [item])
            fixture.advance(by: 60)
        }
        var changes = ClusterChanges()
        changes.memberships = [
            Membership(document: 1, cluster: 1, score: 0),
            Membership(document: 3, cluster: 1, score: 1),
        ]
        try await store.apply(changes, position: .init(cursor: 3, nextCluster: 2))
        let reader = try fixture.reader()
        func listed(_ change: (inout EntryFilter) -> Void) throws -> [EntryID] {
            var filter = EntryFilter()
            change(&filter)
            return try reader.entries(filter).map(\.id)
        }
        let start = StoreFixture.start
        #expect(try listed { $0.tags = ["a"] } == [2, 1])
        #expect(try listed { $0.tags = ["b"] } == [2])
        #expect(try listed { $0.tags = ["b", "none"] } == [2])
        #expect(try listed { $0.tags = ["none"] } == [])
        #expect(try listed { ($0.tags, $0.feeds) = (["b"], [1]) } == [])
        #expect(try listed { $0.languages = ["de"] } == [2])
        #expect(try listed { ($0.tags, $0.languages) = (["a"], ["en"]) } == [1])
        #expect(try listed { $0.until = start.advanced(by: 60) } == [1])
        #expect(try listed { $0.since = start.advanced(by: 60) } == [3, 2])
        #expect(try listed { $0.before = 99 } == [])
        #expect(try listed { $0.cluster = 1 } == [3, 1])
        #expect(try listed { ($0.cluster, $0.before) = (1, 3) } == [1])
        #expect(try listed { ($0.cluster, $0.languages) = (1, ["de"]) } == [])
    }

    @Test func `events are found by what one of their entries says`() async throws {
        let store = try fixture.store()
        let feeds = try await store.subscribe(["https://a.example/", "https://b.example/"])
        try await store.poll(feeds[0], [entry(id: "1", "Quake in Sorrana")])
        try await store.poll(feeds[1], [entry(id: "1", "Sorrana shaken"), entry(id: "2", "Cats")])
        try await store.poll(feeds[0], [entry(id: "2", "Quake drill")])
        var changes = ClusterChanges()
        changes.memberships = zip([1, 2, 3, 4] as [EntryID], [1, 2, 1, 3] as [ClusterID]).map {
            Membership(document: $0, cluster: $1, score: 0)
        }
        try await store.apply(changes, position: .init(cursor: 4, nextCluster: 4))
        let reader = try fixture.reader()
        func found(_ line: String, _ filter: ClusterFilter = ClusterFilter()) throws -> [ClusterID]
        {
            let query = try SearchQueryParser.query(line)
            return try reader.clusters(filter, matching: SearchRequest(query)).map(\.id)
        }
        #expect(try found("quake") == [3, 1])
        #expect(try found("quake", ClusterFilter(limit: 1)) == [3])
        #expect(try found("shaken") == [1])
        #expect(try found("quake", ClusterFilter(minPublishers: 2)) == [1])
        #expect(try found("quake", ClusterFilter(order: .size)) == [1, 3])
        #expect(try found("dogs") == [])
    }

    /// A hundred thousand with TIDINGS_SEARCH_STRINGS=100000, as `.ci/run` has it.
    @Test func `no line of random characters is an error of the database`() async throws {
        let store = try fixture.store()
        let feed = try await store.subscribe()
        try await store.poll(
            feed, (1...20).map { entry(id: "\($0)", "Storm \($0) title", text: "東京 and or near") })
        let reader = try fixture.reader()
        let count =
            ProcessEnvironment.value(of: "TIDINGS_SEARCH_STRINGS").flatMap { Int($0) } ?? 20_000
        var lines = RandomLines(seed: 20_261_127)
        var (queries, problems) = (0, 0)
        for _ in 0..<count {
            let line = lines.next()
            do throws(SearchProblem) {
                let query = try SearchQueryParser.query(line)
                queries += 1
                let order: SearchRequest.Order = queries % 4 == 0 ? .relevance : .newest
                let request = SearchRequest(query, order: order, limit: 5, calendar: .fixed())
                let failure = Result { () throws(StoreError) in try reader.search(request) }
                if case .failure(let error) = failure {
                    Issue.record("\(line.debugDescription): \(error)")
                }
            } catch {
                problems += 1
            }
        }
        #expect(queries > count / 4)
        #expect(problems > count / 100)
    }
}

/// Lines as nobody would type them: the operators of FTS5 and of the query language, quotes, control
/// characters, scripts of all kinds, and now and then very much of it.
private struct RandomLines {
    private static let pieces = [
        "\"", "'", "*", "(", ")", "{", "}", "^", ":", "+", "-", ",", ".", "\\", ";", "%", "_", "[",
        "]", "?", "\0", "\n", "\t", "\u{1b}[31m", "\u{202e}", "\u{feff}", "\u{301}", "\u{200d}",
        " ", " ", " ", " ", "AND", "OR", "NOT", "NEAR", "NEAR(", "/*", "--", "title", "body",
        "scope:", "title:", "tag:", "feed:", "lang:", "since:", "until:", "publisher:", "-tag:",
        "rowid", "entry_search", "rank", "MATCH", "7d", "yesterday", "2026-01-31", "en", "1", "0",
        "99999999999999999999", "storm", "title", "stor*", "東京", "都", "ไทย", "서울", "é", "ß",
        "😀", "👨‍👩‍👧", "\u{10ffff}", "\u{e000}", "ʰ", "Ⅷ", "²", "क्षि", "\u{fdfd}",
    ]
    private var numbers: SplitMix

    init(seed: UInt64) { numbers = SplitMix(seed: seed) }

    mutating func next() -> String {
        let kind = numbers.next() % 100
        let length = kind == 0 ? 2_000 : kind < 5 ? 200 : Int(numbers.next() % 12)
        var line = ""
        for _ in 0..<length {
            if numbers.next() % 8 == 0 {
                let value = UInt32(truncatingIfNeeded: numbers.next() % 0x11_0000)
                line.unicodeScalars.append(Unicode.Scalar(value) ?? "x")
            } else {
                line += Self.pieces[Int(numbers.next() % UInt64(Self.pieces.count))]
            }
        }
        return line
    }
}
