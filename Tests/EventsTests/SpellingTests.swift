import Testing

@testable import Events

@Suite("Words that a language spells in two ways")
struct SpellingTests {
    private func hashes(_ text: String, _ code: String) -> [UInt64] {
        TokenList(text, in: Language(code: code)).tokens.map(\.hash)
    }

    @Test(
        "Either spelling is the same word",
        arguments: [
            ("ro", "Timișoara, ȘASE răniți", "Timişoara, ŞASE răniţi"),
            ("fr", "État Élysée À l’Île œuvre ÉTAT", "Etat Elysée A l’Ile oeuvre ETAT"),
            ("ru", "Королёв Ёлка ещё ЩЁГОЛЕВ", "Королев Елка еще ЩЕГОЛЕВ"),
            ("de", "Großbritannien STRAẞE Fuß", "Grossbritannien STRASSE Fuss"),
            ("tr", "Hakkâri hâlâ resmî SÜKÛN", "Hakkari hala resmi SÜKUN"),
            ("fa", "جاد\u{6c0} بزرگ", "جاده\u{654} بزرگ"),
            ("vi", "Khánh Hòa, HÓA khỏe Thúy ủy, lũy", "Khánh Hoà, HOÁ khoẻ Thuý uỷ, luỹ"),
            ("uk", "Королёв", "Королев"), ("bg", "Пе\u{308}тр", "Петр"), ("tr", "Șeker", "Şeker"),
            ("uk", "прем’єр здоров'я", "прем\u{2bc}єр здоров\u{2bc}я"),
        ])
    func folds(code: String, first: String, second: String) {
        #expect(hashes(first, code) == hashes(second, code))
        expectSameWords(first, second, code)
    }

    /// As timelines have them.
    private func expectSameWords(_ first: String, _ second: String, _ code: String) {
        let language = Language(code: code)
        let words = [first, second].map { SpelledText($0, limit: 20, language: language).words }
        #expect(words[0].map { Array($0.key.utf8) } == words[1].map { Array($0.key.utf8) })
        #expect(words[0].map(\.isSmall) == words[1].map(\.isSmall))
    }

    @Test("Letters of another language, and of other places in a word, stay")
    func keeps() {
        for (code, first, second) in [
            ("fr", "pêche", "peche"),
            ("es", "año", "ano"),
            ("vi", "hoàn", "hòan"), ("vi", "quý", "qúy"), ("vi", "má", "ma"), ("sv", "ß", "ss"),
        ] {
            #expect(hashes(first, code) != hashes(second, code), "\(code): \(first)")
        }
    }

    @Test(
        "Canonically equal letters are equal",
        arguments: [
            // Devanagari, Bengali, Gurmukhi and Oriya: the dot apart is the normal form, but in the first.
            ("\u{929}\u{931}\u{934}", "\u{928}\u{93c}\u{930}\u{93c}\u{933}\u{93c}"),
            (
                "\u{958}\u{959}\u{95a}\u{95b}\u{95c}\u{95d}\u{95e}\u{95f}",
                "क\u{93c}ख\u{93c}ग\u{93c}ज\u{93c}ड\u{93c}ढ\u{93c}फ\u{93c}य\u{93c}"
            ),
            ("হ\u{9df}েছে ব\u{9dc} \u{9dd}", "হয\u{9bc}েছে বড\u{9bc} ঢ\u{9bc}"),
            (
                "\u{a33}\u{a36}\u{a59}\u{a5a}\u{a5b}\u{a5e}",
                "ਲ\u{a3c}ਸ\u{a3c}ਖ\u{a3c}ਗ\u{a3c}ਜ\u{a3c}ਫ\u{a3c}"
            ),
            ("\u{b5c}\u{b5d}", "ଡ\u{b3c}ଢ\u{b3c}"),
            ("أإآؤئ", "ا\u{654}ا\u{655}ا\u{653}و\u{654}ي\u{654}"),
            ("\u{fb2a}\u{fb4b}\u{fb35} \u{fb3b}", "ש\u{5c1}ו\u{5b9}ו\u{5bc} כ\u{5bc}"),
            ("\u{1f71}\u{1f73}\u{1f75} \u{1fbb}", "άέή Ά"), ("\u{212b}\u{2126}\u{212a}", "ÅΩK"),
        ])
    func composes(first: String, second: String) {
        #expect(first == second)
        #expect(hashes(first, "xx") == hashes(second, "xx"))
        #expect(
            TokenList(first).tokens.map(\.traits.rawValue)
                == TokenList(second).tokens.map(\.traits.rawValue))
        expectSameWords(first, second, "xx")
    }

    @Test(
        "A small word is no name, whatever its letters are taken for",
        arguments: [
            ("bn", "তিনি জানি\u{9df}েছেন"), ("hi", "वह सड\u{93c}क पर"), ("hi", "वह स\u{95c}क पर"),
            ("el", "ο πόλεμος \u{1f79}μως"), ("fa", "این کتاب"), ("he", "הוא \u{fb4b}מר"),
            ("ru", "они пришёл"), ("ro", "el și ea"), ("fa", "در جاد\u{6c0} بزرگ"),
        ])
    func tellsSmallWords(code: String, text: String) {
        var spellings = EventSpellings(capitalsLimit: 0.6)
        let language = Language(code: code)
        let body = SpelledText(text, limit: 20, language: language)
        spellings.note(title: SpelledText("", limit: 20, language: language), body: body)
        for word in body.words { #expect(!spellings.isName(word.key), "\(word.spelled)") }
    }

    @Test("Every stop word is one as texts have it")
    func foldsStopWords() {
        for list in stopWordLists + furtherStopWordLists {
            let language = Language(code: list.code)
            let known = StopWords.shared.list(of: language)
            for word in list.words.split(separator: " ") {
                let tokens = TokenList(String(word), in: language).tokens
                #expect(tokens.count != 1 || known.contains(tokens[0]), "\(list.code): \(word)")
            }
        }
    }

    @Test("No table of frequencies has a spelling that texts do not", arguments: InstalledTable.all)
    func foldsFrequencies(_ table: InstalledTable) throws {
        let code = String(table.testDescription.prefix(2))
        // Of these the plain spelling is in the tables too: a dozen rows that no text asks for.
        let stems = try table.lines.compactMap { $0.split(separator: " ").first.map(String.init) }
        let letters = "ёșț\u{6c0}".unicodeScalars
        #expect(stems.filter { $0.unicodeScalars.contains(where: letters.contains) } == [])
        guard !["en", "id"].contains(code), let spelling = Spelling.of(Language(code: code))
        else { return }
        #expect(stems.filter { Array(spelling.folded($0).utf8) != Array($0.utf8) } == [])
    }

    @Test("Days of the week are as texts have them")
    func foldsWeekdays() {
        for word in Weekdays.words {
            #expect(hashes(String(word), "xx") == [TermHash.of(word.utf8)])
        }
        for (text, code) in [("Παρασκευής", "el"), ("Méindeg", "lb"), ("Ijumaa", "sw")] {
            let list = TokenList(text, in: Language(code: code))
            #expect(Weekdays.contains(list.tokens[0], in: list))
        }
    }

    private static let romanian = """
        Un incendiu puternic a izbucnit vineri dimineață la o fabrică de mobilă din Timișoara, iar șase muncitori au \
        fost răniți și transportați la spital. Pompierii au intervenit cu zece autospeciale și au evacuat aproape o \
        sută de angajați. Primarul orașului a cerut locuitorilor să țină ferestrele închise. Polițiștii au început o \
        anchetă privind cauzele, iar potrivit primelor informații focul a pornit din secția de vopsitorie.
        """
    private static let bengali = """
        রাজধানীর যাত্রাবাড়ী এলাকায় শুক্রবার ভোরে যাত্রীবাহী বাস উল্টে চারজন নিহত হয়েছেন। আহত হয়েছেন আরও একুশজন। পুলিশ জানায়, \
        দ্রুতগতির বাসটি নিয়ন্ত্রণ হারিয়ে সড়ক বিভাজকে ধাক্কা দেয়। আহতদের উদ্ধার করে ঢাকা মেডিকেল কলেজ হাসপাতালে নিয়ে যাওয়া \
        হয়েছে। দুর্ঘটনার পর মহাসড়কে দীর্ঘ যানজটের সৃষ্টি হয়। চালক ও তাঁর সহকারী পালিয়ে গেছেন। এ ঘটনায় থানায় মামলা দায়ের করা হয়েছে।
        """
    private static let russian = """
        Актёр Пётр Королёв умер в Орле в возрасте 91 года, сообщил режиссёр театра Семён Щёголев. Королёв сыграл в трёх \
        десятках фильмов, снял ещё четырёхсерийную ленту и вырастил учеников. Прощание пройдёт в четвёртом зале театра, \
        приём цветов начнётся в десять, актёра проведут в последний путь его партнёры.
        """
    private static let ukrainian = """
        Прем'єр-міністр назвав п'ять пріоритетів уряду на зиму. Він сказав, що сім'ї отримають субсидії, а здоров'я дітей \
        лишається головним. Обов'язкове медичне страхування з'явиться торік, об'єкти енергетики захистять, зв'язок \
        відновлять у прифронтових громадах. Від'їзд делегації до Брюсселя заплановано на п'ятницю.
        """

    @Test("A text is one whatever its feeds declare", arguments: ["uk", "bg"])
    func findsCopiesAcrossDeclarations(code: String) {
        let title = "Актёр Пётр Королёв умер в Орле"
        let first = document(1, title, Self.russian, from: "a.example", language: "ru")
        let second = document(2, title, Self.russian, at: 1, from: "b.example", language: code)
        let words = [first, second].map { DocumentTokens($0).body.tokens.map(\.hash) }
        #expect(words[0] == words[1])
        #expect(outcome(of: [first, second]).copy(2)?.origin == 1)
    }

    @Test("A text in the other spelling is a copy")
    func findsCopies() {
        func respelled(_ text: String, _ pairs: [(String, String)]) -> String {
            pairs.reduce(text) { text, pair in
                var result = String.UnicodeScalarView()
                let (old, new) = (Array(pair.0.unicodeScalars), pair.1.unicodeScalars)
                let scalars = Array(text.unicodeScalars)
                var i = 0
                while i < scalars.count {
                    if scalars[i...].starts(with: old) {
                        result.append(contentsOf: new)
                        i += old.count
                    } else {
                        result.append(scalars[i])
                        i += 1
                    }
                }
                return String(result)
            }
        }
        for (code, title, text, pairs) in [
            (
                "ro", "Incendiu la o fabrică din Timișoara, șase răniți", Self.romanian,
                [("ș", "ş"), ("ț", "ţ")]
            ),
            (
                "bn", "ঢাকায় বাস উল্টে নিহত চার", Self.bengali,
                [("\u{9af}\u{9bc}", "\u{9df}"), ("\u{9a1}\u{9bc}", "\u{9dc}")]
            ),
            ("ru", "Актёр Пётр Королёв умер в Орле", Self.russian, [("ё", "е")]),
            ("uk", "Прем'єр-міністр назвав п'ять пріоритетів", Self.ukrainian, [("'", "\u{2bc}")]),
        ] {
            // The source may hold either form.
            let first = code == "bn" ? respelled(text, pairs.map { ($0.1, $0.0) }) : text
            let second = respelled(text, pairs)
            #expect(!first.unicodeScalars.elementsEqual(second.unicodeScalars))
            let outcome = outcome(of: [
                document(1, title, first, from: "a.example", language: code),
                document(
                    2, respelled(title, pairs), second, at: 1, from: "b.example", language: code),
            ])
            #expect(outcome.copy(2)?.origin == 1, "\(code)")
        }
    }
}
