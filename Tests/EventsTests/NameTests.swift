import Testing

@testable import Events

/// What is a name or a number, and which spellings are one.
@Suite("Names as they are spelled")
struct NameTests {
    private func particulars(
        _ title: String, _ body: String = "", language: String = "en",
        background: BackgroundFrequencies = .none
    ) -> Particulars {
        var vocabulary = Vocabulary(background: background, settings: .standard)
        var analyzer = TextAnalyzer(settings: .standard)
        let text = DocumentTokens(document(1, title, body, language: language))
        return analyzer.terms(
            title: text.title, body: text.body, language: text.language, vocabulary: &vocabulary
        ).particulars
    }

    private func table(_ language: String, _ words: [String]) -> BackgroundFrequencies {
        let sorted = words.sorted { TermHash.of($0.utf8) < TermHash.of($1.utf8) }
        let text = "tidings-frequencies 2 \(language)\n" + sorted.map { $0 + " 450\n" }.joined()
        return BackgroundFrequencies(tables: [language: Array(text.utf8)])
    }

    @Test("A common noun of German is no name, but for one beside another name")
    func tellsNouns() {
        let words = ["unfall", "mann", "merz", "polizei", "berlin"]
        let text = "gestern kam nach einem Unfall ein Mann in Kleve zu der Polizei"
        #expect(particulars("", text, language: "de", background: table("de", words)).mass == 4)
        // Without a table nothing is known, and in other languages a capital tells.
        #expect(particulars("", text, language: "de").mass == 4 * 4)
        #expect(particulars("", text, language: "nl", background: table("nl", words)).mass == 16)
        let merz = "gestern kam nach dem Unfall auch Friedrich Merz zu der Polizei nach Berlin"
        #expect(particulars("", merz, language: "de", background: table("de", words)).mass == 8)
    }

    @Test("German reports of one pattern in two towns do not agree by their nouns")
    func partsGermanReports() {
        func report(_ town: String, _ street: String) -> Particulars {
            particulars(
                "\(town): Einbruch in Haus",
                """
                Unbekannte sind in der Nacht in ein Haus in der \(street) in \(town) eingebrochen. Sie \
                erbeuteten Schmuck und Geld. Nun sucht die Polizei nach Zeugen.
                """, language: "de",
                background: table(
                    "de", ["nacht", "haus", "schmuck", "geld", "polizei", "zeug", "einbruch"]))
        }
        let first = report("Lingen", "Torgasse")
        let likeness = first.likeness(with: report("Goslar", "Mohngasse"))
        #expect(likeness.alike == 0)
        #expect(likeness.unlike > 0)
        #expect(first.likeness(with: first).agreement(shortness: 1, .standard) == 1)
    }

    @Test("Signs on letters make no other word in a language that has none")
    func removesSigns() {
        func words(_ text: String, _ language: String) -> [String] {
            let text = DocumentTokens(document(1, text, language: language))
            return text.title.tokens.map(text.title.text(of:))
        }
        #expect(
            words("the Łódź of Gündoğan and Weißbach, Æsir; naïve 東京 o Đà Nẵng", "en")
                == words("the Lodz of Gundogan and Weissbach, AEsir; naive 東京 o Da Nang", "en"))
        let title = "le garçon là a gagné aussi chez la même"
        #expect(words(title, "fr") == title.split(separator: " ").map(String.init))
        #expect(words("Đà Nẵng và các tỉnh của", "vi").first == "đà")
        #expect(Spelling.of(Language(code: "en"))?.folded("orbán") == "orban")
        #expect(Spelling.of(Language(code: "en"))?.folded("київ") == "київ")
    }

    @Test("Reports that spell names with signs and without join, and people see the signs")
    func joinsSpellings() {
        let first = document(
            1, "Orbán meets Erdoğan in Budapest for gas talks",
            "Hungary hopes for more gas, said Viktor Orbán after lunch with Erdoğan.",
            from: "a.example")
        let second = document(
            2, "Erdogan visits Orban as Hungary seeks gas",
            "In Budapest both spoke of pipelines, and Orban thanked Erdogan.", from: "b.example")
        var clusterer = Clusterer(background: .none)
        let changes = clusterer.add([first, second])
        #expect(Set(changes.memberships.map(\.cluster)).count == 1)
        var spellings = EventSpellings(capitalsLimit: 0.6)
        spellings.note(
            title: SpelledText(first.title, limit: 100, language: .fallback),
            body: SpelledText("\(first.text) A café, said Orbán.", limit: 100, language: .fallback))
        #expect(spellings.spelling(of: "orban") == "Orbán")
        #expect(spellings.isName("orban"))
        #expect(spellings.spelling(of: "cafe") == "café")
        #expect(!spellings.isName("cafe"))
    }

    @Test(
        "Thousands are written out",
        arguments: [("40k", "40000"), ("1.5k", "1500"), ("7.625k", "7625")])
    func readsThousands(word: String, value: String) {
        let bytes = Array(word.utf8)
        let number = SpelledThousands(bytes.span)
        #expect(number?.hash == TermHash.of(value.utf8))
        #expect(number?.digits == value.utf8.count)
    }

    @Test(
        "What is not in thousands stays as it is written",
        arguments: ["40", "15km", "10th", "1990s", "2bn", "0.5k", "1.2345k", "4x4k", "k"])
    func keepsOtherUnits(word: String) {
        let bytes = Array(word.utf8)
        let isThousands = SpelledThousands(bytes.span) != nil
        #expect(!isThousands)
    }

    @Test("Homes told in thousands are as many as homes told in digits")
    func joinsThousands() {
        let first = particulars("", "then storms left 40k homes without power in Cork")
        let second = particulars("", "then storms left 40,000 homes without power in Cork")
        #expect(first.likeness(with: second).unlike == 0)
        #expect(first.likeness(with: second).alike == 4 + 4)
    }

    @Test("In a script without blanks a letter is a place only between four on either side")
    func needsWordsAround() {
        let first = particulars("", "能登地方で地震があり輪島市で揺れた", language: "ja")
        let second = particulars("", "石川県能登地方で朝に地震があり七尾市で揺れた", language: "ja")
        #expect(first.likeness(with: second).unlike == 0)
        let third = particulars("", "熊に襲われて男性がけがをした", language: "ja")
        let fourth = particulars("", "熊に襲われて女性がけがをした", language: "ja")
        #expect(third.likeness(with: fourth).unlike == 1)
    }
}
