import Testing

@testable import Events

@Suite("Comparison on request")
struct ComparisonTests {
    private let reports = [
        document(1, "Ferry runs aground off Lindesvik", Story.ferry, from: "a.example"),
        document(2, "Passengers safe after ferry hits reef", Story.ferryElsewhere, at: 3),
        document(3, "Lindesvik dockers to strike", Story.strike, at: 5),
    ]

    private func clusterer() -> Clusterer {
        var clusterer = Clusterer(background: .none)
        _ = clusterer.add(reports)
        return clusterer
    }

    @Test("Two documents score alike in either order, and as the decision did")
    func comparesDocuments() throws {
        let clusterer = clusterer()
        let there = try #require(clusterer.comparison(.document(1), .document(2)))
        let back = try #require(clusterer.comparison(.document(2), .document(1)))
        #expect(there == back)
        #expect(there.isMet == true)
        let same = try #require(clusterer.comparison(.document(2), .cluster(1)))
        #expect(same.score == there.score)
        #expect(same.event == 1)
        #expect(clusterer.comparison(.document(1), .document(3))?.isMet == false)
    }

    @Test("Nothing is compared with itself or with what is not held")
    func sparesTheUnknown() {
        let clusterer = clusterer()
        #expect(clusterer.comparison(.document(3), .cluster(2)) == nil)
        #expect(clusterer.comparison(.document(9), .document(1)) == nil)
        #expect(clusterer.comparison(.cluster(9), .cluster(1)) == nil)
        #expect(clusterer.count(of: 1) == 2)
        #expect(clusterer.count(of: 9) == 0)
        #expect(clusterer.documentCount == 3)
    }

    @Test("Asking changes no decision")
    func decidesNothing() {
        var (asked, other) = (clusterer(), clusterer())
        _ = asked.comparison(.cluster(1), .cluster(2))
        let next = document(4, "Strike will close the terminal", Story.strikeElsewhere, at: 6)
        #expect(asked.add([next]) == other.add([next]))
    }

    @Test("A copy is found with its direction, and what would be needed")
    func comparesTexts() throws {
        let original = document(1, "Ferry", Story.ferry, at: 0, from: "herald.example")
        let copy = document(
            2, "Ferry", "Menu Home News\n" + Story.ferry + "\nFollow us", at: 1,
            from: "globe.example")
        for (a, b) in [(original, copy), (copy, original)] {
            let text = try #require(TextComparison(a, b))
            #expect(text.isCopy)
            #expect(text.copy == 2)
            #expect(text.overlap.own > text.overlap.origin)
            #expect(text.overlap.shared == text.overlap.origin)
            #expect(text.overlap.shared >= text.needed)
        }
        let report = document(
            3, "Safe",
            "The ferry Halvorsen ran aground on the Skarv reef on Tuesday night with 214, they said. "
                + Story.strike, at: 3)
        let near = try #require(TextComparison(original, report))
        #expect(!near.isCopy)
        #expect((1..<near.needed).contains(near.overlap.shared))
        #expect(TextComparison(original, document(4, "Bridge", Story.bridge)) == nil)
    }

    @Test(
        "A sentence in common under other headlines is told as no copy, as the clusterer judges it")
    func judgesAsTheClusterer() throws {
        let sentence =
            "The union said on Friday that its members would walk out over pay next week."
        let documents = [
            document(1, "Dockers to strike", sentence, at: 0, from: "a.example"),
            document(
                2, "Terminal stands still", sentence + " Employers asked for mediation at once.",
                at: 1, from: "b.example"),
        ]
        var clusterer = Clusterer(background: .none)
        let outcome = outcome(of: documents, clusterer: &clusterer)
        let text = try #require(TextComparison(documents[0], documents[1]))
        #expect(text.overlap.shared >= text.needed)
        #expect(!text.isCopy)
        #expect(outcome.copy(1) == nil && outcome.copy(2) == nil)
    }

    @Test(
        "What the clusterer takes for a copy is told as one, and nothing else",
        arguments: [
            ("The ferry Halvorsen is afloat again", "", "b.example", true),
            (Story.ferry, "", "b.example", true),
            (Story.ferry, " Read more at Globe.", "b.example", true),
            ("The ferry Halvorsen is afloat again", "", "a.example", false),
            ("It is afloat again", "", "b.example", true),
            ("Afloat again", "", "b.example", false),
        ])
    func agreesWithTheClusterer(text: String, note: String, source: String, isCopy: Bool) throws {
        let documents = [
            document(1, "Ferry Halvorsen is afloat", text, at: 0, from: "a.example"),
            document(2, "Ferry Halvorsen is afloat", text + note, at: 1, from: source),
        ]
        var clusterer = Clusterer(background: .none)
        let outcome = outcome(of: documents, clusterer: &clusterer)
        #expect((outcome.copy(2) != nil) == isCopy)
        let told = TextComparison(documents[0], documents[1])
        #expect((told?.isCopy ?? false) == isCopy)
        if let told, isCopy, !told.overlap.isIdentity {
            #expect(told.overlap.shared >= told.needed)
        }
    }

    @Test("What comes back in one feed is told by the words that it shares, never by an identity")
    func tellsNoIdentity() throws {
        func comparison(_ text: String) -> TextComparison? {
            let entries = [0, 24].enumerated().map { place, hours in
                var entry = document(
                    Int64(place) + 1, "The weather in Tolvane today", text, at: Int64(hours))
                entry.link = "https://outlet.example/weather/\(place)"
                return entry
            }
            return TextComparison(entries[0], entries[1])
        }
        #expect(comparison("Click here.") == nil)
        let told = try #require(comparison("Click here to read it."))
        #expect(!told.isCopy)
        #expect(told.caveat == .feed)
        #expect(told.overlap.shared == 2)
    }

    @Test("Standing text of either is left out, as it was when they came")
    func leavesOutStandingText() throws {
        let frame = """

            Subscribe to Riverside Gazette Premium for just a few coins a month and read all that \
            our reporters write, on paper, on every screen that you have and wherever you are.
            """
        let texts = [
            ("Dockers strike", Story.strike), ("Bridge closed", Story.bridge),
            ("Ferry aground", Story.ferry),
        ]
        var documents = texts.enumerated().map { place, text in
            document(
                Int64(place) + 1, text.0, text.1 + frame, at: Int64(place), from: "gazette.example")
        }
        documents.append(document(4, "Ferry aground", Story.ferry, at: 5, from: "globe.example"))
        let outcome = outcome(of: documents)
        let judged = try #require(outcome.memberships[3]).standingText
        #expect(judged != 0)
        let stored = try #require(outcome.decisions[4]?.overlap)
        let told = try #require(
            TextComparison(documents[2], documents[3], standingText: (judged, 0)))
        #expect(told.isCopy)
        #expect(told.copy == 4)
        #expect(told.direction == outcome.copy(4)?.direction)
        #expect(told.overlap == stored)
        #expect(TextComparison(documents[2], documents[3])?.overlap != stored)
    }

    @Test("A comparison tells what was judged beside other texts")
    func tellsTheJudgement() throws {
        var settings = ClusterSettings.standard
        settings.mostKin = 2
        var clusterer = Clusterer(background: .none, settings: settings)
        let documents = [0, 1, -5].enumerated().map { place, hours in
            document(
                Int64(place) + 1, "Ferry aground", Story.ferry, at: hours,
                from: "outlet\(place).example")
        }
        let outcome = outcome(of: documents, clusterer: &clusterer)
        let alone = try #require(TextComparison(documents[0], documents[2]))
        #expect(alone.copy == 1)
        let judged = clusterer.judged(alone, of: 1, 3)
        #expect(judged.copy == 3)
        #expect(judged.direction == outcome.copy(3)?.direction)
        #expect(judged.overlap == outcome.decisions[3]?.overlap)
    }

    @Test("A document is read as its words tell, else as it is declared")
    func tellsLanguages() {
        #expect(document(1, "Ferry", Story.ferry, language: "de-AT").readLanguage == "en")
        #expect(document(2, "Halvorsen", language: "de-AT").readLanguage == "de")
    }
}
