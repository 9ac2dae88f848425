import Testing

@testable import Events

@Suite("What speaks against a copy")
struct CopyCaveatTests {
    private static let statement = """
        We did not come to this place to look away when the water rose and the walls began to move, and \
        I say to every family on this street that the city will stand beside them until the last roof is \
        mended and the last child is back in a dry bed, however long that takes and whatever it may cost \
        us all in the end
        """

    private static let marks = [
        ("“", "”"), ("\"", "\""), ("„", "“"), ("« ", " »"), ("»", "«"), ("”", "”"),
    ]

    private func reports(_ open: String, _ close: String) -> [Document] {
        let quoted = open + Self.statement + "," + close
        return [
            document(
                1, "Flood swallows half of Tarnow Street",
                """
                Rescuers in boats took forty people from their homes in Tarnow Street on Thursday night, \
                after the river broke through a wall. \(quoted) said mayor Ida Krol. Schools stay closed.
                """, from: "a.example"),
            document(
                2, "Mayor of Kestrel vows to rebuild",
                """
                Ida Krol has led Kestrel for nine years and seen three floods. On Friday she walked \
                through the mud with her boots in her hand. \(quoted) she told those who had come. The \
                county wants to lend pumps.
                """, at: 2, from: "b.example"),
        ]
    }

    @Test(
        "A notice that comes again with another day is no copy; with the same one it is",
        arguments: [("Tuesday", "Thursday"), ("27.11.2023", "04.12.2023")])
    func sparesNotices(first: String, second: String) {
        func notice(_ id: Document.ID, _ day: String, _ source: String) -> Document {
            document(
                id, "Library closed",
                """
                The library will be shut \(day) from nine in the morning so that workers can lay new cables \
                under the floor of the reading room, and readers are asked to bring back what they borrowed \
                one day later than they were told.
                """, at: id, from: source)
        }
        let outcome = outcome(of: [
            notice(1, first, "a.example"), notice(2, second, "b.example"),
            notice(3, first, "c.example"),
        ])
        #expect(outcome.copy(2) == nil)
        #expect(outcome.copy(3)?.origin == 1)
    }

    @Test(
        "Two reports that quote one statement are no copies, however long it is",
        arguments: Self.marks)
    func sparesQuotations(open: String, close: String) {
        let documents = reports(open, close)
        #expect(outcome(of: documents).copy(2) == nil)
        let unquoted = documents.map { document in
            var document = document
            document.text = document.text.replacing(open + Self.statement, with: Self.statement)
                .replacing(Self.statement + "," + close, with: Self.statement)
            return document
        }
        #expect(outcome(of: unquoted).copy(2)?.origin == 1)
    }

    @Test("A reprint of a report with a long statement is a copy, whole, cut and in a frame")
    func takesReprints() {
        let original = reports("“", "”")[0]
        let cut = original.text.split(separator: " ").dropLast(5).joined(separator: " ")
        let framed = "Home News Sport\n\(original.text)\nFollow us and leave a comment below"
        for text in [original.text, cut + " …", framed] {
            let reprint = document(2, "Mayor vows to rebuild", text, at: 1, from: "b.example")
            #expect(
                outcome(of: [original, reprint]).memberships.values.contains { $0.copy != nil })
        }
    }

    @Test(
        "The words of the longest statement are counted",
        arguments: [
            ("None at all", 0), ("“Too short to count,” he said", 0),
            ("He said “" + Self.words(30) + "” and left", 30),
            (
                "“" + Self.words(20) + ",” said Hansen of the institute. “" + Self.words(20) + "”",
                45
            ),
            ("“" + Self.words(20) + "” " + Self.words(30) + " “" + Self.words(25) + "”", 25),
            ("“" + Self.words(30) + " without an end", 0), ("a \" " + Self.words(30), 0),
            ("他说：「" + String(repeating: "我们不会忘记", count: 10) + "」", 30),
        ])
    func counts(text: String, expected: Int) {
        #expect(Quotation(text).words == expected)
    }

    private static func words(_ count: Int) -> String {
        (0..<count).map { NewsDay.word(UInt64($0)) }.joined(separator: " ")
    }

    private func notice(_ id: Document.ID, _ company: String, from source: String) -> Document {
        document(
            id, "\(company) investors reminded of class action",
            """
            Halper Sadeh LLC, an investor rights law firm, reminds investors who purchased shares of \
            \(company) that a class action has been filed in the United States District Court. The firm is \
            based in New York and was founded by Daniel Sadeh and Zachary Halper, who worked at Kaplan Fox \
            before. The complaint alleges that the company made false statements under the Securities \
            Exchange Act. There is no cost to you, says attorney Zachary Halper in Manhattan.
            """, from: source)
    }

    @Test("One notice on two parties is no copy, however many names the template has")
    func sparesTemplates() {
        let outcome = outcome(of: [
            notice(1, "Fluence Energy", from: "a.example"),
            notice(2, "Molina Healthcare", from: "b.example"),
            notice(3, "Fluence Energy", from: "c.example"),
        ])
        #expect(outcome.copy(2) == nil)
        #expect(outcome.copy(3)?.origin == 1)
    }

    @Test("A reprint whose headline names somebody else of the text is a copy")
    func takesOtherNames() {
        var reprint = notice(2, "Fluence Energy", from: "b.example")
        reprint.title = "Law firm Halper turns to shareholders of Fluence"
        #expect(
            outcome(of: [notice(1, "Fluence Energy", from: "a.example"), reprint]).copy(2) != nil)
    }

    @Test("What makes shared text no copy is told")
    func tellsCaveats() throws {
        func caveat(_ a: Document, _ b: Document) -> TextComparison.Caveat? {
            TextComparison(a, b)?.caveat
        }
        let quoting = reports("“", "”")
        #expect(caveat(quoting[0], quoting[1]) == .quotation)
        let fluence = notice(1, "Fluence Energy", from: "a.example")
        #expect(caveat(fluence, notice(2, "Molina Healthcare", from: "b.example")) == .notice)
        #expect(caveat(fluence, notice(2, "Fluence Energy", from: "b.example")) == nil)
        #expect(
            caveat(document(1, "Ferry", Story.ferry), document(2, "Strike", Story.strike)) == nil)
    }

    @Test("Another spelling of a long name is no other name")
    func takesSpellings() {
        let outcome = outcome(of: [
            notice(1, "Zelensky", from: "a.example"), notice(2, "Zelenskyy", from: "b.example"),
            notice(3, "Zelensan", from: "c.example"),
        ])
        #expect(outcome.copy(2)?.origin == 1)
        #expect(outcome.copy(3) == nil)
    }

    @Test("A name that comes back in a headline is one of the three that are kept")
    func keepsNamesOnce() {
        var (first, second) = (
            notice(1, "Fluence Energy", from: "a.example"),
            notice(2, "Molina Energy", from: "b.example")
        )
        first.title = "To Energy holders: Energy of Fluence, Energy that investors sue"
        second.title = "To Energy holders: Energy of Molina, Energy that investors sue"
        #expect(outcome(of: [first, second]).copy(2) == nil)
    }
}
