import Testing

@testable import Events

@Suite("Tokens")
struct TokenListTests {
    private func words(_ text: String) -> [String] {
        let list = TokenList(text)
        return list.tokens.map(list.text(of:))
    }

    @Test("Words are runs of letters, digits and marks in lower case")
    func cutsWords() {
        #expect(words("The EU’s 27 states—again!") == ["the", "eu", "s", "27", "states", "again"])
        #expect(words("ÉTÉ Đà Nẵng Ελλάδα МОСКВА") == ["été", "đà", "nẵng", "ελλάδα", "москва"])
    }

    @Test("A script without blanks gives a token a letter")
    func cutsUnsegmentedScripts() {
        #expect(words("東京の夏 2026") == ["東", "京", "の", "夏", "2026"])
    }

    @Test("A soft hyphen does not end a word")
    func skipsSoftHyphens() {
        #expect(words("parlia\u{ad}ment") == ["parliament"])
    }

    @Test("Capitals, sentence starts and blanks between words are told")
    func tellsTraits() {
        let tokens = TokenList("In Paris Anne Hidalgo, mayor. Then").tokens
        #expect(tokens[0].traits.contains(.startsSentence))
        #expect(tokens[2].traits.isSuperset(of: [.capitalised, .follows]))
        #expect(!tokens[4].traits.contains(.follows))
        #expect(tokens[5].traits.isSuperset(of: [.capitalised, .startsSentence]))
    }

    @Test("What stands behind the limit is not read, not even half a letter of it")
    func stopsAtLimit() {
        #expect(TokenList("abc é", limit: 5).tokens.count == 1)
        #expect(TokenList("").tokens.isEmpty)
    }
}
