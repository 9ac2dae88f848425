import Testing

@testable import Events

@Suite("Terms of a text")
struct TextAnalyzerTests {
    private func terms(_ title: String, _ body: String = "", in code: String) -> [String] {
        var vocabulary = Vocabulary(background: .none, settings: .standard)
        var analyzer = TextAnalyzer(settings: .standard)
        let terms = analyzer.terms(
            title: TokenList(title), body: TokenList(body), language: Language(code: code),
            vocabulary: &vocabulary)
        return terms.terms.map { vocabulary.names[Int($0)] }
    }

    @Test("Stop words and single letters are no terms")
    func dropsStopWords() {
        #expect(terms("The fire in the x mill", in: "en") == ["fire", "mill"])
        #expect(terms("Der Brand in der Mühle", in: "de") == ["brand", "mühle"])
    }

    @Test("A text of more terms than fit the first table counts each word once")
    func countsManyTerms() {
        var places = TermPlaces()
        for _ in 0..<2 {
            for term in 0..<3_000 {
                #expect(places.place(of: UInt32(term * 7), orNew: term) == term)
            }
            #expect(places.place(of: 7 * 1_234, orNew: 3_000) == 1_234)
            places.removeAll()
        }
        #expect(places.place(of: 7 * 1_234, orNew: 0) == 0)
    }

    @Test("A word that was read before is the same term, in another language it is another")
    func remembersWords() {
        var vocabulary = Vocabulary(background: .none, settings: .standard)
        var analyzer = TextAnalyzer(settings: .standard)
        func terms(_ text: String, in code: String) -> [Vocabulary.Term] {
            analyzer.terms(
                title: TokenList(""), body: TokenList(text), language: Language(code: code),
                vocabulary: &vocabulary
            ).terms
        }
        let first = terms("balko strikes en", in: "en")
        #expect(terms("balko strikes en", in: "en") == first)
        #expect(terms("striking strikes", in: "en") == [first[1]])
        #expect(Set(terms("balko strikes", in: "de")).isDisjoint(with: first))
    }

    @Test(
        "A word that is the code of a language is another one than that language's own code as a word"
    )
    func keepsCodesApart() {
        var vocabulary = Vocabulary(background: .none, settings: .standard)
        var analyzer = TextAnalyzer(settings: .standard)
        func names(_ text: String, in code: String) -> [String] {
            analyzer.terms(
                title: TokenList(""), body: TokenList(text), language: Language(code: code),
                vocabulary: &vocabulary
            ).terms.map { vocabulary.names[Int($0)] }
        }
        #expect(names("de palma", in: "it") == ["de", "palma"])
        #expect(names("it sicherheit", in: "de") == ["it", "sicherheit"])
    }

    @Test("Forms of one word are one term")
    func stems() {
        #expect(terms("strikes strike striking", in: "en") == ["strikes"])
        #expect(terms("nacional nacionales", in: "es") == ["nacional"])
    }

    @Test("Names that stand side by side are a term of their own")
    func pairsNames() {
        let found = terms("", "Then the mayor Anne Hidalgo spoke to a crowd", in: "en")
        #expect(found.contains("anne hidalgo"))
        #expect(!found.contains("mayor anne"))
        #expect(!terms("Mayor Anne Hidalgo Speaks", in: "en").contains("anne hidalgo"))
    }

    @Test("Vietnamese syllables are joined in pairs, but not two stop words")
    func pairsSyllables() {
        let found = terms("", "thủ tướng thăm Hà Nội và các tỉnh", in: "vi")
        #expect(found.contains("thủ tướng"))
        #expect(found.contains("hà nội"))
        #expect(found.contains("nội và"))
        #expect(!found.contains("và các"))
    }

    @Test("A script without blanks gives pairs of letters")
    func pairsLetters() {
        #expect(terms("東京都", in: "ja") == ["東 京", "京 都"])
        // A blank stands between phrases.
        #expect(terms("地震　震度", in: "ja") == ["地 震", "震 度"])
        #expect(terms("登陆福建 福建停课", in: "zh").contains("建 福") == false)
    }

    @Test("The same letters in two languages are two terms")
    func keepsLanguagesApart() {
        var vocabulary = Vocabulary(background: .none, settings: .standard)
        let stem = TermHash.of("gift".utf8)
        let english = vocabulary.word(stem: stem, in: .init(Language(code: "en")), name: "gift")
        let german = vocabulary.word(stem: stem, in: .init(Language(code: "de")), name: "gift")
        #expect(english != german)
    }

    @Test("Shortness falls from one to none between 7 and 55 different words")
    func measuresShortness() {
        let units = [7, 20, 55, 400].map {
            Shortness(differentWords: $0, offset: 4).units
        }
        #expect(units == [1_024, 514, 0, 0])
    }
}
