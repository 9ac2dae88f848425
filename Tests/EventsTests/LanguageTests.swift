import Testing

@testable import Events

@Suite("Language of a text")
struct LanguageTests {
    private func language(_ title: String, _ body: String = "", declared: String?) -> String {
        var document = document(1, title, body)
        document.language = declared
        return LanguageVerdict(document, title: TokenList(title), body: TokenList(body))
            .language(declared: declared).code
    }

    @Test(
        "The language of a headline is told when none is declared",
        arguments: [
            ("de", "Der Zug ist nicht mit der Bahn gekommen"),
            ("fr", "Nîmes : un festival et quelques perles"),
            ("vi", "Thanh tra UBND TP Hà Nội về thực hiện pháp luật phòng chống tham nhũng"),
            ("en", "UN consults Turkmenistan on electoral processes"),
            ("en", "British climber dies in New Zealand fall"),
            ("pt", "Bombeiros combatem incêndio em fábrica na zona leste de São Paulo"),
            ("tr", "Merkez Bankası faiz kararını açıkladı: politika faizi sabit tutuldu"),
            ("hu", "Megemelte az alapkamatot a jegybank, gyengült a forint"),
            ("ja", "東京の電車が大雪で運転見合わせ、帰宅の足に影響"),
            ("ko", "서울 지하철 파업 이틀째, 출근길 시민 불편 이어져"),
            ("zh", "外交部发言人就地震灾情答记者问"),
            ("th", "นายกรัฐมนตรีเยือนญี่ปุ่นเพื่อหารือด้านเศรษฐกิจ"),
            ("ar", "رئيس الوزراء يصل إلى القاهرة لإجراء محادثات حول الأزمة"),
            ("he", "ראש הממשלה נפגש עם שר החוץ בירושלים"),
            ("el", "Σεισμός στην Κρήτη: ζημιές σε δεκάδες σπίτια"),
            ("uk", "Президент підписав закон про державний бюджет на наступний рік"),
        ])
    func detects(code: String, headline: String) {
        #expect(language(headline, declared: nil) == code)
    }

    @Test("One word that is a stop word elsewhere tells no language")
    func weighsStopWords() {
        #expect(
            language(
                "Merkez Bankası politika faizini sabit bıraktı",
                "Para Politikası Kurulu faizi yüzde 39,5 düzeyinde tuttu.", declared: nil) == "tr")
    }

    @Test("A guess gives way to stop words where its language has no list of them")
    func weighsGuesses() {
        // CLD2 guesses Afrikaans.
        #expect(language("Wat is er aan de hand met de trein", declared: nil) == "nl")
    }

    @Test("A declared language counts, by its primary subtag")
    func takesDeclared() {
        #expect(language("Xi Putin Moskva", declared: "pt-BR") == "pt")
        #expect(language("Oslo", declared: "nn_NO") == "nb")
        #expect(language("שלום", declared: "iw") == "he")
    }

    @Test("A text that is clearly of another language overrules the declared one")
    func overrules() {
        let german = "Die Polizei hat in der Nacht nach dem Mann gesucht, der aus dem Haus kam"
        #expect(language(german, declared: "en-US") == "de")
        #expect(language("Fahndung", german, declared: "sk") == "de")
        let greek = "Σεισμός στην Κρήτη: ζημιές σε δεκάδες σπίτια, λέει η αστυνομία"
        #expect(language(greek, declared: "en-us") == "el")
        #expect(language("東京の電車が大雪で運転見合わせ", declared: "en") == "ja")
    }

    @Test("Names and foreign words in a headline do not")
    func keepsDeclared() {
        #expect(language("Broken Back - \"Excuses\"", declared: "fr") == "fr")
        #expect(language("Fred LaRue, Nixon administration aide, dies", declared: "en") == "en")
        #expect(
            language("Na sjeveru zemlje je u potresu poginulo dvoje ljudi", declared: "hr") == "hr")
    }

    @Test("Where nothing can be told it is English; a tag that is none says nothing")
    func fallsBack() {
        #expect(language("", declared: nil) == "en")
        #expect(language("2024", declared: "!!") == "en")
        #expect(Language(tag: "!!") == nil)
        #expect(Language(tag: "toolong") == nil)
    }

    @Test("A long text is read up to a whole scalar", arguments: 0...3)
    func cutsWholeScalars(length: Int) {
        let greek = "Σεισμός στην Κρήτη: ζημιές σε δεκάδες σπίτια, λέει η αστυνομία. "
        let text = String(repeating: "1", count: length % 4) + String(repeating: greek, count: 9)
        #expect(language(text, text, declared: nil) == "el")
    }
}
