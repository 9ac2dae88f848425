import Testing
import Values

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

    @Test("Numbers keep points and what is written to them, digits alone are none")
    func spellsNumbers() {
        let words = SpelledWords(
            title: "5 of 1.1bn", body: "In 2026, 1,300 of 1.1 left. At 6.4, 20.", limit: 100,
            language: .fallback)
        #expect(words.numbers.map(\.spelled) == ["1.1bn", "2026", "1,300", "6.4", "20"])
    }

    @Test("A word is a name by its capital in mid-sentence")
    func spellsNames() {
        let words = SpelledWords(
            title: "Ferry Halvorsen Aground", body: "Ferry crews met NATO staff. Lindesvik waits.",
            limit: 100, language: .fallback)
        #expect(words.isName("nato"))
        #expect(!words.isName("ferry"))
        #expect(!words.isName("lindesvik"))
        #expect(words.spelling(of: "nato") == "NATO")
        #expect(words.spelling(of: "ferry") == "ferry")
        #expect(words.spelling(of: "halvorsen") == "Halvorsen")
        #expect(words.spelling(of: "unknown") == "unknown")
    }

    private func numbers(_ text: String) -> [String] {
        SpelledWords(title: "", body: text, limit: 100, language: .fallback).numbers.map(\.spelled)
    }

    @Test("Digits do not join across the letters of a script without blanks")
    func endsAtLetters() {
        #expect(
            numbers("日本石川县2024年1月1日16时10分发生7.6级地震，3人死亡。")
                == ["2024", "16", "10", "7.6"])
        #expect(numbers("3万3000人が避難、12億円。") == ["3万3000", "12億"])
        #expect(numbers("ผู้เสียชีวิต73ราย ขนาด6.8") == ["73", "6.8"])
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

    @Test("Numbers that differ are two, and so are two side by side")
    func sparesOtherValues() {
        #expect(numbers("Of 0.125, 125 and 1,125 left.") == ["0.125", "125", "1,125"])
        #expect(
            numbers("In 2026\u{a0}300 came, 5’10 tall, on 12.05.2024.") == [
                "2026", "300", "10", "12.05.2024",
            ])
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
        let words = SpelledWords(
            title: "", body: "Deprem IĞDIR yakınlarında oldu.", limit: 100,
            language: Language(code: "tr"))
        #expect(words.isName("ığdır"))
        #expect(words.spelling(of: "ığdır") == "IĞDIR")
        var report = document(1, "", "Deprem IĞDIR yakınlarında oldu, IĞDIR valisi söyledi.")
        report.language = "tr"
        #expect(additions([report])[0].contains("IĞDIR"))
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
