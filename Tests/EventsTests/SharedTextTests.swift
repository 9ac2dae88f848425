import Testing

@testable import Events

@Suite("Shared text")
struct SharedTextTests {
    private struct Case {
        var shared = 14
        /// Shared shingles in a row; nil for all.
        var passage: Int?
        var shorter = 15
        var longer: Int?
        var lead = 0
        var titles: Double? = 1
        var isMarked = false
        var isCited = false
        var isPhrase = false
        var likeness = Likeness()

        var isCopy: Bool {
            let side = TextOverlap.Side(
                shingles: shorter, startIsShared: false, endIsShared: false)
            var others = side
            others.shingles = longer ?? shorter
            var overlap = TextOverlap(other: 0, shared: shared, own: side, others: others)
            overlap.passage = passage ?? shared
            overlap.lead = lead
            overlap.isPhrase = isPhrase
            return SharedText(
                overlap: overlap, likeness: likeness, titles: titles, isMarked: isMarked,
                isCited: isCited
            ).tellsCopy(.standard)
        }
    }

    @Test("Of articles half is enough, in pieces too; more under another headline")
    func takesArticles() {
        #expect(Case(shared: 60, passage: 12, shorter: 120, longer: 900).isCopy)
        #expect(!Case(shared: 60, passage: 12, shorter: 120, longer: 900, titles: 0.2).isCopy)
        #expect(Case(shared: 100, passage: 12, shorter: 240, longer: 900, titles: 0.2).isCopy)
        #expect(!Case(shared: 90, shorter: 240, longer: 900).isCopy)
    }

    @Test("Sentences of summaries in another order are what two were handed")
    func leavesSharedSentences() {
        #expect(!Case(shared: 45, passage: 22, shorter: 60, longer: 80, titles: 0.3).isCopy)
        #expect(!Case(shared: 45, passage: 22, shorter: 60, longer: 80).isCopy)
        #expect(!Case(shared: 30, passage: 20, shorter: 33, longer: 70).isCopy)
    }

    @Test("A long passage without a gap is a copy, the whole of a text when shorter")
    func takesPassages() {
        #expect(Case(shared: 52, shorter: 80, longer: 90, titles: 0).isCopy)
        #expect(!Case(shared: 44, shorter: 80, longer: 90, titles: 0).isCopy)
        #expect(Case(shared: 44, shorter: 45, longer: 400, titles: 0).isCopy)
        #expect(Case(shared: 44, shorter: 80, longer: 90, titles: 1).isCopy)
        #expect(Case(shared: 38, shorter: 39, longer: 60, titles: 0).isCopy)
        #expect(!Case(shared: 32, shorter: 33, longer: 60, titles: 0).isCopy)
        #expect(Case(shared: 24, shorter: 25, longer: 26, titles: 0).isCopy)
        #expect(!Case(shared: 14, shorter: 15, longer: 15, titles: 0).isCopy)
    }

    @Test("Under one headline an opening is a copy, if it is more than a sentence or says so")
    func takesOpenings() {
        #expect(Case(shared: 24, shorter: 24, longer: 50).isCopy)
        #expect(!Case(shared: 24, shorter: 24, longer: 50, titles: 0.6).isCopy)
        #expect(!Case(shared: 24, shorter: 24, longer: 50, lead: 9).isCopy)
        #expect(!Case(longer: 40).isCopy)
        #expect(Case(longer: 40, isMarked: true).isCopy)
        // Nothing else is there, or an article goes on from it.
        #expect(Case(longer: 15).isCopy)
        #expect(Case(longer: 150).isCopy)
        #expect(Case(longer: 150, titles: nil).isCopy)
        #expect(!Case(shorter: 28, longer: 80, isMarked: true).isCopy)
    }

    @Test("What names the other as its source needs no headline and no order")
    func takesCited() {
        #expect(Case(longer: 40, titles: 0, isCited: true).isCopy)
        #expect(!Case(shorter: 28, longer: 40, titles: 0, isCited: true).isCopy)
    }

    @Test("Phrases tell a copy only where they are nearly the whole text")
    func takesReprints() {
        #expect(Case(shared: 60, shorter: 70, longer: 70, titles: 0, isPhrase: true).isCopy)
        #expect(!Case(shared: 60, shorter: 90, longer: 90, titles: 0, isPhrase: true).isCopy)
        #expect(!Case(isPhrase: true).isCopy)
    }

    @Test("A pattern with other names is no copy, however long")
    func leavesPatterns() {
        var likeness = Likeness()
        likeness.pairs = 1
        likeness.unlike = 3
        likeness.alike = 4
        #expect(!Case(shared: 100, shorter: 110, likeness: likeness).isCopy)
    }

    private func words(_ title: String) -> TitleWords {
        let tokens = TokenList(title)
        return TitleWords(tokens, without: TitleAffixes(title, title: tokens))
    }

    @Test("Headlines are compared by their words, in any order")
    func comparesTitles() throws {
        let ferry = words("Ferry runs aground off Lindesvik")
        #expect(ferry.shared(with: words("Update: off Lindesvik ferry runs aground")) == 1)
        #expect(try #require(ferry.shared(with: words("Dockers strike for pay"))) < 0.6)
        #expect(ferry.shared(with: words("")) == nil)
    }

    @Test("The outlet's name behind a headline is not of it")
    func leavesAffixes() {
        let ferry = words("Ferry runs aground - Lindesvik Morning Herald")
        #expect(ferry.shared(with: words("Ferry runs aground | World | Globe")) == 1)
        #expect(ferry.shared(with: words("Ferry runs aground – The Daily Globe")) == 1)
        #expect(words("Weather – Oslo").shared(with: words("Weather – Bergen")) == 0.5)
        #expect(!words("Weather").tells && ferry.tells)
    }
}
