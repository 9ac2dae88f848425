import Testing

@testable import Events

@Suite("Shared text")
struct SharedTextTests {
    private func isCopy(
        shared: Int, of shorter: Int, longer: Int? = nil, titles: Double? = 1,
        likeness: Likeness = Likeness()
    ) -> Bool {
        let side = TextOverlap.Side(shingles: shorter, startIsShared: false, endIsShared: false)
        var others = side
        others.shingles = longer ?? shorter
        return SharedText(
            overlap: TextOverlap(other: 0, shared: shared, own: side, others: others),
            likeness: likeness, titles: titles
        ).tellsCopy(.standard)
    }

    @Test("Of a long text less than half is enough, whatever the headlines")
    func takesLongTexts() {
        #expect(isCopy(shared: 100, of: 240, longer: 900, titles: 0))
        #expect(!isCopy(shared: 90, of: 240, longer: 900, titles: 1))
    }

    @Test("A sentence is a copy where it is nearly all, under nearly the same headline")
    func takesShortTexts() {
        #expect(isCopy(shared: 14, of: 15, longer: 80, titles: 0.7))
        #expect(isCopy(shared: 14, of: 15, longer: 80, titles: nil))
        #expect(!isCopy(shared: 14, of: 15, longer: 80, titles: 0.4))
        #expect(!isCopy(shared: 14, of: 28, longer: 80, titles: 1))
        // The same entry under another headline.
        #expect(isCopy(shared: 20, of: 21, longer: 22, titles: 0))
    }

    @Test("A pattern with other names is no copy, however long")
    func leavesPatterns() {
        var likeness = Likeness()
        likeness.pairs = 1
        likeness.unlike = 3
        likeness.alike = 4
        #expect(!isCopy(shared: 100, of: 110, likeness: likeness))
    }

    @Test("Headlines are compared by their words, in any order")
    func comparesTitles() throws {
        func words(_ title: String) -> TitleWords { TitleWords(TokenList(title)) }
        let ferry = words("Ferry runs aground off Lindesvik")
        #expect(ferry.shared(with: words("Update: off Lindesvik ferry runs aground")) == 1)
        #expect(try #require(ferry.shared(with: words("Dockers strike for pay"))) < 0.6)
        #expect(ferry.shared(with: words("")) == nil)
    }
}
