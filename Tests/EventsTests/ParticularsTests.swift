import Testing

@testable import Events

@Suite("Names and numbers")
struct ParticularsTests {
    private func particulars(_ title: String, _ body: String) -> Particulars {
        Particulars(
            title: TokenList(title), body: TokenList(body),
            stopList: StopWords.shared.list(of: Language(code: "en")), capitalsLimit: 0.6)
    }

    private func agreement(_ likeness: Likeness, shortness: Double = 0) -> Double {
        likeness.agreement(shortness: shortness, .standard)
    }

    private static let breach =
        "On Monday Lumair confirmed that intruders had copied data of 27,300 customers."
    private static let otherBreach =
        "On Friday Kordyne confirmed that intruders had copied data of 61,800 customers."

    @Test("One pattern filled with other names and numbers speaks for two events")
    func tellsPatterns() {
        let first = particulars("Hackers steal data of 27,300 Lumair customers", Self.breach)
        let second = particulars("Hackers steal data of 61,800 Kordyne customers", Self.otherBreach)
        let likeness = first.likeness(with: second)
        #expect(likeness.unlike > 1)
        #expect(likeness.alike == 0)
        #expect(likeness.tellsOfOthers)
        #expect(agreement(likeness) < 0.1)
        #expect(agreement(likeness, shortness: 1) < agreement(likeness, shortness: 0.5))
        #expect(second.likeness(with: first).unlike == likeness.unlike)
    }

    @Test("Reports of one event in other words lose nothing")
    func keepsReports() {
        let first = particulars("Breach at Lumair", Self.breach)
        let second = particulars(
            "Data stolen", "The airline Lumair told 27,300 people that thieves had their data.")
        let likeness = first.likeness(with: second)
        #expect(likeness.unlike == 0)
        // A name, and a number of more than four digits.
        #expect(likeness.alike == 4 + 4)
        #expect(likeness.sharing == 1)
        #expect(agreement(likeness) == 1)
    }

    @Test("The same text agrees with itself")
    func isLikeItself() {
        let text = particulars("Hackers steal data of 27,300 Lumair customers", Self.breach)
        let likeness = text.likeness(with: text)
        #expect(likeness.unlike == 0)
        #expect(likeness.alike == text.mass)
        #expect(!likeness.tellsOfOthers)
    }

    @Test("No name in common speaks against two texts, but not where enough others have one")
    func weighsStrangers() {
        let first = particulars("a", "They met in Lindesvik with Halvorsen.")
        let second = particulars("b", "We saw how Kordyne fell to Osei.")
        var likeness = first.likeness(with: second)
        #expect(likeness.strangers == 1)
        #expect(likeness.apart == 8)
        let alone = agreement(likeness)
        #expect(alone < 1)
        likeness += first.likeness(with: first)
        #expect(agreement(likeness) > alone)
    }

    @Test("Headlines in title case, texts without names and empty ones say nothing")
    func saysNothing() {
        let empty = particulars("", "")
        #expect(empty == .none)
        #expect(particulars("Ferry Runs Aground On Reef", "").mass == 0)
        let likeness = empty.likeness(with: particulars("a", Self.breach))
        #expect(agreement(likeness) == 1)
        #expect(agreement(Likeness()) == 1)
    }

    @Test("What is kept of a text is bounded")
    func isBounded() {
        let many = (0..<5_000).map { "word in Town\($0) with \($0) people" }
            .joined(separator: " ")
        let text = particulars("a", many)
        #expect(text.mass < 64 * 4 * 4)
        // Numbers between words without meaning make no places.
        let numbers = (1_000..<9_000).map { "the \($0) of" }.joined(separator: " ")
        #expect(particulars("a", numbers).mass <= 4 * 64 * 4)
    }

    @Test("Likeness of groups is the sum over their pairs")
    func adds() {
        let texts = [Self.breach, Self.otherBreach, "Lumair said 27,300 were hit."]
            .map { particulars("a", $0) }
        var clusterer = Clusterer(background: .none)
        _ = clusterer.add(
            [Self.breach, Self.otherBreach, "Lumair said 27,300 were hit."].enumerated().map {
                document(Int64($0.offset) + 1, "a", $0.element)
            })
        var sum = Likeness()
        sum += texts[0].likeness(with: texts[2])
        sum += texts[1].likeness(with: texts[2])
        let all = clusterer.likeness(of: [0, 1], with: [2])
        #expect(all.pairs == 2)
        #expect((all.alike, all.unlike, all.apart) == (sum.alike, sum.unlike, sum.apart))
    }
}
