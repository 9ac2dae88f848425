import Testing

@testable import CommandLineInterface

struct ManualPageTests {
    @Test func `no text becomes a command of groff`() {
        var page = Roff()
        page.line(".SH made up")
        page.line("'br")
        page.line("\\fB back \\ and \u{1b}[1m - ~ ^ \"quoted\" ’s …")
        page.macro("SH", "a \"b\" .c")
        #expect(
            page.text == #"""
                \&.SH made up
                \(aqbr
                \efB back \e and  [1m \- \(ti \(ha \(dqquoted\(dq \[u2019]s \[u2026]
                .SH "a \(dqb\(dq .c"

                """#)
    }

    @Test func `code and strong words are bold, and links their words`() {
        #expect(Roff.inline("take `-n` or **all**") == #"take \fB\-n\fR or \fBall\fR"#)
        #expect(Roff.inline("see [the **list**](docs/list.md).") == #"see the \fBlist\fR."#)
        // Marks without an end are text.
        #expect(Roff.inline("a ` b ** c [d](e") == #"a \(ga b ** c [d](e"#)
    }

    @Test func `reads the blocks of a page in Markdown`() {
        var reader = MarkdownReader(
            """
            # title

            One line
            and another:
            - a
              b
            - c

            ```yaml
            - no list

            ```

            | key | value |
            | --- | --- |
            | `a` | b |
            """)
        #expect(
            reader.blocks() == [
                .heading(1, "title"), .paragraph("One line and another:"), .list(["a b", "c"]),
                .code(["- no list", ""]),
                .table(headings: ["key", "value"], rows: [["`a`", "b"]]),
            ])
    }

    @Test func `a page in Markdown is named by its heading and its first sentence`() {
        let page = ManualPage.markdown(
            "# a.yml\n\nThe file of a. It is short.\n", section: 5, version: "1", seeAlso: ["b.1"])
        #expect(page.name == "a.yml.5")
        #expect(page.topic == "a.yml")
        #expect(page.summary == "the file of a")
        #expect(page.text.contains("\na.yml \\- the file of a\n"))
        #expect(page.text.hasSuffix("\\fBb\\fR(1)\n"))
    }
}
