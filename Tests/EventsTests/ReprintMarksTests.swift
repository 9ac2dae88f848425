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
        ])
    func takesDatelines(text: String, saysSo: Bool) {
        let (rest, told) = rest(of: text)
        #expect(rest == "the ferry is afloat")
        #expect(told == saysSo)
    }

    @Test(
        "What only looks like a dateline stays",
        arguments: [
            "The ferry — a Halvorsen — is afloat.", "Lindesvik - The ferry is afloat.",
            "the ferry (Halvorsen) — is afloat", "No dash here", "", " — ",
            "A (B) C D E F G H I J K (L) — too much of it",
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
    }
}
