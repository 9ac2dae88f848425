import Testing

@testable import Events

@Suite("Standing text of a channel and of a publisher")
struct StandingBodyTests {
    private static let videos: [(title: String, text: String)] = [
        ("Quake near Loja", "A tremor woke thousands of people before four in the morning."),
        ("Doctors walk out", "Hospitals of the capital take nothing but emergencies from today."),
        ("Cup final moved", "Rain has left the pitch of the national stadium under water."),
        ("Naval museum opens", "A hall with eleven old ships lets in its first guests on Friday."),
        ("Bread costs more", "Bakers say that wheat has never been as dear as this autumn."),
        ("False notary held", "Police found stamps and seals in a flat behind the market."),
        ("Whales in bay", "Tourists filmed three of the animals close to the beach."),
    ]

    /// What a channel writes under each of its videos.
    private static let frame = """
        Channel Nine is a public service that has told the news to seven provinces since 1961. It has \
        bureaus in eleven capitals and was named the most trusted of all broadcasters. Its evening \
        programme is seen in two million homes, more than any other of its kind.

        """

    private func channel(_ tail: String) -> [Document] {
        Self.videos.enumerated().map { number, video in
            document(
                Int64(number) + 1, video.title, video.text + "\n" + tail, at: Int64(number),
                from: "videos.example")
        }
    }

    @Test(
        "Videos of one channel are events of their own, whatever it writes under them",
        arguments: [
            "Follow us on a today\nFollow us on b today",
            "Follow us on a: a/channelnine\nFollow us on b: b/channelnine\nWrite to us: c@nine.example",
            (0..<12).map { "Service \($0): https://www.service\($0).example/channelnine/news" }
                .joined(separator: "\n"),
        ])
    func tellsVideosApart(links: String) {
        let outcome = outcome(of: channel(Self.frame + links))
        #expect(outcome.memberships.values.allSatisfy { $0.copy == nil })
        // The first two keep the frame.
        #expect(Set((2...7).compactMap { outcome.cluster($0) }).count == 6)
    }

    @Test("Standing blocks are taken out as far inside as they reach")
    func goesInwards() {
        for count in [4, 18, 19, 30, 49, 60] {
            let lines = (0..<count).map {
                "Line number \(NewsDay.word(UInt64($0) + 7)) of the frame"
            }
            .joined(separator: "\n")
            for framed in [false, true] {
                var boilerplate = Boilerplate()
                for (number, video) in Self.videos.enumerated() {
                    let text = framed ? lines + "\n" + video.text : video.text + "\n" + lines
                    let entry = document(Int64(number) + 1, video.title, text)
                    var (title, body) = (TokenList(entry.title), TokenList(entry.text))
                    let parts = EntryParts(
                        TitleAffixes(entry.title, title: title), title: title, body: body,
                        language: Language(code: "en"))
                    let standing = boilerplate.judge(parts.marks, of: 1)
                    boilerplate.note(parts.marks, of: 1, id: entry.id)
                    parts.strip(standing, title: &title, body: &body)
                    guard number > 1 else { continue }
                    let left = body.tokens.map { body.text(of: $0) }
                    let own = TokenList(video.text)
                    // What is between those looked at from either end stays.
                    let rest = max(0, count - 49) * 6
                    #expect(left.count == own.count + rest, "\(count) \(framed)")
                }
            }
        }
    }

    @Test("One feed may repeat a text under a headline that was changed, and under any a whole one")
    func takesReprintsInFeed() {
        let outcome = outcome(of: [
            document(1, "Ferry runs aground off Lindesvik", Story.ferry),
            document(2, "Ferry has run aground off Lindesvik", Story.ferry + " More soon.", at: 1),
            document(3, "Dockers vote to strike", Story.strike, at: 2),
            document(4, "Port faces a week of rest", Story.strike, at: 3),
        ])
        #expect(outcome.copy(2)?.origin == 1)
        #expect(outcome.copy(4)?.origin == 3)
    }

    @Test(
        "What two publishers wrote may be a copy in the feed of an aggregator, under any headline")
    func takesReprintsOfOthers() {
        func entry(_ id: Document.ID, _ title: String, _ text: String, _ host: String) -> Document {
            var entry = document(id, title, text, at: id, from: "https://planet.example/feed")
            entry.publisher = "planet.example"
            entry.link = "https://\(host)/news/\(id)"
            return entry
        }
        let cut = Story.ferry.split(separator: " ").dropLast(3).joined(separator: " ")
        let longer = cut + ". " + Story.ferryElsewhere
        for (host, isCopy) in [
            ("b.example", true), ("a.example", false), ("planet.example", false),
        ] {
            let first = entry(1, "Ferry runs aground off Lindesvik", Story.ferry, "a.example")
            let second = entry(2, "Trouble at sea for hundreds", longer, host)
            let outcome = outcome(of: [first, second])
            let isTold = outcome.memberships.values.contains { $0.copy != nil }
            #expect(isTold == isCopy, "\(host)")
            #expect(TextComparison(first, second)?.isCopy == isCopy)
            #expect(TextComparison(first, second)?.caveat == (isCopy ? nil : .feed))
        }
        var (one, other) = (
            entry(1, "Ferry runs aground off Lindesvik", Story.ferry, "planet.example"),
            entry(2, "Trouble at sea for hundreds", longer, "planet.example")
        )
        one.syndicatedFrom = "https://a.example/feed"
        other.syndicatedFrom = "https://b.example/feed"
        #expect(TextComparison(one, other)?.isCopy == true)
        other.syndicatedFrom = "https://a.example/feed"
        #expect(TextComparison(one, other)?.isCopy == false)
    }

    @Test("What several publishers have from one agency is no standing text of an aggregator")
    func keepsReprintsOfOthers() {
        let titles = [
            "Ferry runs aground off Lindesvik", "Trouble at sea for hundreds",
            "Passengers safe and well", "Steering had failed",
        ]
        func entries(_ origin: (Int, inout Document) -> Void) -> Outcome {
            outcome(
                of: titles.enumerated().map { number, title in
                    var entry = document(
                        Int64(number) + 1, title, Story.ferry, at: Int64(number),
                        from: "https://planet.example/feed")
                    entry.publisher = "planet.example"
                    origin(number, &entry)
                    return entry
                })
        }
        let byAddress = entries { number, entry in
            entry.link = "https://outlet\(number).example/news/\(number)"
        }
        let byElement = entries { number, entry in
            entry.syndicatedFrom = "https://outlet\(number).example/feed"
        }
        for outcome in [byAddress, byElement] {
            #expect(outcome.memberships.values.allSatisfy { $0.standingText == 0 })
            #expect((2...4).allSatisfy { outcome.copy($0)?.origin == 1 })
        }
        // What one of them has in all its entries is.
        let ofOne = entries { number, entry in
            entry.link = "https://outlet\(number % 2 == 0 ? 0 : number).example/news/\(number)"
        }
        #expect(ofOne.memberships.values.allSatisfy { $0.standingText == 0 })
        let ofThree = entries { number, entry in
            entry.link = "https://outlet\(number == 1 ? 1 : 0).example/news/\(number)"
        }
        #expect(ofThree.memberships[4]?.standingText != 0)
    }

    @Test("The publishers of what an aggregator has leave with the entries")
    func letsGoOfOrigins() {
        func parts(_ number: Int, _ host: String) -> EntryMarks {
            var entry = document(
                Int64(number), StandingBodyTests.videos[number].title, "Menu of the day",
                from: "planet.example/feed")
            entry.publisher = "planet.example"
            entry.link = "https://\(host)/\(number)"
            let (title, body) = (TokenList(entry.title), TokenList(entry.text))
            return EntryParts(
                TitleAffixes(entry.title, title: title), title: title, body: body,
                language: Language(code: "en"),
                origin: CopyTraits(entry, Dateline(entry.text), body: body).origin
            ).marks
        }
        var boilerplate = Boilerplate()
        for (number, host) in ["a.example", "planet.example", "b.example", "a.example"].enumerated()
        {
            boilerplate.note(parts(number, host), of: 1, id: Int64(number))
        }
        // The feed's own and those of one publisher tell.
        #expect(boilerplate.judge(parts(4, "a.example"), of: 1).bits != 0)
        #expect(boilerplate.judge(parts(4, "c.example"), of: 1).bits == 0)
        boilerplate.expire(through: 0)
        #expect(boilerplate.judge(parts(4, "a.example"), of: 1).bits != 0)
        boilerplate.expire(through: 1)
        #expect(boilerplate.judge(parts(4, "a.example"), of: 1).bits == 0)
    }

    @Test("That a body stands in the place of a text is told of two entries")
    func tellsStandingBodies() throws {
        let documents = notices(under: ["Coach resigns", "Tsunami hits Tonga"])
        let outcome = outcome(of: documents)
        let standing = try (
            #require(outcome.memberships[1]).standingText,
            #require(outcome.memberships[2]).standingText
        )
        #expect(standing.1 != 0)
        #expect(TextComparison(documents[0], documents[1], standingText: standing) == nil)
        let text = try #require(
            TextComparison(ofStandingBody: documents[0], documents[1], standingText: standing))
        #expect(text.caveat == .standingBody)
        #expect(!text.isCopy)
        #expect(
            TextComparison(ofStandingBody: documents[0], documents[1], standingText: (0, 0)) == nil)
    }

    private static let notice = """
        This article is for subscribers only. Subscribe now from one dollar a month to read it and to \
        enjoy unlimited access to all our journalism, our podcasts and the daily crossword.
        """

    /// The notice in several feeds of one publisher.
    private func notices(under headlines: [String]) -> [Document] {
        headlines.enumerated().map { number, headline in
            var document = document(
                Int64(number) + 1, headline, Self.notice, at: Int64(number),
                from: "herald.example/\(number)")
            document.publisher = "herald.example"
            return document
        }
    }

    @Test(
        "A notice in the place of a text is the text of none",
        arguments: [
            ["Coach resigns", "Tsunami hits Tonga", "Ten soups for autumn", "Budget rejected"],
            ["Trainer geht", "Vulkan speit Asche", "Zehn Suppen", "Haushalt abgelehnt"],
        ])
    func leavesNotices(headlines: [String]) {
        let outcome = outcome(of: notices(under: headlines))
        #expect(outcome.memberships.values.allSatisfy { $0.copy == nil })
        #expect(Set(outcome.memberships.values.map(\.cluster)).count == headlines.count)
    }

    @Test("A reprint under another headline is a copy when either headline is told in the text")
    func takesReprints() {
        for other in ["Port faces a week of rest", "Trouble at sea"] {
            let outcome = outcome(of: [
                document(1, "Dockers vote to strike", Story.strike, from: "a.example"),
                document(2, other, Story.strike, at: 1, from: "b.example"),
            ])
            #expect(outcome.copy(2)?.origin == 1, "\(other)")
        }
    }

    @Test(
        "A word is found in another form, and no part of a short one",
        arguments: [
            ("Storms", "A storm is coming", true), ("Sea rise", "He has seen it", false),
            ("Забастовка", "Рабочие начали забастовку", true), ("The of", "Anything", true),
            ("정부", "어제 정부는 밝혔다", true), ("노조가 파업", "파업을 시작했다", true),
            ("축제", "정부는 밝혔다", false), ("地震発生", "昨夜の地震で", true), ("地震", "大地が震えた", false),
            ("", "Anything", true),
        ])
    func findsHeadline(headline: String, body: String, isTold: Bool) {
        let found = HeadlineInBody(TokenList(headline), Language(code: "en"))
            .extent(in: TokenList(body))
        #expect((found != .none) == isTold)
    }
}
