import Testing

@testable import Events

@Suite("Copies told by their marks")
struct MarkedCopyTests {
    private let headline = "Ferry aground off Lindesvik"
    private let sentence = "Nobody on board the Halvorsen was hurt, the coast guard said."
    /// A report that begins with the sentence and goes on for longer than a note would.
    private var report: String {
        sentence
            + " The ferry is to be towed to the harbour of Lindesvik on Thursday morning at high tide."
    }

    @Test("A mark speaks for the marked text, all of which the other has to have")
    func speaksForMarked() {
        func overlap(own: Int, others: Int) -> TextOverlap {
            TextOverlap(
                other: 0, shared: 14,
                own: .init(shingles: own, startIsShared: true, endIsShared: true),
                others: .init(shingles: others, startIsShared: true, endIsShared: false))
        }
        func isMarked(_ overlap: TextOverlap, own: Bool, others: Bool) -> Bool {
            overlap.isMarked(own: own, others: others, .standard)
        }
        #expect(isMarked(overlap(own: 15, others: 40), own: true, others: false))
        #expect(!isMarked(overlap(own: 15, others: 40), own: false, others: true))
        #expect(isMarked(overlap(own: 15, others: 26), own: false, others: true))
        #expect(isMarked(overlap(own: 15, others: 40), own: true, others: true))
        #expect(!isMarked(overlap(own: 15, others: 15), own: false, others: false))
    }

    @Test(
        "A sentence is no copy of a marked text that goes on with more, nor that of it",
        arguments: [-1, 1])
    func sparesSentence(hours: Int64) {
        let pair = [
            document(1, headline, sentence, at: 0, from: "a"),
            document(
                2, headline, "LINDESVIK (Globe) — \(report) Read more at Globe.", at: hours,
                from: "b"),
        ]
        let outcome = outcome(of: pair)
        #expect(outcome.copy(1) == nil)
        #expect(outcome.copy(2) == nil)
        // Whoever asks is told the same.
        #expect(TextComparison(pair[0], pair[1])?.isCopy != true)
        #expect(TextComparison(pair[1], pair[0])?.isCopy != true)
    }

    @Test(
        "What says that it goes on elsewhere is the excerpt, however little goes on, whenever it came"
    )
    func goesOn() {
        let whole = sentence + " The ferry is to be towed to Lindesvik on Thursday."
        let outcome = outcome(of: [
            document(1, headline, sentence + " Continue reading…", at: 0, from: "a"),
            document(2, headline, whole, at: 1, from: "b"),
        ])
        #expect(outcome.copy(1)?.origin == 2)
        #expect(outcome.copy(1)?.direction == "an excerpt of the origin's text")
        let asked = TextComparison(
            document(1, headline, sentence + " Continue reading…", at: 0, from: "a"),
            document(2, headline, whole, at: 1, from: "b"))
        #expect(asked?.copy == 1)
        #expect(asked?.direction == "an excerpt of the origin's text")
        #expect(outcome.copy(2) == nil)
    }

    @Test(
        "Where the words are held already a later text that has them is not needed",
        arguments: [2, 9])
    func knowsWords(marked: Document.ID) throws {
        let documents = [
            document(3, headline, sentence, at: 0, from: "a"),
            document(5, headline, report, at: 1, from: "b"),
            document(marked, headline, sentence + " Continue reading…", at: 2, from: "c"),
        ]
        var clusterer = Clusterer(background: .none)
        let outcome = outcome(of: documents.sorted { $0.id < $1.id }, clusterer: &clusterer)
        #expect(clusterer.copies(of: marked) == [3])
        #expect(outcome.copy(marked)?.origin == 3)
        let text = try #require(TextComparison(documents[1], documents[2]))
        #expect(clusterer.judged(text, of: 5, marked).caveat == .heldBefore)
        #expect(outcome.copy(3) == nil)
        #expect(outcome.copy(5) == nil)
    }

    @Test("One that came before them may be where both have them from")
    func keepsEarlier() {
        var clusterer = Clusterer(background: .none)
        let outcome = outcome(
            of: [
                document(1, headline, report, at: 0, from: "a"),
                document(2, headline, sentence, at: 1, from: "b"),
                document(3, headline, sentence + " Continue reading…", at: 2, from: "c"),
            ], clusterer: &clusterer)
        #expect(clusterer.copies(of: 3) == [1, 2])
        #expect(outcome.copy(3)?.origin == 1)
        #expect(outcome.copy(2) == nil)
    }
}
