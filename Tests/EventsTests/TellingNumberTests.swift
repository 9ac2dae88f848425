import Testing
import Values

@testable import Events

@Suite("Numbers of a timeline")
struct TellingNumberTests {
    private func additions(_ documents: [Document]) -> [[String]] {
        var timeline = Timeline(background: .none)
        return timeline.additions(of: documents)
    }

    private func numbers(
        title: String = "", _ text: String, year: Int? = nil, language: String = "en"
    ) -> [String] {
        let language = Language(code: language)
        return TellingNumbers(
            title: SpelledText(title, limit: 100, language: language),
            body: SpelledText(text, limit: 100, language: language), year: year,
            language: language
        ).ranked { _ in false }.map(\.spelled)
    }

    @Test(
        "In English what is a month elsewhere is a word, and so is May before another word",
        arguments: [
            ("20 May Be Dead As Ferry Sinks", "20"), ("17 Set To Testify", "17"),
            ("23 Out Of 64 Found", "23"), ("Wal-Mart 12 Containers Seized", "12"),
        ])
    func readsNoMonths(title: String, number: String) {
        #expect(numbers(title: title, "What is known of it.").first == number)
        #expect(numbers(title: "Talks on 20 May", "They met.").isEmpty)
        #expect(numbers(title: "Talks on May 20", "They met.").isEmpty)
    }

    @Test(
        "Dates by other calendars are none", arguments: ["27/11/2569", "1405/09/06", "1448-06-17"])
    func readsCalendars(date: String) {
        #expect(numbers("On \(date) 40 left.", year: 2026) == ["40"])
        #expect(numbers("On 27 May 1,405 people left.", year: 2026) == ["1,405"])
    }

    @Test("Numbers keep points and what is written to them, digits of a body are none")
    func spellsNumbers() {
        #expect(
            numbers("In 2026, 1,300 of 1.1 left. At 6.4, 20 and 7.")
                == ["2026", "1,300", "1.1", "6.4", "20"])
        #expect(numbers(title: "A loss of 1.1bn", "Of 40 left.") == ["1.1bn", "40"])
    }

    @Test("Numbers that differ are two, and so are two side by side")
    func sparesOtherValues() {
        #expect(numbers("Of 0.125, 125 and 1,125 left.") == ["0.125", "125", "1,125"])
        #expect(
            numbers("In 2026\u{a0}300 came, 5’10 tall, version 12.0.2024.") == [
                "2026", "300", "10", "12.0.2024",
            ])
    }

    @Test("Digits do not join across the letters of a script without blanks")
    func endsAtLetters() {
        #expect(
            numbers("日本石川县2024年1月11日16时10分发生7.6级地震，3人死亡。", year: 2024)
                == ["7.6"])
        #expect(numbers("10分で15棟。") == ["10", "15"])
        #expect(numbers("5시간, 20일간.", language: "ko") == ["5시간", "20일간"])
        #expect(numbers("3万3000人が避難、12億円。") == ["3万3000", "12億"])
        #expect(numbers("ผู้เสียชีวิต73ราย ขนาด6.8") == ["73", "6.8"])
    }

    @Test(
        "Clock times, days beside a month and the year of the report tell nothing",
        arguments: [
            ("At 4:30 p.m. on November 27, 2026, 31 died.", "en"),
            ("Posted 27 Nov 2026 18:45. It killed 31.", "en"),
            ("Valid from 0300 to 1400 GMT on 2026-11-27: 31 roads.", "en"),
            ("At 10pm, or 10 p.m. or 22:15:30, on the 27th of November 31 died.", "en"),
            ("Am 27. November um 16.30 Uhr starben 31 Menschen.", "de"),
            ("Le 27 novembre à 18h30, 31 personnes sont mortes.", "fr"),
            ("El 27 de noviembre de 2026 murieron 31 personas.", "es"),
            ("2026년 11월 27일 16시 10분, 31명이 숨졌다.", "ko"),
            ("Am 27.11.2026 starben 31, am 27/11/26 auch.", "de"),
        ])
    func sparesTimes(text: String, language: String) {
        let told = numbers(text, year: 2026, language: language)
        #expect(told.map { $0.filter(\.isWholeNumber) } == ["31"])
    }

    @Test(
        "What only looks like a date counts",
        arguments: [
            ("Police said 31 may have died, 12 out of 20 survived.", "en", ["31", "12", "20"]),
            ("Parmi des 12 victimes, 31 des 40 blessés.", "fr", ["12", "31", "40"]),
            ("In 2019 there were 1200.", "en", ["2019", "1200"]),
        ])
    func keepsOthers(text: String, language: String, told: [String]) {
        #expect(numbers(text, year: 2026, language: language) == told)
    }

    @Test("A score is one number, however it is written")
    func joinsScores() {
        #expect(numbers(title: "Arsenal 3-1 Everton", "They led 1-0.") == ["3-1", "1-0"])
        let added = additions([
            document(1, "Dortmund gewinnt 3:1", "Mainz unterlag.", language: "de"),
            document(2, "Dortmund 3-1 Mainz", "Mainz unterlag 3–1.", language: "de"),
        ])
        #expect(added[0].first == "3:1")
        #expect(!added[1].contains("3-1"))
    }

    @Test("A title's digits tell, but for those of a list and of a name")
    func keepsDigitsOfTitles() {
        let toll = additions([
            document(1, "Bridge collapse in Sorrana kills 3", "Three people died."),
            document(2, "Sorrana bridge: toll rises to 6", "The toll is 6 now."),
            document(3, "Toll of Sorrana bridge climbs to 9", "It killed 9 people."),
        ])
        #expect(toll.map(\.first) == ["3", "6", "9"])
        #expect(numbers(title: "5 things to know about the ferry", "It is old.").isEmpty)
        #expect(numbers(title: "5 dead in ferry fire", "The fire killed 5.") == ["5"])
        #expect(numbers(title: "G-7 meets on 3-year-old plan", "It is old.").isEmpty)
    }

    @Test("The title's numbers come first, then those of other reports, and all in their turn")
    func ranksNumbers() {
        let added = additions([
            document(
                1, "Fire at Sorrana factory",
                "The fire broke out on floor 12 of a factory with 2,400 workers and 77 guards. 31 died."
            ),
            document(2, "Sorrana factory fire kills 31", "The fire hurt 120, of 2,400 there."),
            document(3, "Sorrana fire: 77 guards held", "The fire hurt 120 and killed 31."),
        ])
        #expect(Array(added[0].prefix(3)) == ["2,400", "77", "31"])
        #expect(added[1].first == "120")
        // There was no room for it before.
        var crowded = [
            document(1, "Fire: 11, 12, 13", "It had 14 floors."),
            document(2, "Fire", "It had 14 floors."),
        ]
        #expect(additions(crowded)[1].first == "14")
        crowded[0].title = "Fire: 11, 12"
        #expect(!additions(crowded)[1].contains("14"))
    }

    @Test(
        "A number is one in figures, in words and in thousands or millions",
        arguments: [
            ("Twelve dead in ferry fire", "12 dead in ferry fire", "en"),
            ("Storm cuts off 1.2 million", "Storm cuts off 1,200,000", "en"),
            ("Storm cuts off 1.2m", "Storm cuts off 1.2 million", "en"),
            ("Inflation at 23 per cent", "Inflation at 23.0 percent", "en"),
            ("Twenty-two held", "22 held", "en"),
            ("Two million at risk", "2,000,000 at risk", "en"),
            ("Brand: zwölf Tote", "Brand: 12 Tote", "de"),
            ("Ohne Strom: 1,2 Millionen", "Ohne Strom: 1.200.000", "de"),
            ("Incendie : douze morts", "Incendie : 12 morts", "fr"),
            ("Incendio: doce muertos", "Incendio: 12 muertos", "es"),
            ("Пожар: двенадцать погибших", "Пожар: 12 погибших", "ru"),
            ("120万人が避難", "1200000人が避難", "ja"),
        ])
    func tellsNumbersOnce(first: String, second: String, language: String) {
        let added = additions([
            document(1, first, language: language), document(2, second, language: language),
        ])
        #expect(!added[0].isEmpty)
        #expect(added[1].isEmpty)
    }

    @Test("A word that only tells how many is no word of a timeline")
    func tellsNoNumberWords() {
        let added = additions([
            document(1, "Prices rise", "Prices rose again."),
            document(
                2, "Prices up twelve per cent",
                "Prices rose twelve per cent, or 40 million crowns, and per cent by per cent a million."
            ),
        ])
        #expect(added[1].prefix(2) == ["twelve", "40 million"])
        #expect(!added[1].contains { ["cent", "million", "percent"].contains($0) })
    }

    @Test("Number words that are put together in other ways tell no number")
    func sparesPhrases() {
        #expect(numbers(title: "Two or three held", "They met.") == ["three"])
        #expect(numbers(title: "Incendie : quatre-vingt-dix morts", "", language: "fr").isEmpty)
        #expect(numbers(title: "Fire kills two hundred and ten", "").isEmpty)
        #expect(numbers(title: "Fire kills two hundred", "") == ["two hundred"])
        #expect(numbers("Two men and three women, of twelve.") == ["twelve"])
        #expect(numbers(title: "Five things to know", "It is old.").isEmpty)
        #expect(
            numbers(title: "Une réunion le 3 sept 2026", "", year: 2026, language: "fr").isEmpty)
    }
}
