import FeedParsing
import Politeness
import SQLite
import Subscriptions
import Testing
import Values

@testable import Storage

/// What passes over most of the log finds what a look at every entry finds.
@Suite struct EntryBlockTests {
    private static let feeds = 90
    private static let longest = "de-at-" + String(repeating: "x", count: 60)
    /// Of the last the mark and the dash before it are one character to Swift, and two to SQLite.
    private static let spoken = [
        nil, "de", "en", "pt-BR", "EN-us", "de-AT-1996", "fr", "de-\u{301}",
    ]

    /// 2,400 entries of many feeds in the languages of these, and in some of their own; dated as
    /// they come and long ago.
    private static let filled = Task { () -> StoreFixture in
        let fixture = try StoreFixture()
        let store = try fixture.store()
        let ids = try await store.subscribe((1...feeds).map { "https://\($0).example/" })
        try fixture.connection().execute(
            "INSERT INTO feed_tags SELECT id, 0, iif(id <= 70, 'many', 'few') FROM feeds")
        var number = 0
        for round in 0..<12 {
            var polls: [PollResult] = []
            for place in ids.indices {
                var document = ParsedFeed()
                document.format = .rss20
                // Some feeds change their language on the way.
                let language = round > 8 && place % 31 == 0 ? 1 : place
                document.language = spoken[language % spoken.count]
                for _ in 0..<(place % 3 + (place < 10 ? 2 : 0) + 1) {
                    number += 1
                    let age: Int64 = number % 17 == 0 ? 300 * 86_400 : Int64(number * 31 % 9_000)
                    var item = entry(
                        id: "\(number)", number % 3 == 0 ? "storm \(number)" : "calm \(number)",
                        text: "text", published: fixture.clock.now.advanced(by: -age))
                    if number % 11 == 0 { item.language = number % 22 == 0 ? "nl" : "de-CH" }
                    if number == 1_234 { item.language = longest }
                    document.entries.append(item)
                }
                polls.append(
                    PollResult(feed: ids[place], state: PollState(due: nil), document: document))
            }
            fixture.advance(by: 5_400)
            _ = try await store.record(polls)
        }
        // An entry is told again in another language, and of another day.
        var item = entry(id: "2000", "storm 2000", published: StoreFixture.start)
        item.language = "is"
        let feed = try #require(
            try fixture.reader().entries(EntryFilter()).first {
                $0.title?.hasSuffix(" 2000") == true
            })
        var document = ParsedFeed()
        document.entries = [item]
        _ = try await store.record([
            PollResult(feed: feed.feed, state: PollState(due: nil), document: document)
        ])
        try await store.close()
        return fixture
    }

    private static func speaks(_ entry: EntryRecord, _ languages: [String]) -> Bool {
        guard let own = entry.language?.utf8.map(\.asciiLowercased) else { return false }
        return languages.isEmpty
            || languages.contains { tag in
                own.elementsEqual(tag.utf8) || own.starts(with: (tag + "-").utf8)
            }
    }

    private static let languages = [
        ["de"], ["en"], ["pt"], ["pt-br"], ["nl"], ["de-ch", "is"], ["xx"], ["is"],
        [longest], ["fr", "en-us"],
    ]

    @Test(arguments: languages)
    func `a list of a language has what a look at all has`(languages: [String]) async throws {
        let reader = try await Self.filled.value.copy().reader()
        let all = try reader.entries(EntryFilter())
        #expect(all.count == 2_400)
        let dates = [nil, StoreFixture.start.advanced(by: 20_000)]
        for tags in [[], ["many"], ["few"]] {
            let tagged = try Set(reader.entries(Self.filter(tags)).map(\.id))
            for (since, until) in [(dates[0], dates[0]), (dates[1], nil), (nil, dates[1])] {
                let wanted = all.filter { entry in
                    Self.speaks(entry, languages) && tagged.contains(entry.id)
                        && since.map { entry.sortTime >= $0 } ?? true
                        && until.map { entry.sortTime < $0 } ?? true
                }.map(\.id)
                var filter = Self.filter(tags)
                (filter.languages, filter.since, filter.until) = (languages, since, until)
                #expect(try reader.entries(filter).map(\.id) == wanted)
                for limit in [0, 1, 20] {
                    filter.limit = limit
                    #expect(try reader.entries(filter).map(\.id) == Array(wanted.prefix(limit)))
                }
                if wanted.count > 7 {
                    (filter.limit, filter.before) = (5, wanted[6])
                    #expect(try reader.entries(filter).map(\.id) == Array(wanted[7...].prefix(5)))
                }
            }
        }
    }

    private static func filter(_ tags: [String]) -> EntryFilter {
        var filter = EntryFilter()
        filter.tags = tags
        return filter
    }

    @Test(arguments: languages + [[]])
    func `a search in a language and until a day has what a look at all has`(languages: [String])
        async throws
    {
        let reader = try await Self.filled.value.copy().reader()
        let all = try reader.entries(EntryFilter()).sorted { $0.id > $1.id }
        let calendar = LocalCalendar.fixed()
        for word in [nil, "storm"] {
            for until in [nil, "2023-02-01", "2023-11-14T23:00", "2020"] {
                var query = SearchQuery()
                if let word { query.phrases = [[.init(words: word)]] }
                query.languages = languages
                query.until = until.flatMap { TimePhrase($0) }
                if query.isEmpty { continue }
                let end = query.until?.end(now: Self.now, calendar)
                let wanted = all.filter { entry in
                    (languages.isEmpty || Self.speaks(entry, languages))
                        && word.map { entry.title?.hasPrefix($0) ?? false } ?? true
                        && end.map { entry.sortTime < $0 } ?? true
                }.map(\.id)
                for (limit, before) in [(nil, nil), (20, nil), (20, 1_500)] as [(Int?, EntryID?)] {
                    var request = SearchRequest(query, limit: limit, before: before)
                    request.calendar = calendar
                    let rest = wanted.filter { $0 < before ?? .max }
                    #expect(
                        try reader.search(request).hits.map(\.entry.id)
                            == Array(rest.prefix(limit ?? .max)))
                }
            }
        }
    }

    private static let now = StoreFixture.start.advanced(by: 86_400)

    @Test func `many parts of the log are one, with its blocks named`() async throws {
        let fixture = try await Self.filled.value.copy()
        let connection = try fixture.connection()
        try connection.execute(
            """
            DELETE FROM block_languages;
            INSERT INTO block_languages
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 2 FROM n WHERE i < 99)
            SELECT 'xx', i FROM n;
            INSERT INTO block_languages VALUES ('xx', 98);
            """)
        let blocks = try EntryBlocks(
            SoughtLanguages(["xx-YY"]), until: Timestamp(seconds: .max), from: 300, before: 25_400,
            connection)
        #expect(blocks.ranges.count == 49)
        #expect(blocks.ranges.first == 97 << 8..<25_400)
        #expect(blocks.ranges.last == 300..<512)
        #expect(blocks.parts(atMost: 50).allSatisfy { $0.blocks == nil })
        let parts = blocks.parts(atMost: 3)
        #expect(parts.map(\.range) == [97 << 8..<25_400, 95 << 8..<96 << 8, 300..<94 << 8])
        #expect(parts.last?.blocks?.hasPrefix("[93,91,") == true)
        #expect(parts.last?.blocks?.hasSuffix(",3,1]") == true)
    }

    @Test func `what is kept of blocks goes with their entries`() async throws {
        let fixture = try await Self.filled.value.copy()
        let store = try fixture.store()
        try fixture.connection().execute(
            """
            UPDATE clusterer SET expired_through = 2000; UPDATE feeds SET is_subscribed = 0;
            UPDATE feed_states
            SET entry_count = (SELECT count(*) FROM entries AS e WHERE e.feed = feed_states.feed);
            """)
        fixture.advance(by: 400 * 86_400)
        try fixture.believeClock()
        let limits = Retention(keep: 86_400, keepEntries: nil, keepEvents: nil, maxSize: nil)
        var round = try #require(try await store.expiryRound(limits, isAskedFor: true))
        while !round.isDone { round = try await store.expire(round) }
        let connection = try fixture.connection()
        for sql in [
            "SELECT min(block) - (SELECT min(id) >> 8 FROM entries) FROM entry_blocks",
            "SELECT min(block) - (SELECT min(id) >> 8 FROM entries) FROM block_languages",
        ] as [StaticString] {
            let row = try connection.prepare(sql)
            #expect(try row.step() && row.int64(0) == 0)
        }
    }
}
