import Testing

@testable import Events

@Suite("Decisions")
struct DecisionTests {
    private static let reports = [
        document(1, "Ferry runs aground off Lindesvik", Story.ferry, from: "a.example"),
        document(2, "Passengers safe after ferry hits reef", Story.ferryElsewhere, at: 3),
        document(3, "Lindesvik dockers to strike", Story.strike, at: 5),
    ]

    @Test("The score is the product of the factors that are told, with dates and one lone term")
    func tellsAllFactors() {
        let settings = ClusterSettings.standard
        var shapes = [GroupShape(), GroupShape()]
        for (place, hours) in [(0, 0), (0, 5), (1, 200)] {
            let held = HeldDocument(
                membership: Membership(document: 1, cluster: 0, score: 0),
                title: TitleWords(TokenList("a")), published: Int64(hours) * 3_600,
                shortness: Shortness(units: 700))
            shapes[place].add(held)
        }
        var score = Score(
            dot: Int64(Weight.unitSquared), shapes[0], shapes[1], settings: settings)
        score.narrow(share: 0.9, telling: 0.3, settings: settings)
        var likeness = Likeness()
        likeness.pairs = 2
        likeness.unlike = 4
        score.confirm(likeness, settings: settings)
        #expect(score.factors.last?.name == "agreement")
        score.standOut(from: score.bare * 0.6, most: 0.5, settings: settings)
        let factors = score.factors
        #expect(abs(factors.reduce(1) { $0 * $1.value } - score.value) < 1e-12)
        #expect(factors.allSatisfy { $0.value != 1 })
        #expect(Set(factors.map(\.name)).count == factors.count)
        #expect(factors.first { $0.name == "time" }?.source == "8.13 days apart")
        #expect(factors.first { $0.name == "breadth" }?.source == "0.9 of the link in one term")
        #expect(factors.first { $0.name == "agreement" }?.source == "2 names differ")
        #expect(factors.last?.source == "0.6 of it has the next event")
    }

    @Test("What joined tells its event, the terms, and their parts of the link")
    func tellsJoin() throws {
        let outcome = outcome(of: Self.reports)
        let decision = try #require(outcome.decisions[2])
        #expect(decision.rule == .joined)
        #expect(decision.event == 1)
        #expect(decision.isMet == true)
        #expect(try #require(decision.score) >= #require(decision.threshold))
        #expect(decision.score == outcome.memberships[2]?.score)
        let link = try #require(decision.factors.first?.value)
        let shares = decision.shared.map(\.share)
        #expect(shares == shares.sorted(by: >))
        #expect(shares.reduce(0, +) <= link)
        #expect(decision.shared.map(\.name).contains("reef"))
    }

    @Test("What opened an event tells the nearest one, if any shares a term")
    func tellsOpening() throws {
        let outcome = outcome(of: Self.reports)
        let first = try #require(outcome.decisions[1])
        #expect(first.text == "opened: no event shares a telling term")
        #expect(first.difference == [])
        let third = try #require(outcome.decisions[3])
        #expect(third.event == 1)
        #expect(third.isMet == false)
        #expect(third.text.hasPrefix("opened, nearest is event #1: score 0."))
        #expect(third.difference.first?.hasPrefix("together from a mean link of 0.") == true)
    }

    @Test("A copy tells the word runs, and the evidence for its direction")
    func tellsCopy() throws {
        let outcome = outcome(of: [
            document(1, "Ferry runs aground", Story.ferry, at: 0, from: "herald.example"),
            document(2, "Ferry", Story.ferry + " Read more here.", at: 2, from: "globe.example"),
        ])
        let decision = try #require(outcome.decisions[2])
        let overlap = try #require(decision.overlap)
        #expect(decision.rule == .copy)
        #expect(overlap.shared == overlap.origin)
        #expect(overlap.own > overlap.origin)
        #expect(overlap.containment == 1)
        #expect(overlap.evidence == "frame")
        #expect(decision.text.contains("evidence: frame"))
    }

    @Test("A merge scores by itself what the index found, and tells the event that went")
    func tellsMerge() throws {
        let outcome = outcome(of: [
            document(1, "Halvorsen aground", "Skarv reef ferry grounding Halvorsen Lindesvik"),
            document(2, "Captain questioned", "Captain questioned steering failure investigators"),
            document(
                3, "Halvorsen captain questioned after Skarv reef grounding",
                "Halvorsen Lindesvik ferry captain steering failure investigators"),
            document(
                4, "Captain of Halvorsen questioned over reef grounding",
                "Investigators questioned Halvorsen captain on steering failure, Skarv reef"),
        ])
        let decision = try #require(outcome.decisions[2])
        #expect(decision.rule == .merged)
        #expect(decision.formerEvent == 2)
        #expect(decision.event == 1)
        let score = try #require(decision.score)
        #expect(abs(score - (outcome.memberships[2]?.score ?? 0)) < 1e-12)
        #expect(decision.text.hasPrefix("event #2 merged into #1: score 0."))
    }

    @Test("A decision is told once: an event that only gets another number repeats none")
    func tellsOnce() {
        var clusterer = Clusterer(background: .none)
        let first = clusterer.add(Array(Self.reports.prefix(1)))
        #expect(first.decisions.map(\.document) == [1])
        let second = clusterer.add(Array(Self.reports.dropFirst()))
        #expect(second.decisions.map(\.document) == [2, 3])
        #expect(clusterer.consolidate().decisions == [])
    }

    @Test("What decides a case by itself is named")
    func tellsDifference() {
        var decision = Decision(.weighed, score: 0.21, threshold: 0.27)
        decision.factors = [
            .init("mean link", 0.3), .init("time", 0.7, measure: 9, unit: "days apart"),
        ]
        #expect(
            decision.difference == [
                "together from a mean link of 0.386 on", "together if time did not count",
            ])
        // A link is 1 at most.
        decision.factors[0].value = 0.9
        #expect(
            decision.difference == [
                "no mean link would do, which is 1 at most", "together if time did not count",
            ])
        decision = Decision(.joined, event: 3, score: 0.3, threshold: 0.29)
        decision.factors = [.init("mean link", 0.3), .init("size", 1)]
        decision.shared = [.init("ferry", 0.1)]
        #expect(
            decision.difference == [
                "apart with a mean link below 0.290", "apart without \"ferry\"",
            ])
        #expect(
            decision.text
                == "joined: score 0.300 ≥ 0.290; shared: ferry 0.100; mean link 0.300; "
                + decision.difference.joined(separator: "; "))
    }

    @Test("Every rule has words")
    func hasWords() {
        for rule in Decision.Rule.allCases {
            #expect(!Decision(rule).text.isEmpty)
        }
        var moved = Decision(.moved, event: 2, score: 0.4, threshold: 0.27)
        (moved.formerEvent, moved.formerScore) = (5, 0.3)
        #expect(moved.text == "moved from event #5 (0.300): score 0.400 ≥ 0.270")
    }
}
