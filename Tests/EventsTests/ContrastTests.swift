import Testing

@testable import Events

@Suite("Contrast")
struct ContrastTests {
    /// What is in the news beside: five events.
    private static let news = [
        document(1, "Ferry runs aground off Lindesvik", Story.ferry, from: "b.example"),
        document(2, "Lindesvik dockers to strike", Story.strike, from: "b.example"),
        document(3, "Cracks close Marrow bridge", Story.bridge, from: "b.example"),
        document(
            4, "Orchards lose a third of their plums",
            "Hail the size of walnuts fell on the valley for ten minutes. Growers ask for tarpaulins.",
            from: "b.example"),
        document(
            5, "Chess club reaches final",
            "Eleven pupils from Ostry beat the favourites with two games to spare, by bicycle.",
            from: "b.example"),
    ]
    private static let questioned = document(
        6, "Maudsley questioned for hours over loans that she had not declared",
        """
        Teresa Maudsley answered the ethics committee on Wednesday about three loans from a friend. \
        A finding against her could cost the minister her seat.
        """, from: "a.example")
    private static let sworn = document(
        8, "Maudsley swears on family Bible, calls her omissions honest",
        """
        Teresa Maudsley took an oath before the ethics panel and insisted that nobody had advised \
        her otherwise. Its chairman opened with a film of her speeches.
        """, at: 2)
    /// Of another event, and not less like the last one.
    private static let museum = document(
        7, "Museum shows a family Bible with an oath",
        """
        The chairman of the museum opened with a film and two speeches. Nobody had advised the \
        family to lend it otherwise.
        """, at: 1, from: "c.example")

    private static func contrast(_ decision: Decision?) -> Double {
        decision?.factors.first { $0.name == "contrast" }?.value ?? 1
    }

    @Test(
        "Where nothing else comes near, a score below the threshold is enough, and it holds at rest"
    )
    func joinsWhatStandsOut() throws {
        var clusterer = Clusterer(background: .none)
        let outcome = outcome(
            of: Self.news + [Self.questioned, Self.sworn], clusterer: &clusterer)
        #expect(outcome.clusters[8] == outcome.clusters[6])
        #expect(Set(outcome.clusters.values).count == 6)
        let decision = try #require(outcome.decisions[8])
        #expect(decision.rule == .joined)
        #expect(decision.isMet == true)
        let score = try #require(decision.score)
        let contrast = Self.contrast(decision)
        let threshold = ClusterSettings.standard.mergeThreshold
        #expect(contrast > 1)
        #expect(score / contrast < threshold && score >= threshold)
        #expect(abs(decision.factors.reduce(1) { $0 * $1.value } - score) < 1e-9)
        // Whoever asks is told the same, of either document.
        let event = try #require(outcome.clusters[6])
        #expect(clusterer.comparison(.document(8), .cluster(event))?.isMet == true)
        #expect(
            clusterer.comparison(.document(6), .document(8))
                == clusterer.comparison(.document(8), .document(6)))
        #expect(clusterer.comparison(.document(6), .document(8))?.isMet == true)
    }

    @Test("What another event has as much of tells less")
    func mindsRivals() {
        let alone = outcome(of: Self.news + [Self.questioned, Self.sworn])
        let rivalled = outcome(of: Self.news + [Self.questioned, Self.museum, Self.sworn])
        #expect(Self.contrast(rivalled.decisions[8]) < Self.contrast(alone.decisions[8]))
        #expect(rivalled.clusters[7] != rivalled.clusters[6])
    }

    @Test("Among few events nothing stands out")
    func needsOthers() {
        let outcome = outcome(of: [Self.questioned, Self.sworn])
        #expect(outcome.clusters[8] != outcome.clusters[6])
        #expect(outcome.decisions[8].map(Self.contrast) == 1)
    }

    @Test("Headlines by themselves are not raised")
    func sparesHeadlines() throws {
        var clusterer = Clusterer(background: .none)
        _ = clusterer.add([
            document(1, "Maudsley sworn"), document(2, Self.sworn.title, Self.sworn.text),
        ])
        let threshold = ClusterSettings.standard.mergeThreshold
        let shapes = clusterer.window.documents.map { GroupShape(of: $0) }
        #expect(clusterer.window.leastScore(of: shapes[0]) == threshold)
        #expect(clusterer.window.leastScore(of: shapes[1]) < threshold)
    }

    @Test(
        "It is whole where the next is faint, and fades with the square of the lead",
        arguments: [(0, 1.5), (0.25, 1.5), (0.625, 1.125), (1, 1), (3, 1)])
    func fades(_ rival: Double, _ expected: Double) {
        var clusterer = Clusterer(background: .none)
        _ = clusterer.add([Self.questioned, Self.sworn])
        let shapes = clusterer.window.documents.map { GroupShape(of: $0) }
        var score = Score(
            dot: Int64(Weight.unitSquared / 4), shapes[0], shapes[1], settings: .standard)
        score.standOut(from: score.bare * rival, most: 0.5, settings: .standard)
        #expect(abs(score.contrast - expected) < 1e-9)
    }
}
