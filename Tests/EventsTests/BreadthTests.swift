import Testing

@testable import Events

@Suite("Links that hang on one term")
struct BreadthTests {
    /// That one word in a thousand is *rugby*, and *wembury* is not in the language.
    private static let background = BackgroundFrequencies(
        tables: ["en": Array("tidings-frequencies 2 en\nrugbi 300\n".utf8)])

    private func clusters(_ titles: [String]) -> [ClusterID?] {
        var clusterer = Clusterer(background: Self.background)
        let documents = titles.enumerated().map { document(Int64($0.offset) + 1, $0.element) }
        let outcome = outcome(of: documents, clusterer: &clusterer)
        return documents.map { outcome.cluster($0.id) }
    }

    @Test("Headlines that share but a year stay apart")
    func parts() {
        #expect(clusters(["Theatre season opens 2020", "Sales begin 2020"]) == [1, 2])
    }

    @Test("Headlines that share a name unknown to the language join")
    func joins() {
        #expect(clusters(["Wembury beaten", "Critics on Wembury"]) == [1, 1])
    }

    @Test("Of equal shares a term counts the less the commoner it is")
    func weighsRarity() {
        let settings = ClusterSettings.standard
        var vocabulary = Vocabulary(background: Self.background, settings: settings)
        let key = LanguageKey(Language(code: "en"))
        let rare = vocabulary.word(stem: TermHash.of("wembury".utf8), in: key, name: "wembury")
        let common = vocabulary.word(stem: TermHash.of("rugbi".utf8), in: key, name: "rugby")
        let year = vocabulary.word(stem: TermHash.of("2020".utf8), in: key, name: "2020")
        #expect(vocabulary.rarity(of: rare) == 1)
        #expect((0.01..<0.4).contains(vocabulary.rarity(of: common)))
        #expect(vocabulary.rarity(of: year) == 0)
    }

    @Test("A term with its share of the link lowers nothing, the only one by all it does not tell")
    func narrows() {
        let settings = ClusterSettings.standard
        var score = Score(dot: 1, GroupShape(), GroupShape(), settings: settings)
        score.narrow(share: settings.loneShare, telling: 0.2, settings: settings)
        #expect(score.breadth == 1)
        score.narrow(share: 1, telling: 0.2, settings: settings)
        #expect(abs(score.breadth - 0.2) < 1e-9)
    }

    @Test("Sparse sums add and multiply as dense ones", arguments: [3, 60])
    func multipliesSparse(length: UInt32) {
        var vectors = DocumentVectors()
        let texts: [[UInt32]] = [(0..<length).map { $0 * 2 }.reversed(), [1, 4], [4, 1]]
        for terms in texts {
            vectors.append(DocumentTerms(terms: terms, counts: terms.map { UInt16($0 + 1) }))
        }
        // Each term weighs as it counts, but for the length.
        var vocabulary = Vocabulary(background: .none, settings: .standard)
        for number in 0..<(2 * length + 2) {
            _ = vocabulary.word(
                stem: UInt64(number) + 1, in: LanguageKey(.fallback), name: "\(number)")
        }
        var weights = TermWeights(settings: .standard)
        weights.extend(to: vocabulary)
        vectors.weighAll(by: weights)
        func weight(_ term: UInt32, _ slot: Int) -> Int64 { vectors.weight(of: term, in: slot) }
        var sum = SparseVector(vectors, 0)
        sum.add(SparseVector(vectors, 1))
        let product = sum.product(with: SparseVector(vectors, 2), by: vocabulary)
        let first = weight(1, 1) * weight(1, 2)
        let second = (weight(4, 0) + weight(4, 1)) * weight(4, 2)
        #expect(first > 0 && second > first)
        #expect(product.dot == first + second)
        #expect(product.term == 4)
        #expect(product.most == second)
    }
}
