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

    @Test(
        "One number is one word, however its thousands and decimals are parted",
        arguments: [
            ("3,800 3.800 3’800 3'800 3\u{a0}800 3\u{202f}800", "3800 3800 3800 3800 3800 3800"),
            ("toll of 3 800 people", "toll of 3800 people"),
            ("1,234,567.89 and 1.234.567,89", "1234567.89 and 1234567.89"),
            ("7.6 7,6 ７．６ ٧٫٦ ७.६", "7.6 7.6 7.6 7.6 7.6"),
            ("٣٬٨٠٠ ۳٬۸۰۰ ३,८०० ๓,๘๐๐", "3800 3800 3800 3800"),
            ("12,34,567 1,00,000", "1234567 100000"),
            ("0.125 0,125 1.0845", "0.125 0.125 1.0845"),
            ("1.1bn 1,100th 5,000m", "1.1bn 1100th 5000m"),
            ("9.99. Then 3,800.", "9.99 then 3800"),
            ("in 2023 12 000 people", "in 2023 12000 people"),
        ])
    func joinsNumbers(_ text: String, _ expected: String) {
        #expect(words(text).joined(separator: " ") == expected)
    }

    @Test(
        "Dates, times, versions, scores, lists and what a blank parts stay in pieces",
        arguments: [
            ("12.03.2023 1.5.2024", "12 03 2023 1 5 2024"),
            ("16:10 3-1 3:1 3–1", "16 10 3 1 3 1 3 1"),
            ("1.2.3 10.0.1", "1 2 3 10 0 1"), ("01.05. 08.30", "01 05 08 30"),
            ("12.2023 May 5,2014", "12 2023 may 5 2014"),
            ("1,2,3 and 1,234,56", "1 2 3 and 1 234 56"),
            ("In 2024,300 2024 300", "in 2024 300 2024 300"), ("15 256GB", "15 256gb"),
            ("73，126", "73 126"), ("12  300, 450", "12 300 450"), ("12\n300", "12 300"),
            ("5'10 3. 800", "5 10 3 800"), ("3 800.03.2023", "3 800 03 2023"),
            ("100 200 300,1,1 400", "100 200 300 1 1 400"),
        ])
    func leavesOtherDigitsApart(_ text: String, _ expected: String) {
        #expect(words(text).joined(separator: " ") == expected)
    }

    @Test("A number begins where its first digit stands, and what follows it reads as before")
    func placesNumbers() {
        let list = TokenList("Quake of 7.6 kills 2,122. Aid comes")
        #expect(
            list.tokens.map(list.text(of:)) == [
                "quake", "of", "7.6", "kills", "2122", "aid", "comes",
            ])
        #expect(list.tokens[2].traits.isSuperset(of: [.startsWithDigit, .decimal, .follows]))
        #expect(!list.tokens[2].traits.contains(.single))
        #expect(!list.tokens[4].traits.contains(.decimal))
        #expect(list.tokens[4].hash == TokenList("2122").tokens[0].hash)
        #expect(list.tokens[5].traits.contains(.startsSentence))
        #expect(TokenList(String(repeating: "1.5 ", count: 9_000)).count == 9_000)
    }

    @Test(
        "A sentence ends where its script ends one",
        arguments: [
            "एक दो। तीन", "एक दो॥ तीन", "یہ ہے۔ پھر", "متى جاء؟ غدا", "日本。東", "ပြီ။ နောက်", "ឥឡូវ។ ថ្មី",
        ])
    func endsSentences(text: String) {
        let starts = TokenList(text).tokens.filter { $0.traits.contains(.startsSentence) }
        #expect(starts.count == 2)
    }

    @Test("What stands behind the limit is not read, not even half a letter of it")
    func stopsAtLimit() {
        #expect(TokenList("abc é", limit: 5).tokens.count == 1)
        #expect(TokenList("").tokens.isEmpty)
    }
}
