extension ManualPage {
    /// A page of the manual from one of the documentation in Markdown, so that there is but one text.
    ///
    /// Reads what those pages use: headings, paragraphs, lists, tables whose first column names
    /// things, and fenced code. The first heading names what the page is about, the first sentence is
    /// its summary.
    public static func markdown(
        _ markdown: String, section: Int, version: String, seeAlso: [String]
    ) -> ManualPage {
        var reader = MarkdownReader(markdown)
        let blocks = reader.blocks()
        var title = ""
        var summary = ""
        for block in blocks {
            if case .heading(1, let text) = block, title.isEmpty { title = text }
            if case .paragraph(let text) = block, summary.isEmpty { summary = described(text) }
        }
        var page = head(title, section: section, version: version, summary: summary)
        page.macro("SH", "DESCRIPTION")
        for block in blocks { write(block, &page) }
        tellFiles(&page)
        end(&page, seeAlso: seeAlso)
        return ManualPage(name: "\(title).\(section)", summary: summary, text: page.text)
    }

    private static func write(_ block: MarkdownReader.Block, _ page: inout Roff) {
        switch block {
        case .heading(1, _): break
        case .heading(2, let text): page.macro("SH", text.uppercased())
        case .heading(_, let text): page.macro("SS", text)
        case .paragraph(let text):
            page.request("PP")
            page.line(text)
        case .code(let lines): page.block(lines)
        case .list(let items):
            for item in items {
                page.request("IP \\(bu 2")
                page.line(item)
            }
        case .table(let headings, let rows):
            for row in rows {
                page.request("TP")
                page.line(row.first ?? "")
                for (heading, cell) in zip(headings, row).dropFirst(2) {
                    // The second column says what a thing is, the others need their names.
                    page.line("\(row[1]).")
                    page.request("br")
                    page.line("\(heading.prefix(1).uppercased() + heading.dropFirst()): \(cell).")
                }
                if row.count == 2 { page.line("\(row[1]).") }
            }
        }
    }
}

/// The blocks of a text in Markdown.
struct MarkdownReader {
    enum Block: Equatable {
        case heading(Int, String)
        case paragraph(String)
        case code([String])
        case list([String])
        case table(headings: [String], rows: [[String]])
    }

    private var lines: ArraySlice<Substring>

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    }

    mutating func blocks() -> [Block] {
        var blocks: [Block] = []
        while let line = lines.first {
            if line.isEmpty {
                lines.removeFirst()
            } else if line.hasPrefix("```") {
                lines.removeFirst()
                blocks.append(.code(take { !$0.hasPrefix("```") }.map(String.init)))
                _ = lines.popFirst()
            } else if line.hasPrefix("#") {
                lines.removeFirst()
                let level = line.prefix { $0 == "#" }.count
                blocks.append(.heading(level, Self.trimmed(line.dropFirst(level))))
            } else if line.hasPrefix("|") {
                let rows = take { $0.hasPrefix("|") }.map(Self.cells)
                blocks.append(.table(headings: rows[0], rows: Array(rows.dropFirst(2))))
            } else if line.hasPrefix("- ") {
                blocks.append(.list(items()))
            } else {
                let text = take { !$0.isEmpty && !$0.hasPrefix("```") && !$0.hasPrefix("- ") }
                blocks.append(.paragraph(text.joined(separator: " ")))
            }
        }
        return blocks
    }

    private mutating func items() -> [String] {
        var items: [String] = []
        while let line = lines.first, line.hasPrefix("- ") {
            lines.removeFirst()
            let rest = take { $0.hasPrefix("  ") }.map(Self.trimmed)
            items.append(([Self.trimmed(line.dropFirst(2))] + rest).joined(separator: " "))
        }
        return items
    }

    private mutating func take(while isPart: (Substring) -> Bool) -> [Substring] {
        let taken = lines.prefix(while: isPart)
        lines = lines.dropFirst(taken.count)
        return Array(taken)
    }

    private static func cells(_ row: Substring) -> [String] {
        row.dropFirst().dropLast(row.hasSuffix("|") ? 1 : 0).split(separator: "|").map(trimmed)
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
