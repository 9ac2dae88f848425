import Testing

@testable import Events

/// Headlines of one pattern that differ in their first word alone, which a capital tells nothing of.
@Suite("What a headline begins with")
struct TitleStartTests {
    private func particulars(
        _ title: String, _ body: String = "", language: String = "en"
    ) -> Particulars {
        var vocabulary = Vocabulary(background: .none, settings: .standard)
        var analyzer = TextAnalyzer(settings: .standard)
        let text = DocumentTokens(document(1, title, body, language: language))
        return analyzer.terms(
            title: text.title, body: text.body, language: text.language, vocabulary: &vocabulary
        ).particulars
    }

    private func starts(_ first: String, _ second: String, _ bodies: (String, String) = ("", ""))
        -> Int
    {
        let likeness = particulars(first, bodies.0).likeness(with: particulars(second, bodies.1))
        #expect(likeness.unlike == 0)
        return likeness.starts
    }

    private static let patterns = [
        ("en", "# raises retirement age", ["Poland", "Italy", "Spain", "Hungary", "Greece"]),
        ("en", "# shares fall after profit warning", ["Acme", "Boltex", "Siemens", "Nokia"]),
        ("en", "# Shares Fall After Profit Warning", ["Acme", "Boltex", "Siemens", "Nokia"]),
        ("fr", "# : le gouvernement relève l'âge de la retraite", ["Italie", "Espagne", "Suisse"]),
        ("fr", "# bat le record de chaleur", ["Italie", "Espagne", "Norvège", "Finlande"]),
        ("es", "# eleva la edad de jubilación", ["Polonia", "Italia", "Hungría", "Grecia"]),
        ("vi", "# tăng tuổi nghỉ hưu", ["Nga", "Pháp", "Ba Lan", "Đan Mạch"]),
        ("de", "# erhöht das Rentenalter", ["Polen", "Italien", "Ungarn", "Finnland"]),
    ]

    private func reports(
        _ language: String, _ pattern: String, _ names: [String], _ body: String = ""
    ) -> [Document] {
        names.indices.flatMap { i in
            [0, 1].map { outlet in
                document(
                    Int64(2 * i + outlet + 1), pattern.replacing("#", with: names[i]),
                    body.replacing("#", with: names[i]),
                    at: Int64(outlet), from: "outlet\(2 * i + outlet).example", language: language)
            }
        }
    }

    @Test("Headlines of one pattern about others are other events", arguments: Self.patterns)
    func partsPatterns(language: String, pattern: String, names: [String]) {
        let outcome = outcome(of: reports(language, pattern, names))
        #expect(Set(outcome.clusters.values).count == names.count)
        for i in names.indices {
            let first = Int64(2 * i + 1)
            #expect(outcome.cluster(first) == outcome.cluster(first + 1))
        }
    }

    @Test(
        "What begins alike under headlines about others is no copy, whatever names and numbers it has"
    )
    func sparesTemplates() {
        let text = """
            The shares fell 10 percent in early trading on 17 November after the company cut its profit \
            forecast for 2026 to 350 million euros, well below what analysts at Morgan Stanley had expected.
            # had no comment.
            """
        let names = ["Acme", "Boltex", "Siemens", "Nokia"]
        let outcome = outcome(
            of: reports("en", "# stock drops on lower outlook", names, text))
        let origins = outcome.memberships.values.filter { $0.copy == nil }.map(\.document)
        #expect(origins.sorted() == [1, 3, 5, 7])
        for i: Int64 in [1, 3, 5, 7] { #expect(outcome.copy(i + 1)?.origin == i) }
    }

    @Test(
        "A text under headlines that begin with different names of it is a copy; with a name of one alone, none",
        arguments: [("Kyiv", true), ("the capital", false)])
    func takesNamesOfBoth(capital: String, isCopy: Bool) {
        let text = """
            Russian drones struck a grain port on the Danube overnight, setting two warehouses on fire and \
            hurting three dock workers, officials in \(capital) said. Air defences of Ukraine shot down eleven \
            of them before they reached Izmail, and the fires were put out by the morning. Romania found \
            parts of a drone on its side of the river.
            """
        let first = document(
            1, "Kyiv says Russian drones struck grain port", text, from: "a.example")
        let second = document(
            2, "Ukraine says Russian drones struck grain port",
            text + " The port will stay shut for a week.", at: 1, from: "b.example")
        #expect(outcome(of: [first, second]).copy(2)?.origin == (isCopy ? 1 : nil))
    }

    @Test("A noun that begins a headline may be another noun in another report")
    func keepsNouns() {
        let first = document(
            1, "Quake kills dozens in mountain village",
            "A quake killed dozens of people in a mountain village of Peru, officials said on Monday.",
            from: "a.example")
        let second = document(
            2, "Earthquake kills dozens in mountain village",
            "Dozens of people were killed in Peru when an earthquake struck a mountain village.",
            at: 1, from: "b.example")
        #expect(starts(first.title, second.title, (first.text, second.text)) == 0)
        let reports = outcome(of: [first, second])
        #expect(reports.cluster(1) == reports.cluster(2))
    }

    @Test("What begins a title is compared by what tells something in the words that follow")
    func comparesFrames() {
        #expect(starts("Poland raises retirement age", "Italy to raise its retirement age") == 1)
        #expect(starts("Poland raises retirement age", "Poland to raise the retirement age") == 0)
        #expect(starts("Poland raises retirement age", "Italy raises sales tax") == 0)
        // A name of several words is told by the last, which stands beside others as well.
        let zealand = particulars("New Zealand raises retirement age")
        #expect(zealand.likeness(with: particulars("Poland raises retirement age")).starts == 1)
        #expect(starts("Zelensky meets allies in spring", "Zelenskyy meets allies in spring") == 0)
        // In title case any word may be no name: more have to follow.
        #expect(starts("Poland Raises Retirement Age", "Italy Raises Retirement Age") == 1)
        #expect(starts("Poland Raises Retirement", "Italy Raises Retirement") == 0)
        #expect(starts("Sport: Results Of Second Round", "Golf: Results Of Second Round") == 0)
    }

    @Test("Stop words, numbers and letters of a script without blanks begin no title by themselves")
    func sparesOthers() {
        #expect(starts("Why prices rise everywhere", "How prices rise everywhere") == 0)
        #expect(starts("5 killed near harbour wall", "Five killed near harbour wall") == 0)
        let first = particulars("日本の首相が辞任を表明した", language: "ja")
        #expect(first.likeness(with: particulars("韓国の首相が辞任を表明した", language: "ja")).starts == 0)
        #expect(particulars("Poland") == particulars("Italy"))
    }

    @Test("A beginning that differs counts as two places, in short texts more")
    func weighs() {
        var likeness = particulars("Poland raises retirement age").likeness(
            with: particulars("Italy raises retirement age"))
        #expect(likeness.tellsOfOthers)
        let settings = ClusterSettings.standard
        let long = likeness.agreement(shortness: 0, settings)
        #expect(likeness.agreement(shortness: 1, settings) < long)
        (likeness.starts, likeness.unlike) = (0, 2)
        #expect(likeness.agreement(shortness: 0, settings) == long)
    }
}
