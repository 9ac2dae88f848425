import Testing

@testable import Events

@Suite("Timeline")
struct TimelineTests {
    private func additions(_ documents: [Document]) -> [[String]] {
        var timeline = Timeline(background: .none)
        return timeline.additions(of: documents)
    }

    @Test("A report adds the numbers and names that none before it had, as it spells them")
    func tellsTheNew() {
        let added = additions([
            document(1, "Quake kills 41 in Sorrana", "A quake of 6.4 hit the towns of Sorrana."),
            document(
                2, "Quake in Sorrana: toll rises to 1,052",
                "The quake in Sorrana measured 6.4. Help came from the NGO Wayside Relief."),
        ])
        #expect(Array(added[0].prefix(2)) == ["41", "6.4"])
        #expect(added[0].contains("Sorrana"))
        #expect(added[1].first == "1,052")
        #expect(added[1].contains { $0.contains("Wayside Relief") })
        #expect(!added[1].contains("6.4"))
        #expect(!added[1].contains("Sorrana"))
    }

    @Test("A report that repeats another adds nothing")
    func sparesTheKnown() {
        let report = document(1, "Ferry runs aground", Story.ferry)
        #expect(additions([report, report])[1] == [])
    }

    @Test("A word that is known by its beginning weighs by it, and is told whole")
    func weighsWordStarts() {
        let table = "tidings-frequencies 2 pl\npowie 282\n"
        var timeline = Timeline(
            background: BackgroundFrequencies(tables: ["pl": Array(table.utf8)]))
        let added = timeline.additions(of: [
            document(1, "Pożar w Olsztynie", "Straż gasi magazyn.", language: "pl"),
            document(
                2, "Strażak powiedział o pożarze",
                "Strażak powiedział, że przy magazynie wodociąg zawiódł, lecz wodociąg naprawiono.",
                language: "pl"),
        ])
        #expect(added[1].contains("wodociąg"))
        #expect(!added[1].contains("powiedział"))
    }

    @Test("A word of style is no addition; one that a later report takes up is")
    func sparesStyle() {
        let added = additions([
            document(1, "Ferry runs aground", "The ferry slowly drifted towards harbour lamps."),
            document(2, "Ferry aground", "The steering of the ferry failed, a lantern swung."),
            document(3, "Ferry aground", "The ferry lost its steering."),
        ])
        #expect(added[1].contains("steering"))
        #expect(!added[1].contains("lantern"))
    }

    @Test(
        "One number in another spelling is not new",
        arguments: [
            ("3,800", "3800"), ("3,800", "3.800"), ("3,800", "3\u{a0}800"),
            ("3,800", "3\u{202f}800"),
            ("3,800", "3’800"), ("6.8", "6,8"), ("6.8", "٦٫٨"), ("2,122", "٢٬١٢٢"),
            ("2,122", "۲٬۱۲۲"), ("7.6", "７．６"), ("126", "१२६"), ("1,234.5", "1.234,5"),
        ])
    func comparesValues(first: String, second: String) {
        for (one, other) in [(first, second), (second, first)] {
            let added = additions([
                document(1, "Quake in Sorrana", "It was \(one) there."),
                document(2, "Quake in Sorrana", "It was \(other) there, not 555."),
            ])
            #expect(added[0].first == one)
            #expect(added[1] == ["555"])
        }
    }

    @Test("What stands in all entries of a feed, or tells a reprint, is not new")
    func sparesStandingText() throws {
        let note = "Subscribe to Riverside Gazette Premium for just 9.99 a month today."
        let texts = [
            ("Ferry aground", "The ferry Halvorsen struck Skarv reef with 214 on board."),
            ("Dockers strike", "Dockers walk out on Friday over pay."),
            ("Bridge closed", "Engineers found cracks in two hangers."),
            (
                "Halvorsen afloat",
                "LINDESVIK (Globewire) — Tugs pulled the ferry off at 9 with 12 men and 1.1bn pumps."
            ),
        ]
        let documents = texts.enumerated().map { place, text in
            document(Int64(place) + 1, text.0, text.1 + "\n" + note)
        }
        let outcome = outcome(of: documents)
        let judged = try #require(outcome.memberships[4]).standingText
        #expect(judged != 0)
        var timeline = Timeline(background: .none)
        let added = timeline.additions(
            of: [documents[0], documents[3]], standingText: [4: judged])
        #expect(added[0].contains("214"))
        #expect(added[1].contains("12"))
        #expect(added[1].contains("1.1bn"))
        #expect(!added[1].contains("9.99"))
        #expect(!added[1].contains { $0.contains("Riverside") || $0.contains("Globewire") })
    }

    @Test("A capital I is read as the language has it")
    func spellsTurkish() {
        let spellings = spellings(
            title: "", body: "Deprem IĞDIR yakınlarında oldu.", language: Language(code: "tr"))
        #expect(spellings.isName("ığdır"))
        #expect(spellings.spelling(of: "ığdır") == "IĞDIR")
        var report = document(1, "", "Deprem IĞDIR yakınlarında oldu, IĞDIR valisi söyledi.")
        report.language = "tr"
        #expect(additions([report])[0].contains("IĞDIR"))
    }

    private func spellings(
        title: String, body: String, language: Language = .fallback
    ) -> EventSpellings {
        var spellings = EventSpellings(capitalsLimit: 0.6)
        spellings.note(
            title: SpelledText(title, limit: 100, language: language),
            body: SpelledText(body, limit: 100, language: language))
        return spellings
    }

    @Test(
        "A word is a name by its capital in mid-sentence, and keeps one that it never lacks there")
    func spellsNames() {
        let spellings = spellings(
            title: "Ferry Halvorsen Aground",
            body: "Ferry crews met NATO staff, and the ferry left. Lindesvik waits.")
        #expect(spellings.isName("nato"))
        #expect(!spellings.isName("ferry"))
        #expect(!spellings.isName("lindesvik"))
        #expect(spellings.spelling(of: "nato") == "NATO")
        #expect(spellings.spelling(of: "ferry") == "ferry")
        #expect(spellings.spelling(of: "halvorsen") == "Halvorsen")
        #expect(spellings.spelling(of: "lindesvik") == "Lindesvik")
        #expect(spellings.spelling(of: "unknown") == "unknown")
    }

    @Test("A word is spelled as most texts of the event have it, whichever told it first")
    func spellsAsMost() {
        let added = additions([
            document(1, "Guirassy rescues Dortmund", "Guirassy struck late. Borussia go third."),
            document(2, "Dortmund win", "A late strike of Guirassy saved Borussia."),
        ])
        #expect(added[0].contains("Guirassy"))
        #expect(!added[0].contains("guirassy"))
        #expect(added[0].contains("Borussia"))
    }

    @Test("A name with a hyphen is told whole, once")
    func keepsHyphens() {
        let added = additions([
            document(
                1, "Gunfire near palace in Guinea-Bissau",
                "Gunfire was heard in Bissau, the capital of Guinea-Bissau."),
            document(
                2, "Everton draw level",
                "Dominic Calvert-Lewin scored. Fans of Dominic Calvert-Lewin sang."),
        ])
        #expect(added[0].contains("Guinea-Bissau"))
        #expect(!added[0].contains("Guinea"))
        #expect(added[1].contains { $0.hasSuffix("Calvert-Lewin") })
        #expect(!added[1].contains("Lewin"))
        // A hyphen between a name and a plain word makes none.
        #expect(
            spellings(title: "", body: "It hit the Houston-area plant.").name(of: "houston")
                == "Houston")
        #expect(
            spellings(title: "", body: "He is from Aix-en-Provence.").name(of: "provence")
                == "Aix-en-Provence")
    }

    @Test("Of the forms of one word one is told, also where an earlier report told another")
    func tellsOneForm() {
        let added = additions([
            document(
                1, "Namibians vote", "Voters queue in Namibia, where Namibians choose a president."),
            document(2, "Queues in Namibia", "Many Namibian voters had to wait for ballots."),
        ])
        #expect(added[0].count { $0.hasPrefix("Namibia") } == 1)
        #expect(!added[1].contains { $0.hasPrefix("Namibia") })
        var forms = WordForms()
        forms.insert("peter")
        #expect(!forms.hasForm(of: "peterson", isName: true))
        #expect(!forms.hasForm(of: "petra", isName: false))
        #expect(forms.hasForm(of: "peters", isName: true))
    }

    @Test("Letters of a script without blanks are put together as the text has them")
    func joinsLetters() {
        let order = ["日 本", "本 石", "石 川", "川 县", "县 发", "人 に", "に 発"]
        let names = WholeNames.of(
            [("石 川", 90), ("川 县", 80), ("人 に", 70), ("本 石", 30), ("quake", 20)],
            inOrder: order)
        #expect(names == ["石川县", "本石", "quake"])
        // Not in the text one after the other.
        #expect(
            WholeNames.of([("น ไ", 9), ("ผ่ น", 8)], inOrder: ["ผ่ น", "น ดิ", "ดิ น", "น ไ"])
                == ["นไ", "ผ่น"])
        #expect(WholeNames.of([("人 に", 70)]) == ["人 に"])
        #expect(Vocabulary.told("แ ผ่") == "แผ่")
        // Cut for their length, two names share no letter, and a vowel stays with its own.
        for (text, names) in [
            ("甲乙丙丁戊己庚辛壬癸", ["甲乙丙丁戊己", "庚辛壬癸"]),
            ("กขคฆงจฉชซฌญเสน", ["กขคฆงจฉชซฌญ", "เสน"]),
        ] {
            let letters = text.unicodeScalars.map { String($0) }
            let pairs = zip(letters, letters.dropFirst()).map { "\($0) \($1)" }
            #expect(WholeNames.of(pairs.map { ($0, 5) }, inOrder: pairs) == names)
        }
        #expect(Vocabulary.told("Minister Ellery") == "Minister Ellery")
    }

    @Test(
        "An event is told by whole words in scripts without blanks",
        arguments: [
            ("zh", "日本石川县发生强烈地震", "石川县附近发生强烈地震，海啸警报发布。"),
            ("th", "แผ่นดินไหวรุนแรง", "เกิดแผ่นดินไหวรุนแรงใกล้ชายฝั่ง"),
        ])
    func tellsWholeWords(language: String, title: String, text: String) throws {
        var report = document(1, title, text)
        report.language = language
        let terms = try #require(outcome(of: [report]).topics[1])
        #expect(!terms.isEmpty)
        for term in terms {
            #expect(!term.contains(" "))
            #expect((title + "。" + text).contains(term))
        }
        #expect(terms.contains { $0.count >= 4 })
        #expect(additions([report])[0].allSatisfy { !$0.contains(" ") })
    }

    @Test("The words of a name stand together in its place")
    func joinsNames() {
        let names = WholeNames.of([
            ("minister ellery", 90), ("prime minister", 80), ("ellery", 60), ("vote", 50),
            ("fuel vote", 20), ("prime", 10),
        ])
        #expect(names == ["prime minister ellery", "vote"])
    }

    @Test("The few greatest of many are kept, in an order that no number of a term decides")
    func keepsTheGreatest() {
        var top = TopTerms(limit: 2)
        for (term, weight, key) in [(1, 5, 9), (2, 7, 8), (3, 5, 3), (4, 1, 1)] {
            top.offer(
                Vocabulary.Term(term), weight: Int64(weight), key: UInt64(key))
        }
        #expect(top.held.map(\.term) == [2, 3])
    }
}
