import Testing

@testable import Events

@Suite("Words that are written in two ways")
struct NormalisationTests {
    private func words(_ text: String, capitalI: Unicode.Scalar = "i") -> [String] {
        let list = TokenList(text, capitalI: capitalI)
        return list.tokens.map { list.text(of: $0) }
    }

    private func hashes(_ text: String) -> [UInt64] { TokenList(text).tokens.map(\.hash) }

    @Test(
        "An accent apart from its letter is the letter with the accent",
        arguments: [
            ("Café crème", "Cafe\u{301} cre\u{300}me"),
            ("Việt Nam", "Vie\u{323}\u{302}t Nam"), ("Việt Nam", "Vie\u{302}\u{323}t Nam"),
            ("Київ", "Киі\u{308}в"), ("Αθήνα", "Αθη\u{301}να"), ("ガザ", "カ\u{3099}サ\u{3099}"),
            ("한국", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"),
        ])
    func composes(composed: String, apart: String) {
        #expect(composed.unicodeScalars.count != apart.unicodeScalars.count)
        #expect(words(composed).map { Array($0.utf8) } == words(apart).map { Array($0.utf8) })
        #expect(hashes(composed) == hashes(apart))
    }

    @Test("An accent that no letter has stays where it is, and long piles of them do no harm")
    func keepsOddAccents() {
        #expect(words("x\u{301}y z") == ["x\u{301}y", "z"])
        #expect(words("\u{301}").count == 1)
        #expect(words("e" + String(repeating: "\u{301}", count: 40_000)).count == 1)
        #expect(words("ก" + String(repeating: "\u{e49}", count: 40_000))[0].utf8.count < 30)
    }

    @Test("What stands behind the limit is not read, with accents apart either")
    func limits() {
        let text = "e\u{301}e\u{301} e\u{301}"
        #expect(TokenList(text, limit: 6).count == 1)
        for limit in 0...10 { #expect(TokenList(text, limit: limit).count <= 2) }
    }

    @Test(
        "Width, the place in the word and the keyboard make no other word",
        arguments: [
            ("ＡＢＣ１２３！", "abc123"), ("ｶﾞｻﾞ地区", "ガザ地区"), ("ＮＨＫニュース", "nhkニュース"),
            ("ΟΔΟΣ", "οδος"), ("ایران یک", "ايران يك"), ("۱۴۰۲", "1402"), ("٢٠٢٤", "2024"),
            ("๒๕๖๖", "2566"), ("२०२४", "2024"),
        ])
    func folds(first: String, second: String) {
        #expect(hashes(first) == hashes(second))
    }

    @Test("A number is one in the digits of every script")
    func readsDigits() {
        for text in ["４２", "٤٢", "๔๒"] {
            #expect(TokenList(text).tokens[0].traits.contains(.startsWithDigit))
        }
    }

    @Test("Vowel points, lengthened letters and marks of direction are not read")
    func dropsPoints() {
        #expect(hashes("שָׁלוֹם") == hashes("שלום"))
        #expect(hashes("مُحَمَّد") == hashes("محمد"))
        #expect(hashes("العـــراق") == hashes("العراق"))
        #expect(hashes("\u{202b}قطر\u{202c} \u{200f}مصر") == hashes("قطر مصر"))
    }

    @Test("Case makes no other word; a Turkish I has no dot")
    func lowers() {
        #expect(words("ÉCOLE Школа STRAßE") == ["école", "школа", "straße"])
        #expect(words("İSTANBUL KADIN", capitalI: "ı") == ["istanbul", "kadın"])
        #expect(words("KADIN") == ["kadin"])
        #expect(Language(code: "tr").lowerCaseI == "ı")
        #expect(Language(code: "de").lowerCaseI == "i")
    }

    @Test("Turkish headlines in capitals and in small letters share their words")
    func clustersTurkish() {
        var a = document(1, "KADIKÖY’DE YANGIN: IŞIKLAR SÖNDÜ", at: 0)
        var b = document(2, "Kadıköy’de yangın: ışıklar söndü", at: 1)
        a.language = "tr"
        b.language = "tr"
        let outcome = outcome(of: [a, b])
        #expect(outcome.cluster(1) == outcome.cluster(2))
        #expect(outcome.memberships[2]?.score ?? 0 > 0.9)
    }
}

@Suite("Scripts without blanks")
struct UnsegmentedTests {
    private func terms(_ text: String, in code: String) -> [String] {
        var vocabulary = Vocabulary(background: .none, settings: .standard)
        var analyzer = TextAnalyzer(settings: .standard)
        let terms = analyzer.terms(
            title: TokenList(text), body: TokenList(""), language: Language(code: code),
            vocabulary: &vocabulary)
        return terms.terms.map { vocabulary.names[Int($0)] }
    }

    @Test("Their letters pair, with the signs that stand on them")
    func pairs() {
        #expect(terms("東京都", in: "ja") == ["東 京", "京 都"])
        #expect(terms("น้ำท่วม", in: "th") == ["น้ ำ", "ำ ท่", "ท่ ว", "ว ม"])
        #expect(terms("ລາວ", in: "lo") == ["ລ າ", "າ ວ"])
        #expect(terms("ភ្នំពេញ", in: "km").first == "ភ្ នំ")
        #expect(terms("မြန်မာ", in: "my").first == "မြ န်")
        #expect(terms("佐々木", in: "ja") == ["佐 々", "々 木"])
    }

    @Test("Mixed Japanese: kanji and kana pair, two hiragana do not, words and numbers stand whole")
    func pairsMixed() {
        #expect(
            terms("トヨタが3割増、EV生産へ", in: "ja") == [
                "ト ヨ", "ヨ タ", "タ が", "3", "割 増", "ev", "生 産", "産 へ",
            ])
        #expect(terms("しています", in: "ja") == [])
    }

    @Test("Korean is written in words")
    func segmentsKorean() {
        #expect(terms("서울 지하철 파업", in: "ko") == ["서울", "지하철", "파업"])
    }

    @Test(
        "Reports of one event join, of another they do not",
        arguments: [
            (
                "ja", "能登半島で震度7の地震、津波警報を発表", "石川・能登半島で最大震度7の地震 津波警報が出される",
                "日銀が金利据え置きを決定、円安進む"
            ),
            ("zh", "甘肃积石山发生6.2级地震已致百人遇难", "甘肃积石山6.2级地震遇难人数上升", "国务院常务会议部署稳就业工作"),
            (
                "th", "น้ำท่วมเชียงราย อพยพประชาชนหลายร้อยคน", "เชียงรายน้ำท่วมหนัก เร่งอพยพประชาชน",
                "ธนาคารกลางคงอัตราดอกเบี้ยนโยบาย"
            ),
        ])
    func clusters(code: String, first: String, second: String, other: String) {
        let documents = [first, second, other].enumerated().map { number, title in
            var document = document(Int64(number) + 1, title, at: Int64(number))
            document.language = code
            return document
        }
        let outcome = outcome(of: documents)
        #expect(outcome.cluster(1) == outcome.cluster(2))
        #expect(outcome.cluster(1) != outcome.cluster(3))
    }
}
