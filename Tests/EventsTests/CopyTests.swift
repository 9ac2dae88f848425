import Testing

@testable import Events

@Suite("Copies")
struct CopyTests {
    private let original = document(
        1, "Ferry runs aground off Lindesvik", Story.ferry, at: 0, from: "herald.example")

    private func frame(_ text: String) -> String {
        "Menu\nHome News Sport Contact\n\(text)\nAuthor\nSophia"
    }

    @Test("A verbatim text in a frame is a copy, in its origin's cluster, without weight")
    func findsFramedCopy() throws {
        let copy = document(2, "You won’t believe this ferry", frame(Story.ferry), at: 1, from: "x")
        var clusterer = Clusterer(background: .none)
        let outcome = outcome(of: [original, copy], clusterer: &clusterer)
        let evidence = try #require(outcome.copy(2))
        #expect(evidence.origin == 1)
        #expect(evidence.containment == 1)
        #expect(outcome.cluster(2) == outcome.cluster(1))
        #expect(outcome.headlines[1] == 1)
        #expect(clusterer.copies(of: 2) == [1])
        #expect(clusterer.copies(of: 1) == [])
        #expect(clusterer.window.clusters[0].shape.count == 1)
    }

    @Test(
        "An excerpt and a truncated text are copies of the fuller text, even when dated before it")
    func findsExcerpts() {
        let sentences = Story.ferry.split(separator: ". ")
        let excerpt = document(
            2, "Aground", sentences[0] + ". Continue reading…", at: -1, from: "a")
        let truncated = document(3, "Ferry", String(Story.ferry.prefix(170)), at: -2, from: "b")
        let outcome = outcome(of: [original, excerpt, truncated])
        #expect(outcome.copy(2)?.origin == 1)
        #expect(outcome.copy(3)?.origin == 1)
        #expect(outcome.copy(1) == nil)
    }

    @Test("An event that several leave at once, as copies of a new text, has what is left of it")
    func leavesTogether() {
        var parts = [
            document(1, "Bridge closed", Story.bridge, at: 1, from: "a.example"),
            document(2, "Ferry aground", Story.ferry, at: 2, from: "b.example"),
            document(3, "All are safe", Story.ferryElsewhere, at: nil, from: "c.example"),
            document(4, "Dockers to strike", Story.strike, at: nil, from: "d.example"),
        ]
        for place in [0, 1, 3] { parts[place].outgoingLinks = ["https://e.example/week"] }
        var clusterer = Clusterer(background: .none, consolidatedThrough: 0)
        clusterer.restore(
            zip(parts, [1, 2, 2, 2] as [ClusterID]).map { document, cluster in
                (document, Membership(document: document.id, cluster: cluster, score: 0))
            })
        let whole = document(
            5, "The week in Lindesvik",
            [Story.bridge, Story.ferry, Story.strike].joined(separator: " "),
            from: "e.example")
        var outcome = Outcome()
        outcome.apply(clusterer.add([whole]))
        #expect([1, 2, 4].map { outcome.copy($0)?.origin } == [5, 5, 5])
        #expect([1, 2, 4, 5].map { outcome.cluster($0) } == [1, 1, 1, 1])
        #expect(clusterer.isMeasured)
    }

    @Test("Independent reports are no copies")
    func sparesReports() {
        let outcome = outcome(of: [
            original, document(2, "Ferry runs aground off Lindesvik", Story.ferryElsewhere),
        ])
        #expect(outcome.copy(2) == nil)
    }

    @Test("Fewer words than nine make no copy, unless title and text are the same")
    func sparesShortTexts() {
        var clusterer = Clusterer(background: .none)
        let outcome = outcome(
            of: [
                document(1, "Storm", "Read all about it here", from: "a"),
                document(2, "Strike", "Read all about it here", from: "b"),
                document(3, "Storm", "Read all about it here", from: "c"),
            ], clusterer: &clusterer)
        #expect(outcome.copy(2) == nil)
        #expect(outcome.copy(3)?.origin == 1)
    }

    @Test("A copy that arrives before its origin gives way to it")
    func turnsRound() throws {
        var copy = document(1, "Shock ferry", frame(Story.ferry), at: 4, from: "scraper.example")
        copy.outgoingLinks = ["https://www.herald.example/ferry"]
        var late = document(2, "Ferry runs aground", Story.ferry, at: 0, from: "herald.example")
        late.link = "https://herald.example/2023/ferry-aground"
        var clusterer = Clusterer(background: .none)
        var outcome = Outcome()
        outcome.apply(clusterer.add([copy]))
        #expect(outcome.copy(1) == nil)
        outcome.apply(clusterer.add([late]))
        #expect(outcome.copy(1)?.origin == 2)
        #expect(outcome.copy(1)?.direction == "it links to the site of the origin")
        #expect(outcome.copy(2) == nil)
        #expect(outcome.cluster(1) == 1)
        #expect(outcome.cluster(2) == 1)
        #expect(outcome.headlines == [1: 2])
    }

    @Test(
        "A link or a note in the place of a body makes no copies of two publishers' entries",
        arguments: ["Weiterlesen", "Foto: dpa", "続きを読む"])
    func sparesStubs(stub: String) {
        let title = "Storm warning for Tuesday in Lindesvik"
        var entries = (1...3).map { document($0, title, stub, from: "feed \($0)") }
        for (i, publisher) in ["herald.example", "globe.example", "herald.example"].enumerated() {
            entries[i].publisher = publisher
        }
        let outcome = outcome(of: entries)
        #expect(outcome.copy(2) == nil)
        #expect(outcome.copy(3)?.origin == 1)
    }

    @Test("The standing text of a feed makes no copies")
    func sparesStandingText() {
        let standing = "Click here to see all the pictures of our photographers from this week"
        let outcome = outcome(of: [
            document(1, "Storm over Lindesvik", standing),
            document(2, "Dockers on strike", standing),
        ])
        #expect(outcome.copy(2) == nil)
    }

    @Test("The hundredth reprint is still a copy")
    func findsManyReprints() {
        let outcome = outcome(
            of: (1...100).map {
                document(
                    $0, "Reprint \($0)", frame(Story.ferry + " Read by \($0) people."), at: $0,
                    from: "outlet\($0).example")
            })
        #expect((2...100).allSatisfy { outcome.copy($0)?.origin == 1 })
        #expect(Set(outcome.memberships.values.map(\.cluster)) == [1])
    }

    @Test("Two texts in one are a copy of both, and draw neither to the other")
    func findsEmbedded() {
        var clusterer = Clusterer(background: .none)
        let outcome = outcome(
            of: [
                original,
                document(2, "Marrow bridge closed", Story.bridge, at: 1, from: "globe.example"),
                document(3, "News", Story.bridge + "\n" + Story.ferry, at: 2, from: "x.example"),
            ], clusterer: &clusterer)
        #expect(outcome.cluster(1) != outcome.cluster(2))
        #expect(clusterer.copies(of: 3) == [1, 2])
    }

    @Test("Two texts in one that arrives before them gives way to both, and parts them")
    func partsEmbedded() {
        let outcome = outcome(of: [
            document(1, "News", Story.bridge + "\n" + Story.ferry, at: 2, from: "x.example"),
            document(2, "Marrow bridge closed", Story.bridge, at: 1, from: "globe.example"),
            document(3, "Ferry aground", Story.ferry, at: 0, from: "herald.example"),
        ])
        #expect(outcome.copy(1) != nil)
        #expect(outcome.copy(2) == nil)
        #expect(outcome.copy(3) == nil)
        #expect(outcome.cluster(2) != outcome.cluster(3))
    }

    @Test(
        "So it does when one of them is cut in many ways, whichever comes last",
        arguments: [2, 99])
    func partsCutTexts(bridge: Document.ID) {
        let ferry = Story.ferry.split(separator: " ")
        var documents = [
            document(1, "News", Story.bridge + "\n" + Story.ferry, at: 20, from: "x.example"),
            document(bridge, "Marrow bridge closed", Story.bridge, at: 1, from: "globe.example"),
        ]
        documents += (0..<12).map { cut in
            document(
                Int64(cut) + 3, "Ferry aground", ferry.dropLast(cut).joined(separator: " "),
                at: Int64(cut), from: "outlet\(cut).example")
        }
        let outcome = outcome(of: documents.sorted { $0.id < $1.id })
        #expect(outcome.copy(1) != nil)
        #expect(outcome.copy(bridge) == nil)
        #expect((3...14).allSatisfy { outcome.copy($0)?.origin != 1 })
        #expect(Set((3...14).map { outcome.cluster($0) }) == [outcome.cluster(3)])
        #expect(outcome.cluster(bridge) != outcome.cluster(3))
    }

    @Test("Copies of a copy have the first text as their origin")
    func followsChain() {
        let frames = [frame(Story.ferry), frame(frame(Story.ferry))]
        let outcome = outcome(of: [
            original, document(2, "One", frames[0], at: 1, from: "a"),
            document(3, "Two", frames[1], at: 2, from: "b"),
        ])
        #expect(outcome.copy(2)?.origin == 1)
        #expect(outcome.copy(3)?.origin == 1)
    }

    @Test("One address in two feeds is one entry")
    func joinsFeeds() {
        var first = document(1, "Ferry aground", "", from: "https://herald.example/news.xml")
        var second = document(2, "Grounded", "", from: "https://herald.example/home.xml")
        first.link = "https://herald.example/ferry"
        second.link = first.link
        #expect(outcome(of: [first, second]).copy(2)?.origin == 1)
    }

    @Test("A feed that gives all entries one address has no copies by it")
    func sparesOneAddress() {
        var first = document(1, "Ferry runs aground", Story.ferry)
        var second = document(2, "Bridge closed", Story.bridge)
        first.link = "https://herald.example/news"
        second.link = first.link
        #expect(outcome(of: [first, second]).copy(2) == nil)
    }

    private static let stories = [Story.ferry, Story.bridge, Story.strike]
    private static let otherStories = [
        """
        A fire in the old cannery of Tolvane burned through the night, and the smoke kept two schools shut \
        on Monday. Firefighters found the roof gone and the machines below it under water in the morning.
        """,
        """
        The museum in Kestrel bought a map of 1612 that shows the coast without its harbour. It paid nine \
        thousand crowns to a family who had kept it behind a mirror and never asked what it was worth.
        """,
        """
        Voters on the islands turned down a tunnel to the mainland by a few hundred votes. The council says \
        that it will mend the two ferries instead, and that the fare stays where it has been since spring.
        """,
    ]

    /// The entries of two feeds that give all of theirs the address of one page.
    private func entries(_ first: [String], _ second: [String]) -> [Document] {
        let texts = first.map { ($0, "a.example") } + second.map { ($0, "b.example") }
        return texts.enumerated().map { i, entry in
            let title = entry.0.split(separator: " ").prefix(5).joined(separator: " ")
            var document = document(Int64(i) + 1, title, entry.0, at: Int64(i), from: entry.1)
            document.link = "https://a.example/live"
            return document
        }
    }

    @Test("Two feeds that give all entries one address have copies by their texts alone")
    func sparesOneAddressOfTwo() {
        let others = outcome(of: entries(Self.stories, Self.otherStories))
        #expect(others.memberships.values.allSatisfy { $0.copy == nil })
        let twins = outcome(of: entries(Self.stories, Self.stories))
        for id: Int64 in 1...3 {
            #expect(twins.copy(id) == nil)
            #expect(twins.copy(id + 3)?.origin == id)
        }
    }

    @Test("The second entry of a feed at one address shows that the page is of many")
    func tellsPageOfMany() {
        let outcome = outcome(of: entries([Story.ferry], Self.otherStories))
        // Until then it is an entry of both feeds.
        #expect(outcome.copy(2)?.origin == 1)
        #expect(outcome.copy(3) == nil)
        #expect(outcome.copy(4) == nil)
    }

    @Test(
        "An entry that its feed gives another guid, or another address too, is a copy of itself",
        arguments: ["", "The tram runs from the harbour to the Old Market."])
    func findsRenumbered(text: String) {
        let title = "Mayor of Tolvane opens the new tramline"
        var entries = (1...4).map { document($0, title, text) }
        for i in entries.indices { entries[i].link = "https://outlet.example/tram?session=\(i)" }
        entries[3] = document(4, title, text, at: 9)
        entries[3].link = entries[0].link
        let outcome = outcome(of: entries)
        for id in 2...4 { #expect(outcome.copy(Int64(id))?.origin == 1) }
    }

    @Test("A column of a feed that comes back on another day is no copy")
    func sparesColumns() {
        var entries = (1...3).map { day in
            document(day, "The weather in Tolvane today", "Click here.", at: day * 24)
        }
        for i in entries.indices { entries[i].link = "https://outlet.example/weather/\(i)" }
        var undated = document(4, "The weather in Tolvane today", "Click here.", at: nil)
        undated.link = "https://outlet.example/weather/now"
        let outcome = outcome(of: entries + [undated])
        for id in 1...4 { #expect(outcome.copy(Int64(id)) == nil) }
    }

    @Test("A page that is renewed at one address is no copy of what stood there the day before")
    func sparesRenewedPages() {
        var entries = (1...3).map { day in
            document(day, "The weather in Tolvane today", "Click here.", at: day * 24)
        }
        entries.append(document(4, "The weather in Tolvane today", "Click here.", at: 25))
        for i in entries.indices { entries[i].link = "https://outlet.example/weather" }
        let outcome = outcome(of: entries)
        for id in 1...3 { #expect(outcome.copy(Int64(id)) == nil) }
        #expect(outcome.copy(4)?.origin == 1)
    }

    @Test("Reports that were handed the same sentences are no copies of each other")
    func sparesHandedSentences() {
        let sentences = [
            "The ferry Halvorsen ran aground on the Skarv reef with 214 passengers on board.",
            "Nobody was hurt, a spokesman for the coast guard in Lindesvik said.",
            "Captain Berit Aas told investigators that the steering had failed.",
        ]
        let outcome = outcome(of: [
            document(1, "Ferry aground off Lindesvik", sentences.joined(separator: " "), from: "a"),
            document(
                2, "All safe as Halvorsen hits reef",
                sentences.reversed().joined(separator: " "), from: "b"),
            document(3, "Captain of the Halvorsen blames steering", sentences[0], from: "c"),
        ])
        for id in 1...3 { #expect(outcome.copy(Int64(id)) == nil) }
    }

    @Test("A reprint of a sentence is told by its headline and its marks")
    func findsMarkedSentence() {
        let sentence = "Nobody on board the Halvorsen was hurt, the coast guard said."
        let whole = sentence + " The ferry is to be towed to Lindesvik on Thursday morning."
        let outcome = outcome(of: [
            document(1, "Ferry aground off Lindesvik", whole, at: 0, from: "a"),
            document(
                2, "Ferry aground off Lindesvik – Globe Online",
                "LINDESVIK (Globe) — \(sentence) Source link", at: 1, from: "b"),
        ])
        #expect(outcome.copy(2)?.origin == 1)
        #expect(outcome.copy(1) == nil)
    }

    @Test("Without marks the sentence may have been handed to both")
    func sparesUnmarkedSentence() {
        let sentence = "Nobody on board the Halvorsen was hurt, the coast guard said."
        let whole = sentence + " The ferry is to be towed to Lindesvik on Thursday morning."
        let outcome = outcome(of: [
            document(1, "Ferry aground off Lindesvik", whole, at: 0, from: "a"),
            document(2, "Ferry aground off Lindesvik", sentence, at: 1, from: "b"),
        ])
        #expect(outcome.copy(2) == nil)
    }
}
