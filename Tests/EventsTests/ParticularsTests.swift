import Testing

@testable import Events

@Suite("Names and numbers")
struct ParticularsTests {
    private func particulars(_ title: String, _ body: String, year: Int? = 2026) -> Particulars {
        Particulars(
            title: TokenList(title), body: TokenList(body), year: year,
            stopList: StopWords.shared.list(of: Language(code: "en")), capitalsLimit: 0.6)
    }

    private func agreement(_ likeness: Likeness, shortness: Double = 0) -> Double {
        likeness.agreement(shortness: shortness, .standard)
    }

    private static let breach =
        "On Monday Lumair confirmed that intruders had copied data of 27,300 customers."
    private static let otherBreach =
        "On Friday Kordyne confirmed that intruders had copied data of 61,800 customers."

    @Test("One pattern filled with other names and numbers speaks for two events")
    func tellsPatterns() {
        let first = particulars("Hackers steal data of 27,300 Lumair customers", Self.breach)
        let second = particulars("Hackers steal data of 61,800 Kordyne customers", Self.otherBreach)
        let likeness = first.likeness(with: second)
        #expect(likeness.unlike > 1)
        #expect(likeness.alike == 0)
        #expect(likeness.tellsOfOthers)
        #expect(agreement(likeness) < 0.1)
        #expect(agreement(likeness, shortness: 1) < agreement(likeness, shortness: 0.5))
        #expect(second.likeness(with: first).unlike == likeness.unlike)
    }

    @Test("Days of the week are no names that two warnings have in common")
    func knowsWeekdays() {
        let first = particulars("a", "Heavy rain is due in Kent from Tuesday to Wednesday.")
        let second = particulars("b", "Heavy rain is due in Devon from Tuesday to Wednesday.")
        let likeness = first.likeness(with: second)
        #expect(likeness.alike == 0)
        #expect(likeness.unlike > 0)
        #expect(agreement(likeness) < 0.5)
    }

    @Test("Nor are those of other languages that write them with a capital")
    func knowsFurtherWeekdays() {
        let first = particulars("α", "Φωτιά ξέσπασε σε αποθήκη της Λάρισας την Παρασκευή το πρωί.")
        let second = particulars("β", "Φωτιά ξέσπασε σε αποθήκη της Πάτρας την Παρασκευή το πρωί.")
        #expect(first.likeness(with: second).alike == 0)
        #expect(first.likeness(with: second).unlike > 0)
    }

    @Test(
        "Nor are those of languages without a stemming algorithm, whose words are known by their beginnings",
        arguments: [
            ("af", "Brand in pakhuis van", "Paarl", "Knysna", "het op Vrydag begin."),
            ("lb", "Et huet zu", "Esch", "Wolz", "e Freideg gebrannt."),
            ("sw", "Moto uliteketeza ghala la", "Mwanza", "Dodoma", "siku ya Ijumaa asubuhi."),
            ("ms", "Kebakaran di gudang", "Klang", "Ipoh", "berlaku pada Isnin pagi."),
            ("fil", "Nasunog ang bodega sa", "Cebu", "Iloilo", "noong Huwebes ng umaga."),
        ])
    func knowsWeekdaysByTheWhole(
        code: String, start: String, place: String, otherPlace: String, end: String
    ) {
        var analyzer = TextAnalyzer(settings: .standard)
        var vocabulary = Vocabulary(background: .none, settings: .standard)
        func particulars(_ body: String) -> Particulars {
            var text = DocumentTokens(document(1, "", body, language: code))
            #expect(text.language.code == Language(tag: code)?.code)
            text = analyzer.knownWords(of: text)
            return analyzer.terms(
                title: text.title, body: text.body, language: text.language,
                vocabulary: &vocabulary
            ).particulars
        }
        let first = particulars("\(start) \(place) \(end)")
        let likeness = first.likeness(with: particulars("\(start) \(otherPlace) \(end)"))
        #expect(likeness.alike == 0)
        #expect(likeness.unlike > 0)
        // A word that begins like a day is none.
        let frida = particulars("\(start) \(place) with Frida today.")
        #expect(frida.likeness(with: particulars("The show of Frida opens.")).alike > 0)
    }

    @Test(
        "Dates in digits are no numbers that two texts have in common",
        arguments: [
            "2026-11-18", "18/11/2026", "18.11.26", "11/18/26", "18. 11. 2026", "2026.11.18",
            // Of Thailand, Iran, Arabia, Taiwan.
            "18/11/2569", "1405/08/27", "۱۴۰۵/۰۸/۲۷", "1448/06/08", "115/11/18",
            "2026年11月18日", "2026年 11月 18日", "2026 年 11 月 18 日", "２０２６年１１月１８日", "11月18日", "18日",
            "令和8年11月18日", "令和8年11月", "民國115年11月", "115年11月18日", "2569年11月", "2026년 11월 18일에",
            "2026년11월18일",
            "11월18일부터", "18일", "18日未明", "18日分别", "18日前往", "18日内閣", "18日連邦", "18일 이상민",
            "18 พฤศจิกายน 2569", "18 พ.ย. 69", "18 พฤศจิกายนนี้", "18 नवंबर 2026",
            "18 نوفمبر 2026", "18 בנובמבר 2026", "۲۷ آبان ۱۴۰۵", "۱۸ فوریه ۲۰۲۶",
        ])
    func knowsDates(date: String) {
        let first = particulars("a", "Prometheus 3.7.4 / \(date) fixes 12 leaks.")
        let second = particulars("b", "Version 24 / \(date) of Node, 40 changes.")
        #expect(first.likeness(with: second).alike == 0)
        // A version, a score and a sum are none.
        for other in ["3.7.4", "14-31-22", "1 2 2026"] {
            let first = particulars("a", "Prometheus \(other) fixes leaks.")
            let second = particulars("b", "Node has \(other) as well.")
            #expect(first.likeness(with: second).alike > 0)
        }
    }

    @Test(
        "Versions, scores, draws and lists are no dates",
        arguments: [
            "3.11.12", "6.12.10", "25-12, 25-20", "6-4, 10-8", "4, 8, 15, 16", "5, 12, 30",
            "10-11.26", "18. 11. 26", "12.11.2400", "10:2. 2026", "12! 11! 2026", "27/11/2600",
            "1399/09/06", "115.11.18.20", "18年3", "1年6月", "13月", "32日", "18日間", "18日本", "18일간",
            "18월드",
            "18年", "18년", "18 นาย", "18 days", "2026 นาย",
            "2.1.115", "2.20.116", "1.12.116", "115.11.18", "1405.09.06.3", "18 พยาบาล",
            // Of a toll, shots and cars.
            "12 جوان شہید", "5 نيسان", "3 تیر شلیک شد", "15 जन घायल", "27 փետրվարի", "27 օգոստոսի",
            "5日続伸", "3日ぶり", "10日連続", "14日以内", "30日無料", "7日游", "10일 만에", "10일만에", "10일 동안",
            "10일 동안에는", "10일 이내로", "10일 이상이",
            "3일 연속", "懲役6月", "징역 6월", "8月龄",
        ])
    func keepsVersions(numbers: String) {
        let first = particulars("a", "Prometheus \(numbers) went well.")
        let second = particulars("b", "Node has \(numbers) as well.")
        #expect(first.mass > 0)
        #expect(first.likeness(with: second).alike == first.mass)
        // None of several is taken for a part of a date. Korean counts have a sign that makes a day of them alone.
        let list = TokenList(numbers)
        let apart = list.tokens.filter { $0.traits.contains(.startsWithDigit) }
            .map { list.text(of: $0) }.joined(separator: " of ")
        #expect(first.mass >= particulars("a", "Prometheus \(apart) went well.").mass)
    }

    @Test(
        "What is counted behind a date is no year, and a day behind a month lasts no time",
        arguments: [
            ("27 नवंबर। 115 मरे", 3), ("27 نوفمبر: 69 قتيلا", 2), ("27 नवंबर, 2026 12 मरे", 2),
            ("14日以降12人", 2), ("11月27日前12人", 2), ("12 جوان 2026 115", 3),
        ])
    func tellsCountsBesideDates(text: String, digits: UInt32) {
        #expect(particulars("", text).mass == digits)
    }

    @Test(
        "Two digits are a year beside that of publication",
        arguments: [2025, 2026, 2027, 2100, nil])
    func knowsShortYears(year: Int?) {
        let isDate = year.map { $0 < 2100 } ?? false
        for title in ["", "Release of 18.11.26"] {
            let text = particulars(title, "It came out on 18.11.26 at noon.", year: year)
            #expect((text.mass == 0) == isDate)
        }
    }

    @Test("The year of publication is known of what is held")
    func passesYear() {
        var clusterer = Clusterer(background: .none)
        // Published in 2023.
        _ = clusterer.add([
            document(1, "a", "It came out on 18.11.23 at noon."),
            document(2, "b", "We shall know more by 18.11.23 or so."),
        ])
        #expect(clusterer.window.likeness(of: [0], with: [1]).alike == 0)
    }

    @Test("Days that differ tell of two texts, and nothing of two events")
    func tellsDays() {
        for days in [("Tuesday", "Thursday"), ("27.11.2026", "04.12.2026")] {
            let first = particulars("a", "The council meets on \(days.0) at eight in the hall.")
            let second = particulars("b", "The council meets on \(days.1) at eight in the hall.")
            let likeness = first.likeness(with: second)
            #expect(likeness.alike == 0)
            #expect(likeness.unlike == 0)
            #expect(likeness.days > 0)
            #expect(likeness.tellsOfOthers)
            #expect(agreement(likeness) == 1)
            #expect(!first.likeness(with: first).tellsOfOthers)
        }
    }

    @Test(
        "Dates that two texts have in one place are others only by the words around them",
        arguments: ["2026-11-27", "27.11.2026"])
    func comparesDates(date: String) {
        let other = date.replacing("27", with: "28")
        let first = particulars("a", "Lumair \(date) 12:30 said 40 people had left.")
        let second = particulars("b", "We asked \(other) 12:30 of 40 who went.")
        #expect(first.likeness(with: second).days == 0)
    }

    @Test("Where no names can be seen a date beside a text does not make two of it")
    func passesDatesOfReprints() {
        let texts = ["27", "28"].map {
            particulars("市中心火灾", "来源 2026-11-\($0) 发布 市中心的一场火灾造成 12 人受伤")
        }
        let likeness = texts[0].likeness(with: texts[1])
        #expect(likeness.alike > 0)
        #expect(!likeness.tellsOfOthers)
    }

    @Test("Many days take no room from names, numbers and other places")
    func keepsRoom() {
        let days = (10..<30).map { "The court sits on Friday 2026-11-\($0) at noon." }
        let names = "Then Lumair confirmed that intruders had copied data of 27,300 customers."
        let text = particulars("a", (days + [names]).joined(separator: " "))
        // A name, and a number of more than four digits.
        #expect(text.mass == 4 + 4)
        let other = particulars("b", names.replacing("27,300", with: "61,800"))
        #expect(text.likeness(with: other).unlike > 0)
    }

    @Test("Reports of one event in other words lose nothing")
    func keepsReports() {
        let first = particulars("Breach at Lumair", Self.breach)
        let second = particulars(
            "Data stolen", "The airline Lumair told 27,300 people that thieves had their data.")
        let likeness = first.likeness(with: second)
        #expect(likeness.unlike == 0)
        // A name, and a number of more than four digits.
        #expect(likeness.alike == 4 + 4)
        #expect(likeness.sharing == 1)
        #expect(agreement(likeness) == 1)
    }

    @Test("The same text agrees with itself")
    func isLikeItself() {
        let text = particulars("Hackers steal data of 27,300 Lumair customers", Self.breach)
        let likeness = text.likeness(with: text)
        #expect(likeness.unlike == 0)
        #expect(likeness.alike == text.mass)
        #expect(!likeness.tellsOfOthers)
    }

    @Test("No name in common speaks against two texts, but not where enough others have one")
    func weighsStrangers() {
        let first = particulars("a", "They met in Lindesvik with Halvorsen.")
        let second = particulars("b", "We saw how Kordyne fell to Osei.")
        var likeness = first.likeness(with: second)
        #expect(likeness.strangers == 1)
        #expect(likeness.apart == 8)
        let alone = agreement(likeness)
        #expect(alone < 1)
        likeness += first.likeness(with: first)
        #expect(agreement(likeness) > alone)
    }

    @Test(
        "Where no names can be seen a number that differs is one difference in however many places")
    func countsNumbersOnce() {
        let texts = ["73", "126"].map {
            "The storm in Lindesvik killed \($0) people and hurt others."
        }
        let (first, second) = (
            particulars("a", texts[0].lowercased()), particulars("b", texts[1].lowercased())
        )
        let likeness = first.likeness(with: second)
        #expect(likeness.unlike == 3)
        #expect(likeness.repeated == 2)
        #expect(likeness.unnamed == 1)
        let back = second.likeness(with: first)
        #expect((back.repeated, back.unnamed) == (likeness.repeated, likeness.unnamed))
        let named = particulars("c", texts[0]).likeness(with: particulars("d", texts[1]))
        #expect(named.unlike == 3)
        #expect(named.repeated == 0)
        #expect(named.unnamed == 0)
    }

    @Test("A number that differs counts less where no names can be seen")
    func weighsNumbersWithoutNames() {
        let texts = [
            "The storm in Lindesvik killed 73 people and hurt others near Kordyne.",
            "The storm in Lindesvik killed 126 people and hurt others near Kordyne.",
        ]
        let cased = texts.map { particulars("a", $0) }
        let lower = texts.map { particulars("a", $0.lowercased()) }
        #expect(cased.allSatisfy { $0.showsNames })
        #expect(lower.allSatisfy { !$0.showsNames })
        #expect(!particulars("Storm Kills 73 People In Lindesvik", "").showsNames)
        #expect(!particulars("石川县地震造成73人死亡", "日本NHK电视台报道说，石川县能登半岛发生地震，许多房屋倒塌，道路中断。").showsNames)
        let likeness = lower[0].likeness(with: lower[1])
        #expect(likeness.unnamed == 1)
        var shown = likeness
        (shown.unnamed, shown.repeated) = (0, 0)
        #expect(agreement(likeness) > agreement(shown))
        // One that shows names and one that does not: what the one shows is not seen in the other.
        #expect(cased[0].likeness(with: lower[1]).unnamed == 1)
    }

    @Test(
        "A toll that rises makes no second event in scripts without capitals",
        arguments: [
            (
                "zh", "甘肃积石山县12月18日发生6.2级地震，已造成至少95人死亡，数百人受伤。",
                "甘肃积石山县12月18日发生的6.2级地震已造成至少131人死亡，救援仍在继续。"
            ),
            (
                "ar",
                "ضرب زلزال بقوة 6.2 درجة مقاطعة قانسو في الصين وأدى إلى مقتل 95 شخصا على الأقل وإصابة المئات",
                "ارتفع عدد قتلى زلزال مقاطعة قانسو في الصين بقوة 6.2 درجة إلى مقتل 131 شخصا على الأقل"
            ),
            (
                "hi", "चीन के गांसू प्रांत में 6.2 तीव्रता के भूकंप से कम से कम 95 लोगों की मौत हुई और सैकड़ों घायल हुए।",
                "चीन के गांसू प्रांत में 6.2 तीव्रता के भूकंप से कम से कम 131 लोगों की मौत हो चुकी है।"
            ),
        ])
    func joinsRisingTolls(code: String, first: String, second: String) {
        let outcome = outcome(of: [
            document(1, "", first, from: "a.example", language: code),
            document(2, "", second, at: 1, from: "b.example", language: code),
        ])
        #expect(outcome.cluster(1) == outcome.cluster(2))
        #expect(outcome.copy(2) == nil)
    }

    @Test("Headlines in title case, texts without names and empty ones say nothing")
    func saysNothing() {
        let empty = particulars("", "")
        #expect(empty == .none)
        #expect(particulars("Ferry Runs Aground On Reef", "").mass == 0)
        let likeness = empty.likeness(with: particulars("a", Self.breach))
        #expect(agreement(likeness) == 1)
        #expect(agreement(Likeness()) == 1)
    }

    @Test("What is kept of a text is bounded")
    func isBounded() {
        let many = (0..<5_000).map { "word in Town\($0) with \($0) people" }
            .joined(separator: " ")
        let text = particulars("a", many)
        #expect(text.mass < 64 * 4 * 4)
        // Numbers between words without meaning make no places.
        let numbers = (1_000..<9_000).map { "the \($0) of" }.joined(separator: " ")
        #expect(particulars("a", numbers).mass <= 4 * 64 * 4)
    }

    @Test("Likeness of groups is the sum over their pairs")
    func adds() {
        let texts = [Self.breach, Self.otherBreach, "Lumair said 27,300 were hit."]
            .map { particulars("a", $0) }
        var clusterer = Clusterer(background: .none)
        _ = clusterer.add(
            [Self.breach, Self.otherBreach, "Lumair said 27,300 were hit."].enumerated().map {
                document(Int64($0.offset) + 1, "a", $0.element)
            })
        var sum = Likeness()
        sum += texts[0].likeness(with: texts[2])
        sum += texts[1].likeness(with: texts[2])
        let all = clusterer.window.likeness(of: [0, 1], with: [2])
        #expect(all.pairs == 2)
        #expect((all.alike, all.unlike, all.apart) == (sum.alike, sum.unlike, sum.apart))
    }
}

extension Particulars {
    /// As two documents that are held are compared.
    func likeness(with other: Particulars) -> Likeness {
        var held = HeldParticulars()
        held.append(self)
        held.append(other)
        return held.likeness(of: 0, with: 1)
    }
}
