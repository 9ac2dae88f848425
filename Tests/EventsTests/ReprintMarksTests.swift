import Testing

@testable import Events

@Suite("Marks of reprints")
struct ReprintMarksTests {
    private func rest(of text: String) -> (text: String, saysSo: Bool) {
        let body = TokenList(text)
        let marks = ReprintMarks(document(1, "Ferry runs aground", text), body: body)
        let rest = marks.removed(from: body)
        return (rest.tokens.map { rest.text(of: $0) }.joined(separator: " "), marks.saysSo)
    }

    @Test(
        "A dateline is not of the text; an agency in it says whose the text is",
        arguments: [
            ("LINDESVIK (Coast News) — The ferry is afloat.", true),
            ("LINDESVIK, Norway, March 3 (CN) - The ferry is afloat.", true),
            ("LINDESVIK, March 3 – The ferry is afloat.", false),
            ("LINDESVIK-NORD (Coast News)\u{a0}- The ferry is afloat.", true),
            ("Lindesvik/Nord (dpa/cn) – The ferry is afloat.", true),
            ("March 3 (Reuters) - The ferry is afloat.", true),
            ("NEW LINDESVIK – The ferry is afloat.", false),
            ("LINDESVIK March 3 – The ferry is afloat.", false),
            ("LINDESVIK, 3 de marzo – The ferry is afloat.", false),
            ("DES LINDES, Iowa – The ferry is afloat.", false),
        ])
    func takesDatelines(text: String, saysSo: Bool) {
        let (rest, told) = rest(of: text)
        #expect(rest == "the ferry is afloat")
        #expect(told == saysSo)
    }

    @Test("Behind a dateline a sentence may have what is put in between dashes")
    func takesDatelinesBeforeInsertions() {
        for place in ["LINDESVIK", "LINDESVIK (Coast News)", "Lindesvik (AP)"] {
            let rest = rest(
                of: place + " — The ferry — a Halvorsen — is afloat. It moves — slowly.")
            #expect(rest.text == "the ferry a halvorsen is afloat it moves slowly", "\(place)")
        }
        #expect(rest(of: "Lindesvik (AP) — The ferry — a big one.").saysSo)
    }

    @Test(
        "What only looks like a dateline stays",
        arguments: [
            "The ferry — a Halvorsen — is afloat.", "Lindesvik - The ferry is afloat.",
            "the ferry (Halvorsen) — is afloat", "No dash here", "", " — ",
            "A (B) C D E F G H I J K (L) — too much of it",
            "Friedrich Merz (CDU) – Kanzler seit Mai – hat das Gesetz verteidigt.",
            "Novak Djokovic (SRB) - Carlos Alcaraz (ESP) 6:4, 7:6",
            "NATO foreign ministers – meeting in Brussels – agreed on it.",
            "NATO, meeting in Brussels – the first time – agreed on it.",
            "NATO – the alliance of 32 – agreed on it.", "IBM cuts 8,000 jobs – analysts are torn.",
            "BMW (DAX) – der Autobauer – hat mehr verkauft.", "EU – what next?", "X (AP",
            "HERALD.EXAMPLE - The ferry is afloat.", "(AP) — The ferry is afloat.", "A) — b",
            "( —  ",
        ])
    func leavesText(text: String) {
        #expect(Dateline(text).words == 0)
        #expect(!Dateline(text).namesAgency)
    }

    @Test(
        "Notes behind a text are taken out, wherever they stand",
        arguments: [
            "The ferry is afloat. Source link", "The ferry is afloat. Continue reading…",
            "The ferry is afloat.\nRead more at Lindesvik Morning Herald.",
            "The ferry is afloat. The post Ferry: all safe – Herald appeared first on Herald.",
            "The ferry is afloat. (This story has not been edited by Herald staff.)",
            "The ferry is afloat.\nDer Beitrag Fähre frei erschien zuerst auf Herald.",
            "The ferry is afloat. This story by Ann Lee was originally published on Herald.",
            "The ferry is afloat.\nA version of this article originally appeared on Herald.",
            "Republished from Herald. The ferry is afloat.",
            "(Except for the headline, this story has not been edited by Herald.)\nThe ferry is afloat.",
        ])
    func takesNotes(text: String) {
        let (rest, saysSo) = rest(of: text)
        #expect(rest == "the ferry is afloat")
        #expect(saysSo)
    }

    @Test("The words of a note within a sentence are text, and so is a note alone")
    func leavesWords() {
        #expect(rest(of: "Few will continue reading to the end.").saysSo == false)
        #expect(rest(of: "Continue reading").text == "continue reading")
        let long = "It was read more at " + (1...60).map { "home\($0)" }.joined(separator: " ")
        #expect(rest(of: long).saysSo == false)
        for text in [
            "Top Gear, which originally appeared on BBC Two in 1977, will return with a new host.",
            "Posters reprinted from the first edition sell well.",
            "The article, which originally appeared on a blog, angered the minister.",
        ] {
            let (rest, saysSo) = rest(of: text + " The ferry is afloat.")
            #expect(rest.hasSuffix("the ferry is afloat") && rest.count > 50, "\(text)")
            #expect(!saysSo)
        }
    }

    @Test("Whole sentences are notes near either end, and text in between")
    func leavesSentencesInBetween() {
        let story = (0..<80).map { "word\($0)" }.joined(separator: " ")
        let note = "This story originally appeared on Herald."
        #expect(rest(of: "\(story). \(note) \(story)").saysSo == false)
        #expect(rest(of: "\(story) \(story). \(note)").saysSo)
        #expect(rest(of: "\(note) \(story) \(story)").saysSo)
    }
}
