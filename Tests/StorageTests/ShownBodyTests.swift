import Testing

@testable import Storage

/// Which of summary and content a person reads.
@Suite struct ShownBodyTests {
    @Test(
        arguments: [
            // A subtitle of its own.
            ("On quernstones", "<p>The mill stood.</p>", "On quernstones", "The mill stood."),
            // The beginning of the text.
            ("The mill …", "<p>The mill stood.</p>", nil, "The mill stood."),
            (
                "The mill stood.", "<p>The mill\nstood.</p><p>Then it fell.</p>", nil,
                "The mill stood.\n\nThen it fell."
            ),
            // A blog's excerpt with what the blog adds to each.
            (
                "<p>The mill stood […]</p><p>The post A mill appeared first on Mills.</p>",
                "<p>The mill stood long.</p>", nil, "The mill stood long."
            ),
            (
                "<p>The mill stood.</p><p>The post A mill appeared first on Mills.</p>",
                "<p>The mill stood.</p>", nil,
                "The mill stood.\n\nThe post A mill appeared first on Mills."
            ),
            // A content that was cut.
            ("The mill stood long.", "The mill …", nil, "The mill stood long."),
            ("Ann: The mill stood.", "The mill stood.", nil, "Ann: The mill stood."),
            // One of the two alone.
            ("one\ntwo", nil, nil, "one\ntwo"), (nil, "<p>one</p><p>two</p>", nil, "one\n\ntwo"),
            ("The mill", "<img src=\"https://a.example/\">", nil, "The mill"),
            (nil, "…", nil, "…"), (nil, nil, nil, ""),
        ] as [(String?, String?, String?, String)])
    func `the content is the text, and the summary above it where it says something else`(
        summary: String?, content: String?, lead: String?, text: String
    ) {
        let shown = ShownBody(summary: summary, content: content, text: nil)
        #expect(shown.lead == lead)
        #expect(shown.text == text)
    }

    @Test func `a text without HTML is shown as it is`() {
        #expect(ShownBody(summary: nil, content: nil, text: "one\ntwo").text == "one\ntwo")
    }

    @Test func `what is searched is all that an entry says, the longer first`() {
        func words(_ summary: String, _ content: String) -> String {
            SearchText.body(summary: summary, content: content, text: nil)
        }
        #expect(words("A long excerpt …", "<p>zorbax</p>") == "A long excerpt …\nzorbax")
        #expect(words("zorbax", "<p>A long text</p>") == "A long text\nzorbax")
        #expect(words("A long …", "<p>A long text</p>") == "A long text")
        #expect(words("A long text", "<p>A long…</p>") == "A long text")
    }
}
