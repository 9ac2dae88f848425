import Testing
import Values

@testable import Storage

/// How the line of a person is read, and what the index is asked.
@Suite struct SearchQueryTests {
    private func expression(_ line: String, feeds: [FeedID]? = nil) throws -> String {
        SearchExpression(try SearchQueryParser.query(line), feeds: feeds).text
    }

    private func problem(_ line: String) -> SearchProblem? {
        do throws(SearchProblem) {
            _ = try SearchQueryParser.query(line)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        ("titel:quake", ["titel title"]), ("Feeds:\"a b\" tags:x", ["Feeds feed", "tags tag"]),
        ("-sinse:7d x", ["sinse since"]), ("title:a http://a.example/ 10:30 x", []),
        ("\"titel:x\" :", []),
    ])
    func `what was perhaps meant to be a filter is told`(line: String, told: [String]) {
        #expect(
            SearchQueryParser.mistypedKeys(in: line).map { "\($0.written) \($0.meant)" } == told)
    }

    @Test func `a time has an offset, and with quotes a blank`() throws {
        let query = try SearchQueryParser.query(
            "since:2026-11-28T10:48:34+00:00 until:\"2026-11-29 10:00\"")
        #expect(query.since == TimePhrase("2026-11-28T10:48:34Z"))
        #expect(query.until == TimePhrase("2026-11-29T10:00"))
        #expect(try SearchQueryParser.query("since:now").since == .ago(0))
    }

    @Test(arguments: [
        ("quake", "{title body} : \"quake\""),
        ("quake norhaven", "{title body} : \"quake\" AND {title body} : \"norhaven\""),
        ("\"death toll\" rises", "{title body} : \"death toll\" AND {title body} : \"rises\""),
        ("„death toll“", "{title body} : \"death toll\""),
        ("\"no end", "{title body} : \"no end\""),
        ("quake -drill", "({title body} : \"quake\") NOT {title body} : \"drill\""),
        ("quake NOT \"a drill\"", "({title body} : \"quake\") NOT {title body} : \"a drill\""),
        (
            "a -b -c",
            "({title body} : \"a\") NOT ({title body} : \"b\" OR {title body} : \"c\")"
        ),
        (
            "cat OR dog food",
            "({title body} : \"cat\" OR {title body} : \"dog\") AND {title body} : \"food\""
        ),
        ("OR cat AND", "{title body} : \"cat\""),
        // As `cat OR dog`: what says nothing does not part OR from what it stands before.
        ("cat OR ( dog", "({title body} : \"cat\" OR {title body} : \"dog\")"),
        ("title:cat OR dog", "(title : \"cat\" OR {title body} : \"dog\")"),
        ("tag:a OR tag:b cat", "{title body} : \"cat\""),
        ("quak*", "{title body} : \"quak\" *"),
        ("title:quake", "title : \"quake\""),
        ("title:\"big quake\"", "title : \"big quake\""),
        ("covid-19 U.S.", "{title body} : \"covid 19\" AND {title body} : \"U S\""),
        ("https://a.example", "{title body} : \"https a example\""),
        ("10:30", "{title body} : \"10 30\""),
        ("-drill", "(scope : \"0\") NOT {title body} : \"drill\""),
        ("since:24h", "scope : \"0\""),
        ("!!! quake (", "{title body} : \"quake\""),
        ("NEAR(a, b)", "{title body} : \"NEAR a\" AND {title body} : \"b\""),
        ("body : x", "{title body} : \"body\" AND {title body} : \"x\""),
        ("東京都", "{title body} : \"東京 京都 \""),
        ("東", "{title body} : \" 東\" *"),
        ("\"東京 大阪\"", "{title body} : \"東京 京  大阪 \""),
        ("Straße", "{title body} : \"Strasse\""),
    ]) func `a line becomes quoted phrases`(line: String, expected: String) throws {
        #expect(try squeezed(expression(line)) == squeezed(expected))
    }

    /// Blanks within a phrase say nothing.
    private func squeezed(_ text: String) -> String {
        text.split(separator: " ").joined(separator: " ").replacing("\" ", with: "\"")
            .replacing(" \"", with: "\"")
    }

    @Test func `few feeds are looked up in the index, many are not`() throws {
        #expect(
            try expression("quake", feeds: [3, 7])
                == "{title body} : \"quake\" AND scope : (\"3\" OR \"7\")")
        #expect(try expression("tag:x", feeds: [3]) == "scope : \"3\"")
        #expect(
            try expression("quake", feeds: (1...65).map { $0 }) == "{title body} : \"quake\"")
        #expect(try expression("tag:x", feeds: (1...65).map { $0 }) == "scope : \"0\"")
    }

    @Test func `filters are read with their values`() throws {
        let query = try SearchQueryParser.query(
            "tag:science -feed:\"The Ledger\" Publisher:ledger.example lang:pt-BR lang:EN "
                + "since:7d until:2026-01-31")
        #expect(
            query.feeds == [
                .init(key: .tag, value: "science"),
                .init(key: .feed, value: "The Ledger", isExcluded: true),
                .init(key: .publisher, value: "ledger.example"),
            ])
        #expect(query.languages == ["pt-br", "en"])
        #expect(query.since == .ago(604_800))
        #expect(query.until == .date(CivilDate(year: 2026, month: 1, day: 31)))
        #expect(query.phrases.isEmpty)
    }

    @Test(arguments: [
        ("", SearchProblem.nothing), ("  \n", .nothing), ("\"\"", .nothing), ("-", .nothing),
        ("*", .nothing), ("!? …", .nothing), ("OR", .nothing), ("\u{0}", .nothing),
        ("a*", .shortPrefix("a")), ("tag:", .noValue(key: "tag")),
        ("title:?", .noValue(key: "title")), ("since: x", .noValue(key: "since")),
        ("since:soon", .badTime(key: "since", "soon")),
        ("-since:soon", .badTime(key: "since", "soon")),
        ("-since:7d", .cannotExclude(key: "since", "7d")),
        ("NOT until:2026-01", .cannotExclude(key: "until", "2026-01")),
        ("-lang:de", .cannotExclude(key: "lang", "de")),
        ("NOT lang:de", .cannotExclude(key: "lang", "de")),
        ("feed:1 OR ferry", .noAlternative("feed:1")),
        ("flood feed:\"The Ledger\" OR ferry", .noAlternative("feed:\"The Ledger\"")),
        ("title:zzz OR tag:national", .noAlternative("tag:national")),
        ("flood OR -ferry", .noAlternative("-ferry")),
        ("flood OR NOT \"a ferry\"", .noAlternative("-\"a ferry\"")),
        ("-flood OR ferry*", .noAlternative("-flood")),
        ("tag:a OR lang:en", .noAlternative("lang:en")),
        ("since:7d OR since:1d", .noAlternative("since:1d")),
        ("lang:d!", .badLanguage("d!")), ("lang:\"a'b\"", .badLanguage("a'b")),
    ]) func `a line that asks for nothing is told why`(line: String, expected: SearchProblem) {
        #expect(problem(line) == expected)
        #expect(!expected.description.isEmpty)
    }

    @Test func `what cannot be excluded is told with what asks for the opposite`() {
        let told = ["-since:7d", "-until:\"2026-01-31 18:30\"", "NOT lang:de"].map {
            problem($0)?.description
        }
        #expect(
            told == [
                "since: cannot be excluded; until:7d asks for what is older",
                "until: cannot be excluded; since:\"2026-01-31 18:30\" asks for what is newer",
                "lang: cannot be excluded; name the languages that you want: lang:en lang:de",
            ])
    }

    @Test func `brackets beside an OR are told of, and nothing else is`() {
        for line in ["(flood ransomware) OR ferry", "a OR ( b c )", "a OR (\"b c\" d)"] {
            #expect(SearchQueryParser.hasBracketsBesideOr(line), "\(line)")
        }
        for line in ["NEAR(a, b)", "(a b) c", "a OR b", "\"(a) OR\" b", "a OR \"(b)\""] {
            #expect(!SearchQueryParser.hasBracketsBesideOr(line), "\(line)")
        }
    }

    @Test func `lines and their terms are bounded`() {
        let longest = String(repeating: "x", count: SearchQueryParser.lengthLimit)
        #expect(problem(longest) == nil)
        #expect(problem(longest + "x") == .tooLong(limit: 1_000))
        #expect(problem(String(repeating: "😀", count: 1_000_000)) == .tooLong(limit: 1_000))
        let most = String(repeating: "x ", count: SearchQueryParser.termLimit)
        #expect(problem(most) == nil)
        #expect(problem(most + "x") == .tooManyTerms(limit: 32))
    }
}
