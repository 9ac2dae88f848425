import Testing

@testable import Events

@Suite("Bylines")
struct BylineTests {
    private static let text = """
        The harbour office of Valdora closed two of its five quays on Thursday after divers found cracks \
        in the piles that carry them. Ferries to the outer islands leave from the old fish market until \
        spring, and the office asks all who cross the bay to come half an hour before.
        """

    private func signs(_ text: String, as signature: String) -> Bool {
        Bylines(text).signatures.contains(TermHash.of(signature.utf8))
    }

    @Test(
        "Names are read where sources are told",
        arguments: [
            ("(Reuters) - {}", "reuters"), ("VALDORA (Reuters) — {}", "reuters"),
            ("VALDORA, Nov. 27 (Xinhua) -- {}", "xinhua"), ("VALDORA, Reuters – {}", "reuters"),
            ("{} (dpa)", "dpa"), ("{} dpa/Zeit", "zeit"), ("{}\n— Reuters", "reuters"),
            ("By Time Staff\n{}", "time"), ("By Jane Miller, Time\n{}", "time"),
            ("By AFP correspondents in Paris\n{}", "afp"), ("Von Stern Redaktion | {}", "stern"),
            ("Par Le Monde avec AFP\n{}", "lemonde"), ("Par Le Monde avec AFP\n{}", "afp"),
            ("{}\nvia The Sun", "sun"), ("{}\nvia The Sun", "thesun"),
            ("{} We saw it first via The Sun", "sun"), ("{}\nSource: BBC News", "bbc"),
            ("{} Quelle: Welt", "welt"), ("{}\n© Focus", "focus"), ("BBC News\n{}", "bbc"),
            ("{}\n© 2026 AFP", "afp"), ("{}\n©2026 AFP", "afp"), ("{}\n©AFP", "afp"),
            ("{}\nCopyright © 2026 AFP. All rights reserved.", "afp"),
            ("{}\n© AFP 2026", "afp"), ("VALDORA (AFP): {}", "afp"), ("VALDORA (AFP) {}", "afp"),
            ("(AFP) {}", "afp"), ("(AFP): {}", "afp"), ("Valdora (AFP): {}", "afp"),
            ("VALDORA, Nov. 27 (AFP) {}", "afp"), ("（新华社）{}", "新华社"), ("{}\n来源：新华社", "新华社"),
            ("Ærlig Tid\n{}", "ærligtid"),
        ])
    func readsSources(frame: String, signature: String) {
        let parts = frame.split(separator: "{}", omittingEmptySubsequences: false)
        #expect(signs(parts[0] + Self.text + parts[1], as: signature))
    }

    @Test(
        "A word within a sentence is no byline",
        arguments: [
            ("Time is running out for the quays of Valdora.", "time"),
            ("Zur gleichen Zeit wie im Vorjahr liegt der Kai still.", "zeit"),
            ("Von Zeit zu Zeit sinkt ein Kahn.", "zeit"),
            ("Von Zeit zu Zeit – nicht oft – sinkt ein Kahn.", "zeit"),
            ("Die Welt blickt auf Valdora.", "welt"), ("Es fehlt ihnen eines – Zeit.", "zeit"),
            ("The BBC said on Friday it would close two stations.", "bbc"),
            ("The British Broadcasting Corporation (BBC) closes a station.", "bbc"),
            ("The British Broadcasting Corporation (BBC) News Room closes.", "bbc"),
            ("The British Broadcasting Corporation (BBC): a station closes.", "bbc"),
            ("It closed (BBC) Stations.", "bbc"), ("In 2026 BBC stations closed.", "bbc"),
            ("By Nature the bay is shallow.", "nature"),
            ("By People in Galway – and in Cork", "people"),
            ("Time.", "time"), ("Sun and wind gave Spain its power", "sun"),
            ("They flew via Sun Valley to Boise.", "sun"),
            ("Le Monde arabe se réunit au Caire.", "lemonde"),
        ])
    func readsNoWords(sentence: String, signature: String) {
        #expect(!signs(sentence + " " + Self.text, as: signature))
        #expect(!signs(Self.text + " " + sentence, as: signature))
        #expect(!signs(Self.text + " " + sentence + " " + Self.text, as: signature))
    }

    @Test("Who has the earlier date is the origin of a text with the other's name in a sentence")
    func goesByDate() {
        let text = "Time is running out for the quays of Valdora. " + Self.text
        let outcome = outcome(of: [
            document(1, "Valdora quays in danger", text, at: 0, from: "wire.example"),
            document(2, "Valdora quays in danger", text, at: 2, from: "time.com"),
        ])
        #expect(outcome.copy(1) == nil)
        #expect(outcome.copy(2)?.origin == 1)
    }

    @Test("Marks without words, at either end and everywhere, do no harm")
    func takesOddTexts() {
        for text in [
            "", " ", "(", ")", "()", "((((", "by", "by\n", "©", "via", "- - -", "。（", "a|",
            "\u{e9}(",
        ] {
            _ = Bylines(text)
            _ = Bylines(String(repeating: text, count: 200))
        }
        #expect(Bylines("").signatures.isEmpty)
    }
}
