import Testing

@testable import Events

@Suite("Words of languages without a stemming algorithm")
struct WordStartTests {
    private func hashes(_ text: String, in code: String) -> [UInt64] {
        var list = TokenList(text)
        WordStarts.apply(to: &list, in: Language(code: code))
        return list.tokens.map(\.hash)
    }

    @Test(
        "The forms of a word are one word",
        arguments: [
            ("cs", "Babiš Babiše Babišovi"), ("pl", "Grudziądz Grudziądzu Grudziądza"),
            ("uk", "президент президента президентом"), ("sk", "prezident prezidentovi"),
            ("bg", "президентът президента"), ("ko", "해운대구의 해운대구에서 해운대구"),
            ("ko", "부산은 부산에서는 부산"), ("ko", "7명으로 7명"),
            ("ko", "우크라이나 우크라이나가 우크라이나는 우크라이나에서"), ("ko", "코로나 코로나는 코로나도"),
            ("ko", "국무회의 국무회의에서 국무회의는"),
        ])
    func joinsForms(code: String, forms: String) {
        #expect(Set(hashes(forms, in: code)).count == 1)
    }

    @Test(
        "Other words are others, however short",
        arguments: [
            ("cs", "Praha Brno Babiš Fiala"), ("ko", "나이 나 도로 도 서울 부산"),
            ("pl", "1234567 1234568"), ("vi", "nghiêng nghiêm"), ("ja", "東京都"),
        ])
    func keepsWordsApart(code: String, words: String) {
        let all = hashes(words, in: code)
        #expect(Set(all).count == all.count)
    }

    @Test("A word is known by the same beside a letter of a script without blanks")
    func passesOverLetters() {
        #expect(hashes("美, 북한에 추가 제재", in: "ko")[1] == hashes("북한은", in: "ko")[0])
        #expect(hashes("习近平 Grudziądzu", in: "pl").last == hashes("Grudziądz", in: "pl")[0])
        for code in ["zh", "ja", "th"] {
            let whole = TokenList("ChatGPT Enterprise").tokens.map(\.hash)
            #expect(hashes("ChatGPT Enterprise", in: code) == whole)
            #expect(hashes("ChatGPT Enterprise ที่", in: code).starts(with: whole))
        }
    }

    @Test("A letter and its signs are one, and a word is shown as it is written")
    func countsLetters() {
        // Five letters, each with a sign of its own.
        let word = "কাকিকুকেকো"
        #expect(hashes(word, in: "bn") == [TokenList(word).tokens[0].hash])
        #expect(hashes(word + "কা", in: "bn") == hashes(word, in: "bn"))
        var list = TokenList("Grudziądzu")
        WordStarts.apply(to: &list, in: Language(code: "pl"))
        #expect(list.text(of: list.tokens[0]) == "grudziądzu")
        #expect(list.tokens[0].traits.contains(.capitalised))
    }

    @Test("Reports in a language with many forms are one event, and another is not")
    func joinsReports() {
        func report(_ id: Document.ID, _ title: String, _ text: String) -> Document {
            document(id, title, text, from: "outlet\(id).example", language: "pl")
        }
        let outcome = outcome(of: [
            report(
                1, "Pożar magazynu w Grudziądzu",
                "Strażacy z Grudziądza gasili magazyn opon przy ulicy Magazynowej."),
            report(
                2, "Grudziądz: strażak ranny w pożarze",
                "Magazyn z oponami spłonął, strażaka przewieziono do szpitala w Grudziądzu."),
            report(
                3, "Wybory w Olsztynie bez rozstrzygnięcia",
                "Kandydaci spotkają się w drugiej turze za dwa tygodnie."),
        ])
        #expect(outcome.cluster(1) == outcome.cluster(2))
        #expect(outcome.cluster(1) != outcome.cluster(3))
    }
}
